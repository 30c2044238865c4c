package flows

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// render writes a text in the style of the house: short ones on one line, long ones as blocks.
func render(indent, id string, c change) []string {
	if c.hash == "" && len(c.forms) == 1 {
		return []string{indent + id + ": " + quote(c.forms["other"])}
	}
	var fields []string
	if c.hash != "" {
		fields = append(fields, "hash: "+c.hash)
	}
	lines := []string{indent + id + ":"}
	deep := indent + "  "
	for _, f := range fields {
		lines = append(lines, deep+f)
	}
	inline := true
	for _, form := range slices.SortedFunc(maps.Keys(c.forms), func(a, b string) int {
		return cmp.Compare(slices.Index(pluralForms, a), slices.Index(pluralForms, b))
	}) {
		name, text := form, trim(c.forms[form])
		if len(c.forms) == 1 {
			name = "text"
		}
		fields = append(fields, name+": "+quote(text))
		if !isBlock(text) {
			lines = append(lines, deep+name+": "+quote(text))
			continue
		}
		inline = false
		lines = append(lines, deep+name+": |")
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, strings.TrimRight(deep+"  "+line, " "))
		}
	}
	if inline {
		return []string{indent + id + ": {" + strings.Join(fields, ", ") + "}"}
	}
	return lines
}

// isBlock reports whether a text has several lines that YAML keeps in a block as they are.
func isBlock(text string) bool {
	first, _, more := strings.Cut(text, "\n")
	return more && strings.TrimSpace(first) != "" && !strings.HasPrefix(text, " ") && !trailingRE.MatchString(text) &&
		!strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !isRaw(r) })
}

// isRaw reports whether YAML takes a character as it is, and editors show it or its effect.
func isRaw(r rune) bool {
	return unicode.IsPrint(r) || unicode.In(r, unicode.Zs, unicode.Cf) && r != '\ufeff'
}

// quote writes a text in double quotes. What Go escapes, YAML understands.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case isRaw(r):
			b.WriteRune(r)
		default:
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	b.WriteByte('"')
	return b.String()
}

// comments collects the comments among the lines of a text that is written anew. What looks like one inside a block or in quotes is text.
func comments(lines []string) []string {
	var out []string
	var s commentScanner
	for _, line := range lines {
		if c := s.scan(line); c != "" {
			out = append(out, c)
		}
	}
	return out
}

type commentScanner struct {
	quote rune
	block int // indentation of the key whose block runs, -1 without; 0 is none, as keys here are indented
}

func (s *commentScanner) scan(line string) string {
	trimmed := strings.TrimSpace(line)
	if s.block > 0 && (trimmed == "" || indentOf(line) > s.block) {
		return ""
	}
	s.block = 0
	last, escaped := ':', false
	for i, r := range line {
		switch {
		case escaped:
			escaped = false
		case s.quote == '"' && r == '\\':
			escaped = true
		case s.quote != 0:
			if r == s.quote {
				s.quote = 0
			}
		case (r == '"' || r == '\'') && strings.ContainsRune(":,{[", last):
			s.quote = r
		case r == '#' && (i == 0 || line[i-1] == ' '):
			s.open(line[:i], indentOf(line))
			return line[i:]
		}
		if r != ' ' {
			last = r
		}
	}
	s.open(line, indentOf(line))
	return ""
}

func (s *commentScanner) open(line string, indent int) {
	if s.quote == 0 && blockRE.MatchString(line) {
		s.block = indent
	}
}

var (
	blockRE    = regexp.MustCompile(`:\s+[|>][-+0-9]*\s*$`)
	trailingRE = regexp.MustCompile(`(?m)[ \t]$`)
)
