package hours

import (
	"fmt"
	"strings"
)

// suggest rewrites an expression the way people usually mean it and returns the
// canonical form of the result, or "" if that does not parse either.
func suggest(expr string) string {
	if len(expr) > 4*maxLength {
		return ""
	}
	tokens, err := lex(straighten.Replace(expr))
	if err != nil {
		return ""
	}
	w := rewriter{parser: parser{tokens: tokens}}
	for w.peek().kind != end {
		w.step()
	}
	if w.sep == "-" {
		return ""
	}
	h, err := parse(w.out.String())
	if err != nil {
		return ""
	}
	for _, r := range h.rules {
		if w.split && r.dated && len(r.spans) == 0 && !r.explicit {
			return "" // days without a time are what is left of something else
		}
	}
	return h.String()
}

// straighten replaces typographic variants by what the notation uses.
var straighten = strings.NewReplacer(
	"–", "-", "—", "-", "‐", "-", "‑", "-", "‒", "-", "−", "-", "―", "-", "～", "-", "~", "-", "ー", "-",
	"„", `"`, "“", `"`, "”", `"`, "«", `"`, "»", `"`,
	"&", ",", "\n", ";", "：", ":",
	"24 Stunden", "24/7", "24 hours", "24/7", "rund um die Uhr", "24/7",
	"nach Vereinbarung", `"nach Vereinbarung"`, "by appointment", `"by appointment"`,
	"24h", "24/7", "open end", "+", "Ende offen", "+",
)

// What the last piece written was; it decides what a number means and where a
// separator is missing.
type pieceKind uint8

const (
	none pieceKind = iota
	dayPiece
	monthPiece // a month or a day after it
	weekPiece  // the word week or a number after it
	timePiece
	statePiece
)

// A rewriter turns tokens into an expression, piece by piece. It writes a piece
// that does not parse where no meaning is likely.
type rewriter struct {
	parser
	out   strings.Builder
	last  pieceKind
	sep   string // what stands between the last piece and the next one
	month string // the last month written
	year  int    // the last year written in the rule
	until bool   // an open end is due after the next time ("ab 17 Uhr")
	dayed bool   // the rule has days or dates
	split bool   // a missing separator was put in
}

const meaningless = "?"

func (w *rewriter) step() {
	switch t := w.peek(); t.kind {
	case comment:
		w.next()
		w.piece(statePiece, `"`+t.text+`"`)
	case number:
		w.number()
	case word:
		w.next()
		w.word(t)
		if n := w.peek(); n.is(".") && !n.spaced {
			w.next() // of an abbreviation
		}
	default:
		w.symbol(w.next())
	}
}

// bound says whether a comma, hyphen or slash joins the next piece to the last.
func (w *rewriter) bound() bool { return w.sep == "," || w.sep == "-" || w.sep == "/" }

// piece writes a piece and before it the separator, or the one that is missing.
func (w *rewriter) piece(kind pieceKind, text string) {
	sep := w.sep
	ended := w.last == timePiece || w.last == statePiece
	selects := kind == dayPiece || kind == monthPiece || kind == weekPiece
	switch {
	case sep == ";" || sep == "||":
		sep = " " + sep + " "
		w.dayed, w.month, w.year = false, "", 0
	case sep != "":
	case w.last == timePiece && kind == timePiece:
		sep = ","
	case w.last == statePiece && kind == timePiece:
		sep = meaningless
	case ended && selects && (kind != dayPiece || !w.dayed):
		sep = meaningless // perhaps after the time it belongs to
	case ended && selects:
		sep = "; "
		w.split = true
	default:
		sep = " "
	}
	if w.out.Len() > 0 {
		w.out.WriteString(sep)
	}
	w.out.WriteString(text)
	w.last, w.sep = kind, ""
	w.dayed = w.dayed || selects
}

func (w *rewriter) word(t token) {
	lower := strings.ToLower(t.text)
	text := meaning(t.text)
	_, known := meanings[lower]
	switch {
	case lower == "ab":
		w.until = true
	case text == "" && !known:
		w.piece(statePiece, meaningless)
	case text == "":
	case text == "-" || text == ",":
		w.sep = text
	case text == "week":
		if w.last != weekPiece || w.sep != "," {
			w.piece(weekPiece, text)
		}
	case monthOf(token{kind: word, text: text}) > 0:
		w.writeMonth(text)
	case text == "off" || text == "closed" || text == "open" || text == "unknown":
		w.piece(statePiece, text)
	default:
		w.piece(dayPiece, text)
	}
}

func (w *rewriter) symbol(t token) {
	switch count, unit := w.peek(), w.ahead(1); {
	case (t.is("+") || t.is("-")) && count.kind == number && strings.HasPrefix(unit.text, "day"):
		w.at += 2
		fmt.Fprintf(&w.out, " %s%d %s", t.text, count.value, unit.text)
	case (t.is("+") || t.is("/")) && w.last == dayPiece, t.is("/") && w.last == timePiece:
		w.sep = ","
	case t.is("-"), t.is("/"):
		w.sep = t.text
	case t.is(","):
		if w.sep == "" {
			w.sep = ","
		}
	case t.is(";"), t.is("||"):
		if w.sep == "-" {
			w.out.WriteString(meaningless)
		}
		w.sep = t.text
	case t.is("+"):
		w.out.WriteByte('+')
		w.sep = ""
	case t.is("["):
		w.out.WriteByte('[')
		for w.peek().kind != end && !w.peek().is("]") {
			w.out.WriteString(w.next().text)
		}
	case t.is(":"), t.is("."), t.is("="):
	default:
		w.out.WriteString(t.text)
	}
}
