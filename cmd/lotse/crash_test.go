package main

import (
	"context"
	"flag"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

var (
	crashSeed = flag.Uint64("crash.seed", 0, "seed of the crash test; 0: another one every time")
	crashes   = flag.Int("crash.kills", 60, "how often the crash test kills the service")
)

const people = 12

// TestCrash kills the running service again and again while people write: at random times, and in the middle of random calls of the
// Bot API, whose answer it then never gets. Every input must have been counted once and answered in order; an answer comes twice only
// if the service was killed between sending it and learning that it had arrived.
func TestCrash(t *testing.T) {
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	kills := *crashes
	if testing.Short() {
		kills = min(kills, 12)
	}
	t.Logf("replay the same choices with -crash.seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	w := newTown(t)
	var fuse fuse
	w.trouble = fuse.burn
	address := freePort(t)
	webhook := []string{"LOTSE_TELEGRAM_WEBHOOK_URL=http://" + address + "/", "LOTSE_TELEGRAM_WEBHOOK_SECRET=geheim", "LOTSE_LISTEN=" + address}
	go w.Deliver(t.Context())

	all, talks := make([]*person, people), sync.WaitGroup{}
	ctx, hush := context.WithCancel(t.Context())
	defer hush()
	for i := range all {
		all[i] = &person{Citizen: w.Citizen(int64(7001+i), "de")}
		talks.Go(func() { w.talk(ctx, all[i], rand.New(rand.NewPCG(seed, uint64(i)+1))) })
	}
	var deaths []time.Time
	modes := map[bool]int{}
	for range kills {
		var env []string
		hooked := chance.IntN(3) == 0
		if hooked {
			env = webhook
		}
		modes[hooked]++
		s := w.start(env...)
		if chance.IntN(2) == 0 {
			select {
			case <-time.After(time.Duration(chance.IntN(600)) * time.Millisecond):
				s.kill()
			case <-s.done:
			}
		} else {
			fuse.light(1+chance.IntN(60), s.kill)
		}
		s.ends()
		fuse.light(0, nil)
		if s.cmd.ProcessState.Exited() {
			t.Fatal("the service ended by itself")
		}
		w.await(t.Context(), w.idle) // calls that outlived their process
		deaths = append(deaths, time.Now())
	}
	hush()
	talks.Wait()
	s := w.start()
	for _, p := range all {
		p.write()
	}
	w.await(t.Context(), func() bool {
		waits := func(p *person) bool { return !w.answered(p) }
		return !slices.ContainsFunc(all, waits) && len(w.Unanswered()) == 0 && len(w.Pending()) == 0
	})
	s.stop()

	inputs, repeats := 0, 0
	for _, p := range all {
		inputs += len(p.expect)
		twice, err := w.compare(p)
		if err != nil {
			t.Error(err)
		}
		repeats += len(twice)
		for _, r := range twice {
			if !between(deaths, r[0].At, r[1].At) {
				t.Errorf("person %d got %q twice without a crash in between", p.ID, r[0].Text)
			}
		}
	}
	if taps := w.Unanswered(); len(taps) > 0 {
		t.Errorf("buttons that wait for ever: %d", len(taps))
	}
	w.settled()
	if repeats == 0 && kills > 50 {
		t.Error("no answer came twice: the test does not reach the moment that it is about")
	}
	w.private("wort-")
	t.Logf("%d kills (%d with a webhook), %d inputs, %d repeated answers", kills, modes[true], inputs, repeats)
}

// talk lets a person write in their own time, faster than answers come, and now and then wait for one and tap.
func (w *town) talk(ctx context.Context, p *person, chance *rand.Rand) {
	p.begin()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(chance.IntN(250)) * time.Millisecond):
		}
		if chance.IntN(8) > 0 {
			p.write()
		} else if w.await(ctx, func() bool { return w.answered(p) }) {
			p.tap()
		}
	}
}

// between reports whether one of the times lies between two others.
func between(times []time.Time, from, to time.Time) bool {
	for _, t := range times {
		if t.After(from) && t.Before(to) {
			return true
		}
	}
	return false
}

// errorLine is a line of the log that asks somebody to act.
var errorLine = regexp.MustCompile(`"level":"ERROR"|panic|DATA RACE`)

// settled checks what the service has left behind: nothing waits, nothing died, the file is sound, and nobody has to act.
func (w *town) settled() {
	w.t.Helper()
	if out := w.lotse("outbox"); !strings.Contains(out, "waiting: 0 ") || !strings.Contains(out, "dead letters: 0\n") {
		w.t.Errorf("outbox at the end:\n%s", out)
	}
	db, err := store.Open(w.dir+"/data/lotse.db", store.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.Check(); err != nil {
		w.t.Error(err)
	}
	if found := errorLine.FindString(w.log.String()); found != "" {
		w.t.Errorf("the log has %s", found)
	}
}

// fuse does something in the middle of one of the next calls of the Bot API.
type fuse struct {
	mu   sync.Mutex
	left int
	bang func()
}

func (f *fuse) light(calls int, bang func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.bang = calls, bang
}

// burn is called before a call takes effect. It does, whatever happens here.
func (f *fuse) burn(telegramtest.Call) telegramtest.Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left--; f.left == 0 {
		f.bang()
	}
	return telegramtest.Fault{}
}
