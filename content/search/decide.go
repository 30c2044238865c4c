package search

import (
	"math"
	"slices"
)

// The calibration of the decision: a logistic regression on real questions to
// five catalogues against questions that no office can answer.
const (
	base         = -9.8
	perScore     = 5.3 // the score of the first hit
	perOfficial  = 3.6 // the share of words that belong to the talk of offices or editors
	perBody      = 2.5 // what was found in the text only, beyond the lines
	perBrevity   = 5.1 // one over the number of words: a lone word that is found is meant
	perWord      = 0.9
	countedWords = 8

	answerAbove = -0.3 // log odds from which a result is an answer
	clearAbove  = 2.5  // and from which the first hit may stand alone,
	clearScore  = 0.75 // if its score is no less than this
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
	return base + perScore*float64(best.score) + perOfficial*float64(official/max(total, 0.01)) + perBody*float64(body) +
		perBrevity/n + perWord*math.Min(n, countedWords)
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
	if len(top) == 0 || !hasTopic {
		return None, false
	}
	odds := x.evidence(top[0], units, matches)
	if odds < answerAbove {
		return None, false
	}
	sure = odds >= clearAbove && top[0].score >= clearScore
	if !sure || !top[0].said || len(top) > 1 && top[1].score > (1-clearGap)*top[0].score {
		return Candidates, sure
	}
	return Clear, true
}
