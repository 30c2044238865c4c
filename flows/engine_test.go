package flows_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/flows"
)

// say advances through typed texts and returns the last session and effects.
func say(e flows.Engine, s flows.Session, texts ...string) (flows.Session, []flows.Effect) {
	var effects []flows.Effect
	for _, t := range texts {
		s, effects = e.Advance(s, flows.Said{Text: t}, monday)
	}
	return s, effects
}

func text(effects []flows.Effect) string {
	var b strings.Builder
	for _, e := range effects {
		if m, ok := e.(flows.Message); ok {
			b.WriteString(m.Text + "\n")
		}
	}
	return b.String()
}

func faults(effects []flows.Effect) (out []flows.Fault) {
	for _, e := range effects {
		if f, ok := e.(flows.Fault); ok {
			out = append(out, f)
		}
	}
	return out
}

func TestAdvanceLeavesTheSessionAlone(t *testing.T) {
	e := base(t)
	s, _ := say(e, flows.Session{}, "/start umzug", "Merseburg", "hilfe")
	before, _ := json.Marshal(s)
	for _, text := range []string{"weiter", "zurück", "/menu", "english", "stopp"} {
		say(e, s, text)
	}
	if after, _ := json.Marshal(s); string(after) != string(before) {
		t.Errorf("the session was changed:\n%s\n%s", before, after)
	}
}

func TestAdvanceIsDeterministic(t *testing.T) {
	e := base(t)
	for _, texts := range [][]string{{"/start", "Deutsch", "2", "17"}, {"perso oder pin", "1"}, {"/start umzug", "beuna"}} {
		s1, e1 := say(e, flows.Session{}, texts...)
		s2, e2 := say(e, flows.Session{}, texts...)
		if !reflect.DeepEqual(s1, s2) || !reflect.DeepEqual(e1, e2) {
			t.Errorf("%q went two ways", texts)
		}
	}
}

