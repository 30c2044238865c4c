package search

import (
	"math"
	"slices"
)

// calibration weighs what speaks for a query being one for us. The numbers come
// from logistic regressions on real questions against questions that no office
// can answer, of each length as many; README.md tells which.
type calibration struct {
	base     float64
	score    float64 // of the first hit
	gap      float64 // how far the second is behind, 0..1
	longest  float64 // letters of the longest word found, in tens: long words are rare, whoever asks
	official float64 // share of words that belong to the talk of offices or editors
	body     float64 // what was found in the text only, beyond the lines
	brevity  float64 // one over the number of words
	word     float64 // for each word, up to countedWords
	guess    float64 // share of words that only resemble others
	office   float64 // a word of somebody who wants something from an office
	strange  float64 // share of words that are somebody else's business
	stranger float64 // for each of them, up to countedStrange
	leisure  float64 // for each word that an office is seldom asked with, likewise
	clear    float64 // log odds from which the first hit may stand alone
}

// calibrated tells which calibration fits. Bare titles know few words: a lone
// one that is found is meant. Editors' words are also those of everyday talk:
// a lone one must be found whole, and nothing stands beside it that is another's business.
func (x *Index) calibrated() calibration {
	if x.worded {
		return calibration{base: -12.1, score: 6.35, gap: 2.1, longest: 2.55, word: 1.4, guess: -1.4, office: 1.7, stranger: -2.9, leisure: -2.8, clear: 3.5}
	}
	return calibration{base: -9.8, score: 5.3, official: 3.6, body: 2.5, brevity: 5.1, word: 0.9, strange: -7, clear: 2.5}
}

const (
	countedWords   = 8
	countedStrange = 2
	countedLetters = 20

	answerAbove = -0.3 // log odds from which a result is an answer
	clearScore  = 0.75 // the first hit may stand alone if its score is no less than this
	clearGap    = 0.25 // and the second has so much less of it
)

// evidence returns the log odds that the query means something the documents
// have, judged by the best candidate, and whether any word is surely somebody else's business.
func (x *Index) evidence(top []candidate, units []unit, matches []match) (odds float64, foreign bool) {
	var total, official, body, guess float32
	longest := 0
	for _, m := range matches {
		w := m.unit.weight
		total += w
		if x.official(m.unit) {
			official += w
		}
		switch {
		case m.unit.guess:
			guess += w
		case m.where == inBody:
			body += w * m.sim
		}
		if !m.unit.guess && m.sim >= foundWell {
			longest = max(longest, min(len(m.unit.text), countedLetters))
		}
	}
	total = max(total, 0.01)
	gap := float32(1)
	if len(top) > 1 {
		gap = 1 - top[1].score/top[0].score
	}
	n := float64(len(units))
	c := x.calibrated()
	odds = c.base + c.score*float64(top[0].score) + c.gap*float64(gap) + c.longest*float64(longest)/10 +
		c.official*float64(official/total) + c.body*float64(body) + c.guess*float64(guess/total) +
		c.brevity/n + c.word*math.Min(n, countedWords)
	if slices.ContainsFunc(units, x.office) {
		odds += c.office
	}
	topics, strange, leisure := x.elsewhere(matches, top[0].phrase > 0)
	return odds + c.strange*strange/math.Max(topics, 1) +
		c.stranger*math.Min(strange, countedStrange) + c.leisure*math.Min(leisure, countedStrange), strange > 0
}

// elsewhere counts the words with content, and those of them that are somebody
// else's business, surely or maybe. A word as it stands in a document of which a keyword was said whole never is.
func (x *Index) elsewhere(matches []match, said bool) (topics, strange, leisure float64) {
	for _, m := range matches {
		u := m.unit
		if !u.weak {
			topics++
		}
		if said && u.known && m.way != nil && m.way.label == u.text {
			continue
		}
		ours, other, maybe := false, !u.known && x.strangeCompound(u), false
		u.tongues.each(func(t tongue) {
			s := t.stem(u.text)
			ours = ours || x.topics[s]
			other, maybe = other || x.lang.strange[s], maybe || x.lang.leisure[s]
		})
		switch {
		case other && !ours:
			strange++
		case maybe && !ours:
			leisure++
		}
	}
	return topics, strange, leisure
}

// foundWell is how well a word must be found to be what the query is about.
const foundWell = 0.5

// strangeCompound tells whether a German word ends in one that is strange: Kartoffelsuppe.
func (x *Index) strangeCompound(u *unit) bool {
	if !u.tongues.has(german) {
		return false
	}
	parts := x.splitter.split(u.text)
	return parts != nil && x.lang.strange[stem(parts[len(parts)-1])]
}

// office tells whether a word is one of those who want something from an office.
func (x *Index) office(u unit) (is bool) {
	u.tongues.each(func(t tongue) { is = is || x.lang.office[t.stem(u.text)] })
	return is
}

// official tells whether a word is one of the lexicon or of an editor's keywords.
func (x *Index) official(u *unit) bool {
	for _, s := range u.stems {
		if x.lang.lexicon.domain[s] || x.domain[s] {
			return true
		}
	}
	return false
}

// decide also tells whether the query surely is for us, whoever is meant.
func (x *Index) decide(top []candidate, units []unit, matches []match) (v Verdict, sure bool) {
	hasTopic := slices.ContainsFunc(units, func(u unit) bool { return !u.weak })
	if len(top) == 0 || !hasTopic && top[0].exact == 0 && (top[0].phrase == 0 || len(units) == 1) {
		return None, false
	}
	odds, foreign := x.evidence(top, units, matches)
	if odds < answerAbove {
		return None, false
	}
	sure = !foreign && odds >= x.calibrated().clear && top[0].score >= clearScore
	if !sure || !top[0].said || len(top) > 1 && top[1].score > (1-clearGap)*top[0].score {
		return Candidates, sure
	}
	return Clear, true
}
