package richtext

import "strings"

// Escape makes s literal, so that a variable's value can be put into a text wherever there is
// plain text, bold or italic text or a link's text; in `code` the backslashes would show. Line breaks in s stay what they
// are: an empty line in a value ends the paragraph, and with it any **bold** around the value.
func Escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	start := true // the line may have begun here, with digits or spaces at most
	for i := range len(s) {
		c := s[i]
		switch c {
		case '\\', '*', '_', '`', '[', ']', '!', '(', ')':
			b.WriteByte('\\')
		case '-', '.':
			if start {
				b.WriteByte('\\')
			}
		case ':':
			if strings.HasPrefix(s[i:], "://") {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(c)
		switch {
		case c < ' ', c > '~': // a line break, or an invisible character of which nothing will remain
			start = true
		case c != ' ' && (c < '0' || c > '9'):
			start = false
		}
	}
	return b.String()
}
