package hours

import "fmt"

var german = language{
	weekdays: [7]string{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"},
	months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni",
		"Juli", "August", "September", "Oktober", "November", "Dezember"},
	and: " und ", comma: ", ", next: ", ", colon: " ", instead: "sonst ",
	dayRange: "%[1]s–%[2]s", timeRange: "%[1]s–%[2]s", clock: shortClock, unit: " Uhr",
	openEnd: "ab %[1]s Uhr (Ende offen)",
	always:  "rund um die Uhr geöffnet", allDay: "ganztägig",
	open: "geöffnet", closed: "geschlossen", unsure: "nicht sicher geöffnet",
	public: "feiertags", school: "in den Schulferien", both: "%[1]s (nur %[2]s)",
	date: "%[1]d.%[2]d.", dateYear: "%[1]d.%[2]d.%[3]d", monthYear: "%[1]s %[2]d", onward: "ab %[1]s",
	evenWeeks: "in geraden Kalenderwochen", oddWeeks: "in ungeraden Kalenderwochen",
	weeks: "KW %[1]s", every: "(alle %[1]d)", easter: "Ostersonntag",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "Tag", dayMany: "Tage",
	ofMonth: "am %[1]s %[2]s im Monat",
	ordinal: func(_, nth int) string {
		if nth < 0 {
			return [...]string{"letzten", "vorletzten", "drittletzten", "viertletzten", "fünftletzten"}[-nth-1]
		}
		return fmt.Sprintf("%d.", nth)
	},
}

// easyGerman is Leichte Sprache: whole words, one sentence for one fact.
var easyGerman = language{
	weekdays: [7]string{"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	months:   german.months,
	and:      " und ", comma: ", ", next: " ", colon: ": ", instead: "Sonst: ", sentence: true,
	dayRange: "%[1]s bis %[2]s", timeRange: "%[1]s bis %[2]s",
	clock:   func(minute int) string { return shortClock(minute) + " Uhr" },
	openEnd: "ab %[1]s (das Ende ist offen)",
	always:  "immer geöffnet", allDay: "den ganzen Tag",
	byAppointment: "nur mit Termin",
	open:          "geöffnet", closed: "geschlossen", unsure: "vielleicht geöffnet",
	public: "an Feiertagen", school: "in den Schul-Ferien", both: "%[1]s (nur %[2]s)",
	date: "%[1]d. %[4]s", dateYear: "%[1]d. %[4]s %[3]d", monthYear: "%[1]s %[2]d", onward: "ab %[1]s",
	evenWeeks: "in jeder Kalender-Woche mit gerader Zahl", oddWeeks: "in jeder Kalender-Woche mit ungerader Zahl",
	weeks: "Kalender-Woche %[1]s", every: "(alle %[1]d)", easter: "Oster-Sonntag",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "Tag", dayMany: "Tage",
	ofMonth: "am %[1]s %[2]s im Monat",
	ordinal: german.ordinal,
}

var english = language{
	weekdays: [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	months: [12]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	and: " and ", comma: ", ", next: ", ", colon: ": ", instead: "otherwise ",
	dayRange: "%[1]s–%[2]s", timeRange: "%[1]s–%[2]s", clock: fullClock,
	openEnd: "from %[1]s (open end)",
	always:  "open 24 hours", allDay: "all day",
	byAppointment: "by appointment",
	open:          "open", closed: "closed", unsure: "perhaps open",
	public: "public holidays", school: "school holidays", both: "%[1]s (only %[2]s)",
	date: "%[1]d %[4]s", dateYear: "%[1]d %[4]s %[3]d", monthYear: "%[1]s %[2]d", onward: "from %[1]s",
	evenWeeks: "in even weeks", oddWeeks: "in odd weeks",
	weeks: "weeks %[1]s", every: "(every %[1]d)", easter: "Easter Sunday",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "day", dayMany: "days",
	ofMonth: "%[1]s %[2]s of the month",
	ordinal: func(_, nth int) string {
		if nth < 0 {
			return [...]string{"last", "2nd last", "3rd last", "4th last", "5th last"}[-nth-1]
		}
		return [...]string{"1st", "2nd", "3rd", "4th", "5th"}[nth-1]
	},
}

// shortClock writes 9, 9:30 and 24.
func shortClock(minute int) string {
	if minute%60 == 0 {
		return fmt.Sprint(minute / 60)
	}
	return fullClock(minute)
}

func fullClock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }
