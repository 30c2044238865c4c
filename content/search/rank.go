package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The weights of the ranking. They were found by moving one at a time on
// development queries of four catalogues and rounding; README.md tells how far
// the result depends on them.
const (
	docShare    = 1.0 // of the three views of a document
	lineShare   = 0.3
	gramShare   = 0.4
	phraseShare = 0.15
	exactShare  = 0.2
	exactly     = 0.98 // how well a line must fit for that
	phraseHalf  = 1.0  // matched weight at which a whole phrase has half its effect
	phraseWord  = 0.3  // how much each further word of a phrase counts, common as it may be
	wholePhrase = 0.8  // share of a line that must be said for it to count as a phrase
	precision   = 0.5  // how much a line loses that says more than the query

	titleFrequency   = 1.5 // a word of a title counts as so many of a body
	keywordFrequency = 2.0
	foreignFrequency = 2.0
	partFrequency    = 0.35 // a part of a compound, beside a word
	partValue        = 0.5  // the same within a line
	saturation       = 0.9  // frequency at which a word has half its effect
	lengthPull       = 0.75 // how much long bodies are held back

	simParts        = 1.0  // reading a word as its parts
	simPartsKnown   = 0.4  // the same where the word itself occurs
	simLexicon      = 0.85 // reading a word as an official one
	simLexiconKnown = 0.9
	simPhrase       = 1.2 // reading several words as an official phrase

	weakFactor    = 0.3 // weight of a word like "beantragen"
	lowerFactor   = 0.6 // weight of a word that is no noun, where nouns are marked
	unknownWeight = 0.8 // weight of a word that leads nowhere
	guessWeight   = 0.7 // weight of a word that only resembles others
)

// candidate is a document under consideration, seen three ways: all its words
// against the query's, its best line against the query, its best line's letters
// against the query's.
type candidate struct {
	doc               uint32
	touched           bool
	words, line, gram float32
	phrase            float32 // how telling a line is that is said whole, wherever in the query
	exact             float32 // 1 if a keyword says what the query says, no more and no less
	score             float32
	said              bool // its title is touched, or a keyword said whole
}

// rank returns the best n documents for the units, best first.
func (x *Index) rank(units []unit, n int, s *scratch) []candidate {
	var total float32
	for i := range units {
		total += units[i].weight
		x.addUnit(&units[i], s)
	}
	total = max(total, 0.01)
	s.docs.drain(func(doc uint32, sc score) {
		s.candidate(doc).words = sc.value / total
	})
	s.lines.drain(func(id uint32, sc score) {
		l := x.lines.list[id]
		covered := min(1, sc.mass/max(l.mass, 0.01))
		v := sc.value / total * (1 - precision + precision*covered)
		c := s.candidate(l.doc)
		c.line = max(c.line, v)
		c.said = c.said || l.where == inTitle || covered >= wholePhrase
		if l.where != inTitle && v > exactly {
			c.exact = 1
		}
		if l.words > 1 && l.where != inTitle && covered >= wholePhrase {
			said := sc.value + phraseWord*float32(l.words-1)
			c.phrase = max(c.phrase, covered*said/(said+phraseHalf))
		}
	})
	x.addLetters(units, s)
	return x.best(n, s)
}

func (x *Index) addUnit(u *unit, s *scratch) {
	for _, w := range u.ways {
		for _, t := range w.terms {
			v := w.sim * t.share
			for _, p := range x.postings[t.term] {
				s.docs.add(p.doc, v*float32(p.impact)/math.MaxUint16, 0)
			}
			for _, p := range x.lines.onTerm[t.term] {
				s.lines.add(p.line, v*p.value, w.sim*p.mass)
			}
		}
		s.docs.endWay()
		s.lines.endWay()
	}
	s.docs.endUnit(u.weight)
	s.lines.endUnit(u.weight)
}

// addLetters compares the letters of the query with those of every line, in
// each language that the query may be in.
func (x *Index) addLetters(units []unit, s *scratch) {
	var spoken tongueSet
	for _, u := range units {
		spoken |= u.tongues
	}
	spoken.each(func(t tongue) {
		var text []word
		for _, u := range units {
			if u.tongues.has(t) {
				text = append(text, word{text: u.text, tongues: only(t)})
			}
		}
		x.addLettersOf(text, s)
	})
}

func (x *Index) addLettersOf(text []word, s *scratch) {
	counts := x.grams(text)
	length := max(x.weigh(counts), 0.01)
	for _, c := range counts {
		for _, p := range x.lines.onGram[c.gram] {
			s.grams.add(p.line, c.weight/length*p.weight, 0)
		}
	}
	s.grams.endWay()
	s.grams.endUnit(1)
	s.grams.drain(func(id uint32, sc score) {
		c := s.candidate(x.lines.list[id].doc)
		c.gram = max(c.gram, sc.value)
	})
}

// best empties the scratch's candidates and returns the first n in order.
func (x *Index) best(n int, s *scratch) []candidate {
	var top []candidate
	for _, doc := range s.touched {
		c := s.found[doc]
		s.found[doc] = candidate{}
		c.score = docShare*c.words + lineShare*c.line + gramShare*c.gram + phraseShare*c.phrase + exactShare*c.exact
		if len(top) == n && x.compare(c, top[n-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, c, x.compare)
		if len(top) < n {
			top = append(top, candidate{})
		}
		copy(top[at+1:], top[at:])
		top[at] = c
	}
	s.touched = s.touched[:0]
	return top
}

// compare orders candidates: best first, ties by id, so that answers never vary.
func (x *Index) compare(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(x.docs[a.doc].ID, x.docs[b.doc].ID), cmp.Compare(a.doc, b.doc))
}
