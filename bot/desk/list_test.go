package desk_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

func TestPseudonym(t *testing.T) {
	form := regexp.MustCompile(`^Bürger\*in \p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+ [1-9]\d?$`)
	seen := map[string]bool{}
	for seed := range uint64(500) {
		name := desk.Pseudonym(seed)
		if !form.MatchString(name) || name != desk.Pseudonym(seed) {
			t.Errorf("seed %d: %q", seed, name)
		}
		seen[name] = true
	}
	if len(seen) < 490 {
		t.Errorf("only %d names for 500 citizens", len(seen))
	}
	if got, want := desk.Pseudonym(7), "Bürger*in Blau-Falke 30"; got != want {
		t.Errorf("seed 7 is %q, was %q: a stored seed must keep its name", got, want)
	}
}

func TestOpenList(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return now.Add(-time.Duration(minutes) * time.Minute) }
	all := []desk.Ticket{
		{ID: "new", State: desk.Waiting, Opened: at(5), Since: at(5), Pseudonym: "A", Topic: "Umzug", Lang: "de"},
		{ID: "taken", State: desk.Claimed, Opened: at(90), Since: at(60), Pseudonym: "B", Topic: "Pass", Lang: "uk", Owner: desk.Agent{ID: "k", Name: "Karla"}},
		{ID: "done", State: desk.Closed},
		{ID: "old", State: desk.Waiting, Opened: at(130), Since: at(120), Pseudonym: "C", Topic: "Hund", Lang: "de"},
	}
	got := desk.ListText(desk.Open(all, now), func(p desk.PostID) string { return "url" + string(p) }, func(s string) string { return s })
	want := "- [C](url): Hund, wartet seit 2 Stunden\n- [A](url): Umzug, wartet seit 5 Minuten\n- [B](url): Pass (Ukrainisch), bei Karla seit einer Stunde"
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for id, want := range map[desk.TicketID]int{"old": 1, "new": 2, "taken": 0, "nobody": 0} {
		if got := desk.Place(id, all); got != want {
			t.Errorf("place of %s = %d, want %d", id, got, want)
		}
	}
	if got := desk.ListText(nil, nil, nil); got == "" {
		t.Error("nothing is said of an empty list")
	}
}

func TestDecodeTicket(t *testing.T) {
	for _, data := range []string{`{"v":2}`, `{}`, `[]`, ``, `{"v":"1"}`} {
		if x, err := desk.DecodeTicket([]byte(data)); err == nil {
			t.Errorf("%q was read as %+v", data, x)
		}
	}
}

// BenchmarkStep is one message of the citizen in a ticket that already has 500, as the host does it: read, step, write.
func BenchmarkStep(b *testing.B) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	t, _ := desk.Step(desk.Ticket{}, desk.Opened{ID: "t", Lang: "de", Consent: now}, desk.Rules{}, now)
	t, _ = desk.Step(t, desk.AgentPressed{Agent: "a", Do: desk.Claim}, desk.Rules{}, now)
	for i := range 500 {
		t, _ = desk.Step(t, desk.CitizenSaid{Message: desk.MessageID(fmt.Sprint("c", i)), Text: "Hallo"}, desk.Rules{}, now)
	}
	data, err := t.Encode()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		t, err := desk.DecodeTicket(data)
		if err != nil {
			b.Fatal(err)
		}
		t, _ = desk.Step(t, desk.CitizenSaid{Message: "new", Text: "Und was kostet das?"}, desk.Rules{}, now)
		if _, err := t.Encode(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(data)), "bytes")
}
