package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// draft is the text of a file on its way through the YAML parser. Where a slip is understood, the draft is mended so that the
// parser gets past it and finds the next one. Lines keep their numbers; edits remember where columns have moved.
type draft struct {
	file    *File
	lines   []string
	edits   map[int][]edit // by line
	mended  map[int]bool   // lines whose value was put into another form, so that its kind says nothing
	reports int            // problems that the scan has reported
	unended bool           // a conflict without end was met: searching for the next end would take long
	ds      *Diagnostics
}

type edit struct{ col, by int } // columns from col on stand by characters further right than in the file

func newDraft(f *File, ds *Diagnostics) *draft {
	return &draft{file: f, lines: append([]string(nil), f.lines...), edits: map[int][]edit{}, mended: map[int]bool{}, ds: ds}
}

func (d *draft) line(n int) string {
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return d.lines[n-1]
}

// span translates a place of the draft into one of the file.
func (d *draft) span(line, col, size int) Span {
	edits := d.edits[line]
	for i := len(edits) - 1; i >= 0; i-- {
		if col > edits[i].col {
			col = max(col-edits[i].by, edits[i].col)
		}
	}
	return d.file.span(line, col, size)
}

// insert adds text in front of column col.
func (d *draft) insert(line, col int, text string) {
	l := d.line(line)
	d.lines[line-1] = before(l, col) + text + after(l, col)
	d.edits[line] = append(d.edits[line], edit{col, runeLen(text)})
}

// replaceFrom puts text in place of everything from column col on; used for values, behind which no positions matter.
func (d *draft) replaceFrom(line, col int, text string) {
	d.lines[line-1] = before(d.line(line), col) + text
	d.mended[line] = true
}

func (d *draft) blank(line int) { d.lines[line-1] = "" }

var (
	conflict  = regexp.MustCompile(`^(<{7}|\|{7}|={7}|>{7})( |$)`)
	document  = regexp.MustCompile(`^(---|\.\.\.)( |$)`)
	nbspAhead = regexp.MustCompile(`^[ ]*(?:-[ ]+)*(?:[\pL\pN_-]+:)?[ ]*\x{a0}`)
	opensText = regexp.MustCompile(`(?:^|[:-] +)[|>][+-]?[1-9]?[+-]?[ ]*(?:#.*)?$`)
)

// scan reports what can be seen line by line, without understanding YAML, and mends it.
func (d *draft) scan() {
	text := -1 // in the lines of a block text: the indentation of its key; otherwise -1
	begun := false
	for i := 0; i < len(d.lines); i++ {
		n := i + 1
		if l := d.lines[i]; l != "" && strings.IndexByte("<|=>", l[0]) >= 0 && conflict.MatchString(l) {
			i = d.scanConflict(n) - 1
			continue
		}
		d.scanRunes(n)
		d.scanTabs(n)
		line := d.lines[i]
		rest := strings.TrimLeft(line, " ")
		if rest == "" {
			continue
		}
		if text >= 0 && len(line)-len(rest) > text {
			continue
		}
		text = -1
		marker := (line[0] == '-' || line[0] == '.') && document.MatchString(line)
		if begun && marker {
			d.scanDocument(n)
			return
		}
		if !begun && rest[0] == '%' {
			d.directive(n)
			continue
		}
		d.scanHardSpaces(n)
		begun = begun || rest[0] != '#' && !marker
		if strings.ContainsAny(line, "|>") && opensText.MatchString(line) {
			p := dissect(line)
			text = p.keyCol - 1
			if p.key == "" {
				text = max(p.dashCol-1, 0)
			}
		}
	}
}

// report adds an error of the scan. Nobody reads the thousandth, so there are no more than maxReports.
func (d *draft) report(rule string, at Span, text Text) *Diagnostic {
	if d.reports++; d.reports > maxReports {
		return &Diagnostic{}
	}
	return d.ds.Error(rule, at, text)
}

// scanConflict reports a merge conflict, keeps its first half and returns its last line.
func (d *draft) scanConflict(n int) int {
	at := d.file.span(n, 1, 7)
	end := n
	if strings.HasPrefix(d.line(n), "<") && !d.unended {
		d.unended = true
		for k := n + 1; k <= len(d.lines); k++ {
			if strings.HasPrefix(d.line(k), ">>>>>>>") {
				end, d.unended = k, false
				break
			}
		}
	}
	drop := false
	for k := n; k <= end; k++ {
		drop = drop || strings.HasPrefix(d.line(k), "|||||||") || strings.HasPrefix(d.line(k), "=======")
		if drop || k == n || k == end {
			d.blank(k)
		}
	}
	p := d.report("conflict", at, T("Hier sind zwei Fassungen der Datei noch nicht zusammengeführt.", "Two versions of the file are not merged yet."))
	p.Hint = T("Entscheiden Sie sich für eine der Fassungen und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>.",
		"Choose one of the versions and delete the lines with <<<<<<<, ======= and >>>>>>>.")
	if end > n {
		p.Related = []Related{{d.file.span(end, 1, 7), T("Bis hier reicht die Stelle.", "The place ends here.")}}
	}
	return end
}

