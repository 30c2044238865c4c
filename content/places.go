package content

import (
	"cmp"
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
	resident := c.abilities[q.Can].resident
	home := about.Place
	if _, known := c.municipalities[home]; !known || q.Of == "" && !resident {
		home = ""
	}
	if resident && home == "" {
		return nil
	}
	found := c.responsible(home, func(p *place) bool {
		return (q.Can == "" || slices.Contains(p.can, q.Can)) && (q.Kind == "" || p.kind == q.Kind)
	})
	caution := false
	if resident && len(found) == 0 {
		caution = true
		found = c.responsible(home, func(p *place) bool { return p.kind == "rathaus" })
	}
	if from := c.origin(home, about.Location); from != nil {
		slices.SortStableFunc(found, func(a, b *place) int { return cmp.Compare(a.distance(from), b.distance(from)) })
	}
	var cards []flows.Card
	for _, p := range found[:min(len(found), maxPlaces)] {
		cards = append(cards, c.placeCard(p, lang, caution))
	}
	return cards
}

// responsible are the places that fit and are there for somebody from a municipality; home "" stands for anybody.
func (c *Catalogue) responsible(home string, fits func(*place) bool) []*place {
	var byRank [3][]*place
	for _, p := range c.places {
		if !fits(p) {
			continue
		}
		switch {
		case home == "" || len(p.serves) == 0:
			byRank[2] = append(byRank[2], p)
		case slices.Contains(p.serves, home):
			byRank[0] = append(byRank[0], p)
		case slices.Contains(p.serves, c.associationOf(home)):
			byRank[1] = append(byRank[1], p)
		}
	}
	for _, found := range byRank {
		if len(found) > 0 {
			return found
		}
	}
	return nil
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

// distance to a point in kilometres; places without coordinates come last.
func (p *place) distance(from *gazetteer.Point) float64 {
	if p.point == nil {
		return 1e6
	}
	return from.Distance(*p.point)
}
