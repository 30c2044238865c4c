package richtext

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Text is a parsed text. It is immutable, and its zero value is the empty text.
type Text struct {
	plain string
	runs  []run    // cover plain without gaps; neighbours differ
	links []string // URLs; a run's link n is links[n-1]
	units int      // length of plain in UTF-16 units
}

// run is a stretch of visible text with one look. It begins where the run before it stops.
type run struct {
	stop  int // byte offset in plain
	link  int // 0: none
	style style
}

type style uint8

const (
	bold style = 1 << iota
	italic
	code   // stands alone, as Telegram allows it neither with bold and italic nor in a link
	marker // the "• " or "12. " of a list item
)

// Link is a link in a text.
type Link struct {
	URL  string
	Text string // what is shown; may equal URL
}

// Plain returns what a reader sees, without markup. Lines carry no space at their ends, and there is never more than
// one empty line in a row.
func (t Text) Plain() string { return t.plain }

// Len returns the length that counts for Telegram's limits: UTF-16 units of the visible text, markup not included.
func (t Text) Len() int { return t.units }

// Links returns the links in the order of the text.
func (t Text) Links() []Link {
	var links []Link
	open := 0
	for s, r := range t.spans(0, len(t.plain)) {
		switch {
		case r.link == 0:
		case r.link == open:
			links[len(links)-1].Text += s
		default:
			links = append(links, Link{URL: t.links[r.link-1], Text: s})
		}
		open = r.link
	}
	return links
}

// UTF16Len returns the length of s in UTF-16 units, as Telegram counts.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Len(r)
	}
	return n
}

func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// spans yields the visible text from byte from to byte to, in stretches of one look.
func (t Text) spans(from, to int) func(yield func(string, run) bool) {
	return func(yield func(string, run) bool) {
		i, _ := slices.BinarySearchFunc(t.runs, from+1, func(r run, at int) int { return r.stop - at })
		for ; from < to; i++ {
			r := t.runs[i]
			r.stop = min(r.stop, to)
			if !yield(t.plain[from:r.stop], r) {
				return
			}
			from = r.stop
		}
	}
}

// slice returns the bytes from to to as a text of its own. A list marker that is cut becomes plain text.
func (t Text) slice(from, to int) Text {
	part := Text{plain: t.plain[from:to], links: t.links, units: UTF16Len(t.plain[from:to])}
	for s, r := range t.spans(from, to) {
		if r.style == marker && !strings.HasSuffix(s, " ") {
			r.style = 0
		}
		r.stop -= from
		part.runs = append(part.runs, r)
	}
	if len(part.runs) > 0 && part.runs[0].style == marker && from > 0 && t.plain[from-1] != '\n' {
		part.runs[0].style = 0
	}
	return part
}

// lastRune returns the last character of s, or a line break if there is none.
func lastRune(s string) rune {
	if s == "" {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// firstRune returns the first character of s, or a line break if there is none.
func firstRune(s string) rune {
	if s == "" {
		return '\n'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