func (d *draft) scanRunes(n int) {
	line := d.line(n)
	for i, r := range line {
		if printable(r) == r {
			continue
		}
		p := d.report("encoding", d.file.span(n, runeLen(line[:i])+1, 1), T("Hier steht ein unsichtbares Zeichen (U+%04X), das nicht in eine Textdatei gehört.",
			"An invisible character (U+%04X) stands here that does not belong in a text file.", r))
		p.Hint = T("Löschen Sie das Zeichen. Meist ist es beim Kopieren aus einem anderen Programm mitgekommen.",
			"Delete the character. It usually comes along when copying from another program.")
		d.lines[n-1] = strings.Map(printable, line)
		return
	}
}

// printable gives a space for characters that nobody typed on purpose, and that YAML refuses or takes for a line end.
func printable(r rune) rune {
	if r < 0x7f {
		if r < ' ' && r != '\t' {
			return ' '
		}
		return r
	}
	switch r {
	case '\u200b', '\u2060', '\ufeff', '\u2028', '\u2029', utf8.RuneError:
		return ' '
	}
	if unicode.IsControl(r) || r&0xfffe == 0xfffe {
		return ' '
	}
	return r
}

func (d *draft) scanTabs(n int) {
	line := d.line(n)
	tab := strings.IndexByte(line, '\t')
	if tab < 0 || strings.TrimLeft(line[:tab], " ") != "" || strings.TrimSpace(line) == "" {
		return
	}
	rest := strings.TrimLeft(line, " \t")
	lead := line[:len(line)-len(rest)]
	p := d.report("tab", d.file.span(n, tab+1, len(lead)-tab), T("Diese Zeile ist mit Tabulatoren eingerückt. YAML versteht nur Leerzeichen.",
		"This line is indented with tabs. YAML understands spaces only."))
	p.Hint = T("Ersetzen Sie jeden Tabulator durch zwei Leerzeichen.", "Replace each tab with two spaces.")
	d.blankLead(n, strings.Repeat(" ", d.tabWidth(n, lead)), lead, rest)
}

// tabWidth guesses how many spaces the tabs in front of a line stand for: what the line above expects.
func (d *draft) tabWidth(n int, lead string) int {
	prev := d.above(n)
	if prev == 0 {
		return 0
	}
	p := dissect(d.line(prev))
	if p.key != "" && (p.value == "" || opensText.MatchString(d.line(prev))) {
		return p.keyCol + 1
	}
	levels, _ := d.levels(n)
	levels = append([]int{p.keyCol - 1}, levels...)
	for _, want := range levels {
		for _, size := range []int{2, 4, 8} {
			if want == runeLen(strings.ReplaceAll(lead, "\t", strings.Repeat(" ", size))) {
				return want
			}
		}
	}
	return p.keyCol - 1
}

func (d *draft) blankLead(n int, to, from, rest string) {
	d.lines[n-1] = to + rest
	if by := runeLen(to) - runeLen(from); by != 0 {
		d.edits[n] = append(d.edits[n], edit{1, by})
	}
}

func (d *draft) scanDocument(n int) {
	rest := strings.TrimSpace(strings.Join(d.lines[n:], "\n"))
	if rest != "" {
		p := d.ds.Error("yaml", d.file.span(n, 1, 3), T("Ab hier beginnt ein zweites Dokument. Eine Datei darf nur eines enthalten.",
			"A second document begins here. A file may contain only one."))
		p.Hint = T("Löschen Sie diese Zeile, oder verteilen Sie den Inhalt auf zwei Dateien.", "Delete this line, or split the content into two files.")
	}
	d.lines = d.lines[:n-1]
}

func (d *draft) directive(n int) {
	d.ds.Error("yaml", d.file.span(n, 1, runeLen(d.line(n))), T("Zeilen, die mit %[1]s beginnen, sind hier nicht erlaubt. Bitte löschen Sie diese Zeile.",
		"Lines that begin with %[1]s are not allowed here. Please delete this line.", "%"))
	d.blank(n)
}

func (d *draft) scanHardSpaces(n int) {
	line := d.line(n)
	if !strings.Contains(line, "\u00a0") {
		return
	}
	found := nbspAhead.FindString(line)
	if found == "" {
		return
	}
	rest := strings.TrimLeft(line[len(found):], " \u00a0")
	lead := line[:len(line)-len(rest)]
	p := d.report("indentation", d.file.span(n, runeLen(found), 1), T("Hier steht ein geschütztes Leerzeichen. YAML versteht hier nur gewöhnliche Leerzeichen.",
		"A non-breaking space stands here. YAML understands only ordinary spaces in this place."))
	p.Hint = T("Löschen Sie den Leerraum und tippen Sie ihn mit der Leertaste neu.", "Delete the white space and type it again with the space bar.")
	d.blankLead(n, strings.ReplaceAll(lead, "\u00a0", " "), lead, rest)
}
