package flows_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// town is a catalogue with three offices, one neighbour and one topic. It notes what it is asked with.
type town struct {
	village
	about *flows.About
}

func (town) Locate(text string) []flows.Place {
	switch text {
	case "Halle":
		return []flows.Place{{Label: "Halle", Card: "neighbour/Halle"}}
	case "Leuna":
		return []flows.Place{{Name: "Leuna", Label: "Leuna"}}
	case "Laune":
		return []flows.Place{{Name: "Leuna", Label: "Leuna", Guess: true}}
	}
	return nil
}

func (town) Near(lat, _ float64) (flows.Place, bool) {
	if lat > 51.4 {
		return flows.Place{Label: "Halle", Card: "neighbour/Halle"}, false
	}
	return flows.Place{Name: "Leuna"}, true
}

func (t town) Card(id, _ string, about flows.About) (flows.Card, bool) {
	*t.about = about
	return flows.Card{Text: "Karte " + id, Lang: "de"}, id != ""
}

func (t town) Places(_ flows.PlacesQuery, _ string, about flows.About) []flows.Card {
	*t.about = about
	var cards []flows.Card
	for _, id := range []string{"place/a", "place/b", "place/c"} {
		cards = append(cards, flows.Card{ID: id, Label: "Amt " + strings.TrimPrefix(id, "place/"), Text: "Karte " + id, Lang: "de"})
	}
	return cards
}

const officeFlow = `flow: amt
title: Amt
source: https://example.org
checked: 2026-11-23
steps:
  ort:
    set: {barrierefrei: true}
    say: Wo wohnen Sie?
    input: {kind: location, save: wohnort}
    goto: zeigen
  zeigen:
    say: "Hier:"
    places: {kind: rathaus, of: wohnort}
    goto: termine
  termine:
    events: treff
    goto: ende_frage
  ende_frage:
    say: Geholfen?
    choices:
      - Ja: menu
      - Nein: menu
`

