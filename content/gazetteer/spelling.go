package gazetteer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Germans replace umlauts in two ways, so every name is kept in both.
var (
	longFold  = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")
	shortFold = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "s")
)

// spellings are the forms under which a name is found: small letters and digits only, umlauts written out and left away.
func spellings(name string) []string {
	words := words(name)
	long, short := key(words, longFold), key(words, shortFold)
	if long == short {
		return []string{long}
	}
	return []string{long, short}
}

func key(words []string, fold *strings.Replacer) string {
	return plain(fold.Replace(strings.Join(words, "")))
}

// plain drops accents and everything that is no letter or digit.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}

// words splits at everything that is no letter or digit. Sankt is written as people do: St.
func words(text string) []string {
	out := strings.FieldsFunc(strings.ToLower(norm.NFC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, w := range out {
		if w == "sankt" {
			out[i] = "st"
		}
	}
	return out
}

// misspelt finds the entries with the spelling nearest to s, if one is near enough. If a place outside is as near, nothing is:
// it is better to ask again than to take somebody for a resident.
func (g *Gazetteer) misspelt(s string) []int {
	text := []rune(s)
	limit := slack(len(text))
	var best []int
	for _, c := range g.spelling {
		if d := edits(text, c.text, limit); d < limit {
			best, limit = slices.Clone(c.entries), d
		} else if d == limit && d <= slack(len(text)) {
			best = append(best, c.entries...)
		}
	}
	slices.Sort(best)
	best = slices.Compact(best)
	if len(g.inside(best)) != len(best) {
		return nil
	}
	return best
}

// slack is how many typing errors are forgiven. Short names differ too little from one another and from everyday words.
func slack(length int) int {
	switch {
	case length < 5:
		return -1
	case length < 8:
		return 1
	case length < 13:
		return 2
	}
	return 3
}

// edits counts letters added, left out, changed or swapped; limit+1 stands for more than limit.
func edits(a, b []rune, limit int) int {
	if limit < 0 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var buf [3][64]int
	if len(b) >= len(buf[0]) {
		return limit + 1
	}
	before, prev, row := buf[0][:len(b)+1], buf[1][:len(b)+1], buf[2][:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(prev[j+1]+1, row[j]+1, prev[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(b)], limit+1)
}
