package flows

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// next are the targets of a step; waits says which of them are only reached after the citizen was asked.
func (s *Step) next() (now, later []*Target) {
	for _, ch := range s.Choices {
		later = append(later, ch.Goto)
	}
	if s.Wait != nil {
		later = append(later, s.Wait.Goto)
	}
	if s.Remind != nil {
		later = append(later, s.Remind.Goto)
	}
	if s.Waits() {
		later = append(later, s.Goto)
	} else {
		now = append(now, s.Goto)
	}
	for _, a := range s.Branch {
		now = append(now, a.Goto)
	}
	drop := func(t *Target) bool { return t == nil || t.Kind != ToStep }
	return slices.DeleteFunc(now, drop), slices.DeleteFunc(later, drop)
}

// reach reports steps and flows to which no way leads.
func (c *checker) reach() {
	if len(c.torn) > 0 {
		return // a way may lie in what could not be read
	}
	seen := map[*Step]bool{}
	named := map[string]bool{} // flows that something leads to
	var queue []*Step
	visit := func(s *Step) {
		if s != nil && !seen[s] {
			seen[s] = true
			queue = append(queue, s)
		}
	}
	for _, f := range c.set.Flows() {
		visit(c.set.Step(Ref{Flow: f.ID}))
		named[f.Aside] = true
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		now, later := s.next()
		for _, t := range append(now, later...) {
			visit(c.set.Step(t.Ref))
			named[t.Ref.Flow] = named[t.Ref.Flow] || t.Ref.Flow != s.Ref.Flow
		}
		if s.Call != nil {
			visit(c.set.Step(s.Call.Ref))
			named[s.Call.Ref.Flow] = true
		}
	}
	for _, f := range c.set.Flows() {
		if !named[f.ID] && !isReserved(f.ID) && f.ID != serviceFlow && f.ID != placeFlow && len(f.Words) == 0 {
			d := c.Warn("unreachable", f.at, source.T("Zum Ablauf „%s“ führt kein Weg.", "No way leads to the flow %q.", f.ID))
			d.Hint = source.T("Verweisen Sie mit „goto: %s“ auf ihn oder geben Sie ihm „words“, mit denen man ihn findet.", "Refer to it with \"goto: %s\" or give it \"words\" by which people find it.", f.ID)
		}
		for _, s := range f.Steps {
			if !seen[s] {
				c.Warn("unreachable", s.at, source.T("Zum Schritt „%s“ führt kein Weg.", "No way leads to the step %q.", s.Ref.Step))
			}
		}
	}
}

// loops reports circles in which the citizen is never asked anything.
func (c *checker) loops() {
	state := map[*Step]int{} // 1: on the way, 2: done
	var way []*Step
	var walk func(s *Step)
	walk = func(s *Step) {
		if s == nil || state[s] == 2 {
			return
		}
		if state[s] == 1 {
			c.loop(way[slices.Index(way, s):])
			return
		}
		state[s] = 1
		way = append(way, s)
		now, _ := s.next()
		for _, t := range now {
			walk(c.set.Step(t.Ref))
		}
		if s.Call != nil {
			walk(c.set.Step(s.Call.Ref))
		}
		way = way[:len(way)-1]
		state[s] = 2
	}
	for _, f := range c.set.Flows() {
		for _, s := range f.Steps {
			walk(s)
		}
	}
}

func (c *checker) loop(circle []*Step) {
	names := make([]string, 0, len(circle)+1)
	for _, s := range circle {
		names = append(names, s.Ref.String())
	}
	path := strings.Join(append(names, names[0]), " → ")
	d := c.Error("loop", circle[0].at, source.T("Hier dreht sich das Gespräch im Kreis, ohne zu fragen: %s", "The conversation runs in a circle without asking: %s", path))
	for _, s := range circle[1:] {
		d.Related = append(d.Related, source.Related{At: s.at, Text: source.T("geht weiter hier", "goes on here")})
	}
}
