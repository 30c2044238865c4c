package hours

import "fmt"

var ukrainian = language{
	weekdays: [7]string{"Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Нд"},
	months: [12]string{"січень", "лютий", "березень", "квітень", "травень", "червень",
		"липень", "серпень", "вересень", "жовтень", "листопад", "грудень"},
	and: " і ", comma: ", ", next: ", ", colon: ": ", instead: "інакше: ",
	dayRange: "%[1]s–%[2]s", timeRange: "%[1]s–%[2]s", clock: fullClock,
	openEnd: "з %[1]s (без певного часу закриття)",
	always:  "відчинено цілодобово", allDay: "цілодобово",
	byAppointment: "за домовленістю",
	open:          "відчинено", closed: "зачинено", unsure: "можливо, відчинено",
	public: "святкові дні", school: "шкільні канікули", both: "%[1]s (лише %[2]s)",
	date: "%02[1]d.%02[2]d", dateYear: "%02[1]d.%02[2]d.%[3]d", monthYear: "%[1]s %[2]d", onward: "з %[1]s",
	evenWeeks: "у парні тижні року", oddWeeks: "у непарні тижні року",
	weeks: "тижні року: %[1]s", every: "(крок %[1]d)", easter: "Великдень (західний)",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "дн.", dayMany: "дн.",
	ofMonth: "%[1]s %[2]s місяця",
	ordinal: func(weekday, nth int) string {
		feminine := weekday == 2 || weekday > 3
		switch {
		case nth == -1 && feminine:
			return "остання"
		case nth == -1:
			return "останній"
		case nth < 0 && feminine:
			return fmt.Sprintf("%d-а з кінця", -nth)
		case nth < 0:
			return fmt.Sprintf("%d-й з кінця", -nth)
		case nth == 3 && feminine:
			return "3-я"
		case feminine:
			return fmt.Sprintf("%d-а", nth)
		}
		return fmt.Sprintf("%d-й", nth)
	},
}

var russian = language{
	weekdays: [7]string{"Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"},
	months: [12]string{"январь", "февраль", "март", "апрель", "май", "июнь",
		"июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
	and: " и ", comma: ", ", next: ", ", colon: ": ", instead: "иначе: ",
	dayRange: "%[1]s–%[2]s", timeRange: "%[1]s–%[2]s", clock: fullClock,
	openEnd: "с %[1]s (время закрытия не указано)",
	always:  "открыто круглосуточно", allDay: "круглосуточно",
	byAppointment: "по договорённости",
	open:          "открыто", closed: "закрыто", unsure: "возможно, открыто",
	public: "праздничные дни", school: "школьные каникулы", both: "%[1]s (только %[2]s)",
	date: "%02[1]d.%02[2]d", dateYear: "%02[1]d.%02[2]d.%[3]d", monthYear: "%[1]s %[2]d", onward: "с %[1]s",
	evenWeeks: "в чётные недели года", oddWeeks: "в нечётные недели года",
	weeks: "недели года: %[1]s", every: "(шаг %[1]d)", easter: "Пасха (западная)",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "дн.", dayMany: "дн.",
	ofMonth: "%[1]s %[2]s месяца",
	ordinal: func(weekday, nth int) string {
		ending, last := "й", "последний"
		switch weekday {
		case 2, 4, 5:
			ending, last = "я", "последняя"
		case 6:
			ending, last = "е", "последнее"
		}
		switch {
		case nth == -1:
			return last
		case nth < 0:
			return fmt.Sprintf("%d-%s с конца", -nth, ending)
		}
		return fmt.Sprintf("%d-%s", nth, ending)
	},
}

var polish = language{
	weekdays: [7]string{"pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."},
	months: [12]string{"styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
		"lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"},
	and: " i ", comma: ", ", next: ", ", colon: ": ", instead: "poza tym: ",
	dayRange: "%[1]s–%[2]s", timeRange: "%[1]s–%[2]s", clock: fullClock,
	openEnd: "od %[1]s (bez określonego końca)",
	always:  "czynne całą dobę", allDay: "całą dobę",
	byAppointment: "po uzgodnieniu",
	open:          "czynne", closed: "nieczynne", unsure: "być może czynne",
	public: "święta", school: "ferie szkolne", both: "%[1]s (tylko %[2]s)",
	date: "%02[1]d.%02[2]d", dateYear: "%02[1]d.%02[2]d.%[3]d", monthYear: "%[1]s %[2]d", onward: "od %[1]s",
	evenWeeks: "w parzyste tygodnie roku", oddWeeks: "w nieparzyste tygodnie roku",
	weeks: "tygodnie roku: %[1]s", every: "(co %[1]d)", easter: "Wielkanoc",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "dzień", dayMany: "dni",
	ofMonth: "%[1]s %[2]s miesiąca",
	ordinal: func(weekday, nth int) string {
		switch {
		case nth == -1 && (weekday == 2 || weekday > 4):
			return "ostatnia"
		case nth == -1:
			return "ostatni"
		case nth < 0:
			return fmt.Sprintf("%d. od końca", -nth)
		}
		return fmt.Sprintf("%d.", nth)
	},
}

// arabic says ranges in words: a dash between numbers changes its order in
// text from right to left.
var arabic = language{
	weekdays: [7]string{"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
	months: [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
		"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	and: " و", comma: "، ", next: "، ", colon: ": ", instead: "وإلا: ",
	dayRange: "من %[1]s إلى %[2]s", timeRange: "من %[1]s إلى %[2]s", clock: fullClock,
	openEnd: "من %[1]s (وقت الإغلاق غير محدد)",
	always:  "مفتوح على مدار الساعة", allDay: "طوال اليوم",
	byAppointment: "بموعد مسبق",
	open:          "مفتوح", closed: "مغلق", unsure: "ربما مفتوح",
	public: "أيام العطل الرسمية", school: "العطل المدرسية", both: "%[1]s (فقط %[2]s)",
	date: "%[1]d %[4]s", dateYear: "%[1]d %[4]s %[3]d", monthYear: "%[1]s %[2]d", onward: "ابتداءً من %[1]s",
	evenWeeks: "في الأسابيع الزوجية من السنة", oddWeeks: "في الأسابيع الفردية من السنة",
	weeks: "أسابيع السنة %[1]s", every: "(كل %[1]d)", easter: "أحد الفصح",
	offset: "%[1]s (%+[2]d %[3]s)", dayOne: "يوم", dayMany: "أيام",
	ofMonth: "%[2]s %[1]s من الشهر",
	ordinal: func(_, nth int) string {
		if nth < 0 {
			return [...]string{"الأخير", "قبل الأخير", "الثالث من نهايته", "الرابع من نهايته", "الخامس من نهايته"}[-nth-1]
		}
		return [...]string{"الأول", "الثاني", "الثالث", "الرابع", "الخامس"}[nth-1]
	},
}
