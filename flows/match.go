package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// normalise makes typed text comparable: lower case, umlauts written out, no accents, punctuation or emoji, single spaces.
func normalise(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFD.String(umlauts.Replace(strings.ToLower(norm.NFC.String(s)))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == '\'' || r == '’':
			// accents, direction marks and apostrophes join
		default:
			space = true
		}
	}
	return b.String()
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// exactly returns the index of the label that the text is, or whose number it is; -1 if none.
func exactly(t *turn, text string, labels []string, numbers bool) int {
	want := normalise(text)
	if want == "" {
		return -1
	}
	for i, l := range labels {
		if normalise(l) == want {
			return i
		}
	}
	if !numbers {
		return -1
	}
	n, ok := t.Set.numbers[want]
	if !ok {
		d, err := strconv.Atoi(want)
		n, ok = d, err == nil
	}
	if ok && n >= 1 && n <= len(labels) {
		return n - 1
	}
	return -1
}

// nearly returns the index of the only label that the text can mean: yes or no, part of it, or with typing errors; -1 if none or several.
func nearly(t *turn, text string, labels []string, _ bool) int {
	want := normalise(text)
	norms := make([]string, len(labels))
	for i, l := range labels {
		norms[i] = normalise(l)
	}
	switch c, _ := t.Set.word(want); c {
	case cmdUnsure:
		return only(norms, func(l string) bool { return t.Set.words[l] == c })
	case cmdYes, cmdNo:
		return only(norms, func(l string) bool {
			first, _, _ := strings.Cut(l, " ")
			return t.Set.words[first] == c
		})
	}
	if len([]rune(want)) >= 3 {
		if i := only(norms, func(l string) bool { return within(want, l) }); i >= 0 {
			return i
		}
	}
	if near, ok := source.Suggest(want, norms); ok && len([]rune(want)) >= 3 {
		return only(norms, func(l string) bool { return l == near })
	}
	if i := nearlyAWord(want, norms); i >= 0 && !t.clearlyMeant(text) {
		return i
	}
	return -1
}

// within reports whether all words of a text are among those of a label.
func within(text, label string) bool {
	words := strings.Fields(label)
	for w := range strings.FieldsSeq(text) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// nearlyAWord finds the only label with a long word that the text is, but for a typing error.
func nearlyAWord(want string, labels []string) int {
	if len([]rune(want)) < 5 || strings.Contains(want, " ") {
		return -1
	}
	var words []string
	for _, l := range labels {
		for w := range strings.FieldsSeq(l) {
			if len([]rune(w)) >= 5 {
				words = append(words, w)
			}
		}
	}
	near, ok := source.Suggest(want, words)
	if !ok {
		return -1
	}
	return only(labels, func(l string) bool { return slices.Contains(strings.Fields(l), near) })
}

func only(labels []string, fits func(string) bool) int {
	i := slices.IndexFunc(labels, fits)
	if i < 0 || slices.ContainsFunc(labels[i+1:], fits) {
		return -1
	}
	return i
}
