package flows_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// remindIn makes the reminder of a step at a time and returns when it comes.
func remindIn(t *testing.T, e flows.Engine, choice string, now time.Time) (flows.Session, time.Time) {
	t.Helper()
	s, _ := e.Advance(flows.Session{}, flows.Start{Payload: "erinnern"}, now)
	s, effects := e.Advance(s, flows.Said{Text: choice}, now)
	return s, asked(t, effects)
}

// asked is the moment that the host was asked to come back at; zero if it was not to come back.
func asked(t *testing.T, effects []flows.Effect) time.Time {
	t.Helper()
	for _, e := range effects {
		if r, ok := e.(flows.Remind); ok {
			return r.At
		}
	}
	t.Fatalf("the host was not asked: %v", effects)
	return time.Time{}
}

// Nobody is reminded at night, by the clocks of where people are, on the days on which clocks change too.
func TestRemindersKeepQuiet(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	e := base(t)
	for _, tt := range []struct{ choice, now, want string }{
		{"In einer Stunde", "2026-11-23T10:00", "2026-11-23T11:00"},
		{"In einer Stunde", "2026-11-23T18:59", "2026-11-23T19:59"},
		{"In einer Stunde", "2026-11-23T19:00", "2026-11-24T08:00"},
		{"In einer Stunde", "2026-11-23T23:30", "2026-11-24T08:00"},
		{"In einer Stunde", "2026-11-23T06:59", "2026-11-23T08:00"},
		{"In einer Stunde", "2026-12-31T22:00", "2027-01-01T08:00"},
		{"In einer Stunde", "2027-03-27T22:00", "2027-03-28T08:00"},
		{"In einer Stunde", "2026-10-24T22:00", "2026-10-25T08:00"},
		{"Später", "2026-11-23T19:59", "2026-11-24T19:59"},
		{"Später", "2026-11-23T20:30", "2026-11-24T10:00"},
		{"Später", "2026-11-24T01:00", "2026-11-25T08:00"},
		{"Am Stichtag", "2026-11-23T10:00", "2026-12-24T10:00"},
		{"Vor dem Treff", "2026-11-23T10:00", "2026-11-30T10:00"},
	} {
		now, _ := time.ParseInLocation("2006-01-02T15:04", tt.now, berlin)
		if _, at := remindIn(t, e, tt.choice, now); at.Format("2006-01-02T15:04") != tt.want {
			t.Errorf("%s at %s: comes at %v, want %s", tt.choice, tt.now, at, tt.want)
		}
	}
}

// A reminder that could not come in time, because the program stood still, waits for the morning too. One that comes too early waits.
func TestReminderComesLate(t *testing.T) {
	e := base(t)
	s, at := remindIn(t, e, "In einer Stunde", monday)
	for _, tt := range []struct{ now, want time.Time }{
		{at.Add(-time.Minute), at},
		{monday.Add(12 * time.Hour), monday.Add(22 * time.Hour)},
		{monday.Add(19 * time.Hour), monday.Add(22 * time.Hour)},
	} {
		next, effects := e.Advance(s, flows.Reminded{}, tt.now)
		if got := asked(t, effects); !got.Equal(tt.want) || len(effects) != 1 || len(next.Reminders) != 1 {
			t.Errorf("at %v: %v, want only to be asked at %v", tt.now, effects, tt.want)
		}
	}
	next, effects := e.Advance(s, flows.Reminded{}, monday.Add(22*time.Hour))
	if !asked(t, effects).IsZero() || len(next.Reminders) != 0 || !strings.Contains(said(effects), "Hatten Sie Zeit?") {
		t.Errorf("in the morning: %v", effects)
	}
	if again, effects := e.Advance(next, flows.Reminded{}, monday.Add(22*time.Hour)); len(effects) != 0 || len(again.Reminders) != 0 {
		t.Errorf("twice: %v", effects)
	}
	if len(s.Reminders) != 1 {
		t.Error("the session that was given has changed")
	}
}

// When the content has lost the step, the conversation goes on at the flow's start or in the menu, with one sentence.
func TestReminderOfAVanishedStep(t *testing.T) {
	old := base(t)
	s, _ := remindIn(t, old, "In einer Stunde", monday)
	fsys := baseMap(t)
	flow := string(fsys["flows/erinnern.yaml"].Data)
	flow = strings.Replace(flow, "stunde_um:", "nachher:", 1)
	flow = strings.Replace(flow, "goto: stunde_um", "goto: nachher", 1)
	for name, want := range map[string]string{"step": "Wann passt es Ihnen?", "flow": "Worum geht es?"} {
		if name == "flow" {
			delete(fsys, "flows/erinnern.yaml")
		} else {
			fsys["flows/erinnern.yaml"] = &fstest.MapFile{Data: []byte(flow)}
		}
		e := engine(t, fsys)
		_, effects := e.Advance(s, flows.Reminded{}, monday.Add(time.Hour))
		if got := said(effects); !strings.Contains(got, "Der Inhalt wurde gerade erneuert.") || !strings.Contains(got, want) {
			t.Errorf("without the %s: %q", name, got)
		}
	}
}

// Reminders of several matters come one by one, the first one first, and only the next one is asked for.
func TestReminders(t *testing.T) {
	e := base(t)
	s, _ := remindIn(t, e, "In einer Stunde", monday)
	s, _ = e.Advance(s, flows.Start{Payload: "umzug"}, monday)
	s, _ = e.Advance(s, flows.Said{Text: "/erinnern"}, monday)
	s, effects := e.Advance(s, flows.Said{Text: "Später"}, monday)
	if at := asked(t, effects); !at.Equal(monday.Add(time.Hour)) || len(s.Reminders) != 2 {
		t.Fatalf("asked at %v for one of %v", at, s.Reminders)
	}
	var titles []string
	for range 2 {
		s, effects = e.Advance(s, flows.Reminded{}, monday.Add(25*time.Hour))
		text, _, _ := strings.Cut(said(effects), "\n")
		titles = append(titles, text)
	}
	if want := []string{`Die Stunde um 23\.11.2026, 11:00 ist vorbei.`, "Ich soll Sie erinnern: Umziehen. [Dort weitermachen] [Jetzt nicht]"}; !slices.Equal(titles, want) {
		t.Errorf("said %q, want %q", titles, want)
	}
	s, effects = e.Advance(s, flows.Said{Text: "Jetzt nicht"}, monday.Add(25*time.Hour))
	if !strings.Contains(said(effects), "Hatten Sie Zeit?") {
		t.Errorf("the question is gone: %q", said(effects))
	}
	if _, effects = e.Advance(s, flows.Said{Text: "zurück"}, monday.Add(25*time.Hour)); strings.Contains(said(effects), "Wohin") {
		t.Error("the reminder that was declined comes back")
	}
}

// Whoever erases everything is reminded of nothing.
func TestEraseForgetsReminders(t *testing.T) {
	e := base(t)
	s, _ := remindIn(t, e, "In einer Stunde", monday)
	s, _ = e.Advance(s, flows.Start{Payload: "ausweis__daten"}, monday)
	if len(s.Reminders) != 0 {
		t.Errorf("reminders %v", s.Reminders)
	}
}
