package hours

import (
	"fmt"
	"strings"
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
	out   []byte
	last  pieceKind
	sep   string // what stands between the last piece and the next one
	begin int    // where in out the rule begins
	apart string // what stands in out between the rule before and the days of this one
	since int    // and where
	late  string // times of the rule that wait until its days are written ("9-12 Uhr Mo-Fr")
	month string // the last month written
	year  int    // the last year written in the rule
	until bool   // an open end is due after the next time ("ab 17 Uhr")
	dayed bool   // the rule has days or dates
	split bool   // a missing separator was put in
	but   bool   // the rule names what is excepted ("außer feiertags")
	final bool   // nothing may follow
}

func (w *rewriter) write(text string) { w.out = append(w.out, text...) }

// finish ends the last rule and returns the expression.
func (w *rewriter) finish() string {
	switch {
	case w.sep == "-" && w.last != dayPiece:
		w.write(meaningless)
	case w.sep == "-" || w.but:
		w.sep = ""
		w.piece(statePiece, "off") // "Mi -"
	}
	w.settle()
	return string(w.out)
}

// settle writes the times that waited for the days of their rule.
func (w *rewriter) settle() {
	if w.late != "" {
		w.write(" " + w.late)
		w.late, w.last = "", timePiece
	}
}

const meaningless = "?"

func (w *rewriter) step() {
	switch t := w.peek(); t.kind {
	case comment:
		w.next()
		if w.bound() && w.last == timePiece { // "9-12 Uhr und nach Vereinbarung"
			w.sep = "||"
			w.piece(statePiece, `"`+t.text+`"`)
			w.final = true
			return
		}
		w.piece(statePiece, `"`+t.text+`"`)
	case number:
		w.number()
	case word:
		if w.ordinals() {
			return
		}
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
	selects := kind == dayPiece || kind == monthPiece || kind == weekPiece
	if w.final || w.but && kind != dayPiece && text != "off" {
		text = meaningless
	}
	if w.late != "" && (!selects || w.sep == ";") {
		w.settle()
	}
	if w.isLate(kind) {
		w.late, w.out = string(w.out[w.begin:]), w.out[:w.begin]
		w.last = none
	}
	ended := w.last == timePiece || w.last == statePiece
	sep := w.separator(kind, text)
	if selects && ended {
		w.since, w.apart = len(w.out), sep
	}
	if sep == " ; " || sep == " || " || sep == "; " {
		w.begin = len(w.out) + len(sep)
	}
	if len(w.out) > 0 && w.last != none {
		w.write(sep)
	}
	w.write(text)
	w.last, w.sep = kind, ""
	w.dayed = w.dayed || selects
}

// isLate says whether a day comes after the times of its rule: "9-12 Uhr Mo-Fr".
func (w *rewriter) isLate(kind pieceKind) bool {
	return kind == dayPiece && w.sep == "" && w.last == timePiece && !w.dayed
}

func (w *rewriter) word(t token) {
	lower := strings.ToLower(t.text)
	text := meaning(t.text)
	_, known := meanings[lower]
	switch {
	case lower == "ab":
		w.until = true
	case inList(besides[:], lower):
		w.also()
	case lower == "nur" || lower == "only":
		w.only()
	case inList(exceptions[:], lower):
		w.except()
	case inList(evenWeeks[:], lower):
		w.alternate("week 02-52/2")
	case inList(oddWeeks[:], lower):
		w.alternate("week 01-53/2")
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
		w.write(fmt.Sprintf(" %s%d %s", t.text, count.value, unit.text))
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
			w.write(meaningless)
		}
		w.sep = t.text
	case t.is("+"):
		w.write("+")
		w.sep = ""
	case t.is("["):
		w.write("[")
		for w.peek().kind != end && !w.peek().is("]") {
			w.write(w.next().text)
		}
	case t.is(":"), t.is("."), t.is("="):
	default:
		w.write(t.text)
	}
}
