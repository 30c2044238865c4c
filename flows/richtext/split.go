package richtext

import (
	"strings"
	"unicode/utf8"
)

// Split cuts t into pieces of at most limit UTF-16 units: between paragraphs if it can, else between lines, sentences,
// words, and only at last inside a word. Markup that is cut goes on in the next piece. Nothing but the white space at
// the cuts is lost. The empty text has no pieces. A limit below 2 counts as 2, since many characters have two units.
func Split(t Text, limit int) []Text {
	limit = max(limit, 2)
	var pieces []Text
	from := 0
	for from < len(t.plain) {
		rest := t.plain[from:]
		cut := fit(rest, limit)
		if cut < len(rest) {
			cut = breakBefore(rest, cut)
		}
		piece := strings.TrimRight(rest[:cut], " \n")
		if piece != "" {
			pieces = append(pieces, t.slice(from, from+len(piece)))
		}
		from = len(t.plain) - len(strings.TrimLeft(rest[cut:], " \n"))
	}
	return pieces
}

// fit returns how many bytes of s fit into limit units, without cutting a character unless it alone is too long.
func fit(s string, limit int) int {
	end := 0
	for end < len(s) {
		size, _ := cluster(s[end:])
		if units := UTF16Len(s[end : end+size]); units <= limit {
			limit -= units
			end += size
			continue
		}
		if end > 0 {
			return end
		}
		for {
			r, size := utf8.DecodeRuneInString(s[end:])
			if limit -= utf16Len(r); limit < 0 {
				return end
			}
			end += size
		}
	}
	return end
}

// breakBefore returns the best place to cut s at or before end, which is more than 0.
func breakBefore(s string, end int) int {
	if i := strings.LastIndex(s[:min(end+2, len(s))], "\n\n"); i > 0 {
		return i
	}
	window := s[:min(end+1, len(s))] // the space at a cut need not fit
	if i := strings.LastIndexByte(window, '\n'); i > 0 {
		return i
	}
	for i := strings.LastIndexByte(window, ' '); i > 0; i = strings.LastIndexByte(window[:i], ' ') {
		if endsSentence(window[:i]) {
			return i
		}
	}
	if i := strings.LastIndexByte(window, ' '); i > 0 {
		return i
	}
	return end
}

// endsSentence reports whether s, which a space follows, ends a sentence, and not with a date or an abbreviation like
// "am 3." or "z. B.".
func endsSentence(s string) bool {
	switch lastRune(s) {
	case '!', '?', '…', '؟', '。':
		return true
	case '.':
		s = s[:len(s)-1]
		last := lastRune(s)
		before := lastRune(s[:max(0, len(s)-utf8.RuneLen(last))])
		return (last < '0' || last > '9') && before != ' ' && before != '\n'
	}
	return false
}
