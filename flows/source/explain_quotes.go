package source

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// textAfter explains a value that begins with a quote or bracket and goes on behind its end.
func (d *draft) textAfter(line int, p parts) bool {
	if p.value == "" {
		d.unknown(line, p.keyCol, "did not find expected key")
		return false
	}
	sign := []rune(p.value)[0]
	x := d.ds.Error("quotes", d.span(line, p.valueCol, runeLen(p.value)), T("Nach dem schließenden Zeichen geht der Text noch weiter. Ein Text, der mit %c beginnt, muss ganz in Anführungszeichen stehen.",
		"The text goes on after the closing character. A text that starts with %c must stand in quotes as a whole.", sign))
	x.suggestQuotes(p)
	d.replaceFrom(line, p.valueCol, safe(p.value))
	return true
}

// openingQuote returns the line at or above first whose value opens a quote and does not close it; first if there is none.
func (d *draft) openingQuote(first int) int {
	for n := first; n > 0 && n > first-maxLookBack; n-- {
		if opensQuote(dissect(d.line(n)).value) {
			return n
		}
	}
	return first
}

func opensQuote(value string) bool {
	return value != "" && (value[0] == '"' || value[0] == '\'') && quoteEnd([]rune(value), 0) == 0
}

// unclosedAbove finds a quote that was forgotten to be closed: the quote that closes it for the parser is meant to open another
// text, which shows because text follows it. The parser stumbles on that line or on the next one.
func (d *draft) unclosedAbove(line int) (int, bool) {
	open := d.openingQuote(line - 1)
	if open < 1 || open >= line || !opensQuote(dissect(d.line(open)).value) {
		return 0, false
	}
	sign := dissect(d.line(open)).value[:1]
	for n := open + 1; n <= line; n++ {
		if _, rest, ok := strings.Cut(d.line(n), sign); ok {
			rest = strings.TrimSpace(rest)
			return open, rest != "" && rest[0] != '#' && n >= d.above(line)
		}
	}
	return 0, false
}

func (d *draft) openQuote(line int) bool {
	p := dissect(d.line(line))
	if !opensQuote(p.value) {
		d.unknown(line, p.valueCol, "unclosed quote")
		return false
	}
	sign := p.value[:1]
	x := d.ds.Error("quotes", d.span(line, p.valueCol, 1), T("Das Anführungszeichen %s wird hier geöffnet, aber nicht wieder geschlossen.",
		"The quote %s is opened here but never closed.", sign))
	body := p.value[1:]
	switch {
	case strings.ContainsAny(body, "“”"):
		x.Hint = T("Die Anführungszeichen “ und ” schließen für YAML nicht. Am Anfang und am Ende muss %s stehen.",
			"For YAML the quotes “ and ” do not close. %s must stand at both ends.", sign)
		body = strings.TrimRight(body, "“”")
	default:
		x.Hint = T("Setzen Sie %s an das Ende des Textes.", "Put %s at the end of the text.", sign)
	}
	if d.line(line) == before(d.line(line), p.valueCol)+safe(body) {
		return false
	}
	d.replaceFrom(line, p.valueCol, safe(body))
	return true
}

func (d *draft) openBracket(start yaml.Mark) bool {
	l := d.line(start.Line)
	rest := after(l, start.Column)
	if rest == "" {
		d.unknown(start.Line, start.Column, "unclosed bracket")
		return false
	}
	sign, end := rest[:1], "]"
	if sign == "{" {
		end = "}"
	}
	x := d.ds.Error("quotes", d.span(start.Line, start.Column, 1), T("Die Klammer %s wird hier geöffnet, aber nicht richtig geschlossen.",
		"The bracket %s is opened here but not closed properly.", sign))
	x.Hint = T("Setzen Sie %[2]s an das Ende und trennen Sie die Teile mit Komma. Soll es Text sein, setzen Sie ihn in Anführungszeichen.",
		"Put %[2]s at the end and separate the parts with commas. If it is meant as text, put it in quotes.", sign, end)
	if strings.Contains(rest, end) {
		return false
	}
	d.replaceFrom(start.Line, start.Column, dropComment(rest)+end)
	return true
}

func (d *draft) escape(line, col int) bool {
	l := d.line(line)
	if i := strings.LastIndexByte(before(l, col+1), '\\'); i >= 0 {
		col = runeLen(l[:i]) + 1
	}
	x := d.ds.Error("quotes", d.span(line, col, 2), T("Der Rückstrich \\ hat in doppelten Anführungszeichen eine besondere Bedeutung.",
		"The backslash \\ has a special meaning in double quotes."))
	x.Hint = T("Nehmen Sie einfache Anführungszeichen '…', oder schreiben Sie \\\\.", "Use single quotes '…', or write \\\\.")
	if !strings.HasPrefix(after(l, col), "\\") {
		return false
	}
	d.replaceFrom(line, col, "/"+after(l, col+1))
	return true
}

// blockStart explains text on the line of | or >.
func (d *draft) blockStart(line, col int) bool {
	rest := after(d.line(line), col)
	if rest == "" {
		d.unknown(line, col, "block scalar")
		return false
	}
	p := dissect(d.line(line))
	x := d.ds.Error("quotes", d.span(line, col, runeLen(dropComment(rest))), T("Nach %s beginnt der Text erst in der nächsten Zeile.",
		"After %s the text begins only on the next line.", rest[:1]))
	x.Hint = T("Schreiben Sie den Text eingerückt in die nächste Zeile. Soll %[1]s zum Text gehören, setzen Sie ihn in Anführungszeichen.",
		"Write the text indented on the next line. If %[1]s is part of the text, put it in quotes.", rest[:1])
	next := dissect(d.line(line + 1))
	if strings.TrimSpace(d.line(line+1)) != "" && next.indent >= p.keyCol {
		d.replaceFrom(line, col, rest[:1]) // the lines below are the rest of the text
	} else {
		d.replaceFrom(line, col, safe(rest))
	}
	return true
}

func (d *draft) listInLine(line, col int) bool {
	x := d.ds.Error("list", d.span(line, col, 1), T("Eine Liste darf nicht in der Zeile ihres Schlüssels beginnen.", "A list must not begin on the line of its key."))
	x.Hint = T("Schreiben Sie jeden Punkt mit „- “ in eine eigene Zeile. Soll es Text sein, setzen Sie ihn in Anführungszeichen.",
		"Write each item with “- ” on a line of its own. If it is meant as text, put it in quotes.")
	p := dissect(d.line(line))
	if p.key == "" {
		return false
	}
	d.replaceFrom(line, p.valueCol, safe(p.value))
	return true
}

// badStart explains a text whose first character means something to YAML.
func (d *draft) badStart(line, col int, original string) bool {
	l := d.line(line)
	p := dissect(l)
	rest := after(l, col)
	if strings.HasPrefix(rest, "\t") {
		return d.tab(line, col)
	}
	if rest == "" || col < p.valueCol {
		d.unknown(line, col, original)
		return false
	}
	sign := []rune(rest)[0]
	x := d.ds.Error("quotes", d.span(line, col, 1), T("Ein Text darf nicht mit %c beginnen, außer in Anführungszeichen.",
		"A text must not start with %c, unless it is in quotes.", sign))
	if col != p.valueCol {
		d.replaceFrom(line, col, "x"+rest[len(string(sign)):])
		return true
	}
	x.suggestQuotes(p)
	d.replaceFrom(line, col, safe(p.value))
	return true
}
