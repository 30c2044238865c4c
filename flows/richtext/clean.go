package richtext

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// maxMarkers is how many characters of markup a paragraph may have. goldmark's worst case is the number of markers
// times the length; nobody writes a paragraph with so many, so one that has more is shown as typed.
const maxMarkers = 500

// clean returns s as valid UTF-8 with "\n" as the only line break and control character. It treats control characters
// and bidirectional overrides as Telegram does with what bots send, so that the length is right. See clean_input_string
// in https://github.com/tdlib/td/blob/master/td/telegram/misc.cpp. The isolates U+2066 to U+2069 stay.
func clean(s string) []byte {
	out := make([]byte, 0, len(s))
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c >= ' ' && c < 0x7f || c == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		with, replaced := replacement(r, size)
		if replaced {
			out = append(out, s[from:i]...)
			out = append(out, with...)
			if r == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				size++
			}
			from = i + size
		}
		i += size
	}
	return append(out, s[from:]...)
}

func replacement(r rune, size int) (string, bool) {
	switch {
	case r == '\r', r == '\u2028', r == '\u2029':
		return "\n", true
	case r < ' ', r >= 0x7f && r < 0xa0:
		return " ", true
	case r >= '\u202a' && r <= '\u202e':
		return "", true
	case r == utf8.RuneError && size == 1:
		return "\ufffd", true
	}
	return "", false
}

// bound escapes all markup in paragraphs that have more than maxMarkers.
func bound(src []byte) []byte {
	if countMarkers(src) <= maxMarkers {
		return src
	}
	out := make([]byte, 0, 2*len(src))
	for len(src) > 0 {
		n := paragraphLen(src)
		if countMarkers(src[:n]) > maxMarkers {
			out = escapeMarkers(out, src[:n])
		} else {
			out = append(out, src[:n]...)
		}
		src = src[n:]
	}
	return out
}

// paragraphLen returns the length of the lines up to and including the first blank one.
func paragraphLen(src []byte) int {
	n := 0
	for n < len(src) {
		line := src[n:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		n += len(line)
		if util.IsBlank(line) {
			break
		}
	}
	return n
}

func isMarker(c byte) bool { return c == '*' || c == '_' || c == '`' || c == '[' || c == ']' }

// countMarkers counts the characters that are markup unless a backslash stands before them.
func countMarkers(src []byte) int {
	n := 0
	for i := 0; i < len(src); i++ {
		switch {
		case src[i] == '\\':
			i++
		case isMarker(src[i]):
			n++
		}
	}
	return n
}

func escapeMarkers(out, src []byte) []byte {
	for i := 0; i < len(src); i++ {
		if src[i] == '\\' && i+1 < len(src) {
			out = append(out, src[i], src[i+1])
			i++
			continue
		}
		if isMarker(src[i]) {
			out = append(out, '\\')
		}
		out = append(out, src[i])
	}
	return out
}
