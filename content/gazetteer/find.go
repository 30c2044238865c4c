package gazetteer

import (
	"slices"
	"strings"
)

// maxText is how much of a typed text is looked at; more is no name of a place.
const maxText = 120

// Find tells which places a typed text may mean: none, the one, or those to choose from. A text that mentions a place among
// other things ("I lost my passport in Merseburg") means none.
func (g *Gazetteer) Find(text string) []Match {
	if len(text) > maxText*4 {
		return nil
	}
	q := g.read(g.expand(text))
	if q.unknown && len(q.codes) == 0 {
		return nil
	}
	if len(q.names) == 0 {
		if q.unknown || len(q.codes) != 1 {
			return nil
		}
		return g.postcode(q.codes[0])
	}
	owners := g.common(q)
	out := make([]Match, 0, len(owners))
	for _, o := range owners {
		out = append(out, g.most(q, o))
	}
	return out
}

// Outside names the place outside the area that a typed text means, or the postcode if several have it; false if it means none, or
// one inside.
func (g *Gazetteer) Outside(text string) (string, bool) {
	if len(text) > maxText*4 || len(g.Find(text)) > 0 {
		return "", false
	}
	q := g.read(g.expand(text))
	if len(q.away) > 0 {
		return g.entries[q.away[0]].Name, true
	}
	if len(q.codes) != 1 || len(q.names) > 0 || q.unknown {
		return "", false
	}
	at := g.byCode[q.codes[0]]
	if len(at) == 0 || len(g.inside(at)) > 0 {
		return "", false
	}
	return g.oneName(at, q.codes[0]), true
}

// Shared names the place outside that has the typed postcode too, "" if several have it; false if the text is no such postcode. What Find found for it is then never the only possibility.
func (g *Gazetteer) Shared(text string) (string, bool) {
	rest, codes := split(words(text))
	if len(codes) != 1 || len(trim(rest)) > 0 {
		return "", false
	}
	var out []int
	for _, i := range g.byCode[codes[0]] {
		if g.entries[i].Owner == "" {
			out = append(out, i)
		}
	}
	if len(out) == 0 || len(out) == len(g.byCode[codes[0]]) {
		return "", false
	}
	return g.oneName(out, ""), true
}

// oneName is the name of entries if they have one name, else the other text.
func (g *Gazetteer) oneName(at []int, other string) string {
	name := g.entries[at[0]].Name
	if slices.ContainsFunc(at, func(i int) bool { return g.entries[i].Name != name }) {
		return other
	}
	return name
}

// Guessed reports whether the place that a text means is called only like what was typed: "Merseburk", but also "Wissen" (Pissen).
func (g *Gazetteer) Guessed(text string) bool {
	if len(text) > maxText*4 {
		return false
	}
	whole := g.expand(text)
	return g.read(whole).guessed || whole != text && len(strings.Fields(text)) == 1
}

// Foreign reports whether a text is a postcode that nobody in the area has.
func (g *Gazetteer) Foreign(text string) bool {
	rest, codes := split(words(text))
	return len(codes) == 1 && len(trim(rest)) == 0 && len(g.inside(g.byCode[codes[0]])) == 0
}

// Point is where a place lies; nil if unknown.
func (g *Gazetteer) Point(m Match) *Point {
	var point *Point
	for _, e := range g.entries {
		if e.Owner != m.Owner || e.Point == nil {
			continue
		}
		if e.Name == m.Name {
			return e.Point
		}
		if e.Main {
			point = e.Point
		}
	}
	return point
}

// common are the municipalities that fit all names and the postcode of a text; what contradicts itself is left to the citizen.
func (g *Gazetteer) common(q query) []string {
	all := g.owners(g.inside(slices.Concat(q.names...)))
	fits := slices.DeleteFunc(slices.Clone(all), func(o string) bool {
		return slices.ContainsFunc(q.names, func(at []int) bool { return !contains(g.owners(at), o) })
	})
	if len(fits) == 0 {
		fits = all
	}
	for _, code := range q.codes {
		at := g.byCode[code]
		coded := slices.DeleteFunc(slices.Clone(fits), func(o string) bool { return !contains(g.owners(at), o) })
		switch {
		case len(coded) > 0:
			fits = coded
		case g.elsewhere(q, at):
			return nil
		}
	}
	return fits
}

// elsewhere reports whether a postcode belongs to a place outside that has the typed name too, as 06408 Peißen.
func (g *Gazetteer) elsewhere(q query, coded []int) bool {
	return slices.ContainsFunc(slices.Concat(q.names...), func(i int) bool { return g.entries[i].Owner == "" && slices.Contains(coded, i) })
}

// most is the most specific place that the text names in a municipality.
func (g *Gazetteer) most(q query, owner string) Match {
	for _, at := range q.names {
		for _, i := range at {
			if e := &g.entries[i]; e.Owner == owner && !e.Main && e.Name != owner {
				return e.match()
			}
		}
	}
	return Match{owner, owner}
}

// postcode finds the places with a postcode. Where people outside have it too, it means each of its places, and Shared tells of
// the others, so that nobody becomes a resident without having said so. The municipality with most places comes first.
func (g *Gazetteer) postcode(code string) []Match {
	at := g.byCode[code]
	in := g.inside(at)
	if len(in) < len(at) {
		var out []Match
		for _, i := range in {
			if m := g.entries[i].match(); !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
		return out
	}
	owners := g.owners(in)
	slices.SortStableFunc(owners, func(a, b string) int { return g.count(in, b) - g.count(in, a) })
	var out []Match
	for _, o := range owners {
		out = append(out, g.share(in, o))
	}
	return out
}

// count is how many of the entries belong to a municipality.
func (g *Gazetteer) count(at []int, owner string) int {
	n := 0
	for _, i := range at {
		if g.entries[i].Owner == owner {
			n++
		}
	}
	return n
}

// share names what a postcode covers of a municipality: its only village there, or the municipality.
func (g *Gazetteer) share(at []int, owner string) Match {
	var one *Entry
	for _, i := range at {
		switch e := &g.entries[i]; {
		case e.Owner != owner:
		case e.Main || one != nil || e.Name == owner:
			return Match{owner, owner}
		default:
			one = e
		}
	}
	return one.match()
}
