package richtext

import "strings"

// HTML renders the text for Telegram's parse mode "HTML". It uses <b>, <i>, <code> and <a> only, always properly
// nested, and what it shows is exactly Plain.
func (t Text) HTML() string {
	var b strings.Builder
	b.Grow(len(t.plain) + 16*len(t.runs) + 32)
	var open run
	for s, r := range t.spans(0, len(t.plain)) {
		t.tags(&b, open, r)
		writeEscaped(&b, s)
		open = r
	}
	t.tags(&b, open, run{})
	return b.String()
}

// tags closes and opens what differs between two runs. The order of nesting is always link, bold, italic; code has
// neither of them.
func (t Text) tags(b *strings.Builder, from, to run) {
	first := 0 // of the styles: this one and those inside it change
	if from.link == to.link {
		for first < len(tagged) && from.style&tagged[first].style == to.style&tagged[first].style {
			first++
		}
	}
	for i := len(tagged) - 1; i >= first; i-- {
		if from.style&tagged[i].style != 0 {
			b.WriteString("</" + tagged[i].name + ">")
		}
	}
	if from.link != to.link {
		if from.link != 0 {
			b.WriteString("</a>")
		}
		if to.link != 0 {
			b.WriteString(`<a href="`)
			writeEscaped(b, t.links[to.link-1])
			b.WriteString(`">`)
		}
	}
	for _, tag := range tagged[first:] {
		if to.style&tag.style != 0 {
			b.WriteString("<" + tag.name + ">")
		}
	}
}

// tagged is in the order of nesting, the outermost first.
var tagged = [...]struct {
	style style
	name  string
}{{bold, "b"}, {italic, "i"}, {code, "code"}}

func writeEscaped(b *strings.Builder, s string) {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		default:
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(entity)
		from = i + 1
	}
	b.WriteString(s[from:])
}
