package telegram

import (
	"html"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// maxText is how many UTF-16 units of visible text Telegram takes in one message.
const maxText = 4096

// rlm is the right-to-left mark: invisible, and a strong character for the direction of its line.
const rlm = "\u200f"

// piece is one message's worth of text.
type piece struct {
	html  string
	units int // of visible text
}

// pieces renders Markdown for as many messages as it needs; none for an empty text.
func pieces(markdown, lang string) []piece {
	t := richtext.Parse(markdown)
	rtl := isRTL(lang) && hasRTL(t.Plain())
	limit := maxText
	if rtl { // every line may get a mark
		t = t.Isolated()
		limit = max(maxText-1-strings.Count(t.Plain(), "\n"), maxText/2)
	}
	if t.Len() <= limit {
		if strings.TrimSpace(t.Plain()) == "" {
			return nil
		}
		return []piece{rendered(t, rtl)}
	}
	var out []piece
	for _, part := range richtext.Split(t, limit) {
		out = append(out, rendered(part, rtl))
	}
	return out
}

func rendered(t richtext.Text, rtl bool) piece {
	p := piece{t.HTML(), t.Len()}
	if !rtl {
		return p
	}
	// The HTML shows exactly the plain text, so their lines are the same.
	plain := strings.Split(t.Plain(), "\n")
	lines := strings.Split(p.html, "\n")
	for i, line := range plain {
		if needsRLM(line) {
			lines[i] = rlm + lines[i]
			p.units++
		}
	}
	p.html = strings.Join(lines, "\n")
	return p
}

// isRTL reports whether a language is written from right to left.
func isRTL(lang string) bool {
	tag, err := language.Parse(lang)
	if err != nil {
		return false
	}
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return true
	}
	return false
}

// hasRTL reports whether a text has letters that run from right to left: one that was not translated has none.
func hasRTL(s string) bool {
	for _, r := range s {
		if class(r) == bidi.R {
			return true
		}
	}
	return false
}

// needsRLM reports whether a line of a right-to-left text would be shown from left to right: its first strong character
// decides, and a line without one goes the reader's way.
func needsRLM(line string) bool {
	for _, r := range line {
		switch class(r) {
		case bidi.R:
			return false
		case bidi.L:
			return true
		}
	}
	return line != ""
}

// class is bidi.L or bidi.R for strong characters, and bidi.ON for all others.
func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.AL:
		return bidi.R
	}
	return bidi.ON
}

// answerLine is what stands under a question that was answered, in words, since a screen reader reads no colours.
func answerLine(prefix, label, lang string) piece {
	label = richtext.Isolate(label)
	line := strings.TrimSpace(prefix + " " + label)
	p := piece{html.EscapeString(prefix) + " <b>" + html.EscapeString(label) + "</b>", richtext.UTF16Len(line)}
	p.html = strings.TrimSpace(p.html)
	if isRTL(lang) && hasRTL(line) && needsRLM(line) {
		p.html, p.units = rlm+p.html, p.units+1
	}
	return p
}
