package hours

import (
	"fmt"
	"strings"
)

// number writes a number as what it probably is: a day, a week, a year or a
// time.
func (w *rewriter) number() {
	t := w.peek()
	switch {
	case w.atAlways(0):
		w.at += 3
		w.piece(statePiece, "24/7")
	case w.last == weekPiece && t.length <= 2 && !w.atTime(0) && (w.bound() || w.tokens[w.at-1].kind == word):
		w.next()
		w.piece(weekPiece, fmt.Sprintf("%02d", t.value))
	case w.ordinals() || w.atGermanDate():
	case w.last == monthPiece && t.length <= 2 && !w.clock(t):
		w.next()
		if w.sep == "," {
			w.piece(monthPiece, w.month)
		}
		w.piece(monthPiece, fmt.Sprintf("%02d", t.value))
		if w.peek().is(".") {
			w.next()
		}
	case t.length == 4 && t.value >= 1900 && t.value <= 2100 && !(w.bound() && w.last == timePiece):
		w.next()
		w.year = t.value
		w.piece(monthPiece, t.text)
	default:
		w.time()
	}
}

// clock says whether a number after a month is a time all the same.
func (w *rewriter) clock(t token) bool {
	next := w.ahead(1)
	return w.atTime(0) || next.is("Uhr") || t.length == 1 && next.is("-") && w.ahead(3).is("Uhr")
}

// atGermanDate writes "24.12.", "24.12.2025", "1. Mai" or "1. Montag" the other
// way round.
func (w *rewriter) atGermanDate() bool {
	day, dot, month := w.peek(), w.ahead(1), w.ahead(2)
	if named := monthOf(dot) > 0; !named && !dot.is(".") || !named && dot.spaced || day.length > 2 {
		return false
	}
	if dot.kind == word {
		w.at--
		month = dot
	}
	if month.kind == word {
		code := token{kind: word, text: meaning(month.text)}
		if monthOf(code) == 0 && weekdayOf(code) < 0 {
			return false
		}
		w.at += 3
		if weekdayOf(code) >= 0 {
			w.piece(dayPiece, fmt.Sprintf("%s[%d]", code.text, day.value))
			return true
		}
		w.writeMonth(code.text)
		w.piece(monthPiece, fmt.Sprintf("%02d", day.value))
		return true
	}
	if month.kind != number || month.spaced || month.value < 1 || month.value > 12 || !w.ahead(3).is(".") {
		return false
	}
	w.at += 4
	if year := w.peek(); year.digits(4) && !year.spaced {
		w.year = year.value
		w.piece(monthPiece, year.text)
		w.next()
	}
	w.writeMonth(monthCodes[month.value-1])
	w.piece(monthPiece, fmt.Sprintf("%02d", day.value))
	return true
}

// time writes "8", "8.30", "8h30", "0830" or "5 pm" as 08:00 and so on.
func (w *rewriter) time() {
	t := w.next()
	hour, minute := t.value, 0
	if t.length == 4 {
		hour, minute = t.value/100, t.value%100
	}
	sep := w.peek()
	if m := w.ahead(1); (sep.is(":") || sep.is(".") || sep.is("h")) && !m.spaced && m.digits(2) {
		minute = m.value
		w.at += 2
	}
	half := strings.ToLower(w.peek().text)
	if half == "am" || half == "pm" {
		w.next()
		if hour > 12 {
			w.piece(timePiece, meaningless)
			return
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	if w.last == monthPiece && w.bound() {
		w.piece(timePiece, meaningless) // "Jan-8" is no time
		return
	}
	w.piece(timePiece, fmt.Sprintf("%02d:%02d", hour, minute))
	if plus := w.peek(); plus.is("+") {
		w.next()
		w.write("+")
	} else if w.until && !w.peek().is("-") {
		w.write("+")
	}
	w.until = false
}

// writeMonth writes a month; behind the hyphen of a range that began with a
// year it repeats the year, or names the next one.
func (w *rewriter) writeMonth(code string) {
	if w.sep == "-" && w.year > 0 && w.month != "" {
		if monthOf(token{kind: word, text: code}) < monthOf(token{kind: word, text: w.month}) {
			w.year++
		}
		w.piece(monthPiece, fmt.Sprintf("%04d", w.year))
	}
	w.month = code
	w.piece(monthPiece, code)
}
