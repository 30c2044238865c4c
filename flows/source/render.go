package source

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const (
	tabStop   = 4
	lineCells = 100 // longer lines are cut around the caret
)

// WriteText writes the problems, sorted, for people: position, sentence and rule, then the line with a caret, other places
// and a hint. Files that are missing from files, and positions outside them, are written without the line. The language
// "en" is English, everything else German.
func (ds Diagnostics) WriteText(w io.Writer, files Files, lang string) error {
	out := bufio.NewWriter(w)
	for i, d := range ds.Sorted() {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s: %s%s [%s]\n", d.At, d.Severity.label(lang), d.sentence(lang), d.Rule)
		margin := len(fmt.Sprint(d.At.Line))
		for _, r := range d.Related {
			margin = max(margin, len(fmt.Sprint(r.At.Line)))
		}
		writeLine(out, files, d.At, margin)
		for _, r := range d.Related {
			fmt.Fprintf(out, "%*s = %s: %s\n", margin, "", r.At, r.Text.In(lang))
			writeLine(out, files, r.At, margin)
		}
		if hint := d.Hint.In(lang); hint != "" {
			fmt.Fprintf(out, "%*s = %s %s\n", margin, "", T("Tipp:", "Hint:").In(lang), hint)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write diagnostics: %w", err)
	}
	return nil
}

// String gives the position in the form that editors and build servers turn into a link.
func (s Span) String() string {
	if s.Line == 0 {
		return s.File
	}
	return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Col)
}

func (s Severity) label(lang string) string {
	if s == Warning {
		return T("Warnung: ", "Warning: ").In(lang)
	}
	return ""
}

// sentence is the text with the guess behind it.
func (d Diagnostic) sentence(lang string) string {
	text := d.Text.In(lang)
	if d.Meant != "" {
		text += T(" Meinten Sie „%s“?", " Did you mean “%s”?", d.Meant).In(lang)
	}
	return text
}

func writeLine(w io.Writer, files Files, at Span, margin int) {
	f := files[at.File]
	if f == nil || at.Line < 1 || at.Line > len(f.lines) {
		return
	}
	text, caret := excerpt(f.Line(at.Line), at.Col, at.Len)
	fmt.Fprintf(w, "%*s |\n%*d | %s\n%*s | %s\n", margin, "", margin, at.Line, text, margin, "", caret)
}

// excerpt returns a line as it is shown, and the line below it with the caret. Both are measured in terminal cells.
func excerpt(line string, col, size int) (text, caret string) {
	cells, starts := layout(line)
	first := min(max(col-1, 0), len(cells))
	last := min(first+max(size, 1), len(cells))
	from, to := 0, len(cells)
	if starts[to] > lineCells {
		from, to = window(starts, first, last)
	}
	last = max(min(last, to), first)
	head, tail := "", ""
	if from > 0 {
		head = "…"
	}
	if to < len(cells) {
		tail = "…"
	}
	text = strings.TrimRight(head+strings.Join(cells[from:to], "")+tail, " ")
	indent := starts[first] - starts[from]
	if head != "" {
		indent++
	}
	return text, strings.Repeat(" ", indent) + "^" + strings.Repeat("~", max(starts[last]-starts[first]-1, 0))
}

// layout returns what is printed for each rune, and the cell in which each begins; the last entry is the width of the line.
func layout(line string) (cells []string, starts []int) {
	at := 0
	for _, r := range line {
		starts = append(starts, at)
		n := runeCells(r)
		shown := string(r)
		switch {
		case r == '\t':
			n = tabStop - at%tabStop
			shown = strings.Repeat(" ", n)
		case unicode.IsControl(r), isBidi(r):
			shown, n = "\ufffd", 1 // what a terminal would obey is made harmless
		}
		cells = append(cells, shown)
		at += n
	}
	return cells, append(starts, at)
}

// window chooses the runes to show of a long line: the marked ones, with more before than behind them.
func window(starts []int, first, last int) (from, to int) {
	end := len(starts) - 1
	mark := min(starts[last]-starts[first], lineCells/2)
	room := lineCells - mark - 2
	from = first
	for from > 0 && starts[first]-starts[from-1] <= room/2 {
		from--
	}
	to = first
	for to < end && starts[to+1]-starts[from] <= lineCells-2 {
		to++
	}
	for from > 0 && starts[to]-starts[from-1] <= lineCells-2 {
		from--
	}
	return from, to
}

func runeCells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func isBidi(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f'
}
