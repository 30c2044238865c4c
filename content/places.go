package content

import (
	"iter"
	"slices"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/flows"
)

// maxPlaces is how many places are shown for one question.
const maxPlaces = 3

// Places shows the help points that fit, at most three, the nearest first. Who lives somewhere gets the office that is
// responsible there: that of the municipality, else that of its association, else those that are there for everybody. Abilities
// that are for residents only need the municipality; where no office is known to do them, its town hall is shown with a
// word of caution.
func (c *Catalogue) Places(q flows.PlacesQuery, lang string, about flows.About) []flows.Card {
	if q.For != "" {
		if s := c.service(q.For); s != nil {
			q.Can = s.can
		}
		if q.Can == "" {
			return nil
		}
	}
	home, resident := about.Place, c.abilities[q.Can].resident
	if _, known := c.municipalities[home]; !known || q.Of == "" && !resident {
		home = ""
	}
	from := c.origin(home, about.Location)
	found, caution := c.find(q, home, from, maxPlaces)
	var cards []flows.Card
	for _, p := range found {
		v := view{about: about, caution: caution}
		if about.Location != nil {
			v.from = from
		}
		card := c.placeCard(p, lang, v)
		card.ID, card.Label = placePrefix+p.id, c.alternative(p, lang, about.Now, from)
		cards = append(cards, card)
	}
	return cards
}

// find returns the n best places. Caution says that nobody knows whether the matter can be dealt with there.
func (c *Catalogue) find(q flows.PlacesQuery, home string, from *gazetteer.Point, n int) (found []*place, caution bool) {
	resident := c.abilities[q.Can].resident
	if resident && home == "" {
		return nil, false
	}
	found = c.responsible(home, q, from, n)
	if resident && len(found) == 0 {
		return c.responsible(home, flows.PlacesQuery{Kind: "rathaus"}, from, n), true
	}
	return found, false
}

// responsible are the n nearest places that fit and are there for somebody from a municipality; home "" stands for anybody.
func (c *Catalogue) responsible(home string, q flows.PlacesQuery, from *gazetteer.Point, n int) []*place {
	fits := func(p *place) bool {
		return (q.Can == "" || slices.Contains(p.can, q.Can)) && (q.Kind == "" || p.kind == q.Kind)
	}
	if home != "" {
		for _, served := range []string{home, c.associationOf(home)} {
			if found := first(n, c.directory.serving[served].nearest(from), fits); len(found) > 0 {
				return found
			}
		}
		also := fits
		fits = func(p *place) bool { return len(p.serves) == 0 && also(p) }
	}
	return first(n, c.directory.of(q).nearest(from), fits)
}

func first(n int, places iter.Seq[*place], fits func(*place) bool) []*place {
	var out []*place
	for p := range places {
		if fits(p) {
			out = append(out, p)
		}
		if len(out) == n {
			break
		}
	}
	return out
}

// origin is where distances are counted from: the shared location, else the middle of the municipality; nil if neither is known.
func (c *Catalogue) origin(home string, at *flows.Located) *gazetteer.Point {
	if at != nil {
		return &gazetteer.Point{Lat: at.Lat, Lon: at.Lon}
	}
	if m := c.municipalities[home]; m != nil {
		return m.point
	}
	return nil
}