func office(t *testing.T) (*flows.Engine, *flows.About) {
	t.Helper()
	fsys := fstest.MapFS{"flows/amt.yaml": &fstest.MapFile{Data: []byte(officeFlow)}}
	for _, dir := range []string{"flows", "messages"} {
		entries, err := os.ReadDir("testdata/base/" + dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile("testdata/base/" + dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			fsys[dir+"/"+e.Name()] = &fstest.MapFile{Data: data}
		}
	}
	e, about := engine(t, fsys), &flows.About{}
	e.Catalogue = town{about: about}
	return &e, about
}

// said is what a turn says, with the labels of its answers.
func said(effects []flows.Effect) string {
	var out []string
	for _, e := range effects {
		if m, ok := e.(flows.Message); ok {
			line := m.Text
			for _, c := range m.Choices {
				line += " [" + c.Label + "]"
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// The first place is shown; the others are buttons of the next question, which stays when one of them is tapped.
func TestOtherPlaces(t *testing.T) {
	e, about := office(t)
	s, _ := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "amt"}, monday)
	s, effects := e.Advance(s, flows.Located{Lat: 51.3, Lon: 12}, monday)
	if got, want := said(effects), "Hier:\nKarte place/a\nKarte events/treff\nGeholfen? [Ja] [Nein] [Amt b] [Amt c]"; got != want {
		t.Fatalf("said %q, want %q", got, want)
	}
	if !about.Now.Equal(monday) || !about.Accessible || about.Location == nil || about.Place != "Leuna" {
		t.Errorf("the catalogue was asked with %+v", about)
	}
	s, effects = e.Advance(s, flows.Said{Text: "3"}, monday.Add(time.Minute))
	if got, want := said(effects), "Karte place/b\nGeholfen? [Ja] [Nein] [Amt c]"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if about.Location != nil {
		t.Error("the location outlives its turn")
	}
	s, effects = e.Advance(s, flows.Said{Text: "Amt c"}, monday)
	if got, want := said(effects), "Karte place/c\nGeholfen? [Ja] [Nein]"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if _, effects = e.Advance(s, flows.Said{Text: "Ja"}, monday); !strings.Contains(said(effects), "[") {
		t.Errorf("the question is no longer answered: %q", said(effects))
	}
}

// Who lives outside is told where to turn, and asked again; after the second time a human is offered.
func TestOutside(t *testing.T) {
	e, _ := office(t)
	s, _ := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "amt"}, monday)
	for i, in := range []flows.Input{flows.Said{Text: "Halle"}, flows.Located{Lat: 51.48, Lon: 12}} {
		var effects []flows.Effect
		s, effects = e.Advance(s, in, monday)
		got := said(effects)
		if !strings.HasPrefix(got, "Karte neighbour/Halle") || !strings.HasSuffix(got, "Wo wohnen Sie?") {
			t.Errorf("said %q", got)
		}
		if s.Misses != i+1 || s.Vars["wohnort"] != nil {
			t.Errorf("%d misses, place %v", s.Misses, s.Vars["wohnort"])
		}
	}
	if s, _ = e.Advance(s, flows.Said{Text: "Leuna"}, monday); s.Vars["wohnort"] != "Leuna" {
		t.Errorf("place %v", s.Vars["wohnort"])
	}
}

const hereFlow = `flow: am-ort
title: Hier
source: https://example.org
checked: 2026-11-23
steps:
  frage:
    say: Welcher Ort?
    input: {kind: location, save: ort}
    goto: zeigen
  zeigen:
    say: "In {ort}:"
    places: {kind: rathaus, of: ort}
    goto: weiter
  weiter:
    say: Noch etwas?
    choices:
      - Nein: menu
`

// A place that answers no question is answered by the flow for it, from the menu and out of the blue; what only resembles one is not.
func TestPlaceUnasked(t *testing.T) {
	e := with(t, map[string]string{"am-ort": hereFlow})
	menu, _ := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "menu"}, monday)
	for _, c := range []struct {
		in        flows.Input
		want, not string
	}{
		{flows.Said{Text: "Leuna"}, "In Leuna:\nKarte place/a\nNoch etwas? [Nein] [Amt b] [Amt c]", "Welcher Ort?"},
		{flows.Located{Lat: 51.3, Lon: 12}, "In Leuna:\nKarte place/a", "Welcher Ort?"},
		{flows.Said{Text: "Halle"}, "Karte neighbour/Halle\nWelcher Ort?", "Leuna"},
		{flows.Located{Lat: 51.5, Lon: 12}, "Karte neighbour/Halle\nWelcher Ort?", "Leuna"},
		{flows.Said{Text: "Laune"}, "", "Leuna"},
	} {
		for _, s := range []flows.Session{menu, {Serial: 1, Vars: map[string]any{"lang": "de"}}} {
			var about flows.About
			e.Catalogue = town{about: &about}
			_, effects := e.Advance(s, c.in, monday)
			if got := said(effects); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
				t.Errorf("%#v from %v: said %q, want %q", c.in, s.Stack, got, c.want)
			}
		}
	}
}

// "Back" from a place that nobody asked for leads to the question that it interrupted, not to one that was never put.
func TestBackFromPlaceUnasked(t *testing.T) {
	e := with(t, map[string]string{"am-ort": hereFlow})
	e.Catalogue = town{about: new(flows.About)}
	menu, effects := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "menu"}, monday)
	want := said(effects)
	for _, in := range []flows.Input{flows.Said{Text: "Leuna"}, flows.Located{Lat: 51.3, Lon: 12}} {
		s, _ := e.Advance(menu, in, monday)
		if _, effects := e.Advance(s, flows.Said{Text: "zurück"}, monday); said(effects) != want {
			t.Errorf("%#v, back: said %q, want %q", in, said(effects), want)
		}
	}
}
