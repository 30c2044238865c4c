package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/notfall.txt
var emergencyText string

const (
	maxGap        = 2 // other words between two of an expression
	aloneWith     = 1 // other words beside an expression that must stand alone
	allClear      = "entwarnung"
	minTypoLength = 10 // shorter words of an expression must be spelled right
)

// emergencies is the table of data/notfall.txt.
type emergencies struct {
	rules    []rule
	first    [256][]int // rules by the first byte of their first word
	typo     []int      // rules whose first word may be misspelled
	allClear pattern    // words of somebody who has a question, not an emergency
}

type rule struct {
	targets []string // hit ids, the first one first to be called
	words   []pattern
	always  bool    // fires beside words of allClear too
	alone   bool    // fires only if the message says hardly anything else
	unless  pattern // words that this expression does not go with
	text    string
}

// pattern is a list of folded words, any of which fits.
type pattern []struct {
	text   string
	prefix bool
}

var emergencyTable = sync.OnceValue(func() *emergencies {
	e := &emergencies{}
	var targets []string
	for _, line := range dataLines(emergencyText) {
		if section, ok := strings.CutPrefix(line, "["); ok {
			targets = strings.Fields(strings.TrimSuffix(section, "]"))
			continue
		}
		if targets[0] == allClear {
			e.allClear = append(e.allClear, newPattern(strings.Fields(line))...)
			continue
		}
		e.add(newRule(line, targets))
	}
	return e
})

func (e *emergencies) add(r rule) {
	n := len(e.rules)
	e.rules = append(e.rules, r)
	for _, a := range r.words[0] {
		e.first[a.text[0]] = append(e.first[a.text[0]], n)
		if len(a.text) >= minTypoLength {
			e.typo = append(e.typo, n)
		}
	}
}

// occur returns which rules' words occur among the tokens. Every message passes here, so a token is compared with the few rules that
// may begin with it only.
func (e *emergencies) occur(tokens []word) []bool {
	found := make([]bool, len(e.rules))
	for at, w := range tokens {
		if denied(tokens[:at]) {
			continue
		}
		try := func(rules []int) {
			for _, n := range rules {
				found[n] = found[n] || e.rules[n].at(tokens[at:])
			}
		}
		try(e.first[w.text[0]])
		if len(w.text) >= minTypoLength-1 {
			try(e.typo)
		}
	}
	return found
}

// denied tells whether the words before one say that it is not so: kein Notfall, not an emergency.
func denied(before []word) bool {
	n := len(before)
	if n > 1 && articles[before[n-1].text] {
		n--
	}
	return n > 0 && denials[before[n-1].text]
}

var (
	denials  = set("kein keine keinen keinem keiner not no nie " + fold("не ليس ليست ليسوا"))
	articles = set("a an the")
)

func newRule(line string, targets []string) rule {
	var r rule
	for _, t := range targets {
		r.targets = append(r.targets, "emergency/"+t)
	}
	line, r.always = strings.CutPrefix(line, "!")
	line, r.alone = strings.CutPrefix(line, "?")
	r.text = line
	expression, unless, _ := strings.Cut(line, " / ")
	for w := range strings.FieldsSeq(expression) {
		r.words = append(r.words, newPattern(strings.Split(w, "|")))
	}
	r.unless = newPattern(strings.FieldsFunc(unless, func(c rune) bool { return c == ' ' || c == '|' }))
	return r
}

func newPattern(alternatives []string) pattern {
	for _, a := range slices.Clone(alternatives) {
		alternatives = append(alternatives, spoken[a]...)
	}
	p := make(pattern, len(alternatives))
	for i, a := range alternatives {
		p[i].text, p[i].prefix = strings.CutSuffix(a, "*")
		p[i].text = fold(withoutApostrophes(p[i].text))
	}
	return p
}

// withoutApostrophes makes one word of can't and б'є.
func withoutApostrophes(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
}

func (p pattern) fits(w string) bool {
	for _, a := range p {
		switch {
		case a.text == w, a.prefix && strings.HasPrefix(w, a.text):
			return true
		case len(a.text) >= minTypoLength && distance(a.text, w, 1) <= 1:
			return true
		}
	}
	return false
}

// Emergency recognises a call for help in any language of the project. Its hits
// are of kind "emergency": emergency/112, emergency/110, emergency/116117,
// emergency/116116, emergency/telefonseelsorge; the most urgent comes first.
// It returns nil for an ordinary question. Ask it before Search, always.
func Emergency(message string) []Hit {
	table := emergencyTable()
	tokens := words(withoutApostrophes(clip(message, maxQueryRunes)))
	for i := range tokens {
		tokens[i].text = undialect(tokens[i].text)
	}
	calm := slices.ContainsFunc(tokens, func(w word) bool { return table.allClear.fits(w.text) })
	var hits []Hit
	occurs := table.occur(tokens)
	for i, r := range table.rules {
		if !occurs[i] || calm && !r.always || r.alone && len(tokens) > len(r.words)+aloneWith || r.excused(tokens) {
			continue
		}
		for _, id := range r.targets {
			if !slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == id }) {
				hits = append(hits, Hit{ID: id, Kind: "emergency", Score: 1, Why: []string{r.text}})
			}
		}
	}
	return hits
}

// undialect writes the j of the dialect as g: umjekippt.
func undialect(w string) string {
	if base, ok := strings.CutPrefix(w, "je"); ok && len(base) > 4 && !strings.HasPrefix(base, "mand") {
		return "ge" + base
	}
	for _, p := range particles {
		if base, ok := strings.CutPrefix(w, p+"je"); ok && len(base) > 3 {
			return p + "ge" + base
		}
	}
	return strings.Replace(w, "reaj", "reag", 1)
}

// spoken are ways to say a word of the table.
var spoken = map[string][]string{
	"ist": {"is"}, "nicht": {"nich", "ni", "net"}, "und": {"un"}, "keine": {"keene"}, "krieg": {"krich"}, "kriegt": {"kricht"}, "haben": {"ham"}, "mein": {"mei"},
}

// excused tells whether the message has a word that the rule does not go with.
func (r rule) excused(tokens []word) bool {
	return slices.ContainsFunc(tokens, func(w word) bool { return r.unless.fits(w.text) })
}

// at matches the rule's words against the beginning of the tokens, each word at
// its first place within reach.
func (r *rule) at(tokens []word) bool {
	if !r.words[0].fits(tokens[0].text) {
		return false
	}
	next := 1
	for _, p := range r.words[1:] {
		found := false
		for gap := 0; gap <= maxGap && next < len(tokens) && !found; gap++ {
			found = p.fits(tokens[next].text)
			next++
		}
		if !found {
			return false
		}
	}
	return true
}
