package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind tells the three kinds of YAML values apart.
type Kind int

const (
	Scalar Kind = iota // one text, number, date …
	List               // items that start with "- "
	Map                // keys with values
)

// Node is one value of a YAML document, with the place where it stands.
type Node struct {
	Kind   Kind
	Value  string  // scalar: its text after YAML unquoting and folding; "" with Null for an empty value or null
	Null   bool    // scalar: nothing stands there, or null
	Plain  bool    // scalar: neither quoted nor a block, so that no, 12 and dates can be told from quoted text
	At     Span    // scalar: the value on its first line, its key if it is empty; list and map: the first item or key
	Items  []*Node // list
	Pairs  []Pair  // map, in file order; of a key that stands twice the first
	Braces bool    // map: written in braces, on one line

	file  *File
	quote rune // scalar: '"', '\'', '|', '>', 0 if plain
	told  bool // the value was already reported, more complaints about it would confuse
}

// Pair is one entry of a map.
type Pair struct{ Key, Value *Node }

// Get returns the value of key; nil if it is absent, n is nil or not a map.
func (n *Node) Get(key string) *Node { return n.pair(key).Value }

// Key returns the node of the key itself; nil if it is absent, n is nil or not a map.
func (n *Node) Key(key string) *Node { return n.pair(key).Key }

func (n *Node) pair(key string) Pair {
	if n != nil {
		for _, p := range n.Pairs {
			if p.Key.Value == key {
				return p
			}
		}
	}
	return Pair{}
}

// Find tells where the nth occurrence (counted from 0) of sub stands in the source text of a scalar. White space of any
// length equals one space, so that text which YAML folds over lines is found too; the span ends with its first line.
// The result is n.At if sub cannot be found, which happens with unusual escapes only. A nil node gives the zero span.
func (n *Node) Find(sub string, nth int) Span {
	if n == nil {
		return Span{}
	}
	sub = squeeze(sub)
	if n.Kind != Scalar || n.file == nil || sub == "" || nth < 0 {
		return n.At
	}
	text, places := n.source()
	from := 0
	for {
		i := strings.Index(text[from:], sub)
		if i < 0 {
			return n.At
		}
		from += i
		if nth == 0 {
			break
		}
		nth--
		from += len(sub)
	}
	first := utf8.RuneCountInString(text[:from])
	last := first + runeLen(sub) - 1
	for last > first && places[last].line != places[first].line {
		last--
	}
	return n.file.span(places[first].line, places[first].col, places[last].col-places[first].col+1)
}

type place struct{ line, col int }

// source returns the text of a scalar as it stands in the file, simple escapes resolved and white space squeezed, and for
// each of its runes the place where it stands.
func (n *Node) source() (string, []place) {
	var text strings.Builder
	var places []place
	space := true
	emit := func(r rune, at place) {
		if unicode.IsSpace(r) {
			if space {
				return
			}
			r = ' '
		}
		space = r == ' '
		text.WriteRune(r)
		places = append(places, at)
	}
	want := runeLen(squeeze(n.Value))
	line, col := n.At.Line, n.At.Col
	if n.quote == '"' || n.quote == '\'' {
		col++
	}
	for ; line <= len(n.file.lines) && len(places) <= want; line, col = line+1, 1 {
		runes := []rune(after(n.file.Line(line), col))
		for i := 0; i < len(runes); i++ {
			at, r := place{line, col + i}, runes[i]
			switch {
			case r == n.quote && r == '\'' && i+1 < len(runes) && runes[i+1] == '\'':
				i++
			case r == n.quote && (r == '\'' || r == '"'):
				return text.String(), places
			case n.quote == '"' && r == '\\' && i+1 < len(runes):
				i++
				r = unescape(runes[i])
			}
			emit(r, at)
		}
		emit('\n', place{line, col + len(runes)})
	}
	cut := min(len(places), want)
	return string([]rune(text.String())[:cut]), places[:cut]
}

func unescape(r rune) rune {
	switch r {
	case 'n', 't', 'r', '_', 'N', 'L', 'P':
		return ' '
	}
	return r
}

// squeeze makes every run of white space one space and drops it at the start.
func squeeze(s string) string {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	out := strings.Join(fields, " ")
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		out += " "
	}
	return out
}
