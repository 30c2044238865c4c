package hours

import (
	"slices"
	"strings"
	"unicode"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) || r == '_' || unicode.IsMark(r) }

var (
	weekdayCodes = [...]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	monthCodes   = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	keywords     = [...]string{"open", "closed", "off", "unknown", "PH", "SH", "week", "easter", "day", "days"}
	sunEvents    = [...]string{"sunrise", "sunset", "dawn", "dusk"}
	workdays     = [...]string{"werktags", "werktag", "werktage", "wochentags", "wochentage", "weekdays"}
	exceptions   = [...]string{"außer", "ausser", "except"}
	besides      = [...]string{"auch", "zusätzlich", "zudem", "außerdem", "ausserdem", "also"}
	evenWeeks    = [...]string{"gerade", "geraden", "even"}
	oddWeeks     = [...]string{"ungerade", "ungeraden", "odd"}
	every        = [...]string{"jeden", "jeder", "jede", "every", "each"}
	seasons      = [...]string{"spring", "summer", "autumn", "fall", "winter", "frühling", "frühjahr", "sommer", "herbst"}
)

// weekdayOf returns 0 for Monday to 6 for Sunday, else -1.
func weekdayOf(t token) int {
	if t.kind != word {
		return -1
	}
	return slices.Index(weekdayCodes[:], t.text)
}

// monthOf returns 1 to 12, else 0.
func monthOf(t token) int {
	if t.kind != word {
		return 0
	}
	return slices.Index(monthCodes[:], t.text) + 1
}

// inList looks a word up without regard to case.
func inList(list []string, text string) bool {
	return slices.Contains(list, strings.ToLower(text))
}

// rightCase returns the code that differs from the word only in case, or "".
func rightCase(text string) string {
	for _, list := range [][]string{weekdayCodes[:], monthCodes[:], keywords[:]} {
		for _, code := range list {
			if strings.EqualFold(code, text) {
				return code
			}
		}
	}
	return ""
}

// ordinals are words for which weekday of a month is meant.
var ordinals = map[string]int{
	"erster": 1, "ersten": 1, "erste": 1, "zweiter": 2, "zweiten": 2, "zweite": 2, "dritter": 3, "dritten": 3, "dritte": 3,
	"vierter": 4, "vierten": 4, "vierte": 4, "letzter": -1, "letzten": -1, "letzte": -1, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1,
}

// meaning returns the code for a word in any case or common form, else "".
func meaning(text string) string {
	if code := rightCase(text); code != "" {
		return code
	}
	return meanings[strings.ToLower(text)]
}

// meanings maps what people write to the code for it, lower case, without a
// final dot. A code may be several tokens long.
var meanings = map[string]string{
	"montag": "Mo", "montags": "Mo", "mon": "Mo", "monday": "Mo", "mondays": "Mo",
	"di": "Tu", "dienstag": "Tu", "dienstags": "Tu", "tue": "Tu", "tues": "Tu", "tuesday": "Tu", "tuesdays": "Tu",
	"mi": "We", "mittwoch": "We", "mittwochs": "We", "wed": "We", "wednesday": "We", "wednesdays": "We",
	"do": "Th", "don": "Th", "donnerstag": "Th", "donnerstags": "Th", "thu": "Th", "thur": "Th", "thurs": "Th", "thursday": "Th", "thursdays": "Th",
	"fre": "Fr", "freitag": "Fr", "freitags": "Fr", "fri": "Fr", "friday": "Fr", "fridays": "Fr",
	"sam": "Sa", "samstag": "Sa", "samstags": "Sa", "sonnabend": "Sa", "sonnabends": "Sa", "sat": "Sa", "saturday": "Sa", "saturdays": "Sa",
	"so": "Su", "son": "Su", "sonntag": "Su", "sonntags": "Su", "sun": "Su", "sunday": "Su", "sundays": "Su",
	"wochenende": "Sa,Su", "weekend": "Sa,Su", "weekends": "Sa,Su",
	"sonn":    "Su", // "Sonn- und Feiertage"
	"täglich": "Mo-Su", "tägl": "Mo-Su", "daily": "Mo-Su", "everyday": "Mo-Su",
	"ft": "PH", "feiert": "PH", "feiertag": "PH", "feiertage": "PH", "feiertags": "PH", "feiertagen": "PH", "holiday": "PH", "holidays": "PH",
	"ferien": "SH", "schulferien": "SH",
	"januar": "Jan", "jänner": "Jan", "january": "Jan", "februar": "Feb", "february": "Feb",
	"märz": "Mar", "mär": "Mar", "mrz": "Mar", "march": "Mar", "april": "Apr", "mai": "May",
	"juni": "Jun", "june": "Jun", "juli": "Jul", "july": "Jul", "august": "Aug",
	"september": "Sep", "sept": "Sep", "oktober": "Oct", "okt": "Oct", "october": "Oct",
	"november": "Nov", "dezember": "Dec", "dez": "Dec", "december": "Dec",
	"ostern": "easter", "ostersonntag": "easter",
	"heiligabend": "Dec 24", "silvester": "Dec 31",
	"kw": "week", "kalenderwochen": "week", "woche": "week", "wochen": "week", "weeks": "week", "kalenderwoche": "week",
	"geschlossen": "off", "zu": "off", "ruhetag": "off", "geschl": "off", "close": "off",
	"geöffnet": "open", "offen": "open", "auf": "open", "opened": "open", "unbekannt": "unknown",
	"bis": "-", "to": "-", "till": "-", "until": "-", "und": ",", "and": ",", "u": ",", "sowie": ",",
	"uhr": "", "h": "", "von": "", "from": "", "am": "", "an": "", "on": "", "der": "", "den": "", "um": "", "ab": "", "im": "", "in": "", "vom": "", "zum": "", "monat": "", "monats": "", "des": "", "gesetzlichen": "", "durchgehend": "", "jeweils": "", "jeden": "", "jeder": "", "jede": "",
	"öffnungszeiten": "", "öffnungszeit": "", "opening_hours": "", "public": "",
	"tag": "day", "tage": "days",
}
