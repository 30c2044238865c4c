package source

import (
	"errors"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// explain says in plain words what the parser stumbled over. It reports whether the draft was mended, so that parsing again
// makes sense.
func (d *draft) explain(e *yaml.LoadError) bool {
	line, col := e.Mark.Line, e.Mark.Column
	has := func(s string) bool { return strings.Contains(e.Message, s) }
	within := func(s string) bool { return strings.Contains(e.ContextMsg, s) }
	if open, ok := d.unclosedAbove(line); ok && (has("mapping values") || has("expected ':'") || has("expected key") || has("expected '-'")) {
		return d.openQuote(open)
	}
	switch {
	case errors.Is(e, errDepth) || has("nested too deep"):
		d.ds.Error("yaml", d.span(line, col, 1), T("Hier ist zu tief verschachtelt: mehr als %d Ebenen.", "Nesting is too deep here: more than %d levels.", maxDepth))
		return false
	case has("tab"):
		return d.tab(line, col)
	case has("mapping values are not allowed"):
		return d.colon(line, col)
	case has("could not find expected ':'"):
		return d.noColon(e.ContextMark.Line)
	case has("did not find expected key"):
		return d.brokenMap(line, col)
	case has("did not find expected '-' indicator"):
		return d.brokenList(line, col, e.ContextMark)
	case has("',' or ']'"), has("',' or '}'"):
		return d.openBracket(e.ContextMark)
	case within("quoted scalar") && (has("end of stream") || has("document indicator")):
		return d.openQuote(d.openingQuote(e.ContextMark.Line))
	case within("quoted scalar"):
		return d.escape(line, col)
	case within("block scalar"):
		return d.blockStart(e.ContextMark.Line, e.ContextMark.Column)
	case has("block sequence entries"):
		return d.listInLine(line, col)
	case has("cannot start any token"), has("expected node content"), has("mapping keys are not allowed"),
		within("anchor"), within("alias"), within("tag"), has("unknown anchor"):
		if e.ContextMark.Line > 0 && !within("block") && !within("flow") {
			line, col = e.ContextMark.Line, e.ContextMark.Column
		}
		return d.badStart(line, col, e.Error())
	}
	d.unknown(line, col, e.Error())
	return false
}

func (d *draft) unknown(line, col int, original string) {
	at := Span{File: d.file.Name}
	if line > 0 {
		at = d.span(line, col, 1)
	}
	d.ds.Error("yaml", at, T("Ab hier lässt sich die Datei nicht lesen. Prüfen Sie diese Zeile und die darüber: Einrückung, Doppelpunkte, Anführungszeichen.",
		"From here on the file cannot be read. Check this line and the one above: indentation, colons, quotes.")).Hint =
		T("Meldung des YAML-Lesers: %s", "Message of the YAML reader: %s", original)
}

// above returns the nearest line over n that is neither blank nor a comment; 0 if there is none.
func (d *draft) above(n int) int {
	end := max(n-maxLookBack, 0)
	for n--; n > end; n-- {
		if l := strings.TrimSpace(d.line(n)); l != "" && l[0] != '#' {
			return n
		}
	}
	return 0
}

func (d *draft) tab(line, col int) bool {
	rest := after(d.line(line), col)
	d.ds.Error("tab", d.span(line, col, 1), T("Hier steht ein Tabulator. YAML versteht nur Leerzeichen.", "A tab stands here. YAML understands spaces only.")).Hint =
		T("Ersetzen Sie den Tabulator durch ein Leerzeichen.", "Replace the tab with a space.")
	if !strings.HasPrefix(rest, "\t") {
		return false
	}
	d.replaceFrom(line, col, " "+rest[1:])
	return true
}

var (
	keyLike  = regexp.MustCompile(`^[\p{Ll}][\p{Ll}\p{Nd}_-]*$`)
	tightKey = regexp.MustCompile(`^([\pL][\pL\p{Nd}_-]*):[^\s:/]`)
)

// colon explains a colon where none may be: in a text, or in a line that is indented too far, or below an unfinished line.
func (d *draft) colon(line, col int) bool {
	p := dissect(d.line(line))
	if p.colonCol > 0 && p.colonCol < col {
		return d.colonInText(line, col, p)
	}
	prev := d.above(line)
	q := dissect(d.line(prev))
	if prev > 0 && q.key == "" && (q.indent == p.indent || q.dashCol == 0 && keyLike.MatchString(q.value)) {
		return d.noColon(prev)
	}
	if keyLike.MatchString(p.key) && prev > 0 {
		return d.indentation(line)
	}
	d.ds.Error("colon", d.span(line, col, 1), T("Ein Doppelpunkt mitten im Text, danach ein Leerzeichen: YAML hält das für einen neuen Schlüssel.",
		"A colon inside a text, followed by a space: YAML takes this for a new key.")).Hint =
		T("Beginnen Sie mehrzeiligen Text mit „|“ hinter dem Schlüssel und rücken Sie alle Zeilen des Textes gleich weit ein.",
			"Start a text of several lines with “|” after its key and indent all lines of the text equally.")
	d.replaceFrom(line, col, "."+after(d.line(line), col+1))
	return true
}

func (d *draft) colonInText(line, col int, p parts) bool {
	if p.value != "" && strings.ContainsRune(`"'`, rune(p.value[0])) {
		return d.textAfter(line, p)
	}
	if strings.HasPrefix(p.value, "{") || strings.HasPrefix(p.value, "[") {
		d.unknown(line, col, "mapping values are not allowed in this context")
		return false
	}
	x := d.ds.Error("colon", d.span(line, col, 1), T("Dieser Text enthält einen Doppelpunkt mit Leerzeichen dahinter. Er muss in Anführungszeichen stehen.",
		"This text contains a colon followed by a space. It must be put in quotes."))
	x.suggestQuotes(p)
	if strings.ContainsAny(p.value, "„“”") {
		x.Hint.DE = "Die Anführungszeichen „ und “ zählen für YAML nicht. " + x.Hint.DE
		x.Hint.EN = "The quotes „ and “ do not count for YAML. " + x.Hint.EN
	}
	d.replaceFrom(line, p.valueCol, safe(p.value))
	return true
}

// suggestQuotes proposes the line with its value in quotes.
func (x *Diagnostic) suggestQuotes(p parts) {
	q := quoted(p.value)
	if q == "" || runeLen(q) > 60 {
		x.Hint = T("Setzen Sie den ganzen Text in einfache Anführungszeichen '…' oder beginnen Sie ihn mit „|“ in der nächsten Zeile.",
			"Put the whole text in single quotes '…', or start it with “|” on the next line.")
		return
	}
	if p.key != "" {
		q = p.key + ": " + q
	}
	x.write(q)
}

// write proposes the corrected text.
func (x *Diagnostic) write(text string) {
	x.Hint = T("Schreiben Sie: %s", "Write: %s", text)
}

// noColon explains a line that is neither key nor list item.
func (d *draft) noColon(line int) bool {
	p := dissect(d.line(line))
	prev := d.above(line)
	q := dissect(d.line(prev))
	text := p.value
	at := func(offset, size int) Span { return d.span(line, p.keyCol+offset, size) }
	switch m := tightKey.FindStringSubmatch(text); {
	case strings.HasPrefix(text, "-"):
		return d.tightDash(line, p.keyCol)
	case m != nil:
		x := d.ds.Error("colon", at(runeLen(m[1]), 1), T("Nach dem Doppelpunkt fehlt ein Leerzeichen.", "A space is missing after the colon."))
		x.write(shorten(m[1] + ": " + text[len(m[1])+1:]))
		d.insert(line, p.keyCol+runeLen(m[1])+1, " ")
		return true
	case prev > 0 && p.dashCol == 0 && q.dashCol == p.keyCol:
		return d.noDash(line, p)
	case prev > 0 && strings.IndexAny(q.value, "|>") == 0 && p.indent <= q.indent:
		d.ds.Error("indentation", at(0, runeLen(text)), T("Dieser Text gehört zu „%s“ und muss weiter eingerückt sein.", "This text belongs to “%s” and must be indented further.", q.key)).Hint =
			T("Rücken Sie alle Zeilen des Textes um zwei Leerzeichen weiter ein als „%s“.", "Indent all lines of the text by two spaces more than “%s”.", q.key)
		for n := line; n <= len(d.lines) && d.line(n) != "" && dissect(d.line(n)).key == ""; n++ {
			d.insert(n, 1, strings.Repeat(" ", q.keyCol+1))
		}
		return true
	}
	word, rest, _ := strings.Cut(text, " ")
	if !keyLike.MatchString(word) {
		d.ds.Error("colon", at(0, runeLen(text)), T("In dieser Zeile fehlt ein Schlüssel mit Doppelpunkt, oder sie gehört eingerückt zum Text darüber.",
			"This line lacks a key with a colon, or it belongs to the text above and must be indented."))
		d.blank(line)
		return true
	}
	x := d.ds.Error("colon", at(0, runeLen(word)), T("Nach „%s“ fehlt der Doppelpunkt.", "The colon after “%s” is missing.", word))
	x.write(shorten(strings.TrimRight(word+": "+rest, " ")))
	d.insert(line, p.keyCol+runeLen(word), ":")
	return true
}

func (d *draft) tightDash(line, col int) bool {
	x := d.ds.Error("list", d.span(line, col, 1), T("Nach dem Bindestrich fehlt ein Leerzeichen.", "A space is missing after the dash."))
	x.write("- " + shorten(after(d.line(line), col+1)))
	d.insert(line, col+1, " ")
	return true
}

func (d *draft) noDash(line int, p parts) bool {
	text := strings.TrimSpace(after(d.line(line), p.keyCol))
	x := d.ds.Error("list", d.span(line, p.keyCol, runeLen(text)), T("Am Anfang dieser Zeile fehlt der Bindestrich der Liste, oder sie ist falsch eingerückt.",
		"The dash of the list is missing at the start of this line, or its indentation is wrong."))
	x.write("- " + shorten(text))
	d.insert(line, p.keyCol, "- ")
	return true
}

// brokenMap explains a line that does not fit the map above it.
func (d *draft) brokenMap(line, col int) bool {
	p := dissect(d.line(line))
	lead := strings.TrimSpace(before(d.line(line), col))
	if lead != "" && lead != "-" {
		return d.textAfter(line, p)
	}
	if p.dashCol > 0 {
		d.ds.Error("list", d.span(line, p.dashCol, 1), T("Hier steht ein Listenpunkt zwischen Schlüsseln. Beides zusammen geht nicht.",
			"A list item stands between keys here. The two cannot be mixed.")).Hint =
			T("Vergleichen Sie die Einrückung mit den Zeilen darüber; vielleicht fehlt der Schlüssel, zu dem die Liste gehört.",
				"Compare the indentation with the lines above; maybe the key that the list belongs to is missing.")
		return false
	}
	return d.indentation(line)
}

// indentation explains a line whose indentation fits nothing above it.
func (d *draft) indentation(line int) bool {
	p := dissect(d.line(line))
	levels, text := d.levels(line)
	at := d.span(line, p.keyCol, runeLen(strings.TrimSpace(d.line(line))))
	if text > 0 {
		d.ds.Error("indentation", at, T("Diese Zeile ist weniger eingerückt als der Anfang des Textes in Zeile %d.",
			"This line is indented less than the start of the text in line %d.", text)).Hint =
			T("Rücken Sie alle Zeilen eines Textes gleich weit ein.", "Indent all lines of a text equally.")
		d.insert(line, 1, strings.Repeat(" ", max(dissect(d.line(text)).indent-p.indent, 1)))
		return true
	}
	near := nearest(levels, p.indent)
	x := d.ds.Error("indentation", at, T("Diese Zeile ist mit %[1]s eingerückt. Das passt zu keiner Zeile darüber.",
		"This line is indented by %[2]s. That fits no line above.", spaces(p.indent).DE, spaces(p.indent).EN))
	x.Hint = T("Was zusammengehört, steht genau untereinander.", "What belongs together stands exactly below each other.")
	l := d.line(line)
	if near == p.indent {
		return false
	}
	x.Hint.DE += " Wahrscheinlich sind hier " + spaces(near).DE + " richtig."
	x.Hint.EN += " Probably " + spaces(near).EN + " are right here."
	d.blankLead(line, strings.Repeat(" ", near), l[:p.indent], l[p.indent:])
	return true
}

func spaces(n int) Text {
	switch n {
	case 0:
		return T("0 Leerzeichen", "0 spaces")
	case 1:
		return T("1 Leerzeichen", "1 space")
	}
	return T("%d Leerzeichen", "%d spaces", n)
}

// levels returns the columns (from 0) at which keys stand that are still open above a line, innermost first, and the first
// line of the block text that the line breaks out of, 0 if it does not.
func (d *draft) levels(line int) (open []int, text int) {
	limit := 1 << 30
	below := dissect(d.line(line)).indent
	for n := d.above(line); n > 0 && limit > 0 && n > line-maxLookBack; n = d.above(n) {
		p := dissect(d.line(n))
		if p.indent >= limit {
			continue
		}
		if p.key == "" && p.dashCol == 0 {
			continue
		}
		if opensText.MatchString(d.line(n)) && below > p.indent {
			first := n + 1
			for first < line && strings.TrimSpace(d.line(first)) == "" {
				first++
			}
			if first < line {
				return open, first
			}
		}
		if p.dashCol > 0 && p.key != "" {
			open = append(open, p.keyCol-1)
		}
		open = append(open, p.indent)
		limit = p.indent
	}
	return open, 0
}

func nearest(levels []int, want int) int {
	best := want
	for i, l := range levels {
		if i == 0 || abs(l-want) < abs(best-want) {
			best = l
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// brokenList explains a line between list items that is none.
func (d *draft) brokenList(line, col int, start yaml.Mark) bool {
	p := dissect(d.line(line))
	rest := after(d.line(line), p.keyCol)
	switch {
	case strings.HasPrefix(rest, "-") && len(rest) > 1:
		return d.tightDash(line, p.keyCol)
	case p.keyCol == start.Column && p.dashCol == 0:
		return d.noDash(line, p)
	case strings.TrimSpace(before(d.line(line), col)) != "" && p.value != "":
		return d.textAfter(line, p)
	}
	return d.indentation(line)
}
