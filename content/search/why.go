package search

import (
	"fmt"
	"slices"
)

// match is how one word of the query was found in a document.
type match struct {
	unit  *unit
	way   *way    // nil where it was not found
	sim   float32 // how well, 0..1
	where field
}

// matches gives for every word of the query its best reading that occurs in the
// document.
func (x *Index) matches(doc uint32, units []unit) []match {
	out := make([]match, len(units))
	for i := range units {
		m := match{unit: &units[i]}
		for k := range m.unit.ways {
			w := &m.unit.ways[k]
			var sim float32
			var where field
			for _, t := range w.terms {
				if p, ok := x.posting(t.term, doc); ok {
					sim += t.share * w.sim
					where |= p.where
				}
			}
			if sim = min(sim, 1); sim > m.sim {
				m.way, m.sim, m.where = w, sim, where
			}
		}
		out[i] = m
	}
	return out
}

func (x *Index) posting(t int32, doc uint32) (posting, bool) {
	p := x.postings[t]
	i, ok := slices.BinarySearchFunc(p, doc, func(p posting, doc uint32) int { return int(p.doc) - int(doc) })
	if !ok {
		return posting{}, false
	}
	return p[i], true
}

// explain puts the matches into words: "perso → personalausweis (Titel)".
func explain(matches []match) []string {
	var why []string
	for _, m := range matches {
		switch {
		case m.way == nil:
		case m.way.label == m.unit.text:
			why = append(why, fmt.Sprintf("%s (%s)", m.unit.text, m.where))
		default:
			why = append(why, fmt.Sprintf("%s → %s (%s)", m.unit.text, m.way.label, m.where))
		}
	}
	return why
}
