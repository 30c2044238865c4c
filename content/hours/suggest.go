package hours

import (
	"fmt"
	"regexp"
	"strings"
)

// suggest rewrites an expression the way people usually mean it and returns the
// canonical form of the result, or "" if that does not parse either.
func suggest(expr string) string {
	if len(expr) > 4*maxLength {
		return ""
	}
	expr = normalize(expr)
	tokens, err := lex(expr)
	if err != nil {
		tokens, err = lex(expr + `"`) // the comment at the end was not closed
	}
	if err != nil {
		return ""
	}
	w := rewriter{parser: parser{tokens: tokens}}
	for w.peek().kind != end {
		w.step()
	}
	h, err := parse(w.finish())
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

// normalize replaces typographic variants and phrases by what the notation uses.
func normalize(expr string) string {
	expr = straighten.Replace(expr)
	if !strings.Contains(expr, `"`) {
		expr = strings.NewReplacer("'", `"`, "`", `"`, "´", `"`).Replace(expr)
	}
	if strings.Contains(expr, `"`) {
		return expr
	}
	expr = bracketed.ReplaceAllString(arrangement.ReplaceAllString(expr, `"$0"`), "$1")
	expr = appointment.ReplaceAllString(expr, `$1 open "$2"`)
	if limit.MatchString(expr) {
		return expr
	}
	return remark.ReplaceAllString(expr, `$1 open "$2"`)
}

var (
	// Who comes without having asked may stand before a closed door.
	arrangement = regexp.MustCompile(`(?i)\b(termine\s+)?(nur\s+)?nach\s+((vorheriger|telefonischer|vorh\.|tel\.)\s+)*(termin)?(vereinbarung|absprache|anmeldung)\b|\bn\.\s?V\.|\bby appointment\b`)
	bracketed   = regexp.MustCompile(`\(\s*("[^"]*")\s*\)`)
	// A time for those who have an appointment is a time all the same.
	appointment = regexp.MustCompile(`(?i)(\d(?:\s*Uhr)?)[,\s]+((?:nur\s+)?mit\s+(?:vorherigem\s+)?termin)\b`)
	remark      = regexp.MustCompile(`(?i)(\d(?:\s*Uhr)?)\s*\(([^()\d"]+)\)`)
	limit       = regexp.MustCompile(`(?i)\b(außer|ausser|nicht|kein|keine|ohne|geschlossen|zu)\b`)
)

// straighten replaces typographic variants by what the notation uses.
var straighten = strings.NewReplacer(
	"–", "-", "—", "-", "‐", "-", "‑", "-", "‒", "-", "−", "-", "―", "-", "～", "-", "~", "-", "ー", "-",
	"„", `"`, "“", `"`, "”", `"`, "«", `"`, "»", `"`,
	"&", ",", "\n", ";", "：", ":",
	"24 Stunden", "24/7", "24 hours", "24/7", "rund um die Uhr", "24/7", "a.m.", "am", "p.m.", "pm",
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
	out   []byte
	last  pieceKind
	sep   string // what stands between the last piece and the next one
	begin int    // where in out the rule begins
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
	sep := w.separator(kind, text)
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
	}
	return " "
}

func endsWithWeekday(text string) bool {
	return len(text) >= 2 && weekdayOf(token{kind: word, text: text[len(text)-2:]}) >= 0
}

func (w *rewriter) word(t token) {
	lower := strings.ToLower(t.text)
	text := meaning(t.text)
	_, known := meanings[lower]
	switch {
	case lower == "ab":
		w.until = true
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
