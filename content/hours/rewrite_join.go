package hours

import (
	"slices"
	"strings"
)

// separator is what stands before the next piece.
func (w *rewriter) separator(kind pieceKind, text string) string {
	selects := kind == dayPiece || kind == monthPiece || kind == weekPiece
	ended := w.last == timePiece || w.last == statePiece
	switch sep := w.sep; {
	case sep == ";" && w.last == dayPiece && kind == dayPiece:
		return "," // "Mo; Di 9-12": else it would be open all Monday
	case (sep == ";" || sep == ",") && w.last == dayPiece && kind == timePiece:
		return " "
	case sep == ";" && w.last == timePiece && kind == timePiece && w.dayed:
		return "," // "Mo-Fr 9-12; 13-15": else it would be open on Sundays, too
	case sep == ";" || sep == "||":
		w.dayed, w.month, w.year = false, "", 0
		return " " + sep + " "
	case sep != "":
		return sep
	case w.last == timePiece && kind == timePiece:
		return ","
	case w.last == statePiece && kind == timePiece:
		return meaningless
	case ended && selects && (kind != dayPiece || !w.dayed):
		return meaningless // perhaps after the time it belongs to
	case ended && selects:
		w.split = true
		return "; "
	case w.last == dayPiece && kind == dayPiece && endsWithWeekday(string(w.out)) && endsWithWeekday(text):
		return "," // "Mo Mi Fr"
	case w.last == dayPiece && (text == "PH" || text == "SH") && endsWithHoliday(string(w.out)):
		return ","
	}
	return " "
}

func endsWithWeekday(text string) bool {
	return len(text) >= 2 && weekdayOf(token{kind: word, text: text[len(text)-2:]}) >= 0
}

func endsWithHoliday(text string) bool {
	for _, end := range []string{"PH", "SH", " day", " days"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// also makes what follows an addition: "Mo-Fr 9-12, Di auch 14-18" keeps Tuesday morning, which ";" would close.
func (w *rewriter) also() {
	w.split = true
	switch {
	case w.last == none || w.late != "":
		w.piece(statePiece, meaningless)
	case w.last == timePiece || w.last == statePiece || w.last == dayPiece && w.peek().kind != number:
		w.sep = "," // "auch Di 14-18", "Mo-Fr auch feiertags"
	default:
		w.rejoin(", ")
	}
}

// only makes what follows take the place of the hours before: "Mo-Fr 9-12, Mi nur 9-11".
func (w *rewriter) only() {
	if w.last != dayPiece || w.peek().kind != number {
		w.piece(statePiece, meaningless)
		return
	}
	w.rejoin("; ")
}

// rejoin puts another separator between the rule before and the days of this one.
func (w *rewriter) rejoin(sep string) {
	if w.apart == "" || w.apart == " || " {
		w.piece(statePiece, meaningless) // there is no rule before
		return
	}
	w.out = slices.Replace(w.out, w.since, w.since+len(w.apart), []byte(sep)...)
	w.begin, w.apart = w.since+len(sep), sep
}
