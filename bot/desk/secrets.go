package desk

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	nearBefore = 60 // bytes between a word such as PIN and the number after it
	nearAfter  = 30 // and before it
)

var (
	// A word ends where no letter follows; a digit may ("PIN12345"). "can" in small letters is English, but for what directly follows it.
	pinWord = regexp.MustCompile(`(?:^|[^\pL])((?i:pins?|pin-?(?:code|nummer|brief)|transport-?pin|geheim(?:zahl|nummer|code)|zugangsnummer|can-?nummer|tan|pin-?(?:u|em|ie)|пин(?:код)?[аеу]?|пін(?:код)?[ауі]?)|CAN|Can:|can:|(?:ال)?(?:رقم|رمز) (?:ال)?(?:سري|التعريف الشخصي))(?:$|[^\pL])`)
	canWord = regexp.MustCompile(`(?i)(?:^|[^\pL])can[ :=]*(?:(?:nummer )?(?:ist|lautet|is|to|это|це|هو)[ :]*)?$`)
	pukWord = regexp.MustCompile(`(?i)(?:^|[^\pL])(puk|super-?pin|entsperr(?:nummer|code|zahl)|пук[ау]?|puk(?:-?u|iem))(?:$|[^\pL])`)
	run     = regexp.MustCompile(`\d+(?:[ \-]\d+)*`)

	postcodeBefore = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:in|aus|nach|bei|plz|postleitzahl|wohnhaft)[ :]*$`)
	placeAfter     = regexp.MustCompile(`^ ?(?:Merseburg|Schkopau|Leuna|Bad |Braunsbedra|Mücheln|Querfurt|Landsberg|Kabelsketal|Teutschenthal|Salzatal|Petersberg|Wettin|Halle|Leipzig|Weißenfels|Obhausen|Günthersdorf)`)
	moneyAfter     = regexp.MustCompile(`(?i)^ ?(?:€|euro|eur)`)
	datePart       = regexp.MustCompile(`\d[./:]$`)
	datePartAfter  = regexp.MustCompile(`^[./:]\d`)
	directly       = regexp.MustCompile(`(?i)^[ :=\-]*(?:(?:ist|lautet|is|war|to|это|це|هو)[ :]*)?(?:die[ :]*)?$`)
	areaCode       = regexp.MustCompile(`^0[1-9]\d{1,3}[ \-]\d{3,}`)
)

// secrets finds numbers of the length of a PIN, CAN or PUK near a word for it.
func secrets(s string) []Finding {
	pins, puks := pinWord.FindAllStringSubmatchIndex(s, -1), pukWord.FindAllStringSubmatchIndex(s, -1)
	var found []Finding
	for _, m := range run.FindAllStringIndex(s, -1) {
		if datePart.MatchString(s[:m[0]]) || datePartAfter.MatchString(s[m[1]:]) || areaCode.MatchString(s[m[0]:m[1]]) || m[0] > 0 && s[m[0]-1] == '+' {
			continue
		}
		for _, n := range numbers(s, m[0], m[1]) {
			d := len(digits(s[n[0]:n[1]]))
			switch {
			case d >= 8 && d <= 10 && near(s, puks, n):
				found = append(found, Finding{PUK, n[0], n[1]})
			case (d == 5 || d == 6) && near(s, append(pins, puks...), n) && !postcode(s, n) && !moneyAfter.MatchString(s[n[1]:]),
				d == 4 && follows(s, pins, n), d == 6 && canWord.MatchString(s[:n[0]]):
				found = append(found, Finding{PIN, n[0], n[1]})
			}
		}
	}
	return found
}

// numbers are what a run of digit groups may be: one number ("12 34 5"), or one in each group.
func numbers(s string, from, to int) [][2]int {
	may := [][2]int{{from, to}}
	start := from
	for i := from; i <= to; i++ {
		if i < to && s[i] >= '0' && s[i] <= '9' {
			continue
		}
		if i-start < to-from {
			may = append(may, [2]int{start, i})
		}
		start = i + 1
	}
	return may
}

// near reports whether one of the words stands close to the number.
func near(s string, words [][]int, n [2]int) bool {
	for _, w := range words {
		if w[3] <= n[0] && n[0]-w[3] <= nearBefore || w[2] >= n[1] && w[2]-n[1] <= nearAfter {
			return true
		}
	}
	return false
}

// follows reports whether the number is said to be what the word means.
func follows(s string, words [][]int, n [2]int) bool {
	for _, w := range words {
		if w[3] <= n[0] && directly.MatchString(s[w[3]:n[0]]) {
			return true
		}
	}
	return false
}

func postcode(s string, n [2]int) bool {
	return n[1]-n[0] == 5 && (postcodeBefore.MatchString(s[:n[0]]) || placeAfter.MatchString(s[n[1]:]))
}

// bareNumber finds numbers of the length of a PIN or CAN in a message that is nothing but numbers and words that say nothing: "ich glaube,
// 123456". In a talk about an ID card that is what they are, unless they are a postcode of the region.
func bareNumber(text string) []Finding {
	s, at := fold(text)
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if !fillers[w] {
			return nil
		}
	}
	var found []Finding
	for _, m := range run.FindAllStringIndex(s, -1) {
		if datePart.MatchString(s[:m[0]]) || datePartAfter.MatchString(s[m[1]:]) || moneyAfter.MatchString(s[m[1]:]) {
			continue
		}
		for _, n := range numbers(s, m[0], m[1]) {
			d := digits(s[n[0]:n[1]])
			if len(d) == 6 || len(d) == 5 && !strings.HasPrefix(d, "06") {
				found = append(found, Finding{PIN, at[n[0]], at[n[1]]})
				break // the groups of one number
			}
		}
	}
	return found
}

// fillers are words around a number that do not say what it is of.
var fillers = words(`ich glaube glaub denke mein meine die der das es ist war sind waren und oder vielleicht also so jetzt nun dann hier steht da lautet heißt nummer zahl
	zahlen ziffern ja nein ne doch bitte mit nur einfach auch noch mal neu neue alte richtige
	i think it is was my the and or maybe number code here it's
	я думаю это моя мой код номер цифры вот или и
	це мій цифри ось або та
	to jest mój moja kod numer cyfry albo i myślę że
	هو هذا الرقم رقمي`)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

var idCardWords = regexp.MustCompile(`(?i)ausweis|(?:^|[^\pL])(?:perso|reisepass|pass|eid|führerschein|aufenthaltstitel|id card|passport)(?:$|[^\pL])`)

// aboutIDCard reports texts that speak of an ID card, a passport or the numbers that belong to one.
func aboutIDCard(texts ...string) bool {
	for _, t := range texts {
		if idCardWords.MatchString(t) || pinWord.MatchString(t) || pukWord.MatchString(t) {
			return true
		}
	}
	return false
}
