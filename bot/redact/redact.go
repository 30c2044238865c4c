package redact

import (
	"regexp"
	"strings"
	"unicode"
)

// What stands for what was taken out. Editors read it.
const (
	name    = "[Name]"
	number  = "[Zahl]"
	address = "[Anschrift]"
	mail    = "[E-Mail]"
	link    = "[Link]"
)

// rule replaces what a pattern finds; what its groups hold stays.
type rule struct {
	find *regexp.Regexp
	with string
}

const (
	edge   = `(^|[^\pL\pN])` // RE2 knows word boundaries in ASCII only
	street = `(?:straße|strasse|str\.?|gasse|allee|chaussee|promenade|siedlung|ufer|platz|damm|ring|hof|weg)`
	house  = `\s*\p{Nd}{1,4}(?:\s?[a-z]\b)?(?:\s?[-/–]\s?\p{Nd}{1,4}(?:\s?[a-z]\b)?)?`
)

// rules work from the clearest sign to the weakest: an address must be found before its number is taken out.
var rules = []rule{
	{regexp.MustCompile(`[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+`), mail},
	{regexp.MustCompile(`(?i)[\pL\pN._+-]+\s?[(\[{](?:at|ät)[)\]}]\s?[\pL\pN.-]+(?:\s?[(\[{](?:dot|punkt)[)\]}]\s?\pL+)?`), mail},
	{regexp.MustCompile(`(?i)` + edge + `(?:https?://|www\.|t\.me/|wa\.me/)\S+`), "${1}" + link},
	{regexp.MustCompile(`(^|\s)@[\pL\pN_]{3,}`), "${1}" + name},
	{regexp.MustCompile(`(?i)` + edge + `[\pL-]{2,}` + street + house), "${1}" + address},
	{regexp.MustCompile(`(?i)` + edge + `(?:[\pL-]+\s+)?(?:straße|strasse|str\.?|street|road|ulica|ul\.|вулиця|вул\.|улица|ул\.|شارع)\s+(?:[\pL-]+\s+)?` + house), "${1}" + address},
	{regexp.MustCompile(`(?i)` + edge + `(?:ulica|ul\.|вулиця|вул\.|улица|ул\.|شارع)\s*[\pL-]+,?` + house), "${1}" + address},
	{regexp.MustCompile(`(?i)` + edge + `(?:am|an der|an den|auf dem|im|in der|zum|zur|unter den|hinter der)\s+(?:[\pL-]*(?:markt|anger|bahnhof|park|hang|berg|teich|dorf|kirche|mühle|schloss|dom|graben|feld|wald|see|stadtpark|sand|winkel|plan|ring|ufer|hof|weg|platz))` + house), "${1}" + address},
	{regexp.MustCompile(edge + `[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\p{Nd}{1,4}[EH]?\b`), "${1}" + number}, // the number plate of a car
}

var (
	// Groups of digits that only blanks and signs part belong together, and letters right beside digits belong to them.
	digits = regexp.MustCompile(`\+?\(?\pL*\p{Nd}[\pL\p{Nd}]*(?:[ ./():–+-]{1,3}\p{Nd}[\pL\p{Nd}]*)*`)
	words  = regexp.MustCompile(`[\pL\p{Mn}'’-]+`)
)

// fewDigits is how many digits may stay: the number of children, an age, a price, 115.
const fewDigits = 3

// Text returns s without what tells who wrote it.
func Text(s string) string {
	s = strings.ToValidUTF8(s, "")
	for _, r := range rules {
		s = r.find.ReplaceAllString(s, r.with)
	}
	s = digits.ReplaceAllStringFunc(s, func(found string) string {
		n := 0
		for _, r := range found {
			if unicode.IsDigit(r) {
				n++
			}
		}
		if n <= fewDigits {
			return found
		}
		return number
	})
	return withoutNames(s)
}
