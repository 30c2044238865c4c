package content

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// The kinds of content that volunteers push, as they are named where two things have one title.
const (
	pushBlock   = "Text"
	pushService = "Leistung"
	pushFlow    = "Ablauf"
	pushPlace   = "Anlaufstelle"
)

// What the documents of the search begin with that are neither services nor places.
const (
	flowPrefix  = "flow/"
	blockPrefix = "block/"
)

// good is one thing on the shelf.
type good struct {
	kind, id, title string // id as in Catalogue.Card
	block           *block
	flow            *flows.Flow

	name  string   // title that no other has
	words []string // of title and search words, folded
}

// shelf holds what volunteers can push, text blocks first: they were written for that.
type shelf struct {
	goods  []*good
	titles map[string]*good // folded title, and title with kind -> the first that has it

	documents map[string]*good // by document of the search
}

func newShelf(c *Catalogue, set *flows.Set) *shelf {
	s := &shelf{titles: map[string]*good{}, documents: map[string]*good{}}
	for _, b := range c.blocks {
		s.add(&good{kind: pushBlock, id: b.id, title: b.title, block: b}, b.words)
	}
	for _, v := range c.services {
		s.add(&good{kind: pushService, id: v.id, title: v.name}, v.words)
	}
	if set != nil {
		for _, f := range set.Flows() {
			if len(f.Words) > 0 { // the others are only called
				s.add(&good{kind: pushFlow, id: f.ID, title: f.Title, flow: f}, f.Words)
			}
		}
	}
	for _, p := range c.places {
		s.add(&good{kind: pushPlace, id: placePrefix + p.id, title: p.name}, []string{p.municipality, c.kinds[p.kind].name})
	}
	s.label()
	return s
}

func (s *shelf) add(g *good, words []string) {
	g.words = strings.Fields(search.Key(g.title + " " + strings.Join(words, " ")))
	s.goods = append(s.goods, g)
	s.documents[map[string]string{pushBlock: blockPrefix, pushFlow: flowPrefix}[g.kind]+g.id] = g
}

// label gives everything a name that finds it: the title, with the kind where several have it.
func (s *shelf) label() {
	several := map[string]int{}
	for _, g := range s.goods {
		several[search.Key(g.title)]++
	}
	for _, g := range s.goods {
		g.name = g.title
		if several[search.Key(g.title)] > 1 {
			g.name += " (" + g.kind + ")"
		}
		for _, name := range []string{g.title, g.name} {
			if key := search.Key(name); s.titles[key] == nil {
				s.titles[key] = g
			}
		}
	}
}

// find returns what a query may mean.
func (s *shelf) find(query string) []*good {
	key := search.Key(query)
	if g := s.titles[key]; g != nil {
		return []*good{g}
	}
	asked := strings.Fields(key)
	if len(asked) == 0 {
		return nil
	}
	if found := s.begun(key); len(asked) > 1 && len(found) == 1 {
		return found
	}
	if found := s.all(asked, begins); len(found) > 0 {
		return found
	}
	return s.all(asked, misspells)
}

// begun are the goods whose title begins with what was typed.
func (s *shelf) begun(key string) []*good {
	var out []*good
	for _, g := range s.goods {
		if strings.HasPrefix(search.Key(g.title), key) {
			out = append(out, g)
		}
	}
	return out
}

// all are the goods that have a word for each word of a query, those that have it in the title first.
func (s *shelf) all(asked []string, means func(word string, words []string) bool) []*good {
	var titled, others []*good
	for _, g := range s.goods {
		missing := func(words []string) bool {
			return slices.ContainsFunc(asked, func(w string) bool { return !means(w, words) })
		}
		switch {
		case !missing(strings.Fields(search.Key(g.title))):
			titled = append(titled, g)
		case !missing(g.words):
			others = append(others, g)
		}
	}
	return append(titled, others...)
}

func begins(word string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, word) })
}

func misspells(word string, words []string) bool {
	if begins(word, words) {
		return true
	}
	_, near := source.Suggest(word, words)
	return near && len(word) > 3
}

// maxNear is how many titles somebody on a phone reads.
const maxNear = 8

func (s *shelf) names(goods []*good) []string {
	var out []string
	for _, g := range goods[:min(len(goods), maxNear)] {
		out = append(out, g.name)
	}
	return out
}
