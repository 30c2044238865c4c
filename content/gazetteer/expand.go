package gazetteer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// leastAlone is how many letters of a word must stand before the dot if no other word of the name does: "Mers.", but not "Str.".
const leastAlone = 4

var (
	glued = regexp.MustCompile(`\b(\d{5})(\pL)`)
	// A town and one of its quarters, as "Halle-Neustadt".
	quarter = regexp.MustCompile(`(\pL{4,})-\pL[\pL-]*`)
)

// expand writes out the words that a text cuts short with a dot, where only one name goes on like that: "Bad Lauchst." and
// "Mücheln (G.)". It parts postcodes from names, and leaves away quarters of a town that are not known.
func (g *Gazetteer) expand(text string) string {
	text = glued.ReplaceAllString(text, "$1 $2")
	if strings.Contains(text, ".") {
		text = g.written(norm.NFC.String(text))
	}
	if strings.Contains(text, "-") {
		text = quarter.ReplaceAllStringFunc(norm.NFC.String(text), g.town)
	}
	return text
}

// written is a text with its abbreviations written out.
func (g *Gazetteer) written(text string) string {
	var out strings.Builder
	before := "" // the word before
	for text != "" {
		n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			n = len(text)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text)
			out.WriteString(text[:n])
			text = text[n:]
			continue
		}
		word := strings.ToLower(text[:n])
		if rest, cut := strings.CutPrefix(text[n:], "."); cut {
			if whole := g.whole(before, word); whole != "" {
				out.WriteString(whole)
				before, text = whole, rest
				continue
			}
		}
		out.WriteString(text[:n])
		before, text = word, text[n:]
	}
	return out.String()
}

// town is the name of a town without its quarter, unless more than the town's name is known, or the whole is nearly another name.
func (g *Gazetteer) town(name string) string {
	first, rest, _ := strings.Cut(name, "-")
	if len(g.named(words(name))) > 0 || len(g.named(words(rest))) > 0 || len(g.named(words(first))) == 0 || len(g.misspelt(key(words(name), longFold))) > 0 {
		return name
	}
	return first
}

// whole is the only word that begins like this behind another one in a name, else the only one that begins a name; "" if there is none.
func (g *Gazetteer) whole(before, begin string) string {
	var behind, first set
	long, short := longFold.Replace(begin), shortFold.Replace(begin)
	before = longFold.Replace(before)
	alone := utf8.RuneCountInString(begin) >= leastAlone
	for _, name := range g.names {
		for i, w := range name {
			switch {
			case w == begin:
				return "" // nothing is cut short
			case !strings.HasPrefix(longFold.Replace(w), long) && !strings.HasPrefix(shortFold.Replace(w), short):
			case i > 0 && longFold.Replace(name[i-1]) == before:
				behind.add(w)
			case i == 0 && alone:
				first.add(w)
			}
		}
	}
	if behind.n > 0 {
		return behind.only()
	}
	return first.only()
}

// set counts different words.
type set struct {
	word string // the first
	n    int
}

func (s *set) add(word string) {
	if s.n == 0 || word != s.word {
		s.word, s.n = word, s.n+1
	}
}

// only is the word if there is one; else "".
func (s *set) only() string {
	if s.n != 1 {
		return ""
	}
	return s.word
}
