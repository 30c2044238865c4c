package search

import (
	"slices"
	"strings"
)

// addPhrases gives the units the readings of lexicon phrases whose words are
// all in the query: "kind bekommen", "auto anmelden".
func (x *Index) addPhrases(units []unit, tokens []word) {
	owner := map[string]int{} // stem -> its unit, or -1 for a word without content
	var stems []string
	note := func(s string, unit int) {
		if _, ok := owner[s]; !ok {
			owner[s] = unit
			stems = append(stems, s)
		}
	}
	for i, u := range units {
		for _, s := range u.stems {
			note(s, i)
		}
	}
	for _, t := range tokens {
		note(stem(t.text), -1)
	}
	for _, s := range stems {
		for _, p := range x.lang.lexicon.phrases[s] {
			x.addPhrase(units, owner, p)
		}
	}
}

func (x *Index) addPhrase(units []unit, owner map[string]int, p phrase) {
	var members []int
	for _, s := range p.stems {
		i, ok := owner[s]
		if !ok {
			return
		}
		if i >= 0 && !slices.Contains(members, i) {
			members = append(members, i)
		}
	}
	for _, target := range x.targets[p.entry] {
		target.sim = simPhrase
		for _, i := range members {
			if len(units[i].ways) < 2*maxWays {
				units[i].ways = append(units[i].ways, target)
				units[i].weak = false
			}
		}
	}
}

// resolveLexicon turns the official phrases of the lexicon into terms of this
// index, so that no query need do it.
func (x *Index) resolveLexicon() {
	x.targets = make([][]way, len(x.lang.lexicon.right))
	for entry, phrases := range x.lang.lexicon.right {
		for _, phrase := range phrases {
			var terms []int32
			for w := range strings.FieldsSeq(phrase) {
				if !x.lang.empty[w] {
					terms = append(terms, x.officialTerms(w)...)
				}
			}
			if wy, ok := x.together(terms, phrase); ok {
				x.targets[entry] = append(x.targets[entry], wy)
			}
		}
	}
}

// officialTerms are the terms of an official word, or of its parts where the
// documents do not have the word itself; -1 for what they lack.
func (x *Index) officialTerms(w string) []int32 {
	if t, ok := x.known(stem(w)); ok {
		return []int32{t}
	}
	parts := x.splitter.split(w)
	if parts == nil {
		return []int32{-1}
	}
	terms := make([]int32, len(parts))
	for i, p := range parts {
		terms[i] = -1
		if t, ok := x.terms[stem(p)]; ok {
			terms[i] = t
		}
	}
	return terms
}
