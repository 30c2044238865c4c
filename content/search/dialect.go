package search

import "strings"

// The dialects between Harz and Elbe, as people type them: jemeldet, ooch, keene,
// wech, loofn, Babier, scheen. Each rule leads one step back to the standard
// spelling; as they overlap, several are tried, the fewest steps first, and only a
// word counts that is known here.
var dialectRules = []struct{ spoken, written string }{
	{"j", "g"}, {"oo", "au"}, {"ee", "ei"}, {"ch", "g"}, {"uf", "auf"}, {"or", "er"}, {"ie", "u"}, {"dd", "tt"}, {"sch", "ch"}, {"ei", "eu"}, {"ee", "o"}, {"i", "u"}, {"e", "o"},
	{"b", "p"}, {"p", "b"}, {"d", "t"}, {"t", "d"}, {"g", "k"}, {"k", "g"}, {"w", "b"}, {"sch", "s"},
}

// dialectEndings are syllables that are swallowed at the end of a word: fahrn, schreim, traang.
var dialectEndings = []struct{ spoken, written string }{{"n", "en"}, {"m", "ben"}, {"hm", "ben"}, {"ng", "gen"}, {"ld", "ldet"}}

const (
	dialectSteps    = 3
	dialectVariants = 40 // tried of one word
	minDialect      = 3  // letters of a word worth trying
)

// standard finds the German word here that a dialect word stands for.
func (x *Index) standard(w string) (string, bool) {
	variants, seen := []string{w}, map[string]bool{w: true}
	try := func(v string) bool {
		if seen[v] || len(variants) == dialectVariants {
			return false
		}
		seen[v] = true
		variants = append(variants, v)
		return x.understood(v)
	}
	if hard := strings.ReplaceAll(w, "j", "g"); try(hard) { // who writes j for g does so throughout: jejangn
		return hard, true
	}
	for step, next := 0, 0; step < dialectSteps; step++ {
		for end := len(variants); next < end; next++ {
			v := variants[next]
			for _, r := range dialectEndings {
				if base, ok := strings.CutSuffix(v, r.spoken); ok && len(base) > 1 && try(base+r.written) {
					return base + r.written, true
				}
			}
			for _, r := range dialectRules {
				for at := 0; at < len(v); at++ {
					i := strings.Index(v[at:], r.spoken)
					if i < 0 {
						break
					}
					at += i
					if fixed := v[:at] + r.written + v[at+len(r.spoken):]; try(fixed) {
						return fixed, true
					}
				}
			}
		}
	}
	return "", false
}

// understood tells whether a German word leads anywhere here, or is known to say nothing.
func (x *Index) understood(w string) bool {
	s := stem(w)
	_, here := x.known(s)
	return here || x.lang.empty[w] || x.lang.weak[s] || len(x.lang.lexicon.single[s]) > 0
}

// standardise writes the dialect words of a German query as the documents do, and tells whether there were any.
func (x *Index) standardise(tokens []word) (changed bool) {
	tries := maxCorrections
	for i := range tokens {
		w := &tokens[i]
		if !w.tongues.has(german) || len(w.text) < minDialect || hasDigit(w.text) || w.empty || x.understood(w.text) || x.has(w.text, german) ||
			x.has(w.text, english) || x.has(w.text, polish) {
			continue
		}
		if tries--; tries < 0 {
			break
		}
		if standard, ok := x.standard(w.text); ok {
			w.text, changed = standard, true
		}
	}
	return changed
}
