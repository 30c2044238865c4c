package flows_test

import (
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
