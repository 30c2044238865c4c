package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A query longer than this is cut: nobody's question gains by its second
// thousand characters, and the work per query stays bounded.
const maxQueryRunes = 1000

// word is one token in folded spelling.
type word struct {
	text     string
	segment  int  // counts sentences and clauses, from 0
	cut      bool // ends in a hyphen that stands for a shared tail: "An- und Abmeldung"
	sentence bool // begins a sentence
	capital  bool // written with a capital inside a sentence: a German noun
	script   tongue

	tongues tongueSet // that a word of a query is read in, see listen
	empty   bool      // a filler there
}

// fold brings every spelling of a word to one form: lower case, no diacritics,
// ß as ss, ae/oe/ue as a/o/u, other scripts in Latin letters. Führerschein,
// Fuehrerschein and fuhrerschein fold to the same text. Characters that are
// neither letters nor digits stay, so that tokens can be told apart.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	if isASCII(s) {
		for i := range len(s) {
			b.WriteByte(lowerASCII(s[i]))
		}
		return foldDigraphs(b.String())
	}
	for _, r := range norm.NFKD.String(s) {
		if r < utf8.RuneSelf {
			b.WriteByte(lowerASCII(byte(r)))
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Cf) || r == 'ـ' {
			continue
		}
		r = unicode.ToLower(r)
		if latin, ok := transliteration[r]; ok {
			b.WriteString(latin)
			continue
		}
		b.WriteRune(r)
	}
	return foldDigraphs(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// foldDigraphs writes ae, oe, ue as the bare vowel, except where the e belongs
// to the next syllable: neue, Bauer, Steuer, Quelle.
func foldDigraphs(s string) string {
	if !strings.Contains(s, "ae") && !strings.Contains(s, "oe") && !strings.Contains(s, "ue") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		out = append(out, c)
		if i+1 >= len(s) || s[i+1] != 'e' {
			continue
		}
		switch c {
		case 'a', 'o':
			i++
		case 'u':
			if i == 0 || (s[i-1] != 'a' && s[i-1] != 'e' && s[i-1] != 'q') {
				i++
			}
		}
	}
	return string(out)
}

// words cuts a text into folded tokens. A gender ending behind a star, colon or
// underscore (Bewerber*innen) is dropped.
func words(text string) []word {
	var out []word
	segment, first := 0, true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			if strings.ContainsRune(".,;:?!()\n", r) {
				segment++
				first = first || strings.ContainsRune(".:?!\n", r)
			}
			i += size
			continue
		}
		start := i
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !inWord(r) {
				break
			}
			i += size
		}
		w := word{text: fold(text[start:i]), segment: segment, sentence: first, capital: unicode.IsUpper(r) && !first, script: scriptOf(r)}
		first = false
		i += genderEnding(text[i:])
		if rest := text[i:]; strings.HasPrefix(rest, "-") {
			next, _ := utf8.DecodeRuneInString(rest[1:])
			w.cut = !inWord(next)
		}
		if w.text != "" {
			out = append(out, w)
		}
	}
	return out
}

// Key is what texts have in common that differ only in capitals, punctuation,
// spaces and the spelling of umlauts.
func Key(text string) string {
	tokens := words(text)
	folded := make([]string, len(tokens))
	for i, w := range tokens {
		folded[i] = w.text
	}
	return strings.Join(folded, " ")
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Cf)
}

// genderEnding tells how many bytes at the start of rest are "*in", ":innen" …
func genderEnding(rest string) int {
	if rest == "" || !strings.ContainsRune("*:_/", rune(rest[0])) {
		return 0
	}
	for _, ending := range []string{"innen", "in", "-innen", "-in"} {
		tail, ok := strings.CutPrefix(rest[1:], ending)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(tail); tail == "" || !unicode.IsLetter(r) {
			return 1 + len(ending)
		}
	}
	return 0
}

// clip shortens s to at most n runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}
