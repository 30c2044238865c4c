package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

// weather is a Bot API on a bad day. It remembers what it took and gave no usable answer for: only that may come twice.
type weather struct {
	mu     sync.Mutex
	chance *rand.Rand
	calm   bool
	doubts map[string]int // by chat and text
	seen   map[telegramtest.FaultKind]int
}

var (
	badSends = []telegramtest.Fault{{Kind: telegramtest.RetryAfter, After: 1}, {Kind: telegramtest.ServerError, Status: 500}, {Kind: telegramtest.ServerError, Status: 504},
		{Kind: telegramtest.Page}, {Kind: telegramtest.CutBefore}, {Kind: telegramtest.CutAfter}, {Kind: telegramtest.Truncated}}
	badPolls = append([]telegramtest.Fault{{Kind: telegramtest.Repeat}, {Kind: telegramtest.Repeat}}, badSends...)
)

func (w *weather) onCall(c telegramtest.Call) telegramtest.Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	kinds, rarity := badPolls, 3
	if c.Chat != 0 || c.Method == "answerCallbackQuery" {
		kinds, rarity = badSends, 7
	}
	if w.calm || w.chance.IntN(rarity) > 0 {
		return telegramtest.Fault{}
	}
	f := kinds[w.chance.IntN(len(kinds))]
	w.seen[f.Kind]++
	if taken := f.Kind == telegramtest.CutAfter || f.Kind == telegramtest.Truncated; taken && c.Method == "sendMessage" {
		w.doubts[doubt(c.Chat, fmt.Sprint(c.Params["text"]))]++
	}
	return f
}

func doubt(chat int64, text string) string { return fmt.Sprint(chat, " ", text) }

// TestBadWeather lets the Bot API fail in every way at once while people talk: pauses, server errors, pages of HTML, connections cut
// before and after taking effect, broken answers, repeated updates. Every answer comes in order, and twice exactly where Telegram took
// it and could not say so.
func TestBadWeather(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	w := newTown(t)
	sky := &weather{chance: rand.New(rand.NewPCG(seed, 0)), doubts: map[string]int{}, seen: map[telegramtest.FaultKind]int{}}
	w.trouble = sky.onCall
	w.Fail("getMe", badPolls[1:]...) // also before anything works
	s := w.start()
	var all []*person
	for i := range 16 {
		p := &person{Citizen: w.Citizen(int64(7001+i), "de")}
		all = append(all, p)
		p.begin()
	}
	for round := range 5 {
		for _, p := range all {
			if !w.await(t.Context(), func() bool { return w.answered(p) }) {
				t.Fatalf("person %d waits for ever", p.ID)
			}
			switch round {
			case 1, 3:
				p.tap()
			case 4:
			default:
				p.write()
				p.write()
			}
		}
	}
	sky.mu.Lock()
	sky.calm = true
	sky.mu.Unlock()
	w.await(t.Context(), func() bool { return len(w.Unanswered()) == 0 })
	w.drained()
	s.stop()
	for _, p := range all {
		repeats, err := w.compare(p)
		if err != nil {
			t.Error(err)
		}
		for _, r := range repeats {
			text, _, _ := strings.Cut(r[1].Text, "\n")
			sky.doubts[doubt(p.ID, text)]--
		}
	}
	for what, n := range sky.doubts {
		if n != 0 {
			t.Errorf("%q: taken without an answer, but repeated %d times more or less than that", what, -n)
		}
	}
	if taps := w.Unanswered(); len(taps) > 0 {
		t.Errorf("buttons that wait for ever: %d", len(taps))
	}
	w.settled()
	w.private("wort-")
	t.Logf("faults by kind: %v", sky.seen)
}

// A call that is never answered holds up its own conversation alone, and not for ever.
func TestSilence(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var mu sync.Mutex
	silence := map[int64]telegramtest.FaultKind{7001: telegramtest.Hang, 7002: telegramtest.HangAfter}
	w.trouble = func(c telegramtest.Call) telegramtest.Fault {
		mu.Lock()
		defer mu.Unlock()
		f := telegramtest.Fault{Kind: silence[c.Chat]}
		delete(silence, c.Chat)
		return f
	}
	s := w.start()
	var all []*person
	for i := range 3 {
		p := &person{Citizen: w.Citizen(int64(7001+i), "de")}
		p.begin()
		p.write()
		all = append(all, p)
	}
	w.await(t.Context(), func() bool { return w.answered(all[2]) })
	if w.answered(all[0]) || w.answered(all[1]) {
		t.Error("the silence is none")
	}
	for _, p := range all {
		w.await(t.Context(), func() bool { return w.answered(p) })
	}
	s.stop()
	for i, p := range all {
		repeats, err := w.compare(p)
		if want := i % 2; err != nil || len(repeats) != want { // the second person's message had arrived
			t.Errorf("person %d: %d repeats, want %d; %v", p.ID, len(repeats), want, err)
		}
	}
}

