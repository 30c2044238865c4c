package search

import "strings"

// stem cuts a folded German word down to what its inflected and derived forms
// share: anmelden, anmeldet, angemeldet, anzumelden, Anmeldung -> anmeld. It is
// light on purpose: a stem need not be a word, and both sides of the search go
// through the same function, so only collisions can do harm.
func stem(w string) string {
	if len(w) < 4 || hasDigit(w) {
		return w
	}
	w = dropInflection(dropFeminine(dropInfix(w)))
	for range 2 { // Beglaubig-ung, beglaub-ig-en
		for _, ending := range []string{"ung", "ig"} {
			if base, ok := strings.CutSuffix(w, ending); ok && len(base) >= 4 {
				w = dropInflection(base)
			}
		}
	}
	return w
}

// dropFeminine makes Bewerber of Bewerberin and Bewerberinnen.
func dropFeminine(w string) string {
	base, ok := strings.CutSuffix(strings.TrimSuffix(w, "nen"), "in")
	if ok && strings.HasSuffix(base, "er") && len(base) >= 5 {
		return base
	}
	return w
}

// dropInfix removes the ge or zu inside a separable verb: angemeldet, anzumelden.
func dropInfix(w string) string {
	for _, particle := range particles {
		rest, ok := strings.CutPrefix(w, particle)
		if !ok || len(rest) < 6 {
			continue
		}
		if base, ok := strings.CutPrefix(rest, "ge"); ok {
			return particle + base
		}
		if base, ok := strings.CutPrefix(rest, "zu"); ok {
			return particle + base
		}
	}
	return w
}

// dropInflection strips endings, longest first, while at least four letters stay.
func dropInflection(w string) string {
	for _, ending := range []string{"ern", "end", "sten", "test", "em", "en", "er", "es", "et", "st", "te", "e", "n", "s", "t"} {
		if base, ok := dropEnding(w, ending); ok {
			return dropLast(base)
		}
	}
	return w
}

// dropLast removes one more soft ending, as in Bescheinig-t-e.
func dropLast(w string) string {
	for _, ending := range []string{"er", "en", "e", "t", "s", "n"} {
		if base, ok := dropEnding(w, ending); ok {
			return base
		}
	}
	return w
}

// dropEnding leaves an n that belongs to the word: Person is not Perso.
func dropEnding(w, ending string) (string, bool) {
	base, ok := strings.CutSuffix(w, ending)
	if !ok || len(base) < 4 || ending == "n" && !strings.ContainsRune("erl", rune(base[len(base)-1])) {
		return "", false
	}
	return base, true
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }

func hasLetter(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r < '0' || r > '9' })
}

// particles are the separable verb prefixes, longest first among those that
// share a beginning.
var particles = []string{
	"zuruck", "zusammen", "weiter", "wieder", "frei", "fest", "fort", "nach", "heim", "krank",
	"aus", "auf", "ein", "her", "hin", "los", "mit", "vor", "weg", "bei", "ab", "an", "um", "zu",
}
