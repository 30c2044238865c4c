package content

import (
	"iter"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/flows"
)

// directory finds places without looking at all of them.
type directory struct {
	byID    map[string]*place
	all     *pile
	can     map[string]*pile
	kind    map[string]*pile
	serving map[string]*pile // by municipality or association
}

// pile is places of one sort.
type pile struct {
	places  []*place // in file order
	located []*place // those with coordinates, as the tree numbers them
	rest    []*place // the others
	tree    *gazetteer.Tree
}

func newDirectory(places []*place) *directory {
	d := &directory{byID: map[string]*place{}, all: &pile{}, can: map[string]*pile{}, kind: map[string]*pile{}, serving: map[string]*pile{}}
	for _, p := range places {
		d.byID[p.id] = p
		d.all.add(p)
		add(d.kind, p.kind, p)
		for _, can := range p.can {
			add(d.can, can, p)
		}
		for _, served := range p.serves {
			add(d.serving, served, p)
		}
	}
	d.all.plant()
	for _, piles := range []map[string]*pile{d.can, d.kind, d.serving} {
		for _, pile := range piles {
			pile.plant()
		}
	}
	return d
}

func add(piles map[string]*pile, key string, p *place) {
	if piles[key] == nil {
		piles[key] = &pile{}
	}
	piles[key].add(p)
}

func (s *pile) add(p *place) {
	s.places = append(s.places, p)
	if p.point == nil {
		s.rest = append(s.rest, p)
		return
	}
	s.located = append(s.located, p)
}

func (s *pile) plant() {
	points := make([]gazetteer.Point, len(s.located))
	for i, p := range s.located {
		points[i] = *p.point
	}
	s.tree = gazetteer.NewTree(points)
}

// of is the smallest pile that holds whatever fits a query; nil if nothing does.
func (d *directory) of(q flows.PlacesQuery) *pile {
	switch {
	case q.Can != "":
		return d.can[q.Can]
	case q.Kind != "":
		return d.kind[q.Kind]
	}
	return d.all
}

// nearest yields the places by their distance, those without coordinates last; in file order if nobody knows from where.
func (s *pile) nearest(from *gazetteer.Point) iter.Seq[*place] {
	return func(yield func(*place) bool) {
		if s == nil {
			return
		}
		rest := s.places
		if from != nil {
			rest = s.rest
			for i := range s.tree.Nearest(*from) {
				if !yield(s.located[i]) {
					return
				}
			}
		}
		for _, p := range rest {
			if !yield(p) {
				return
			}
		}
	}
}
