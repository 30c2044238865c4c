package content

import (
	"slices"
	"strings"
	"unicode"

	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
)

var (
	// hallKinds are the offices that every municipality has for its own people. Of other offices in a town outside, some are for the district.
	hallKinds = [...]string{"einwohnermeldeamt", "rathaus", "standesamt", "fundbuero"}
	besides   = []string{"tel", "telefon", "nummer", "wo", "wann", "hat", "ist", "auf", "das", "die", "der", "den", "vom", "von", "fur"}
)

// townHalls finds the office of a place that a text names, with nothing else but what it asks about it: "Rathaus Beuna", "Telefon Bürgerbüro
// Halle". For a village that is the one of its municipality, outside the district the card that says so.
func (c *Catalogue) townHalls(text string) []search.Hit {
	var kinds, where []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:.?!", r) }) {
		key := search.Key(word)
		if called := c.hallsCalled(key); len(called) > 0 && kinds == nil {
			kinds = called
		} else if !search.AsksForPlace(word) && !slices.Contains(besides, key) {
			where = append(where, word)
		}
	}
	if len(kinds) == 0 || len(where) == 0 {
		return nil
	}
	var hits []search.Hit
	for _, at := range c.Locate(strings.Join(where, " ")) {
		if at.Guess {
			return nil
		}
		id := c.townHall(at, kinds)
		if id != "" && !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == id }) {
			hits = append(hits, search.Hit{ID: id, Kind: "place", Score: 1})
		}
	}
	return hits
}

// hallsCalled are the kinds of office that a word stands for.
func (c *Catalogue) hallsCalled(key string) []string {
	var kinds []string
	for _, id := range hallKinds {
		kind := c.kinds[id]
		if slices.ContainsFunc(append([]string{kind.name}, kind.words...), func(w string) bool { return search.Key(w) == key }) {
			kinds = append(kinds, id)
		}
	}
	return kinds
}

// townHall is the id of the office of a place, of the first kind of which it has one; "" if it has none.
func (c *Catalogue) townHall(at flows.Place, kinds []string) string {
	if at.Name == "" {
		return at.Card
	}
	for _, kind := range kinds {
		for _, p := range c.responsible(at.Name, flows.PlacesQuery{Kind: kind}, c.origin(at.Name, nil), 1) {
			if slices.Contains(p.serves, at.Name) || slices.Contains(p.serves, c.associationOf(at.Name)) {
				return placePrefix + p.id
			}
		}
	}
	return ""
}
