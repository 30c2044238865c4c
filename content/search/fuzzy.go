package search

import (
	"cmp"
	"slices"
)

// speller finds the known words that look like an unknown one. Words with many
// letter groups in common are compared letter by letter. Short words are found
// by groups of two letters, of which an error leaves some; long ones by groups
// of three, which are much rarer.
type speller struct {
	words       []string
	short, long letterGroups
}

const (
	longestShort = 6 // letters of a word in the short index
	shortestLong = 5 // and in the long one; in between words are in both
)

// letterGroups maps a group of letters to the words that have it, ascending.
type letterGroups map[gram][]int32

// lookalike is a known word and how much it resembles the one asked for, 0..1.
type lookalike struct {
	word  string
	sim   float32
	edits int // typing errors, or -1 when the words only share many letters
}

func newSpeller(words []string) *speller {
	s := &speller{words: words, short: letterGroups{}, long: letterGroups{}}
	for i, w := range words {
		if len(w) <= longestShort {
			s.short.add(w, int32(i), eachPair)
		}
		if len(w) >= shortestLong {
			s.long.add(w, int32(i), eachGram)
		}
	}
	packMap(s.short)
	packMap(s.long)
	return s
}

func (l letterGroups) add(w string, id int32, each func(string, func(gram))) {
	each(w, func(g gram) {
		if p := l[g]; len(p) == 0 || p[len(p)-1] != id {
			l[g] = append(p, id)
		}
	})
}

// eachPair calls f for every two neighbouring bytes of the word, its ends
// marked. Folded German is ASCII, so bytes are letters.
func eachPair(w string, f func(gram)) {
	last := gram('^')
	for i := range len(w) {
		f(last<<8 | gram(w[i]))
		last = gram(w[i])
	}
	f(last<<8 | '$')
}

// eachGram does the same with three bytes.
func eachGram(w string, f func(gram)) {
	g := gram('^')
	for i := range len(w) {
		g = (g<<8 | gram(w[i])) & 0xffffff
		if i > 0 {
			f(g)
		}
	}
	f((g<<8 | '$') & 0xffffff)
}

// find returns up to limit known words like w, the most similar first. shared
// has a zero for every word and has zeros again afterwards.
func (s *speller) find(w string, limit int, shared []uint8) []lookalike {
	if len(w) < 4 || len(w) > maxCompound {
		return nil
	}
	groups, each, size := s.long, eachGram, len(w)
	if len(w) < longestShort {
		groups, each, size = s.short, eachPair, len(w)+1
	}
	var touched []int32
	each(w, func(g gram) {
		for _, i := range groups[g] {
			if shared[i] == 0 {
				touched = append(touched, i)
			}
			shared[i]++
		}
	})
	var out []lookalike
	for _, i := range touched {
		n := shared[i]
		shared[i] = 0
		if n < 2 {
			continue
		}
		if like, ok := compare(w, s.words[i], 2*float32(n)/float32(2*size+len(s.words[i])-len(w))); ok {
			out = append(out, like)
		}
	}
	slices.SortFunc(out, func(a, b lookalike) int {
		return cmp.Or(cmp.Compare(b.sim, a.sim), cmp.Compare(a.word, b.word))
	})
	return out[:min(limit, len(out))]
}

// compare judges a known word that has the given share of letter groups in
// common with w.
func compare(w, known string, share float32) (lookalike, bool) {
	allowed := 1
	if len(w) >= 8 {
		allowed = 2
	}
	if edits := distance(w, known, allowed); edits <= allowed {
		if len(w) < 6 && w[0] != known[0] || len(w) < 5 && !sameLetters(w, known) {
			return lookalike{}, false // wlan is no misspelling of plan, nor kino of kind
		}
		sim := 1 - 1.2*float32(edits)/float32(len(w))
		if w[0] != known[0] {
			sim -= 0.1
		}
		return lookalike{known, sim, edits}, true
	}
	if share >= minShare {
		if alike := likeness(w, known); alike >= minLikeness {
			return lookalike{known, 0.7 * alike, -1}, true
		}
	}
	return lookalike{}, false
}

const (
	minShare    = 0.2 // of letter groups, for a word to be looked at
	minLikeness = 0.5 // for it to count as alike
)

// likeness is the share of letter pairs that two words have in common.
func likeness(a, b string) float32 {
	var pairs [maxCompound + 1]gram
	rest := pairs[:0]
	eachPair(a, func(g gram) { rest = append(rest, g) })
	common := 0
	eachPair(b, func(g gram) {
		if i := slices.Index(rest, g); i >= 0 {
			rest[i] = 0
			common++
		}
	})
	return 2 * float32(common) / float32(len(a)+len(b)+2)
}

// sameLetters tells whether a and b differ in the order of their letters only.
func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// distance is the number of typing errors between a and b: letters inserted,
// dropped, replaced, or two neighbours swapped. It gives up above limit and
// then returns limit+1.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit || len(a) > maxCompound || len(b) > maxCompound {
		return limit + 1
	}
	var rows [3][maxCompound + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		lowest := i
		for j := 1; j <= len(b); j++ {
			replaced := last[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			lowest = min(lowest, row[j])
		}
		if lowest > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
