package search

// addForeign reads a word in the other languages that it may belong to, and
// tells whether nothing is left to guess: it is known there, or it is no German
// word and there is one spelled nearly so.
func (x *Index) addForeign(u *unit, s *scratch) (understood bool) {
	u.tongues.foreign().each(func(t tongue) {
		if x.addForeignWord(u, u.text, t, 1) {
			understood = true
		} else if bare, ok := t.bare(u.text); ok && x.addForeignWord(u, bare, t, bareLikeness) {
			understood = true
		}
	})
	if understood || u.known && u.tongues.has(german) || !u.tongues.isForeign() {
		return understood
	}
	u.tongues.each(func(t tongue) {
		for _, like := range x.spellers[t].find(u.text, 3, s.shared) {
			if like.edits < 0 && like.sim < foreignLikeness {
				continue
			}
			if x.addForeignWord(u, like.word, t, like.sim) {
				understood = true
			}
		}
	})
	return understood
}

// bareLikeness is how well a word is found without the small word before it.
const bareLikeness = 0.9

// foreignLikeness is how alike a word must be that is no misspelling: another
// form of it, as a rule.
const foreignLikeness = 0.6

func (x *Index) addForeignWord(u *unit, w string, t tongue, sim float32) bool {
	stemmed := t.stem(w)
	term, ok := x.known(stemmed)
	if !ok {
		return false
	}
	weak := x.lang.weak[stemmed]
	if u.known {
		u.weight, u.weak = max(u.weight, x.idf[term]), u.weak && weak
	} else {
		u.weight, u.weak = x.idf[term], weak
	}
	u.known = true
	u.stems = append(u.stems, stemmed)
	u.ways = append(u.ways, way{[]wayTerm{{term, 1}}, sim, w})
	return true
}
