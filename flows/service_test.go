package flows_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/flows"
)

const serviceFlow = `flow: leistung
title: Leistung
aside: pinhilfe
steps:
  anfang:
    branch:
      - when: not known("leistung")
        goto: menu
      - when: leistung_oertlich and not known("wohnort")
        goto: ort
      - goto: karte
  ort:
    say: "{leistung_name}: Wo wohnen Sie?"
    input: {kind: place, save: wohnort}
    goto: karte
  karte:
    service: leistung
    choices:
      - {label: Klappt das?, when: leistung_eid, goto: los}
      - {label: Wo?, when: leistung_stelle, goto: wo}
      - Nein: menu
  wo:
    say: Hier
    places: {for: leistung, of: wohnort}
    goto: karte
  los:
    say: Los
    online: leistung
    choices: [{Ende: menu}]
`

// offices answers like the village and notes what it is asked for.
type offices struct {
	village
	asked *flows.PlacesQuery
}

func (o offices) Places(q flows.PlacesQuery, lang string, about flows.About) []flows.Card {
	*o.asked = q
	return o.village.Places(q, lang, about)
}

func (o offices) Card(id, lang string, about flows.About) (flows.Card, bool) {
	if id == flows.OnlinePrefix+"hund" {
		return flows.Card{Text: "Online", Lang: "de", Links: []flows.Button{{Label: "Los", URL: "https://example.org"}}}, true
	}
	return o.village.Card(id, lang, about)
}

// with is the small content with further flows.
func with(t testing.TB, more map[string]string) flows.Engine {
	t.Helper()
	files := fstest.MapFS{}
	for name, data := range baseFiles(t) {
		files[name] = &fstest.MapFile{Data: data}
	}
	for name, data := range more {
		files["flows/"+name+".yaml"] = &fstest.MapFile{Data: []byte(data)}
	}
	return engine(t, files)
}

// talk is one turn; it returns what Lotse says and the buttons of the last message.
func talk(e *flows.Engine, s *flows.Session, in flows.Input) (text string, buttons []flows.Button) {
	next, effects := e.Advance(*s, in, monday)
	*s = next
	var said []string
	for _, eff := range effects {
		switch m := eff.(type) {
		case flows.Message:
			said = append(said, m.Text)
			buttons = append(m.Choices, m.Links...)
		case flows.Forget:
			said = append(said, "(forget)")
		}
	}
	return strings.Join(said, "\n"), buttons
}

func labels(buttons []flows.Button) string {
	var out []string
	for _, b := range buttons {
		out = append(out, b.Label)
	}
	return strings.Join(out, ", ")
}

// TestService follows the talk about a service from a deep link: the place is asked once, the card has what fits the place, and the
// service stays the one at hand wherever the talk goes.
func TestService(t *testing.T) {
	e := with(t, map[string]string{"leistung": serviceFlow})
	var asked flows.PlacesQuery
	e.Catalogue = offices{asked: &asked}
	var s flows.Session
	if text, _ := talk(&e, &s, flows.Start{Payload: "leistung__hund"}); text != "Hundesteuer: Wo wohnen Sie?" {
		t.Fatalf("the place is asked by %q", text)
	}
	text, buttons := talk(&e, &s, flows.Said{Text: "Merseburg"})
	if !strings.Contains(text, "50 Euro") || labels(buttons) != "Klappt das?, Wo?, Nein, PIN" {
		t.Fatalf("the card is %q with %s", text, labels(buttons))
	}
	check := buttons[0]
	talk(&e, &s, flows.Said{Text: "Wo?"})
	if asked.For != "hund" || asked.Of != "wohnort" {
		t.Errorf("places are asked for with %+v", asked)
	}
	if text, buttons := talk(&e, &s, flows.Said{Text: check.Label}); !strings.Contains(text, "Online") || labels(buttons) != "Ende, PIN, Los" {
		t.Errorf("the way online is %q with %s", text, labels(buttons))
	}
	if text, _ := talk(&e, &s, flows.Start{Payload: "leistung__hund"}); !strings.Contains(text, "50 Euro") {
		t.Errorf("the place is asked again: %q", text)
	}
	talk(&e, &s, flows.Said{Text: "Menü"})
	if text, _ := talk(&e, &s, flows.Said{Text: "zurück"}); !strings.Contains(text, "50 Euro") {
		t.Errorf("back finds %q", text)
	}
	// A button of an old card still speaks of its own service.
	talk(&e, &s, flows.Said{Text: "Menü"})
	if text, _ := talk(&e, &s, flows.Tapped{ID: check.ID}); !strings.Contains(text, "Online") {
		t.Errorf("the old button leads to %q", text)
	}
	for _, payload := range []string{"leistung", "leistung__katze"} {
		if text, _ := talk(&e, &s, flows.Start{Payload: payload}); strings.Contains(text, "Euro") {
			t.Errorf("%s shows %q", payload, text)
		}
	}
}

// TestServiceTarget shows a service that another flow leads to, and refuses one that nobody has.
func TestServiceTarget(t *testing.T) {
	tier := func(target string) string {
		return "flow: tier\ntitle: Tier\nsource: https://example.org\nchecked: 2026-11-01\nwords: [tier]\nsteps:\n  a:\n    say: Was?\n    choices:\n      - Hund: " + target + "\n      - Ende: menu\n"
	}
	e := with(t, map[string]string{"leistung": serviceFlow, "tier": tier("leistung/hund")})
	s := flows.Session{Vars: map[string]any{"wohnort": "Halle"}}
	talk(&e, &s, flows.Start{Payload: "tier"})
	if text, buttons := talk(&e, &s, flows.Said{Text: "Hund"}); !strings.Contains(text, "50 Euro") || labels(buttons) != "Wo?, Nein, PIN" {
		t.Errorf("the flow leads to %q with %s", text, labels(buttons))
	}
	files := fstest.MapFS{}
	for name, data := range baseFiles(t) {
		files[name] = &fstest.MapFile{Data: data}
	}
	files["flows/leistung.yaml"] = &fstest.MapFile{Data: []byte(serviceFlow)}
	files["flows/tier.yaml"] = &fstest.MapFile{Data: []byte(tier("leistung/hnud"))}
	_, _, ds := flows.Load(files, flows.Options{Names: village{}.Names})
	if len(ds.Errors()) != 1 || ds.Errors()[0].Meant != "leistung/hund" || ds.Errors()[0].At.Line != 10 {
		t.Errorf("the misspelt service is reported as %v", ds.Errors())
	}
}

// TestAside visits the flow behind the button that every question of a flow has, and comes back to the question.
func TestAside(t *testing.T) {
	e := with(t, map[string]string{"leistung": serviceFlow})
	e.Catalogue = offices{asked: new(flows.PlacesQuery)}
	s := flows.Session{Vars: map[string]any{"wohnort": "Merseburg"}}
	_, buttons := talk(&e, &s, flows.Start{Payload: "leistung__hund"})
	for _, in := range []flows.Input{flows.Tapped{ID: buttons[3].ID}, flows.Said{Text: "pin"}, flows.Said{Text: "4"}} {
		if text, _ := talk(&e, &s, in); text != "Haben Sie die PIN?" {
			t.Fatalf("%v leads to %q", in, text)
		}
		if text, buttons := talk(&e, &s, flows.Said{Text: "Ja, hier"}); !strings.Contains(text, "50 Euro") || labels(buttons) != "Klappt das?, Wo?, Nein, PIN" {
			t.Fatalf("it comes back to %q with %s", text, labels(buttons))
		}
	}
}
