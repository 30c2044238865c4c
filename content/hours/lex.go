package hours

import "strings"

type tokenKind uint8

const (
	end     tokenKind = iota
	number            // a run of digits
	word              // a run of letters
	comment           // "in straight quotes"
	symbol            // one character, or ||
)

// A token is a piece of the expression; offset counts runes.
type token struct {
	kind   tokenKind
	text   string // of a comment: without the quotes
	value  int    // of a number
	offset int
	length int
	spaced bool // white space before it
}

func (t token) is(text string) bool {
	return (t.kind == symbol || t.kind == word) && t.text == text
}

// digits says whether the token is a number of exactly n digits.
func (t token) digits(n int) bool { return t.kind == number && t.length == n }

// lex cuts an expression into tokens; the last one is of kind end. The only
// error is a comment that does not close.
func lex(expr string) ([]token, *Error) {
	src := []rune(expr)
	var tokens []token
	spaced := false
	for at := 0; at < len(src); {
		if strings.ContainsRune(" \t\r\n\u00a0", src[at]) {
			spaced = true
			at++
			continue
		}
		t := token{offset: at, spaced: spaced}
		spaced = false
		switch r := src[at]; {
		case isDigit(r):
			t.kind = number
			t.length = run(src[at:], isDigit)
			for _, d := range src[at : at+t.length] {
				t.value = min(t.value*10+int(d-'0'), 1e6)
			}
		case isLetter(r):
			t.kind = word
			t.length = run(src[at:], isLetter)
		case r == '"':
			t.kind = comment
			inside := run(src[at+1:], func(r rune) bool { return r != '"' })
			if t.length = inside + 2; at+t.length > len(src) {
				t.length--
				return nil, fail(codeQuoteOpen, t)
			}
			t.text = string(src[at+1 : at+1+inside])
		default:
			t.kind, t.length = symbol, 1
			if r == '|' && at+1 < len(src) && src[at+1] == '|' {
				t.length = 2
			}
		}
		if t.kind != comment {
			t.text = string(src[at : at+t.length])
		}
		tokens = append(tokens, t)
		at += t.length
	}
	return append(tokens, token{kind: end, offset: len(src), spaced: spaced}), nil
}

func run(src []rune, in func(rune) bool) int {
	for i, r := range src {
		if !in(r) {
			return i
		}
	}
	return len(src)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
