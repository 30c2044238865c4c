package search

import (
	"math"
	"slices"
)

// calibration weighs what speaks for a query being one for us. The numbers come
// from logistic regressions on real questions against questions that no office
// can answer.
type calibration struct {
	base     float64
	score    float64 // of the first hit
	official float64 // share of words that belong to the talk of offices or editors
	body     float64 // what was found in the text only, beyond the lines
	brevity  float64 // one over the number of words
	word     float64 // for each word, up to countedWords
	strange  float64 // share of words that are somebody else's business
	clear    float64 // log odds from which the first hit may stand alone
}

// calibrated tells which calibration fits. Bare titles know few words: a lone
// one that is found is meant. Editors' words are also those of everyday talk:
// a lone one must be found whole.
func (x *Index) calibrated() calibration {
	if x.worded {
		return calibration{base: -5.7, score: 5.9, official: 1.7, body: 2.5, brevity: -4.1, word: 0.73, strange: -7, clear: 1.6}
	}
	return calibration{base: -9.8, score: 5.3, official: 3.6, body: 2.5, brevity: 5.1, word: 0.9, strange: -7, clear: 2.5}
}

const (
	countedWords = 8

	answerAbove = -0.3 // log odds from which a result is an answer
	clearScore  = 0.75 // the first hit may stand alone if its score is no less than this
	clearGap    = 0.25 // and the second has so much less of it
)

// evidence returns the log odds that the query means something the documents
// have, judged by the best candidate.
func (x *Index) evidence(best candidate, units []unit, matches []match) float64 {
	var total, official, body float32
	for _, m := range matches {
		w := m.unit.weight
		total += w
		if x.official(m.unit) {
			official += w
		}
		if m.where == inBody && !m.unit.guess {
			body += w * m.sim
		}
	}
	n := float64(len(units))
	c := x.calibrated()
	return c.base + c.score*float64(best.score) + c.official*float64(official/max(total, 0.01)) + c.body*float64(body) +
		c.brevity/n + c.word*math.Min(n, countedWords) + c.strange*x.strange(units)
}

// strange is the share of the query's words that are somebody else's business,
// 0..1. A word that an editor gave to a document never is.
func (x *Index) strange(units []unit) float64 {
	total, strange := 0, 0
	for _, u := range units {
		if u.weak {
			continue
		}
		total++
		other, ours := false, false
		u.tongues.each(func(t tongue) {
			s := t.stem(u.text)
			other, ours = other || x.lang.strange[s], ours || x.topics[s]
		})
		if other && !ours {
			strange++
		}
	}
	return float64(strange) / float64(max(total, 1))
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
	if len(top) == 0 || !hasTopic && top[0].exact == 0 {
		return None, false
	}
	odds := x.evidence(top[0], units, matches)
	if odds < answerAbove {
		return None, false
	}
	sure = odds >= x.calibrated().clear && top[0].score >= clearScore
	if !sure || !top[0].said || len(top) > 1 && top[1].score > (1-clearGap)*top[0].score {
		return Candidates, sure
	}
	return Clear, true
}
