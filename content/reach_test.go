package content_test

import (
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

// TestEveryWayLeadsSomewhere lets people tap at random, never turning back: within twelve taps everybody has an answer, a place or a
// human.
func TestEveryWayLeadsSomewhere(t *testing.T) {
	catalogue, _, _ := content.LoadCatalogue(content.FS)
	set, _, _ := flows.Load(content.FS, flows.Options{Names: catalogue.Names, Records: catalogue.Records()})
	for _, desk := range []bool{false, true} {
		reached := false
		e := flows.Engine{Set: set, Catalogue: catalogue.With(set), Desk: desk, Visit: func(at flows.Ref, choice string) {
			reached = reached || choice == "" && answers(set.Step(at))
		}}
		for seed := range uint64(300) {
			rnd := rand.New(rand.NewPCG(seed, 12))
			now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
			s, effects := e.Advance(flows.Session{Vars: map[string]any{"lang": "de", "wohnort": "Merseburg"}}, flows.Start{}, now)
			var way []string
			for reached = false; !reached; {
				at, _ := s.At()
				choices := onward(lastChoices(effects), set.Step(at))
				if len(choices) == 0 || len(way) == maxWay {
					t.Errorf("desk %v, seed %d: nothing in return after\n%s", desk, seed, strings.Join(way, "\n"))
					break
				}
				b := choices[rnd.IntN(len(choices))]
				way = append(way, at.Flow+"/"+at.Step+" ["+b.Label+"]")
				s, effects = e.Advance(s, flows.Tapped{ID: b.ID}, now)
			}
		}
	}
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
func onward(all []flows.Button, s *flows.Step) []flows.Button {
	return slices.DeleteFunc(all, func(b flows.Button) bool {
		return slices.ContainsFunc(s.Choices, func(c *flows.Choice) bool {
			return c.Label == b.Label && c.Goto != nil && (c.Goto.Kind == flows.ToReturn || c.Goto.Kind == flows.ToBack)
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
