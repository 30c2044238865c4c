package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// TestRandomEvents: whatever happens in whatever order, the promises hold.
func TestRandomEvents(t *testing.T) {
	runs := 100
	if testing.Short() {
		runs = 40
	}
	for seed := range uint64(runs) {
		w := newWorld(t, seed)
		for range 60 {
			w.now = w.now.Add(time.Duration(w.r.IntN(7200)) * time.Second)
			w.step(w.random())
			if t.Failed() {
				t.Fatalf("seed %d, ticket %+v", seed, w.ticket)
			}
		}
		w.everyMessageCounted()
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestOnceInThread: without edits, questions and trouble every message of an open ticket is in the thread exactly once, in order, or held back.
func TestOnceInThread(t *testing.T) {
	for seed := range uint64(100) {
		w := newWorld(t, seed)
		w.step(desk.Opened{ID: "t", Topic: "Umzug", Lang: "de", Consent: w.now})
		var want, got []string
		filed := map[string]bool{} // may be held back
		for range 80 {
			e := w.random()
			switch e.(type) {
			case desk.CitizenEdited, desk.CitizenErased, desk.CitizenAnswered, desk.Undeliverable:
				continue
			}
			if s, ok := e.(desk.CitizenSaid); ok && (w.ticket.Listening(w.now) || w.ticket.Reopenable(w.rules, w.now)) {
				if strings.HasPrefix(s.Text, "Hallo") && len(s.Files) == 0 {
					want = append(want, s.Text)
				}
				filed[s.Text] = len(s.Files) > 0
			}
			next, actions := desk.Step(w.ticket, e, w.rules, w.now)
			w.ticket = next
			for _, a := range actions {
				if a, ok := a.(desk.PostThread); ok && strings.HasPrefix(a.Text, "Hallo") && !filed[a.Text] {
					got = append(got, a.Text)
				}
			}
		}
		if !slices.Equal(want, got) {
			t.Fatalf("seed %d: said %q, in the thread %q", seed, want, got)
		}
	}
}

// TestTimersEnd: a ticket left alone comes to rest or repeats itself at growing distance; a machine that slept for weeks catches up in few steps.
func TestTimersEnd(t *testing.T) {
	for _, prepare := range [][]desk.Event{
		{},
		{desk.AgentPressed{Agent: "anna", Do: desk.Claim}},
		{desk.AgentPressed{Agent: "anna", Do: desk.Claim}, desk.AgentPosted{Agent: "anna", Post: "p1", Text: "Bitte schön."}},
		{desk.CitizenSaid{Message: "c1", Text: "PIN 123456"}},
	} {
		w := newWorld(t, 1)
		w.rules = rules(berlin(t))
		w.step(desk.Opened{ID: "t", Topic: "Umzug", Lang: "de", Consent: w.now})
		w.author["Bitte schön."] = "anna"
		for _, e := range prepare {
			w.step(e)
		}
		w.now = w.now.AddDate(0, 0, 28)
		for n := 0; ; n++ {
			var due desk.Timer
			for k, at := range w.ticket.Timers {
				if !at.After(w.now) {
					due = k
				}
			}
			if due == "" {
				break
			}
			if n > 12 {
				t.Fatalf("after %d steps %s is due again: %v", n, due, w.ticket.Timers)
			}
			w.step(desk.TimeUp{Timer: due})
		}
	}
}
