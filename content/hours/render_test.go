package hours_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/content/hours"
)

func TestRenderGerman(t *testing.T) {
	for expr, want := range map[string]string{
		"Mo-Th 09:00-12:00,13:00-16:00; Fr 09:00-12:00; PH off": "Mo–Do 9–12 und 13–16 Uhr, Fr 9–12 Uhr, feiertags geschlossen",
		"Mo-Fr 08:30-12:15":                     "Mo–Fr 8:30–12:15 Uhr",
		"Tu,Th 09:00-24:00":                     "Di und Do 9–24 Uhr",
		"Mo,We,Fr 10:00-12:00":                  "Mo, Mi und Fr 10–12 Uhr",
		"Fr 22:00-02:00":                        "Fr 22–2 Uhr",
		"24/7":                                  "rund um die Uhr geöffnet",
		"open":                                  "rund um die Uhr geöffnet",
		"off":                                   "geschlossen",
		"Mo-Fr":                                 "Mo–Fr ganztägig",
		"Mo-Fr 00:00-24:00":                     "Mo–Fr ganztägig",
		"12:00-13:00 off":                       "12–13 Uhr geschlossen",
		"We 17:00+":                             "Mi ab 17 Uhr (Ende offen)",
		"We 14:00-17:00+":                       "Mi 14–17 Uhr und ab 17 Uhr (Ende offen)",
		"Su,PH 10:00-12:00":                     "So und feiertags 10–12 Uhr",
		"PH Mo-Fr 10:00-12:00":                  "feiertags (nur Mo–Fr) 10–12 Uhr",
		"PH -1 day 08:00-12:00":                 "feiertags (-1 Tag) 8–12 Uhr",
		"SH off":                                "in den Schulferien geschlossen",
		"Su[1] 14:00-17:00":                     "am 1. So im Monat 14–17 Uhr",
		"Tu[1,3],Fr[-1] 14:00-17:00":            "am 1. und 3. Di im Monat und am letzten Fr im Monat 14–17 Uhr",
		"Dec 24-Jan 02 off":                     "24.12.–2.1. geschlossen",
		"Dec 24,Dec 31 off":                     "24.12. und 31.12. geschlossen",
		"2026 Jun 01-2026 Jul 15 off":           "1.6.2026–15.7.2026 geschlossen",
		"Apr-Oct Mo 09:00-12:00":                "April–Oktober Mo 9–12 Uhr",
		"2026 Apr-Oct 09:00-12:00":              "April–Oktober 2026 9–12 Uhr",
		"2026 Nov-2027 Feb off":                 "November 2026–Februar 2027 geschlossen",
		"2027+ off":                             "ab 2027 geschlossen",
		"2026-2030/2 Jan off":                   "2026–2030 (alle 2) Januar geschlossen",
		"Jun 15+ off":                           "ab 15.6. geschlossen",
		"week 02-52/2 Mo 09:00-12:00":           "in geraden Kalenderwochen Mo 9–12 Uhr",
		"week 01-53/2 Mo 09:00-12:00":           "in ungeraden Kalenderwochen Mo 9–12 Uhr",
		"week 02-50/2 Mo 09:00-12:00":           "KW 2–50 (alle 2) Mo 9–12 Uhr",
		"easter -2 days-easter +1 day off":      "Ostersonntag (-2 Tage)–Ostersonntag (+1 Tag) geschlossen",
		"May Su[2]-May 12 off":                  "am 2. So im Monat (Mai)–12.5. geschlossen",
		`Mo 09:00-12:00 || "nach Vereinbarung"`: "Mo 9–12 Uhr, sonst nach Vereinbarung",
		`Mo 09:00-12:00 "nach Vereinbarung"`:    "Mo 9–12 Uhr (nach Vereinbarung)",
		`Mo 09:00-12:00 unknown`:                "Mo 9–12 Uhr nicht sicher geöffnet",
		`Dec 24 off "Betriebsferien"`:           "24.12. geschlossen (Betriebsferien)",
	} {
		if got := mustParse(t, expr).Render("de"); got != want {
			t.Errorf("%s\n got %s\nwant %s", expr, got, want)
		}
	}
}

