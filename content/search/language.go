package search

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/fuellwoerter.txt
var fillerText string

//go:embed data/andere-themen.txt
var strangeText string

//go:embed data/lexikon.txt
var lexiconText string

//go:embed data/lexikon-sprachen.txt
var foreignText string

// partsText is the word list of the German decompounder (LGPL-3.0+, see
// data/dictionary-de.NOTICE.txt).
//
//go:embed data/dictionary-de.txt
var partsText string

// language is what the package knows of its users' languages, whatever the
// documents: words without content, everyday words for official ones, and the
// words that German compounds are made of.
type language struct {
	empty   map[string]bool // folded words that never count, marked with their tongue
	weak    map[string]bool // stems that count little, likewise
	strange map[string]bool // stems of what is no public office's business, likewise
	leisure map[string]bool // stems that an office is seldom asked with, likewise
	office  map[string]bool // stems of those who want something from an office, likewise
	german  map[string]bool // stems of German lexicon words
	lexicon *lexicon
	parts   wordParts
}

// speech loads the language on first use; it is never written afterwards.
var speech = sync.OnceValue(func() *language {
	l := &language{empty: map[string]bool{}, weak: map[string]bool{}, strange: map[string]bool{}, leisure: map[string]bool{}, office: map[string]bool{}, german: parseLexicon(lexiconText).domain}
	section, spoken := "", german
	for _, line := range dataLines(fillerText) {
		if line[0] == '[' {
			name, lang, _ := strings.Cut(strings.Trim(line, "[]"), " ")
			section, spoken = name, fillerTongues[lang]
			continue
		}
		for _, w := range words(line) {
			switch section {
			case "leer":
				l.empty[spoken.mark(w.text)] = true
			case "schwach":
				l.weak[spoken.stem(w.text)] = true
			case "amt":
				l.office[spoken.stem(w.text)] = true
			}
		}
	}
	for _, line := range dataLines(strangeText) {
		if line[0] == '[' {
			var lang string
			lang, section, _ = strings.Cut(strings.Trim(line, "[]"), " ")
			spoken = strangeTongues[lang]
			continue
		}
		for _, w := range words(line) {
			if section == "leicht" {
				l.leisure[spoken.stem(w.text)] = true
			} else {
				l.strange[spoken.stem(w.text)] = true
			}
		}
	}
	l.lexicon = parseLexicon(lexiconText, foreignText)
	l.parts = wordParts{}
	for _, line := range dataLines(partsText) {
		l.parts.learn(fold(line))
	}
	for _, w := range l.lexicon.words {
		l.parts.learn(w)
	}
	return l
})

// dataLines are the lines of a data file without blanks and comments.
func dataLines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}
