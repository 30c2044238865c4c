package richtext

import (
	"strings"
	"unicode"
)

// Terminal renders the text for a terminal. Lines are wrapped at width cells, list items with a hanging indent; a width
// of 0 or less wraps nothing. A URL is never broken, so that it can still be clicked, and may be longer than a line. A
// link shows its URL in parentheses unless its text says the same, be it a telephone number. With color, bold, italic, links (underlined) and code
// (cyan) are marked by escape sequences; without, by nothing.
func (t Text) Terminal(color bool, width int) string {
	t = t.withURLs()
	var b strings.Builder
	from := 0
	for line := range strings.SplitSeq(t.plain, "\n") {
		if from > 0 {
			b.WriteByte('\n')
		}
		hang := t.hang(from, from+len(line), width)
		for at := 0; ; {
			n, cut := wrap(line[at:], width, at > 0, hang)
			t.paint(&b, from+at, from+at+n, color)
			if at += cut; at >= len(line) {
				break
			}
			b.WriteString("\n" + strings.Repeat(" ", hang))
		}
		from += len(line) + 1
	}
	return b.String()
}

// withURLs returns t with the URL of each link as visible text after it.
func (t Text) withURLs() Text {
	links := t.Links()
	if len(links) == 0 {
		return t
	}
	var b builder
	var last run
	show := func() {
		if last.link == 0 {
			return
		}
		if !said(links[0]) {
			b.append([]byte(" ("), run{})
			b.append([]byte(links[0].URL), run{link: last.link})
			b.append([]byte(")"), run{})
		}
		links = links[1:]
	}
	for s, r := range t.spans(0, len(t.plain)) {
		if r.link != last.link {
			show()
		}
		b.append([]byte(s), r)
		last = r
	}
	show()
	b.links = t.links
	return b.text()
}

// said reports whether the text of a link says what its URL says.
func said(l Link) bool {
	number, isCall := strings.CutPrefix(l.URL, "tel:")
	shown := strings.TrimPrefix(digits(l.Text), "0")
	return l.Text == l.URL || isCall && shown != "" && !strings.ContainsFunc(l.Text, unicode.IsLetter) && strings.HasSuffix(number, shown)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// hang returns the indent of the wrapped lines of the line from..to: the width of its list marker.
func (t Text) hang(from, to, width int) int {
	for s, r := range t.spans(from, to) {
		if indent := cellsOf(s); r.style == marker && indent <= width/2 {
			return indent
		}
		break
	}
	return 0
}

func cellsOf(s string) int {
	sum := 0
	for s != "" {
		size, cells := cluster(s)
		sum += cells
		s = s[size:]
	}
	return sum
}

// wrap returns how many bytes of s to show on this line, and how many to go on after.
func wrap(s string, width int, indented bool, hang int) (show, next int) {
	if width <= 0 {
		return len(s), len(s)
	}
	if indented {
		width -= hang
	}
	space, used := 0, 0
	for at := 0; at < len(s); {
		if s[at] == ' ' {
			space = at
		}
		size, cells := cluster(s[at:])
		if used += cells; used > width && s[at] != ' ' {
			if space == 0 {
				space = max(at, urlEnd(s), min(size, len(s)))
			}
			rest := strings.TrimLeft(s[space:], " ")
			return len(strings.TrimRight(s[:space], " ")), len(s) - len(rest)
		}
		at += size
	}
	return len(s), len(s)
}

// urlEnd returns where the first word of s ends if it is a URL, else 0.
func urlEnd(s string) int {
	word, _, _ := strings.Cut(s, " ")
	if strings.Contains(word, "://") {
		return len(word)
	}
	return 0
}

// paint writes the bytes from..to of t.
func (t Text) paint(b *strings.Builder, from, to int, color bool) {
	for s, r := range t.spans(from, to) {
		look := ""
		if r.style&bold != 0 {
			look += ";1"
		}
		if r.style&italic != 0 {
			look += ";3"
		}
		if r.link != 0 {
			look += ";4"
		}
		if r.style&code != 0 {
			look += ";36"
		}
		if !color || look == "" {
			b.WriteString(s)
			continue
		}
		b.WriteString("\x1b[" + look[1:] + "m" + s + "\x1b[0m")
	}
}
