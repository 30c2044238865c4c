package search

import (
	"slices"
	"strings"
)

// lexicon leads from everyday words to the words in titles of public services.
// Its file format is explained at the top of data/lexikon.txt.
type lexicon struct {
	single  map[string][]int    // stem -> entries whose left side is that one word
	phrases map[string][]phrase // stem of the last word -> left sides of several words
	right   [][]string          // entry -> official phrases, folded words joined by spaces
	left    []string            // entry -> everyday expression as written
	domain  map[string]bool     // stems of all its words: the talk of public offices
	words   []string            // all single words of left sides, once each, for spelling
}

// phrase is a left side of several words; all of its stems must be in the query.
type phrase struct {
	stems []string
	entry int
}

func parseLexicon(texts ...string) *lexicon {
	l := &lexicon{single: map[string][]int{}, phrases: map[string][]phrase{}, domain: map[string]bool{}}
	seen := map[string]bool{}
	for _, text := range texts {
		for _, line := range dataLines(text) {
			if left, right, ok := strings.Cut(line, ">"); ok {
				l.add(strings.Split(left, ","), strings.Split(right, ","), seen)
				continue
			}
			group := strings.Split(line, "=")
			for i := range group {
				l.add(group[i:i+1], slices.Delete(slices.Clone(group), i, i+1), seen)
			}
		}
	}
	return l
}

func (l *lexicon) add(left, right []string, seen map[string]bool) {
	var targets []string
	for _, official := range right {
		var parts []string
		for _, w := range words(official) {
			parts = append(parts, w.text)
			l.domain[stem(w.text)] = true
		}
		targets = append(targets, strings.Join(parts, " "))
	}
	for _, expression := range left {
		var stems []string
		for _, w := range words(expression) {
			s := stem(w.text)
			stems = append(stems, s)
			l.domain[s] = true
			if !seen[w.text] && len(w.text) >= minPart {
				seen[w.text] = true
				l.words = append(l.words, w.text)
			}
		}
		entry := len(l.right)
		l.right = append(l.right, targets)
		l.left = append(l.left, strings.TrimSpace(expression))
		switch len(stems) {
		case 0:
		case 1:
			l.single[stems[0]] = append(l.single[stems[0]], entry)
		default:
			last := stems[len(stems)-1]
			l.phrases[last] = append(l.phrases[last], phrase{stems, entry})
		}
	}
}
