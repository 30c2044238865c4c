package questions

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	// What was taken out of a text, such as [Name], is no word of it.
	takenOut = regexp.MustCompile(`\[\pL[\pL-]*\]`)

	digraphs = strings.NewReplacer("ß", "ss", "ae", "a", "oe", "o", "ue", "u")

	// noise are words that say nothing about the matter.
	noise = setOf(`ich du er sie es wir ihr mich mir mein meine meinen meiner der die das den dem des ein eine einen einem einer und oder aber mit ohne von zu zum zur im in am an auf aus bei fur um nach
 ist sind war bin hab habe haben hat kann konnen muss soll will mochte brauche wie was wo wann wer warum welche bitte danke hallo guten tag morgen moin hi hey mal man nicht auch noch schon jetzt hier da
 the a an i my is are do does can how what where when please thanks hello to for of need want и я в на не как где что мне мой это та де як що мені до jak gdzie co to w na z i mam nie prosze في من على انا كيف اين`)
)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// words are the words of a text in a form in which spellings and endings no longer differ. If all of them are noise, they count.
func words(text string) []string {
	text = digraphs.Replace(strings.ToLower(takenOut.ReplaceAllString(text, " ")))
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	all := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var out []string
	for _, w := range all {
		if !noise[w] {
			out = append(out, stem(w))
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// endings are cut off long words, the longest first.
var endings = []string{"ern", "en", "er", "es", "em", "e", "n", "s"}

func stem(w string) string {
	for _, ending := range endings {
		if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) >= 4 {
			return rest
		}
	}
	return w
}

// shortest is the length in runes from which on a word that differs in one letter is a typing error.
const shortest = 5

// spelling maps words to a more frequent one that differs in one letter and begins with the same.
func spelling(count map[string]int) map[string]string {
	near := map[string]string{} // a word with one letter left out -> the most frequent word that it comes from
	better := func(a, b string) bool { return count[a] > count[b] || count[a] == count[b] && a < b }
	for w := range count {
		for _, v := range variants(w) {
			if best, ok := near[v]; !ok || better(w, best) {
				near[v] = w
			}
		}
	}
	right := map[string]string{}
	for w := range count {
		best := w
		for _, v := range variants(w) {
			if n := near[v]; n[0] == w[0] && better(n, best) {
				best = n
			}
		}
		if best != w {
			right[w] = best
		}
	}
	return right
}

// variants are a long word and all that come from it by leaving out one letter but the first.
func variants(w string) []string {
	r := []rune(w)
	if len(r) < shortest {
		return nil
	}
	out := []string{w}
	for i := 1; i < len(r); i++ {
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}
