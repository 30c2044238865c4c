package hours

import (
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