// A send under way does not keep the service from ending in time, and is not forgotten.
func TestStopInSilence(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.Fail("sendMessage", telegramtest.Fault{Kind: telegramtest.Hang})
	s := w.start()
	p := &person{Citizen: w.Citizen(7001, "de")}
	p.begin()
	w.await(t.Context(), func() bool { return w.Calls("sendMessage") == 1 })
	s.stop()
	if got := w.replies(p); len(got) > 0 {
		t.Fatalf("the stand-in has delivered %v", got)
	}
	s = w.start()
	w.await(t.Context(), func() bool { return w.answered(p) })
	s.stop()
	if _, err := w.compare(p); err != nil {
		t.Error(err)
	}
}

// A second program with the same token makes Telegram refuse; the log says so, and it goes on when the other has ended.
func TestSecondPoller(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	p := &person{Citizen: w.Citizen(7001, "de")}
	p.begin()
	w.await(t.Context(), func() bool { return w.answered(p) })
	w.await(t.Context(), func() bool { return w.Calls("getUpdates") == 2 })
	other, err := http.Get(w.url + "/bot" + botToken + "/getUpdates?timeout=0")
	if err != nil {
		t.Fatal(err)
	}
	other.Body.Close()
	w.awaitLog("a second program fetches updates with the same bot token; please stop one of the two")
	p.write()
	w.await(t.Context(), func() bool { return w.answered(p) })
	w.awaitLog("receiving goes on")
	s.stop()
	if _, err := w.compare(p); err != nil {
		t.Error(err)
	}
}

const wrongToken = "Telegram does not accept the bot token; please compare it with the one from @BotFather"

func TestWrongToken(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if code := w.start("LOTSE_TELEGRAM_TOKEN=4242:mistyped").ends(); code != 1 {
		t.Errorf("exit %d", code)
	}
	if lines := strings.Split(strings.TrimSpace(w.log.String()), "\n"); !strings.HasSuffix(lines[len(lines)-1], wrongToken) {
		t.Errorf("the last words are %q", lines[len(lines)-1])
	}
	w.private("mistyped")
}

// Nothing is lost when the token is revoked: with the new one, the people get their answers.
func TestRevokedToken(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	p := &person{Citizen: w.Citizen(7001, "de")}
	p.begin()
	w.await(t.Context(), func() bool { return w.answered(p) })
	w.await(t.Context(), func() bool { return w.Calls("getUpdates") == 2 })
	w.Revoke()
	p.write() // handed out by the getUpdates that waits
	if code := s.ends(); code != 1 {
		t.Errorf("exit %d", code)
	}
	if !strings.Contains(w.log.String(), wrongToken) {
		t.Error("nobody is told why")
	}
	if out := w.lotse("outbox"); strings.Contains(out, "waiting: 0 ") || !strings.Contains(out, "dead letters: 0") {
		t.Errorf("outbox after the end:\n%s", out)
	}
	again, end := newMessenger()
	defer end()
	later := again.Citizen(7001, "de")
	next := w.start("LOTSE_TELEGRAM_API=" + again.url)
	want := p.expect[len(p.expect)-1]
	if !again.sees(t.Context(), later.ID, want) {
		t.Errorf("got %q, want %q", again.Said(later.ID), want)
	}
	next.stop()
}

// Two services on the same data would do everything twice.
func TestSecondService(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	w.awaitLog(`"started"`)
	if code := w.start().ends(); code != 1 {
		t.Errorf("exit %d", code)
	}
	w.awaitLog("another process is using the data file; is lotse already running?")
	p := &person{Citizen: w.Citizen(7001, "de")}
	p.begin()
	if !w.await(t.Context(), func() bool { return w.answered(p) }) {
		t.Error("the first service was disturbed")
	}
	if out := w.lotse("outbox"); !strings.Contains(out, "waiting: ") {
		t.Errorf("the control socket was taken away: %s", out)
	}
	s.stop()
}

func TestNewerData(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	w.awaitLog(`"started"`)
	s.stop()
	path := filepath.Join(w.dir, "data", "lotse.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("version"), []byte{0, 0, 0, 0, 0, 0, 0, 99})
	})
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if code := w.start().ends(); code != 1 {
		t.Errorf("exit %d", code)
	}
	w.awaitLog("the data file was written by a newer version of lotse; install that version, or restore a backup of this one")
	if after, err := os.ReadFile(path); err != nil || string(before) != string(after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// drained waits until nothing waits to be sent.
func (w *town) drained() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for !strings.Contains(w.lotse("outbox"), "waiting: 0 ") {
		if ctx.Err() != nil {
			w.t.Fatal("the outbox is never empty")
		}
		runtime.Gosched()
	}
}