func TestRenderLanguages(t *testing.T) {
	h := mustParse(t, `Mo-Th 09:00-12:00,13:00-16:00; Sa[1] 10:00-12:30; PH off || "anrufen"`)
	for lang, want := range map[string]string{
		"de":    "Mo–Do 9–12 und 13–16 Uhr, am 1. Sa im Monat 10–12:30 Uhr, feiertags geschlossen, sonst anrufen",
		"de-XL": "Montag bis Donnerstag: 9 Uhr bis 12 Uhr und 13 Uhr bis 16 Uhr. Am 1. Samstag im Monat: 10 Uhr bis 12:30 Uhr. An Feiertagen: geschlossen. Sonst: anrufen.",
		"en":    "Mon–Thu: 9:00–12:00 and 13:00–16:00, 1st Sat of the month: 10:00–12:30, public holidays: closed, otherwise anrufen",
		"uk":    "Пн–Чт: 9:00–12:00 і 13:00–16:00, 1-а Сб місяця: 10:00–12:30, святкові дні: зачинено, інакше: anrufen",
		"ru":    "Пн–Чт: 9:00–12:00 и 13:00–16:00, 1-я Сб месяца: 10:00–12:30, праздничные дни: закрыто, иначе: anrufen",
		"pl":    "pon.–czw.: 9:00–12:00 i 13:00–16:00, 1. sob. miesiąca: 10:00–12:30, święta: nieczynne, poza tym: anrufen",
		"ar":    "من الاثنين إلى الخميس: من 9:00 إلى 12:00 ومن 13:00 إلى 16:00، السبت الأول من الشهر: من 10:00 إلى 12:30، أيام العطل الرسمية: مغلق، وإلا: anrufen",
	} {
		if got := h.Render(lang); got != want {
			t.Errorf("%s\n got %s\nwant %s", lang, got, want)
		}
	}
}

// Ordinals agree with the gender of the weekday.
func TestRenderOrdinals(t *testing.T) {
	for _, tt := range []struct{ lang, expr, want string }{
		{"de", "Fr[-2] off", "am vorletzten Fr im Monat geschlossen"},
		{"en", "Fr[3],Fr[-1] off", "3rd Fri of the month and last Fri of the month: closed"},
		{"uk", "Mo[-1] off", "останній Пн місяця: зачинено"},
		{"uk", "We[-1] off", "остання Ср місяця: зачинено"},
		{"uk", "Th[3] off", "3-й Чт місяця: зачинено"},
		{"uk", "Sa[3] off", "3-я Сб місяця: зачинено"},
		{"uk", "Tu[-2] off", "2-й з кінця Вт місяця: зачинено"},
		{"uk", "Su[-2] off", "2-а з кінця Нд місяця: зачинено"},
		{"ru", "Tu[2] off", "2-й Вт месяца: закрыто"},
		{"ru", "Su[-1] off", "последнее Вс месяца: закрыто"},
		{"ru", "Fr[-3] off", "3-я с конца Пт месяца: закрыто"},
		{"pl", "Th[-1] off", "ostatni czw. miesiąca: nieczynne"},
		{"pl", "Su[-1] off", "ostatnia niedz. miesiąca: nieczynne"},
		{"pl", "Mo[-2] off", "2. od końca pon. miesiąca: nieczynne"},
		{"ar", "Fr[-1] off", "الجمعة الأخير من الشهر: مغلق"},
	} {
		if got := mustParse(t, tt.expr).Render(tt.lang); got != tt.want {
			t.Errorf("%s in %s: got %s, want %s", tt.expr, tt.lang, got, tt.want)
		}
	}
}

func TestRenderLanguageTags(t *testing.T) {
	h := mustParse(t, "Mo 09:00-10:00")
	for tag, like := range map[string]string{
		"de-AT": "de", "DE-xl": "de-XL", "en-GB": "en", "ru-Latn-RU": "ru", "": "de", "fr": "de", "-": "de",
	} {
		if got, want := h.Render(tag), h.Render(like); got != want {
			t.Errorf("%q is rendered %q, want like %s: %q", tag, got, like, want)
		}
	}
}

// Every feature is rendered in every language without a formatting mistake.
func TestRenderEverything(t *testing.T) {
	h := mustParse(t, everything)
	for _, lang := range []string{"de", "de-XL", "en", "uk", "ru", "pl", "ar"} {
		text := h.Render(lang)
		for _, sign := range []string{"%!", "  ", "( ", " )"} {
			if strings.Contains(text, sign) {
				t.Errorf("%s has %q: %s", lang, sign, text)
			}
		}
	}
}

// TestRemark: the usual remark is read in the reader's language, any other as it was written.
func TestRemark(t *testing.T) {
	h, err := hours.Parse(`Mo 09:00-12:00 "nur nach Vereinbarung"; Tu 09:00-12:00 "Eingang hinten"`)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"de":    "Mo 9–12 Uhr (nur nach Vereinbarung), Di 9–12 Uhr (Eingang hinten)",
		"de-XL": "Montag: 9 Uhr bis 12 Uhr (nur mit Termin). Dienstag: 9 Uhr bis 12 Uhr (Eingang hinten).",
		"en":    "Mon: 9:00–12:00 (by appointment), Tue: 9:00–12:00 (Eingang hinten)",
		"pl":    "pon.: 9:00–12:00 (po uzgodnieniu), wt.: 9:00–12:00 (Eingang hinten)",
	} {
		if got := h.Render(lang); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
	for lang, want := range map[string]string{"de": "Nach Vereinbarung", "uk": "за домовленістю", "ru": "по договорённости", "ar": "بموعد مسبق"} {
		if got := hours.Remark(lang, "Nach Vereinbarung"); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
