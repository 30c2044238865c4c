package richtext

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Isolates, as Unicode's bidirectional algorithm (UAX 9) defines them: what stands between them runs from left to right and
// has no influence on what is around it.
const (
	isolate    = "\u2066" // left-to-right isolate
	isolateEnd = "\u2069" // pop directional isolate
)

// ltrRE finds names, numbers, links and addresses in a text that runs from right to left: Latin letters and digits with what holds
// them together. A long dash does not: from 9:00 to 12:00 reads from right to left.
var ltrRE = regexp.MustCompile(`\+?[\p{Latin}0-9](?:[\p{Latin}\p{M}0-9]|[.,:/@_#%&+=?~'’-]{1,3}[\p{Latin}0-9]|,? \+?[\p{Latin}0-9])*`)

// numberRE is a number that needs no isolate: all of it runs the same way.
var numberRE = regexp.MustCompile(`^[0-9]+(?:[.,:][0-9]+)*$`)

// Isolated returns the text with isolates around its names, phone numbers and links, for languages that are written from right to
// left: without them, "03461 40-0" is shown as "40-0 03461". Code and the markers of lists stay as they are, and a text
// that has isolates already. The isolates count in Len.
func (t Text) Isolated() Text {
	if strings.ContainsAny(t.plain, "\u2066\u2067\u2068\u2069") {
		return t
	}
	var opens, closes []int
	for _, m := range ltrRE.FindAllStringIndex(t.plain, -1) {
		if !numberRE.MatchString(t.plain[m[0]:m[1]]) && !t.literal(m[0], m[1]) {
			opens, closes = append(opens, m[0]), append(closes, m[1])
		}
	}
	if len(opens) == 0 {
		return t
	}
	out := Text{links: t.links, units: t.units + len(opens) + len(closes), runs: slices.Clone(t.runs)}
	var b strings.Builder
	at := 0
	for i := range opens {
		b.WriteString(t.plain[at:opens[i]] + isolate + t.plain[opens[i]:closes[i]] + isolateEnd)
		at = closes[i]
	}
	out.plain = b.String() + t.plain[at:]
	for i, r := range out.runs {
		before, _ := slices.BinarySearch(opens, r.stop)   // those that open before the run stops
		after, _ := slices.BinarySearch(closes, r.stop+1) // those that close where it stops, or before
		out.runs[i].stop += before*len(isolate) + after*len(isolateEnd)
	}
	return out
}

// literal reports whether code or the marker of a list lies between from and to.
func (t Text) literal(from, to int) bool {
	for _, r := range t.spans(from, to) {
		if r.style&(code|marker) != 0 {
			return true
		}
	}
	return false
}

// Isolate is Isolated for a label, which has no markup. A label without a letter that runs from right to left stays as it is.
func Isolate(label string) string {
	if !strings.ContainsFunc(label, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }) {
		return label
	}
	return Text{plain: label, runs: []run{{stop: len(label)}}, units: UTF16Len(label)}.Isolated().plain
}
