package content_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

// maxWay is how many answers somebody gives at most until there is something in return.
const maxWay = 12

// TestEveryWayLeadsSomewhere lets people of every language answer at random, never turning back, whether their town is known or asked for:
// within twelve answers everybody has an answer, a place or a human.
func TestEveryWayLeadsSomewhere(t *testing.T) {
	catalogue, _, _ := content.LoadCatalogue(content.FS)
	set, _, _ := flows.Load(content.FS, flows.Options{Names: catalogue.Names, Records: catalogue.Records()})
	for _, lang := range set.Texts.Open() {
		for _, vars := range []map[string]any{{"lang": lang, "wohnort": "Merseburg"}, {"lang": lang}} {
			for _, desk := range []bool{false, true} {
				w := &wayfarer{t: t, set: set}
				w.e = flows.Engine{Set: set, Catalogue: catalogue.With(set), Desk: desk, Visit: func(at flows.Ref, choice string) {
					w.reached = w.reached || choice == "" && answers(set.Step(at))
				}}
				for seed := range uint64(40) {
					if way := w.walk(rand.New(rand.NewPCG(seed, 12)), flows.Session{Vars: maps.Clone(vars)}); way != nil {
						t.Errorf("%v, desk %v, seed %d: nothing in return after\n%s", vars, desk, seed, strings.Join(way, "\n"))
					}
				}
			}
		}
	}
}

// wayfarer walks until something is reached.
type wayfarer struct {
	t       *testing.T
	set     *flows.Set
	e       flows.Engine
	reached bool
}

// walk is the way, if it leads nowhere.
func (w *wayfarer) walk(rnd *rand.Rand, s flows.Session) (way []string) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	s, effects := w.e.Advance(s, flows.Start{}, now)
	for w.reached = false; !w.reached; {
		at, _ := s.At()
		step := w.set.Step(at)
		choices := w.onward(lastChoices(effects), step, s.Lang())
		typed := step.Input != nil && (step.Input.Kind == flows.PlaceInput || step.Input.Kind == flows.LocationInput)
		if len(choices) == 0 && !typed || len(way) == maxWay {
			return way
		}
		if typed && rnd.IntN(2) == 0 {
			way = append(way, at.Flow+"/"+at.Step+" Merseburg")
			s, effects = w.e.Advance(s, flows.Said{Text: "Merseburg"}, now)
			continue
		}
		b := choices[rnd.IntN(len(choices))]
		way = append(way, at.Flow+"/"+at.Step+" ["+b.Label+"]")
		s, effects = w.e.Advance(s, flows.Tapped{ID: b.ID}, now)
	}
	return nil
}

// answers reports whether a step is what somebody came for: something is shown or set, somebody takes over, a topic comes to its end.
func answers(s *flows.Step) bool {
	switch s.Ref.Flow {
	case "ende", "mensch", "spaeter", "barrierefrei", "einstellungen", "sprache":
		return true
	}
	return s.Service != "" || s.Places != nil || s.Events != "" || s.Handoff != nil || s.Do != ""
}

// onward leaves out the buttons that turn back.
func (w *wayfarer) onward(all []flows.Button, s *flows.Step, lang string) []flows.Button {
	return slices.DeleteFunc(all, func(b flows.Button) bool {
		return slices.ContainsFunc(s.Choices, func(c *flows.Choice) bool {
			label, _ := w.set.Texts.Get(lang, s.Ref.Flow+"."+s.Ref.Step+"."+c.ID, nil)
			return label == b.Label && c.Goto != nil && (c.Goto.Kind == flows.ToReturn || c.Goto.Kind == flows.ToBack)
		})
	})
}

func lastChoices(effects []flows.Effect) []flows.Button {
	var out []flows.Button
	for _, e := range effects {
		if m, ok := e.(flows.Message); ok && m.Serial > 0 {
			out = m.Choices
		}
	}
	return out
}
