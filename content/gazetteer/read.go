package gazetteer

import (
	"slices"
	"strings"
)

// query is what a text says.
type query struct {
	names   [][]int // for each part that is a name the entries it may mean
	codes   []string
	unknown bool  // some part is no place
	away    []int // the entries of the name that made the text mean nothing, being outside
	guessed bool  // some name is not as it was typed
}

// read takes a text apart: "Leuna OT Spergau", "06217 Merseburg", "Lieskau bei Halle".
func (g *Gazetteer) read(text string) query {
	var q query
	whole, codes := split(words(text))
	q.codes = codes
	if at := g.ending(whole); len(at) > 0 {
		q.names = append(q.names, at)
		q.drop(g)
		return q
	}
	context := false // after "near": says where, not what
	for _, part := range parts(text) {
		for k, near := range cut(part, "bei", "b", "nahe", "nähe", "near") {
			context = context || k > 0
			names, known, guessed := g.part(near)
			q.guessed = q.guessed || guessed
			switch {
			case !known:
				q.unknown = q.unknown || !context || len(q.names) == 0
			case context && len(q.names) > 0 && !g.resident(names):
			default:
				q.names = append(q.names, names...)
			}
		}
	}
	q.drop(g)
	return q
}

// drop makes a text that names a place outside mean nothing.
func (q *query) drop(g *Gazetteer) {
	for _, at := range q.names {
		if len(g.inside(at)) == 0 {
			*q = query{unknown: true, away: at, guessed: q.guessed}
			return
		}
	}
}

// resident reports whether all names are of places in the area.
func (g *Gazetteer) resident(names [][]int) bool {
	return !slices.ContainsFunc(names, func(at []int) bool { return len(g.inside(at)) == 0 })
}

// part looks one part of a text up. It is known if it is a name, two names ("Beuna Merseburg"), or needs no name, being a
// postcode, a street or empty words; guessed if the name is only like what was typed.
func (g *Gazetteer) part(ws []string) (names [][]int, known, guessed bool) {
	ws, _ = split(ws)
	if at := g.ending(ws); len(at) > 0 {
		return [][]int{at}, true, false
	}
	ws = trim(ws)
	if len(ws) == 0 {
		return nil, true, false
	}
	if at := g.named(ws); len(at) > 0 {
		return [][]int{at}, true, false
	}
	if at := g.addressed(ws); len(at) > 0 {
		return [][]int{at}, true, false
	}
	for i := 1; i < len(ws); i++ {
		if a, b := g.named(ws[:i]), g.named(trim(ws[i:])); len(a) > 0 && len(b) > 0 {
			return [][]int{a, b}, true, false
		}
	}
	if at := g.misspelt(key(ws, longFold)); len(at) > 0 {
		return [][]int{at}, true, true
	}
	return nil, isStreet(ws), false
}

// ending finds words that end with the name of a place, and begin with nothing but fillers. The name may end with what is a filler
// elsewhere, as Blösien-West.
func (g *Gazetteer) ending(ws []string) []int {
	for ; len(ws) > 0; ws = ws[1:] {
		if at := g.named(ws); len(at) > 0 {
			return at
		}
		if !slices.Contains(fillers, ws[0]) {
			return nil
		}
	}
	return nil
}

// named finds words that are the name of a place as they stand.
func (g *Gazetteer) named(ws []string) []int {
	for _, s := range []string{key(ws, longFold), key(ws, shortFold)} {
		if at := g.byName[s]; s != "" && len(at) > 0 {
			return at
		}
	}
	return nil
}

// addressed finds the place behind a street and its number, or before them: "Weißenfelser Str. 46 Merseburg", "Leuna Bahnhofstraße 3".
func (g *Gazetteer) addressed(ws []string) []int {
	end := len(ws)
	for end > 0 && (hasDigit(ws[end-1]) || len(ws[end-1]) == 1) { // "46 a" is no part of the street's name
		end--
	}
	if end == len(ws) {
		return g.behindStreet(ws)
	}
	for i := end - 1; i > 0; i-- {
		if street := ws[i:end]; slices.ContainsFunc(street, streetName) && (len(street) > 1 || !slices.Contains(streetEnds, street[0])) {
			if at := g.named(ws[:i]); len(at) > 0 {
				return at
			}
		}
	}
	return nil
}

func (g *Gazetteer) behindStreet(ws []string) []int {
	for i := len(ws) - 1; i > 0; i-- {
		if hasDigit(ws[i]) && slices.ContainsFunc(ws[:i], streetName) {
			return g.named(trim(ws[i+1:]))
		}
	}
	return nil
}

// isStreet reports whether words are a street, or have a number.
func isStreet(ws []string) bool {
	return slices.ContainsFunc(ws, hasDigit) || len(ws) > 0 && streetName(ws[len(ws)-1])
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }

// streetEnds are what the name of a street ends with, or is called.
var streetEnds = []string{"straße", "strasse", "str", "weg", "platz", "allee", "gasse"}

func streetName(w string) bool {
	return slices.ContainsFunc(streetEnds, func(end string) bool { return strings.HasSuffix(w, end) })
}
