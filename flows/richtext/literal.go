package richtext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// literal writes plain text so that Mattermost shows it as it is. At the start of a line more is dangerous than later.
// Inside markup, which the web client looks for with regular expressions that know no backslash, entities are used.
func (w *markdownWriter) literal(s string, start, inside bool) {
	if start {
		n := w.lineStart(s)
		s = s[n:]
	}
	from := 0
	for i, r := range s {
		if sign := neutral(s, i, r, inside); sign != "" {
			w.write(s[from:i])
			w.write(sign)
			from = i + utf8.RuneLen(r)
		}
	}
	w.write(s[from:])
}

// lineStart writes what would begin a block, and returns its length.
func (w *markdownWriter) lineStart(s string) int {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch c := s[min(digits, len(s)-1)]; {
	case digits > 0 && digits < len(s) && (c == '.' || c == ')'):
		w.write(s[:digits] + `\` + string(c))
		return digits + 1
	case digits > 0:
	case c == '#':
		w.write(`\#` + gap)
		return 1
	case c == '-' || c == '+' || c == '>':
		w.write(`\` + string(c))
		return 1
	case c == '=' || unicode.IsSpace(firstRune(s)): // no-break spaces count as an indent
		w.write(gap)
	}
	return 0
}

// neutral returns how to write the character r at s[i], or "" if as it is.
func neutral(s string, i int, r rune, inside bool) string {
	rest := s[i+utf8.RuneLen(r):]
	next := firstRune(rest)
	switch r {
	case '\\':
		if unicode.IsLetter(next) || unicode.IsDigit(next) {
			return "" // the web client shows \\n with both backslashes
		}
		return `\` + gap
	case '*', '_', '`', '[', ']', '|':
		if inside {
			return fmt.Sprintf("&#%d;", r)
		}
		return `\` + string(r)
	case '~':
		return `\~` + gap
	case '$':
		return "&#36;" // formulas know no backslash
	case '<':
		return "&lt;" + gap // not to be a heart, which is found after the entity
	case '&':
		if next == '#' || next < utf8.RuneSelf && unicode.IsLetter(next) || rest == "" {
			return "&" + gap
		}
	case '@', '#':
		if rest == "" || !unicode.IsSpace(next) {
			return string(r) + gap
		}
	case ':', ';':
		if !unicode.IsSpace(next) && !(r == ':' && isTime(s[:i], rest)) {
			return string(r) + gap
		}
	case '.':
		if endsWWW(s[:i]) {
			return gap + "."
		}
	case '/':
		if endsDomain(s[:i]) {
			return gap + "/"
		}
	}
	return ""
}

// isTime reports whether the colon between before and after is one like in 10:30, and neither a scheme's (tel:30) nor
// an emoji's (:100:).
func isTime(before, after string) bool {
	scheme := before[1+strings.LastIndexFunc(before, func(r rune) bool {
		return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+.-", r)
	}):]
	digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
	return digits > 0 && strings.Trim(scheme, "0123456789") == "" &&
		(digits == len(after) || strings.IndexByte(" .,;)", after[digits]) >= 0)
}

// endsWWW reports whether s ends in www, www2 and so on, which begin an address.
func endsWWW(s string) bool {
	s = strings.TrimRight(s[max(0, len(s)-6):], "0123456789")
	return len(s) >= 3 && strings.EqualFold(s[len(s)-3:], "www")
}

// endsDomain reports whether s ends in a dot and two to four letters. With a slash after it, it is an address.
func endsDomain(s string) bool {
	for n := 0; n <= 4; n++ {
		r, size := utf8.DecodeLastRuneInString(s)
		if r == '.' {
			return n >= 2
		}
		if !unicode.IsLetter(r) {
			return false
		}
		s = s[:len(s)-size]
	}
	return false
}
