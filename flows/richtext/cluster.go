package richtext

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// maxCluster bounds the characters that are taken for one, so that a pile of accents costs no more than other text.
const maxCluster = 32

const (
	joiner    = '\u200d'
	emojiLook = '\ufe0f' // asks for the coloured, two cells wide form
)

// cluster returns the length in bytes of what a reader takes for the first character of s, and its width on a terminal
// in cells. It knows accents, joined emoji, skin tones and flags, which is what occurs here; it is not the whole of
// Unicode's annex 29.
func cluster(s string) (size, cells int) {
	first, size := utf8.DecodeRuneInString(s)
	cells = runeCells(first)
	if first == '\n' || first == ' ' {
		return size, cells
	}
	flag, joined := isRegional(first), first == joiner
	for range maxCluster {
		if size == len(s) {
			break
		}
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case flag && isRegional(r):
			flag, cells = false, 2
		case r == emojiLook:
			cells = 2
		case isExtending(r):
		case joined && unicode.Is(unicode.So, r):
			cells = 2
		default:
			return size, cells
		}
		joined = r == joiner
		size += n
	}
	return size, cells
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

func isExtending(r rune) bool {
	return r == joiner || unicode.Is(unicode.M, r) ||
		r >= 0x1f3fb && r <= 0x1f3ff || // skin tones
		r >= 0xe0020 && r <= 0xe007f // tags, in the flags of Scotland and Wales
}

func runeCells(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
