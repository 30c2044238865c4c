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
	hallKinds = []string{"einwohnermeldeamt", "rathaus", "standesamt", "fundbuero"}
	besides   = strings.Fields("tel telefon nummer wo wann hat ist auf das die der den vom von fur heute morgen jetzt gerade noch bitte muss wer where when is the of number opening today now please do have to need should")
)

// whither are words of people who ask for the office without naming one: "Ich wohne in Spergau, wo muss ich hin?"
var whither = strings.Fields("hin wohin hingehen zustandig go responsible")

// longestName is of how many words the longest name of a kind is that somebody types.
const longestName = 4

// callKind notes what a kind of offices is called.
func (f *finder) callKind(id string, names []string) {
	for _, name := range names {
		key := search.Key(name)
		if key != "" && !slices.Contains(f.called[key], id) {
			f.called[key] = append(f.called[key], id)
		}
	}
}

// takeKind takes the name of a kind of offices out of words.
func (f *finder) takeKind(words []string) (kinds, rest []string) {
	for n := min(longestName, len(words)); n > 0; n-- {
		for i := range len(words) - n + 1 {
			if kinds := f.called[search.Key(strings.Join(words[i:i+n], " "))]; len(kinds) > 0 {
				return kinds, slices.Delete(slices.Clone(words), i, i+n)
			}
		}
	}
	return nil, words
}

// offices finds the offices of a place that a text names, with nothing else but what it asks about them: "Rathaus Beuna", "hat die Bücherei in
// Leuna auf". The town hall for a village is that of its municipality, for a place outside the district it is the card that says so.
func (c *Catalogue) offices(text string) []search.Hit {
	kinds, where := c.finder().takeKind(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:.?!", r) }))
	where = slices.DeleteFunc(where, func(w string) bool {
		key := search.Key(w)
		if slices.Contains(whither, key) && kinds == nil {
			kinds = []string{"rathaus"}
		}
		return search.AsksForPlace(w) || slices.Contains(besides, key) || slices.Contains(whither, key)
	})
	if len(kinds) == 0 || len(where) == 0 {
		return nil
	}
	var hits []search.Hit
	for _, at := range c.Locate(strings.Join(where, " ")) {
		if at.Guess {
			return nil
		}
		for _, id := range c.officesAt(at, kinds) {
			if !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == id }) {
				hits = append(hits, search.Hit{ID: id, Kind: "place", Score: 1})
			}
		}
	}
	return hits
}

// officesAt are the ids of the offices of a place that are of the first kind of which it has any.
func (c *Catalogue) officesAt(at flows.Place, kinds []string) []string {
	if at.Name == "" && slices.Contains(hallKinds, kinds[0]) {
		return []string{at.Card}
	}
	for _, kind := range kinds {
		n := maxPlaces
		if slices.Contains(hallKinds, kind) {
			n = 1 // the nearest to its middle, as for somebody who names the place only
		}
		var ids []string
		for _, p := range c.responsible(at.Name, flows.PlacesQuery{Kind: kind}, c.origin(at.Name, nil), n) {
			if p.municipality == at.Name || slices.Contains(p.serves, at.Name) || slices.Contains(p.serves, c.associationOf(at.Name)) {
				ids = append(ids, placePrefix+p.id)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}
