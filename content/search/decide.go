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
	found    float64 // weight of the words found, not only guessed
	topic    float64 // a word found that is a topic by itself, see Index.topics
	foreign  float64 // share of words that are not German: fewer of them stand in the documents by chance
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
		return calibration{base: -9.1, score: 4.4, gap: 0.5, longest: 1.9, found: 1, topic: 1, foreign: 1.75, word: 0.6, office: 1.55, stranger: -3, leisure: -3, clear: 3.4}
	}
	return calibration{base: -10.25, score: 5.3, official: 3.6, body: 2.5, brevity: 5.1, word: 0.9, strange: -7, clear: 2.05}
}

const (
	countedWords   = 8
	countedStrange = 2
	countedLetters = 20

	arabicLetter = 1.6 // letters of others that one of Arabic stands for

	answerAbove = -0.75 // log odds from which a result is an answer
	clearScore  = 0.75  // the first hit may stand alone if its score is no less than this
	clearGap    = 0.25  // and the second has so much less of it
)

// evidence returns the log odds that the query means something the documents
// have, judged by the best candidate, and whether any word is surely somebody else's business.
func (x *Index) evidence(top []candidate, units []unit, matches []match) (odds float64, foreign bool) {
	var total, official, body, found float32
	longest, foreigners, topic := 0.0, 0.0, 0.0
	for _, m := range matches {
		w := m.unit.weight
		total += w
		if x.official(m.unit) {
			official += w
		}
		if m.unit.tongues.isForeign() {
			foreigners++
		}
		if m.unit.guess {
			continue
		}
		found += w * m.sim
		if m.where == inBody {
			body += w * m.sim
		}
		if m.sim >= foundWell {
			longest = max(longest, length(m.unit))
			if x.isTopic(m.unit) {
				topic = 1
			}
		}
	}
	total = max(total, 0.01)
	gap := float32(1)
	if len(top) > 1 {
		gap = 1 - top[1].score/top[0].score
	}
	n := float64(len(units))
	c := x.calibrated()
	odds = c.base + c.score*float64(top[0].score) + c.gap*float64(gap) + c.longest*longest/10 +
		c.official*float64(official/total) + c.body*float64(body) + c.found*float64(found) + c.topic*topic + c.foreign*foreigners/n +
		c.brevity/n + c.word*math.Min(n, countedWords)
	if slices.ContainsFunc(units, x.office) {
		odds += c.office
	}
	topics, strange, leisure := x.elsewhere(matches, top[0].phrase > 0)
	return odds + c.strange*strange/math.Max(topics, 1) +
		c.stranger*math.Min(strange, countedStrange) + c.leisure*math.Min(leisure, countedStrange), strange > 0
}

// length counts the letters of a word. Arabic writes few of its vowels.
func length(u *unit) float64 {
	n := float64(min(len(u.text), countedLetters))
	if u.tongues.has(arabic) {
		n *= arabicLetter
	}
	return n
}

// isTopic tells whether a word is all that some keyword says.
func (x *Index) isTopic(u *unit) (is bool) {
	u.tongues.each(func(t tongue) { is = is || x.topics[t.stem(u.text)] })
	return is
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
