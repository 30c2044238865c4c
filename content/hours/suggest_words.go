package hours

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ordinals writes "1. und 3. Dienstag" or "letzter Freitag" as Tu[1,3] or Fr[-1] if it stands next.
func (w *rewriter) ordinals() bool {
	begin := w.at
	var list []string
	for {
		n, ok := w.ordinal()
		if !ok {
			break
		}
		list = append(list, strconv.Itoa(n))
		if next := strings.ToLower(w.peek().text); next == "," || next == "/" || slices.Contains([]string{"und", "u", "and", "oder"}, next) {
			w.next()
			if w.peek().is(".") {
				w.next()
			}
		}
	}
	day := token{kind: word, text: meaning(w.peek().text)}
	if len(list) == 0 || weekdayOf(day) < 0 {
		w.at = begin
		return false
	}
	w.next()
	text := fmt.Sprintf("%s[%s]", day.text, strings.Join(list, ","))
	monthly := strings.HasPrefix(strings.ToLower(w.ahead(1).text), "monat") || w.ahead(1).is("month")
	if begin > 0 && inList(every[:], w.tokens[begin-1].text) && !monthly && list[0] != "1" && list[0] != "-1" {
		text = meaningless // every second Tuesday may be every other one
	}
	w.piece(dayPiece, text)
	return true
}

// ordinal reads "1." or "erster".
func (w *rewriter) ordinal() (int, bool) {
	t := w.peek()
	if n, ok := ordinals[strings.ToLower(t.text)]; ok {
		w.next()
		return n, true
	}
	if dot := w.ahead(1); t.length != 1 || t.kind != number || t.value < 1 || t.value > 5 || !dot.is(".") || dot.spaced {
		return 0, false
	}
	w.at += 2
	return t.value, true
}

// alternate writes every other week where "gerade Woche" stands.
func (w *rewriter) alternate(weeks string) {
	if meaning(w.peek().text) != "week" {
		w.piece(statePiece, meaningless)
		return
	}
	w.next()
	w.piece(dayPiece, weeks)
}

// except begins a rule for what is excepted: "Mo-Fr 9-12 außer feiertags".
func (w *rewriter) except() {
	if w.last != timePiece || !w.dayed {
		w.piece(statePiece, meaningless)
		return
	}
	w.sep, w.but = ";", true
}
