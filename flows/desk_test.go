package flows_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// talking is a session in which the citizen talks with the desk.
func talking(t *testing.T) (flows.Engine, flows.Session) {
	t.Helper()
	e := base(t)
	e.Desk = true
	s, effects := say(e, flows.Session{}, "/start mensch", "ja")
	if _, ok := effects[len(effects)-1].(flows.Handoff); !ok || !s.Talking() {
		t.Fatalf("no handoff: %v", effects)
	}
	return e, s
}

// A talk ends by the desk's word only: the words for the end ask for it.
func TestTalkEndsByTheDesksWord(t *testing.T) {
	e, s := talking(t)
	for _, word := range []string{"Abbrechen", "stopp", "/abbrechen"} {
		next, effects := say(e, s, word)
		if len(effects) != 1 || effects[0] != flows.Effect(flows.Leave{}) || !next.Talking() {
			t.Errorf("%q: %v", word, effects)
		}
	}
	s, effects := e.Advance(s, flows.DeskClosed{}, monday)
	if s.Talking() || len(effects) == 0 {
		t.Errorf("closed: %v", effects)
	}
}

// Words that a volunteer may be waiting for are theirs; the usual ones for the menu are ours.
func TestWordsInATalk(t *testing.T) {
	e, s := talking(t)
	for _, word := range []string{"Hilfe", "ja", "zurück", "Umzug", "Danke", "Mensch"} {
		if _, effects := say(e, s, word); len(effects) != 1 || effects[0] != flows.Effect(flows.Relay{}) {
			t.Errorf("%q: %v", word, effects)
		}
	}
	s, effects := say(e, s, "Menü")
	if s.Talking() || s.Ticket == nil || text(effects) == "" {
		t.Errorf("Menü: %v", effects)
	}
}

// A talk that is resumed takes what is written, and gives the conversation back where it was.
func TestDeskResumed(t *testing.T) {
	e := base(t)
	e.Desk = true
	for _, before := range [][]string{nil, {"/start umzug"}, {"/start umzug", "stopp"}} {
		s, _ := say(e, flows.Session{}, before...)
		at, _ := s.At()
		s, effects := e.Advance(s, flows.DeskResumed{}, monday)
		if len(effects) != 0 || !s.Talking() || s.Deadline != nil {
			t.Errorf("%v: resumed: %v", before, effects)
		}
		s, effects = say(e, s, "Guten Tag")
		if len(effects) != 1 || effects[0] != flows.Effect(flows.Relay{}) {
			t.Errorf("%v: in the talk: %v", before, effects)
		}
		s, effects = e.Advance(s, flows.DeskClosed{}, monday)
		if now, _ := s.At(); s.Talking() || len(faults(effects)) > 0 || at.Flow != "" && now != at {
			t.Errorf("%v: after the talk at %v, was at %v: %v", before, now, at, effects)
		}
	}
}

// The citizen's yes holds for one handoff.
func TestAgreementHoldsOnce(t *testing.T) {
	e, s := talking(t)
	s.Ticket = nil
	agreed := func(v any) bool {
		s.Vars = map[string]any{"einverstanden": v}
		next, effects := say(e, s, "/start mensch", "ja")
		h, ok := effects[len(effects)-1].(flows.Handoff)
		if !ok {
			t.Fatalf("no handoff: %v", effects)
		}
		if _, left := next.Vars["einverstanden"]; left {
			t.Error("it is still noted")
		}
		return h.Agreed
	}
	if !agreed(true) || agreed(false) || agreed(nil) || agreed("ja") {
		t.Error("only a yes is one")
	}
}

const longLine = "So lang ist nur eine der Zeilen.\n"

var probeFlow = `flow: probe
title: Probe
words: [probe]
source: https://www.example.org/probe
checked: 2026-11-01
steps:
  name:
    say: Wie heißen Sie?
    input: {kind: text, save: name}
    goto: gruss
  gruss:
    say: |
      Guten Tag, {name}!
      Und jetzt?
    choices:
      - Karte: karte
      - Lang: lang
  karte:
    service: hund
    choices:
      - Fertig: end
  lang:
    say: |
` + strings.Repeat("      "+longLine, 12) + `    choices:
      - Fertig: end
`

// Volunteers are told what the bot said before the way to a human, and nothing that the citizen answered.
func TestHandoffSays(t *testing.T) {
	e := engine(t, over(t, "flows/probe.yaml", []byte(probeFlow)))
	for _, c := range []struct {
		name  string
		words []string
		want  string
	}{
		{"from nowhere", []string{"/start mensch", "ja"}, ""},
		{"from the menu", []string{"/start", "Mensch", "ja"}, ""},
		{"at a question", []string{"/start ausweis", "17", "Mensch", "ja"}, "Was brauchen Sie?"},
		{"after help", []string{"/start ausweis", "Hilfe", "Mensch", "ja"}, "Wie alt sind Sie?"},
		{"a place is known anyway", []string{"/start umzug", "Merseburg", "Mensch", "ja"}, "Wann sind Sie in Merseburg eingezogen?"},
		{"in another language", []string{"/start umzug", "Merseburg", "Sprache", "English", "Mensch", "yes"}, "Wann sind Sie in Merseburg eingezogen?"},
		{"not what was answered", []string{"/start probe", "Karla Kolumna", "Mensch", "ja"}, "Guten Tag, …!\nUnd jetzt?"},
		{"a card", []string{"/start probe", "Karla Kolumna", "Karte", "Mensch", "ja"}, "**Hundesteuer**: 50 Euro"},
		{"not too much", []string{"/start probe", "Karla Kolumna", "Lang", "Mensch", "ja"}, strings.TrimSpace(strings.Repeat(longLine, 9)) + " …"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, effects := say(e, flows.Session{}, c.words...)
			h, ok := effects[len(effects)-1].(flows.Handoff)
			if !ok {
				t.Fatalf("no handoff: %v", effects)
			}
			if h.Said != c.want {
				t.Errorf("said %q, want %q", h.Said, c.want)
			}
		})
	}
}
