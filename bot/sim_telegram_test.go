package bot_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

var simTelegram = flag.Int("sim.telegram", 200, "how many seeds the simulation with Telegram's client runs")

// TestSimulationOverTelegram is the simulation with the real client for Telegram, and the stand-in behind it: what is cut, throttled, lost
// and repeated are the calls themselves.
func TestSimulationOverTelegram(t *testing.T) {
	engine := content(t)
	eachSeed(t, 1_000, *simTelegram, func(t *testing.T, seed uint64) { overTelegram(t, engine, seed) })
}

// network is people with phones and a Telegram that fails them; what goes wrong depends on the seed and on the call.
type network struct {
	*telegramtest.Server
	city *city // for its chances and its complaints
	log  bytes.Buffer

	mu       sync.Mutex
	attempts map[string]int
	fuse     map[string]bool // by call: the process dies once it has had its effect
	users    []*user
}

// user is one citizen: what they must see, and what may come twice.
type user struct {
	telegramtest.Citizen
	rng    *rand.Rand
	expect []string
	doubt  map[string]int
	done   bool
}

func overTelegram(t *testing.T, engine *flows.Engine, seed uint64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), fmt.Sprint(seed))
	var n *network
	synctest.Test(t, func(t *testing.T) {
		n = &network{Server: telegramtest.New("4242:x"), city: &city{seed: seed}, attempts: map[string]int{}, fuse: map[string]bool{}}
		n.OnCall, n.OnDone = n.weather, n.done
		var lives sync.WaitGroup
		for i := range 3 {
			u := &user{Citizen: n.Citizen(int64(470815000+i), "de"), rng: rand.New(rand.NewPCG(seed, uint64(i))), doubt: map[string]int{}}
			n.users = append(n.users, u)
			lives.Go(func() { n.live(u) })
		}
		for n.operate(t, engine, path) {
		}
		lives.Wait()
	})
	for _, u := range n.users {
		n.judge(u)
	}
	if open := n.Unanswered(); len(open) > 0 {
		n.city.fail("%d taps wait for ever", len(open))
	}
	for _, p := range n.Problems() {
		n.city.fail("Telegram does not define %s", p)
	}
	if log := n.log.String(); strings.Contains(log, "GEHEIM") || strings.Contains(log, "4708150") || strings.Contains(log, "4242:x") {
		n.city.fail("personal data in the log")
	}
	if *simSeed != 0 {
		t.Log(n.log.String())
	}
	if len(n.city.wrong) > 0 {
		t.Errorf("seed %d (replay with -sim.seed %[1]d), %d crashes:\n  %s", seed, n.city.crashes, strings.Join(n.city.wrong, "\n  "))
	}
}

