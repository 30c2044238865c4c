package search

import (
	"maps"
	"slices"
	"unicode"
)

// tongue is a language, or a group of languages whose words may meet, that is
// kept apart from the others: "gift" is another word in German than in English.
// Russians and Ukrainians write words of both languages.
type tongue uint8

const (
	german tongue = iota
	english
	polish
	cyrillic
	arabic
	tongueCount
)

// foreignTongues are the languages that documents may have foreign words in.
var foreignTongues = map[string]tongue{"en": english, "pl": polish, "ru": cyrillic, "uk": cyrillic, "ar": arabic}

// fillerTongues name the sections of data/fuellwoerter.txt.
var fillerTongues = map[string]tongue{"": german, "en": english, "pl": polish, "ky": cyrillic, "ar": arabic}

// strangeTongues name the sections of data/andere-themen.txt.
var strangeTongues = map[string]tongue{"de": german, "en": english, "pl": polish, "ky": cyrillic, "ar": arabic}

// Languages lists the languages, other than German, that Document.Foreign may have.
func Languages() []string { return slices.Sorted(maps.Keys(foreignTongues)) }

// mark tells a foreign word from a German one of the same letters.
func (t tongue) mark(w string) string {
	if t == german {
		return w
	}
	return w + "\x00" + string('0'+rune(t))
}

// stem is the stem of a word in its language, marked with it.
func (t tongue) stem(w string) string {
	switch t {
	case english:
		w = cutEnding(w, 3, englishEndings)
	case polish:
		w = cutEnding(cutEnding(w, 4, polishEndings), 4, softEndings)
	case cyrillic:
		w = cutEnding(cutEnding(w, 4, cyrillicEndings), 4, softEndings)
	case arabic:
		w = cutEnding(cutArticle(w), 3, arabicEndings)
	default:
		return stem(w)
	}
	return t.mark(w)
}

// tongueSet is a set of tongues.
type tongueSet uint8

func only(t tongue) tongueSet          { return 1 << t }
func (s tongueSet) has(t tongue) bool  { return s&only(t) != 0 }
func (s tongueSet) foreign() tongueSet { return s &^ only(german) }
func (s tongueSet) isForeign() bool    { return s != 0 && !s.has(german) }
func (s tongueSet) each(f func(tongue)) {
	for t := range tongueCount {
		if s.has(t) {
			f(t)
		}
	}
}

// scriptOf tells the tongue that a letter gives away; German for Latin letters.
func scriptOf(r rune) tongue {
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Arabic, r):
		return arabic
	}
	return german
}

// listen decides in which languages each word of a query is read, and which
// words are fillers there. Latin words may be German, English or Polish: the
// words that only one of them knows vote. Where none is ahead, all are tried.
func (x *Index) listen(tokens []word) {
	votes := x.votes(tokens)
	most := max(votes[english], votes[polish])
	var latin tongueSet
	if votes[german]+1 >= most {
		latin = only(german)
	}
	for _, t := range []tongue{english, polish} {
		if votes[t] == most && votes[t] >= votes[german] {
			latin |= only(t)
		}
	}
	for i := range tokens {
		w := &tokens[i]
		if w.tongues = only(w.script); w.script == german {
			w.tongues = latin
		}
		w.tongues.each(func(t tongue) {
			w.empty = w.empty || x.lang.empty[t.mark(w.text)]
			if bare, ok := t.bare(w.text); ok {
				w.empty = w.empty || x.lang.empty[t.mark(bare)]
			}
		})
		w.empty = w.empty || i > 0 && isName(tokens[i-1], *w)
	}
}

// isName tells whether a word is somebody's name: Frau Müller asks about no Müll.
func isName(before, w word) bool {
	return titles[before.text] && before.segment == w.segment && w.capital
}

var titles = set("frau herr herrn familie")

func (x *Index) votes(tokens []word) (votes [tongueCount]int) {
	for _, w := range tokens {
		if w.script != german {
			continue
		}
		var knows tongueSet
		for _, t := range []tongue{german, english, polish} {
			if s := t.stem(w.text); x.lang.empty[t.mark(w.text)] || x.lang.weak[s] || x.hasStem(w.text, s, t) {
				knows |= only(t)
			}
		}
		for _, t := range []tongue{german, english, polish} {
			if knows == only(t) {
				votes[t]++
			}
		}
	}
	return votes
}

// has tells whether a word is one of the documents, or of German anyway.
func (x *Index) has(w string, t tongue) bool { return x.hasStem(w, t.stem(w), t) }

func (x *Index) hasStem(w, stemmed string, t tongue) bool {
	_, ok := x.known(stemmed)
	return ok || t == german && (x.lang.german[stemmed] || x.splitter.language[w]&wholeWord != 0 || x.splitter.split(w) != nil)
}