// over is testdata/base with a file replaced; nil removes it.
func over(t testing.TB, name string, data []byte) fstest.MapFS {
	fsys := baseMap(t)
	if data == nil {
		delete(fsys, name)
	} else {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func TestContentReloadedUnderASession(t *testing.T) {
	old := base(t)
	s, _ := say(old, flows.Session{}, "/start umzug", "Merseburg")
	umzug := string(baseMap(t)["flows/umzug.yaml"].Data)

	t.Run("the step exists: the conversation continues", func(t *testing.T) {
		e := engine(t, over(t, "flows/umzug.yaml", []byte(strings.ReplaceAll(umzug, "Wann sind", "An welchem Tag sind"))))
		_, effects := say(e, s, "noch gar nicht")
		if len(faults(effects)) > 0 || !strings.Contains(text(effects), "Ich melde mich morgen") {
			t.Errorf("got %v", effects)
		}
	})
	t.Run("the step is gone: the flow's start, with one sentence", func(t *testing.T) {
		e := engine(t, over(t, "flows/umzug.yaml", []byte(strings.ReplaceAll(umzug, "wann", "tag"))))
		next, effects := say(e, s, "noch gar nicht")
		at, _ := next.At()
		if at != (flows.Ref{Flow: "umzug", Step: "wohin"}) || !strings.HasPrefix(text(effects), "Der Inhalt wurde gerade erneuert.\n\nWohin") {
			t.Errorf("at %v: %s", at, text(effects))
		}
		if f := faults(effects); len(f) != 1 || f[0].Kind != "step-gone" || f[0].At.Step != "wann" {
			t.Errorf("the operator is told %v", f)
		}
	})
	t.Run("the flow is gone: the menu", func(t *testing.T) {
		fsys := over(t, "flows/umzug.yaml", nil)
		fsys["flows/menu.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(fsys["flows/menu.yaml"].Data), "      - Umzug: umzug\n", ""))}
		fsys["flows/ausweis.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(fsys["flows/ausweis.yaml"].Data), ", of: wohnort", ""))}
		next, effects := say(engine(t, fsys), s, "noch gar nicht")
		at, _ := next.At()
		if at.Flow != "menu" || !strings.Contains(text(effects), "Der Inhalt wurde gerade erneuert.") {
			t.Errorf("at %v: %s", at, text(effects))
		}
		if _, effects = say(engine(t, fsys), next, "zurück"); !strings.Contains(text(effects), "Worum geht es?") {
			t.Errorf("back from there: %s", text(effects))
		}
	})
	t.Run("a button of the old content that leads nowhere", func(t *testing.T) {
		_, effects := old.Advance(s, flows.Said{Text: "hilfe"}, monday)
		id := effects[len(effects)-1].(flows.Message).Choices[0].ID
		e := engine(t, over(t, "flows/hilfe.yaml", []byte("flow: hilfe\ntitle: Hilfe\nsteps:\n  neu:\n    say: Neu.\n    choices:\n      - Gut: return\n")))
		_, effects = e.Advance(s, flows.Tapped{ID: id}, monday)
		if !strings.HasPrefix(text(effects), "Dieser Knopf ist veraltet.\n\nWann sind Sie") {
			t.Errorf("got %s", text(effects))
		}
	})
}

func TestButtonsOfBadForm(t *testing.T) {
	e := base(t)
	s, _ := say(e, flows.Session{}, "/start umzug")
	for _, id := range []string{"", "c", "c.", "x1.2", "o1.99", "o9.0", "c!.abc", "n.", "n.nothing", "c1.unknown", strings.Repeat("c", 200), "c99999999999999.x"} {
		next, effects := e.Advance(s, flows.Tapped{ID: id}, monday)
		if at, _ := next.At(); at.Step != "wohin" || !strings.Contains(text(effects), "veraltet") {
			t.Errorf("%q: at %v, said %q", id, at, text(effects))
		}
	}
}

func TestStepLimit(t *testing.T) {
	// The circle leads through "return", where no rule can see it.
	e := engine(t, over(t, "flows/hilfe.yaml", []byte(`flow: hilfe
title: Hilfe
steps:
  a:
    branch:
      - {when: lang == "de", goto: kreis}
      - {goto: ende}
  kreis:
    call: pinhilfe/kreis
    goto: return
`)))
	s := flows.Session{Vars: map[string]any{"lang": "de"}}
	var stack []flows.Frame
	for range 200 {
		stack = append(stack, flows.Frame{Ref: flows.Ref{Flow: "hilfe", Step: "kreis"}})
	}
	s.Stack = stack
	next, effects := e.Advance(s, flows.Tapped{ID: "n.repeat"}, monday)
	if f := faults(effects); len(f) != 1 || f[0].Kind != "step-limit" {
		t.Errorf("the operator is told %v", f)
	}
	if at, _ := next.At(); at.Flow != "menu" || !strings.Contains(text(effects), "Da ist etwas schiefgegangen.") {
		t.Errorf("the citizen is at %v and reads %q", at, text(effects))
	}
}

func TestButtonIDsFitCallbackData(t *testing.T) {
	e := base(t)
	s := flows.Session{Serial: 1 << 40}
	for _, text := range []string{"/start", "perso oder pin", "/start umzug", "beuna"} {
		var effects []flows.Effect
		s, effects = say(e, s, text)
		for _, eff := range effects {
			m, _ := eff.(flows.Message)
			for _, b := range append(m.Choices, m.Nav...) {
				if len(b.ID) == 0 || len(b.ID) > 64 || !utf8.ValidString(b.ID) {
					t.Errorf("button id %q of %q", b.ID, b.Label)
				}
			}
		}
	}
}

func TestLocationIsNotKept(t *testing.T) {
	e := base(t)
	s, _ := say(e, flows.Session{}, "/start umzug")
	s, _ = e.Advance(s, flows.Located{Lat: 51.3571, Lon: 12.0057}, monday)
	data, _ := s.Encode()
	if s.Vars["wohnort"] != "Merseburg" || strings.Contains(string(data), "51.3") || strings.Contains(string(data), "12.0") {
		t.Errorf("stored: %s", data)
	}
}

func TestTimerOfAnOlderQuestionDoesNothing(t *testing.T) {
	e := base(t)
	s, effects := say(e, flows.Session{}, "/start umzug", "Merseburg", "noch gar nicht")
	timer := effects[len(effects)-1].(flows.Timer)
	moved, _ := say(e, s, "/menu")
	if _, effects := e.Advance(moved, flows.TimeUp{Serial: timer.Serial}, timer.At); len(effects) > 0 {
		t.Errorf("after moving on: %v", effects)
	}
	if _, effects := e.Advance(s, flows.TimeUp{Serial: timer.Serial}, timer.At.Add(-time.Second)); len(effects) > 0 {
		t.Errorf("too early: %v", effects)
	}
	if next, _ := e.Advance(s, flows.TimeUp{Serial: timer.Serial}, timer.At); len(next.Stack) != 1 || next.Stack[0].Step != "wann" {
		t.Errorf("in time: %+v", next.Stack)
	}
}

func TestErasedInTheMiddleOfAssignments(t *testing.T) {
	e := engine(t, over(t, "flows/pinhilfe.yaml", []byte(`flow: pinhilfe
title: PIN
words: [pin]
source: https://www.example.org/pin
checked: 2026-11-01
steps:
  kreis:
    set: {wert: 1}
    goto: weg
  weg:
    do: erase
    goto: danach
  danach:
    set: {wert: 2}
    say: Weiter.
    goto: return
`)))
	s, _ := say(e, flows.Session{Vars: map[string]any{"lang": "de", "wohnort": "Merseburg"}}, "/start pinhilfe")
	if len(s.Vars) != 1 || s.Vars["wert"] != 2.0 || s.Lang() != "de" {
		t.Errorf("left: %v in %s", s.Vars, s.Lang())
	}
}

// A link that was printed leads to its topic, also when the step is gone.
func TestLinkToAStepThatIsGone(t *testing.T) {
	e := base(t)
	s, effects := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "umzug__frueher"}, monday)
	if at, _ := s.At(); at.Flow != "umzug" || !strings.Contains(text(effects), "erneuert") {
		t.Errorf("at %v after:\n%s", at, text(effects))
	}
	if len(faults(effects)) > 0 {
		t.Error("what a link says is noted as a fault of the content")
	}
}

// A question for the location that is left or put again is closed: else its button stays in place of the phone's keys.
func TestLocationLeft(t *testing.T) {
	e := engine(t, over(t, "flows/pinhilfe.yaml", []byte(`flow: pinhilfe
title: PIN
words: [pin]
source: https://www.example.org/pin
checked: 2026-11-01
steps:
  wo:
    say: Wo sind Sie?
    input: {kind: location, save: wohnort}
    goto: da
  da:
    say: Gut.
    goto: return
`)))
	s, effects := say(e, flows.Session{Vars: map[string]any{"lang": "de"}}, "/start pinhilfe")
	if m, ok := effects[len(effects)-1].(flows.Message); !ok || !m.Location {
		t.Fatalf("no question for the location: %v", effects)
	}
	closed := func(in flows.Input) (n int) {
		_, effects := e.Advance(s, in, monday)
		for _, e := range effects {
			if a, ok := e.(flows.Answered); ok && a.Serial == s.Serial {
				n++
			}
		}
		return n
	}
	for _, in := range []flows.Input{flows.Said{Text: "menü"}, flows.Said{Text: "hilfe"}, flows.Said{Text: "xyzzy"}, flows.Sent{Kind: flows.Photo}, flows.Start{}, flows.Located{Lat: 51.3, Lon: 12}, flows.Said{Text: "stopp"}} {
		if n := closed(in); n != 1 {
			t.Errorf("%#v: closed %d times", in, n)
		}
	}
	if n := closed(flows.Reminded{}); n != 0 {
		t.Errorf("closed %d times though it is still open", n)
	}
}

// The question for the language is repeated as a whole: nobody knows yet which part of it is read.
func TestLanguageIsAskedForInAllOfIt(t *testing.T) {
	e := engine(t, over(t, "flows/start.yaml", []byte(`flow: start
title: Anfang
steps:
  gruss:
    say: |
      Welche Sprache?

      Which language?
    input: {kind: language}
    goto: menu
`)))
	_, effects := say(e, flows.Session{}, "/start", "xyzzy")
	if got := text(effects); !strings.Contains(got, "Welche Sprache?") || !strings.Contains(got, "Which language?") {
		t.Errorf("put again:\n%s", got)
	}
}

// The privacy notice says how long things are kept where the bot runs.
func TestKeepIsSaid(t *testing.T) {
	e := engine(t, over(t, "flows/pinhilfe.yaml", []byte(`flow: pinhilfe
title: PIN
words: [pin]
source: https://www.example.org/pin
checked: 2026-11-01
steps:
  notiz:
    say: Nach {aufbewahrung} und {aufbewahrung_gespraeche} Tagen.
    goto: mehr
  mehr:
    branch:
      - when: aufbewahrung > 30
        goto: lang
      - goto: return
  lang:
    say: Das ist lang.
    goto: return
`)))
	e.Keep = flows.Keep{Conversations: 90, Talks: 30}
	s := flows.Session{Vars: map[string]any{"lang": "de"}}
	if _, effects := say(e, s, "/start pinhilfe"); !strings.Contains(text(effects), "Nach 90 und 30 Tagen.") || !strings.Contains(text(effects), "Das ist lang.") {
		t.Errorf("said:\n%s", text(effects))
	}
	e.Keep = flows.Keep{}
	if _, effects := say(e, s, "/start pinhilfe"); !strings.Contains(text(effects), "Nach unbekannt und unbekannt Tagen.") {
		t.Errorf("not known:\n%s", text(effects))
	}
}