// operate runs the bot until it crashes or everything is done, and reports whether it has to be started again.
func (n *network) operate(t *testing.T, engine *flows.Engine, path string) bool {
	db, err := store.Open(path, store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	n.afterCrash(t, db)
	log := slog.New(slog.NewJSONHandler(&n.log, nil))
	ch, err := telegram.New(telegram.Config{
		Token: "4242:x", API: "https://bot.example", Client: &http.Client{Transport: n.Server}, Logger: log,
		Texts: func(string, string) string { return "Ihre Antwort:" },
	})
	if err != nil {
		t.Fatal(err)
	}
	crashed := make(chan error, 1)
	n.mu.Lock()
	n.city.dead = false
	n.city.crash = func() { crashed <- db.Close() } // from here on nothing can be stored
	n.mu.Unlock()
	b := bot.New(bot.Config{Store: db, Engine: engine, Channels: []bot.Channel{ch}, Zone: time.UTC, Rate: 30, ChatRate: 1, Sends: 2, Log: log})
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { ended <- b.Run(ctx) }()
	for limit := time.Now().Add(24 * time.Hour); ; {
		select {
		case err := <-crashed:
			cancel()
			if err := errors.Join(err, <-ended); err != nil && !errors.Is(err, store.ErrClosed) {
				n.city.fail("Run: %v", err)
			}
			return true
		case <-time.After(5 * time.Second):
		}
		late := time.Now().After(limit)
		if late {
			n.city.fail("it does not come to rest")
		}
		if late || n.idle(db) {
			cancel()
			if err := errors.Join(<-ended, db.Check(), db.Close()); err != nil {
				n.city.fail("%v", err)
			}
			return false
		}
	}
}

// afterCrash finds what is on a screen without being recorded: it may come once more.
func (n *network) afterCrash(t *testing.T, db *store.DB) {
	err := db.View(func(tx *store.Tx) error {
		for _, u := range n.users {
			seen := n.seen(u)
			for e := range tx.Waiting(bot.ConversationID(fmt.Sprint("tg:", u.ID))) {
				if last := len(seen) - 1; last >= 0 && textOf(e) == seen[last] {
					u.doubt[seen[last]]++
				}
				if !e.Edit { // edits go out together with what is behind them
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (n *network) idle(db *store.DB) bool {
	waiting := 1
	_ = db.View(func(tx *store.Tx) error { waiting = len(tx.Tracks()); return nil })
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, u := range n.users {
		if !u.done {
			return false
		}
	}
	return waiting == 0 && len(n.Pending()) == 0
}

// live writes and taps. A tap waits until all is answered, so that it is clear what it means.
func (n *network) live(u *user) {
	u.Write("/start")
	n.expect(u, hello)
	for i := 1; i <= 9; i++ {
		time.Sleep(time.Duration(u.rng.IntN(8000)) * time.Millisecond)
		if u.rng.IntN(3) == 0 {
			for range 3600 {
				if n.sees(u) {
					break
				}
				time.Sleep(time.Second)
			}
			u.Tap("Tippen")
			n.expect(u, fmt.Sprintf("Nummer %d: getippt", i))
			continue
		}
		word := fmt.Sprintf("GEHEIM%d", i)
		u.Write(word)
		n.expect(u, fmt.Sprintf("Nummer %d: %s", i, word))
	}
	n.mu.Lock()
	u.done = true
	n.mu.Unlock()
}

func (n *network) expect(u *user, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	u.expect = append(u.expect, text)
}

// seen are the first lines of what the person sees, repeats included: answers stand below.
func (n *network) seen(u *user) (out []string) {
	for _, m := range n.Messages(u.ID) {
		if m.FromBot {
			line, _, _ := strings.Cut(m.Text, "\n")
			out = append(out, line)
		}
	}
	return out
}

func (n *network) sees(u *user) bool {
	seen := n.seen(u)
	return len(seen) > 0 && seen[len(seen)-1] == u.expect[len(u.expect)-1]
}

// weather decides how a call goes wrong.
func (n *network) weather(c telegramtest.Call) telegramtest.Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.city.dead {
		return telegramtest.Fault{Kind: telegramtest.CutBefore}
	}
	key := callKey(c)
	n.attempts[key]++
	luck := n.city.chance(key, n.attempts[key]).IntN(60)
	if c.Chat != 0 && n.attempts[key] > 5 || c.Method == "answerCallbackQuery" && n.attempts[key] > 2 {
		return telegramtest.Fault{}
	}
	faults := []telegramtest.Fault{{Kind: telegramtest.RetryAfter, After: 2}, {Kind: telegramtest.ServerError}, {Kind: telegramtest.Page}, {Kind: telegramtest.CutBefore},
		{Kind: telegramtest.CutAfter}, {Kind: telegramtest.Truncated}, {Kind: telegramtest.HangAfter}, {Kind: telegramtest.Hang}}
	switch {
	case luck < len(faults):
		f := faults[luck]
		if f.Kind == telegramtest.CutAfter || f.Kind == telegramtest.Truncated || f.Kind == telegramtest.HangAfter {
			n.doubt(c)
		}
		return f
	case luck == 10 && c.Method == "getUpdates":
		return telegramtest.Fault{Kind: telegramtest.Repeat}
	case luck == 11:
		n.city.die()
		return telegramtest.Fault{Kind: telegramtest.CutBefore}
	case luck < 14:
		n.fuse[key] = true
		return telegramtest.Fault{Kind: telegramtest.CutAfter}
	}
	return telegramtest.Fault{}
}

// done is told that a call has had its effect.
func (n *network) done(c telegramtest.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if key := callKey(c); n.fuse[key] {
		delete(n.fuse, key)
		before := n.city.crashes
		if n.city.die(); n.city.crashes == before {
			n.doubt(c) // it has died often enough: only the answer is lost
		}
	}
}

func callKey(c telegramtest.Call) string {
	return fmt.Sprint(c.Method, c.Chat, c.Params["text"], c.Params["message_id"])
}

// doubt notes that a message may come once more.
func (n *network) doubt(c telegramtest.Call) {
	for _, u := range n.users {
		if u.ID == c.Chat && c.Method == "sendMessage" {
			u.doubt[fmt.Sprint(c.Params["text"])]++
		}
	}
}

// judge compares what a person saw with what they must have seen: everything, in order, and repeated only where there was doubt.
func (n *network) judge(u *user) {
	next := 0
	for i, text := range n.seen(u) {
		switch {
		case next < len(u.expect) && u.expect[next] == text:
			next++
		case i > 0 && u.doubt[text] > 0:
			u.doubt[text]--
		default:
			n.city.fail("%d: %q came out of order, twice or for nothing", u.ID, text)
			return
		}
	}
	if next < len(u.expect) {
		n.city.fail("%d: %q never came", u.ID, u.expect[next])
	}
}
