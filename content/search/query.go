package search

import "slices"

// unit is one word of the query with everything that it may mean here.
type unit struct {
	text    string
	tongues tongueSet // that the word may belong to
	weight  float32   // what the word contributes to the topic, 0..1
	stems   []string
	ways    []way
	known   bool // occurs here or in the lexicon as it stands
	weak    bool // says nothing about the topic
	guess   bool // only letters in common lead anywhere
}

// way is one reading of a unit: the word itself, its parts, an official word
// for it, a word spelled nearly so.
type way struct {
	terms []wayTerm // their shares add up to 1 at most
	sim   float32   // how well the reading fits the word
	label string    // for people
}

type wayTerm struct {
	term  int32
	share float32
}

const (
	maxUnits       = 24 // words of a query that are read
	maxWays        = 14 // readings of one word
	maxCorrections = 12 // words of a query that are respelled: the dear part
)

// units reads the query, word by word, then its phrases.
func (x *Index) units(tokens []word, s *scratch) []unit {
	nouns := map[string]bool{}
	for _, t := range tokens {
		nouns[t.text] = nouns[t.text] || t.capital
	}
	cased := slices.ContainsFunc(tokens, func(t word) bool { return t.capital && t.tongues.has(german) })
	var out []unit
	seen := map[string]bool{}
	s.corrections = maxCorrections
	for _, w := range x.queryWords(tokens) {
		if len(out) == maxUnits {
			break
		}
		if seen[w.text] || w.empty || len(w.text) > maxCompound || len(w.text) < 2 {
			continue
		}
		seen[w.text] = true
		u := x.unit(w, s)
		// Germans write the topic with a capital. Where they do so, the other
		// words matter less.
		if cased && !nouns[w.text] && w.text != tokens[0].text {
			u.weight *= lowerFactor
		}
		out = append(out, u)
	}
	x.addPhrases(out, tokens)
	return out
}

// unit reads one word: as it stands if it is known, else as its nearest spelling.
func (x *Index) unit(token word, s *scratch) unit {
	w := token.text
	u := x.reading(w, 1)
	u.tongues = token.tongues
	number := !hasLetter(w)
	u.weak = number || x.saysLittle(token)
	if x.addForeign(&u, s) {
		return u
	}
	if number || u.weak && !u.known {
		u.weight = weakFactor * unknownWeight
	}
	if u.known || u.weak || s.corrections == 0 {
		return u
	}
	s.corrections--
	understood := x.splitter.split(w) != nil
	var fixes []lookalike
	if x.splitter.language[w]&wholeWord == 0 { // a German word is no misspelling
		fixes = x.respell(w, understood, s)
	}
	for i, fix := range fixes {
		c := x.reading(fix.word, fix.sim)
		if i == 0 {
			u.weight = c.weight
		}
		u.stems = append(u.stems, c.stems...)
		u.ways = append(u.ways, c.ways...)
	}
	if len(u.ways) == 0 {
		x.addLookalikes(&u, w, s)
	}
	return u
}

// saysLittle tells whether a word is a weak one in a language that it may belong to.
func (x *Index) saysLittle(w word) (weak bool) {
	w.tongues.each(func(t tongue) { weak = weak || x.lang.weak[t.stem(w.text)] })
	return weak || w.tongues == 0 && x.lang.weak[stem(w.text)]
}

// reading collects what a word leads to; sim tells how sure the spelling is.
func (x *Index) reading(w string, sim float32) unit {
	s := stem(w)
	u := unit{text: w, stems: []string{s}, known: len(x.lang.lexicon.single[s]) > 0}
	t, here := x.known(s)
	partsSim, lexiconSim := float32(simParts), float32(simLexicon)
	if here {
		u.known = true
		u.ways = append(u.ways, way{[]wayTerm{{t, 1}}, sim, w})
		partsSim, lexiconSim = simPartsKnown, simLexiconKnown
	}
	x.addParts(&u, w, partsSim*sim)
	for _, entry := range x.lang.lexicon.single[s] {
		x.addTargets(&u, entry, lexiconSim*sim)
	}
	if here {
		u.weight = x.idf[t]
	} else {
		u.weight = x.reach(u)
	}
	return u
}

// reach is the weight of a word that is not in the documents itself: that of
// the rarest term it leads to, or unknownWeight.
func (x *Index) reach(u unit) float32 {
	var best float32
	for _, w := range u.ways {
		for _, t := range w.terms {
			best = max(best, x.idf[t.term])
		}
	}
	if best == 0 {
		return unknownWeight
	}
	return best
}

func (x *Index) addTargets(u *unit, entry int, sim float32) {
	for _, target := range x.targets[entry] {
		if len(u.ways) == maxWays {
			return
		}
		target.sim = sim
		u.ways = append(u.ways, target)
	}
}

// addParts reads a compound as its parts, each also as an everyday word.
func (x *Index) addParts(u *unit, w string, sim float32) {
	parts := x.splitter.split(w)
	if parts == nil {
		return
	}
	terms := make([]int32, len(parts))
	for i, p := range parts {
		s := stem(p)
		u.stems = append(u.stems, s)
		terms[i] = -1
		if t, ok := x.terms[s]; ok {
			terms[i] = t
		}
	}
	if wy, ok := x.together(terms, w); ok {
		wy.sim = sim
		u.ways = append(u.ways, wy)
	}
	for i := range parts {
		for _, entry := range x.lang.lexicon.single[u.stems[i+1]] {
			for _, target := range x.targets[entry] {
				if len(target.terms) != 1 || len(u.ways) == maxWays {
					continue
				}
				other := slices.Clone(terms)
				other[i] = target.terms[0].term
				if wy, ok := x.together(other, target.label); ok {
					wy.sim = sim * simLexicon
					u.ways = append(u.ways, wy)
				}
			}
		}
	}
}

// together makes a way of several terms, each with a share by its rarity.
// Unknown terms (-1) take their share and lead nowhere.
func (x *Index) together(terms []int32, label string) (way, bool) {
	wy := way{label: label}
	var sum float32
	for _, t := range terms {
		share := float32(unknownWeight)
		if t >= 0 {
			share = max(x.idf[t], 0.05)
		}
		sum += share
		if t >= 0 && len(x.postings[t]) > 0 {
			wy.terms = append(wy.terms, wayTerm{t, share})
		}
	}
	for i := range wy.terms {
		wy.terms[i].share /= sum
	}
	return wy, len(wy.terms) > 0
}
