package content

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
)

// Catalogue looks up places, municipalities and services. It is read-only and safe for concurrent use; every answer is a
// function of the arguments alone. It implements [flows.Catalogue].
type Catalogue struct {
	abilities, kinds map[string]ability
	municipalities   map[string]*municipality
	places           []*place // in file order
	services         []*service
	directory        *directory
	topics           []*topic
	events           []*event
	neighbours       map[string]string // name -> website of its administration, "" if unknown
	gazetteer        *gazetteer.Gazetteer
	calendar         *hours.Calendar
	hoursAge         time.Duration // older hours come with the request to call first
	text             Texts
	records          []flows.RecordText
	finder           func() *finder       // made when somebody first searches
	suggester        func() *search.Index // made when the first volunteer needs it
	desk             *Desk
	blocks           []*block
	shelf            *shelf
}

// Texts gives the text of an id in a language, or in German where it is not translated; in is the language of the text.
// It is [flows.Texts.Get].
type Texts func(lang, id string, vars flows.Lookup) (text, in string)

// With returns a catalogue that also finds the flows of a set and speaks with its texts. Without it, cards show the ids of
// their labels.
func (c *Catalogue) With(set *flows.Set) *Catalogue {
	with := *c
	with.text = set.Texts.Get
	with.finder = sync.OnceValue(func() *finder { return newFinder(&with, set) })
	with.suggester = sync.OnceValue(func() *search.Index { return newSuggester(&with) })
	with.shelf = newShelf(&with, set)
	return &with
}

// Names lists what content may refer to: "service", "ability", "place-kind" or "topic", sorted. Abilities and kinds that no place has
// are left out, since asking for them would find nothing.
func (c *Catalogue) Names(kind string) []string {
	found := map[string]bool{}
	switch kind {
	case "service":
		for _, s := range c.services {
			found[s.id] = true
		}
	case "ability":
		for _, p := range c.places {
			for _, a := range p.can {
				found[a] = true
			}
		}
	case "topic":
		for _, t := range c.topics {
			found[t.id] = true
		}
	case "place-kind":
		for _, p := range c.places {
			found[p.kind] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Locate finds the places that a typed text or postcode may mean: none, the one, or those to choose from; or the place outside the
// district that it names. A postcode that people outside have too offers them last.
func (c *Catalogue) Locate(text string) []flows.Place {
	var out []flows.Place
	guess := c.gazetteer.Guessed(text)
	for _, m := range c.gazetteer.Find(text) {
		label := short(m.Owner)
		if m.Name != m.Owner {
			label = m.Name + " (" + label + ")"
		}
		out = append(out, flows.Place{Name: m.Owner, Label: label, Guess: guess})
	}
	if name, ok := c.gazetteer.Outside(text); ok && len(out) == 0 {
		place := neighbour(name)
		place.Guess = guess
		return []flows.Place{place}
	}
	switch name, ok := c.gazetteer.Shared(text); {
	case ok && name != "":
		out = append(out, neighbour(name))
	case ok && len(out) == 1:
		return nil // there are others, too many to name
	}
	return out
}

// neighbour is a place outside the district, with the card that says where to turn.
func neighbour(name string) flows.Place {
	return flows.Place{Label: name, Card: neighbourPrefix + name}
}

// nearby is how far from the next known locality a location may lie, in kilometres.
const nearby = 6

// Near finds the municipality that a location lies in, which is that of the nearest locality; false if that is outside the
// district or too far away. Close to a border the answer can be wrong.
func (c *Catalogue) Near(lat, lon float64) (flows.Place, bool) {
	m, ok := c.gazetteer.Nearest(gazetteer.Point{Lat: lat, Lon: lon}, nearby)
	if !ok && m.Name != "" {
		return neighbour(m.Name), false
	}
	if !ok {
		return flows.Place{}, false
	}
	return flows.Place{Name: m.Owner, Label: short(m.Owner)}, true
}

// associationOf is the association that a municipality has its administration with; "" if none.
func (c *Catalogue) associationOf(municipality string) string {
	if m := c.municipalities[municipality]; m != nil {
		return m.association
	}
	return ""
}
