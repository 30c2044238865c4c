package source

import "strings"

// parts is one line of YAML, cut up without regard to the lines around it. Columns count from 1, 0 means there is none.
type parts struct {
	indent   int // leading spaces
	dashCol  int // the last "- " of a list item
	keyCol   int // where the text after indentation and dashes begins
	key      string
	colonCol int
	valueCol int    // where the value begins; keyCol if there is no key
	value    string // without trailing spaces and, unless it is quoted, without comment
}

func dissect(line string) parts {
	var p parts
	r := []rune(strings.TrimRight(line, " "))
	i := skipSpaces(r, 0)
	p.indent = i
	for i < len(r) && r[i] == '-' && (i+1 == len(r) || r[i+1] == ' ') {
		p.dashCol = i + 1
		i = skipSpaces(r, i+1)
	}
	p.keyCol = i + 1
	if c := colonAt(r, i); c >= 0 {
		p.key, p.colonCol = strings.TrimRight(string(r[i:c]), " "), c+1
		i = skipSpaces(r, c+1)
	}
	p.valueCol = i + 1
	p.value = dropComment(string(r[i:]))
	return p
}

func skipSpaces(r []rune, i int) int {
	for i < len(r) && (r[i] == ' ' || r[i] == '\t') {
		i++
	}
	return i
}

// colonAt returns the index of the colon that ends the key which starts at r[i]; -1 if there is none.
func colonAt(r []rune, i int) int {
	if i < len(r) && (r[i] == '"' || r[i] == '\'') {
		if end := quoteEnd(r, i); end > 0 {
			if k := skipSpaces(r, end+1); k < len(r) && r[k] == ':' {
				return k
			}
			return -1
		}
	}
	for k := i; k < len(r); k++ {
		if r[k] == ':' && (k+1 == len(r) || r[k+1] == ' ' || r[k+1] == '\t') {
			return k
		}
		if r[k] == '#' && (k == i || r[k-1] == ' ') {
			return -1
		}
	}
	return -1
}

// quoteEnd returns the index of the quote that closes the one at r[i]; 0 if the line ends before.
func quoteEnd(r []rune, i int) int {
	for k := i + 1; k < len(r); k++ {
		switch {
		case r[k] == '\\' && r[i] == '"':
			k++
		case r[k] == r[i] && r[i] == '\'' && k+1 < len(r) && r[k+1] == '\'':
			k++
		case r[k] == r[i]:
			return k
		}
	}
	return 0
}

func dropComment(s string) string {
	if strings.HasPrefix(s, "#") {
		return ""
	}
	if s != "" && s[0] != '"' && s[0] != '\'' {
		if i := strings.Index(s, " #"); i >= 0 {
			s = strings.TrimRight(s[:i], " ")
		}
	}
	return s
}

// quoted puts a text into the quotes that it does not contain itself; "" if it contains both kinds.
func quoted(s string) string {
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	case !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return ""
}

// safe is the text as single quoted YAML.
func safe(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// shorten cuts a text for use in a sentence.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
