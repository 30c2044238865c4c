package gazetteer

import (
	"slices"
	"strings"
)

// fillers are words around a name that do not belong to it.
var fillers = []string{"ich", "wir", "wohne", "wohnen", "lebe", "leben", "bin", "komme", "aus", "in", "im", "der", "die", "das", "mein", "meine", "ist",
	"wohnort", "ort", "ortschaft", "stadt", "gemeinde", "dorf", "landkreis", "kreis", "lk", "saalekreis", "saale", "s", "geiseltal", "hier", "deutschland", "sachsen", "anhalt",
	"nord", "süd", "west", "ost", "mitte", "zentrum", "altstadt", "innenstadt", "plz", "d", "de", "i", "live", "from", "my", "town", "is",
	"guten", "tag", "morgen", "abend", "hallo", "danke", "bitte", "hello", "please", "thanks"}

// parts splits a text where one place ends and the next begins.
func parts(text string) [][]string {
	var out [][]string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/()\n", r) }) {
		out = append(out, cut(words(s), "ot", "ortsteil")...)
	}
	return out
}

// cut splits words at any of the separators.
func cut(ws []string, separators ...string) [][]string {
	out := [][]string{nil}
	for _, w := range ws {
		if slices.Contains(separators, w) {
			out = append(out, nil)
			continue
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

// split takes the postcodes out of words.
func split(ws []string) (rest, codes []string) {
	for _, w := range ws {
		if len(w) == 5 && strings.Trim(w, "0123456789") == "" {
			codes = append(codes, w)
			continue
		}
		rest = append(rest, w)
	}
	return rest, codes
}

// trim drops fillers at both ends.
func trim(ws []string) []string {
	for len(ws) > 0 && slices.Contains(fillers, ws[0]) {
		ws = ws[1:]
	}
	for len(ws) > 0 && slices.Contains(fillers, ws[len(ws)-1]) {
		ws = ws[:len(ws)-1]
	}
	return ws
}
