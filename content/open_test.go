package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// with is the small catalogue with something replaced, and with the texts of the program.
func with(t testing.TB, changes ...string) *content.Catalogue {
	t.Helper()
	files := valid()
	swap(t, files, changes...)
	c, shown, ds := content.LoadCatalogue(files)
	if ds.Failed() {
		t.Fatal(report(ds, shown, "en"))
	}
	set, _, _ := flows.Load(content.FS, flows.Options{})
	return c.With(set)
}

// swap replaces texts in the small catalogue: old, new, old, new …
func swap(t testing.TB, files fstest.MapFS, changes ...string) {
	t.Helper()
	for i := 0; i+1 < len(changes); i += 2 {
		found := false
		for name, f := range files {
			if text := string(f.Data); strings.Contains(text, changes[i]) {
				found = true
				files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, changes[i], changes[i+1], 1))}
			}
		}
		if !found {
			t.Fatalf("the small catalogue does not contain %q", changes[i])
		}
	}
}

// lineWith is the first line of a card that contains a text.
func lineWith(card flows.Card, part string) string {
	for line := range strings.SplitSeq(richtext.Parse(card.Text).Plain(), "\n") {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}

func local(t testing.TB, text string) time.Time {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, berlin)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

const fresh = "checked: 2026-11-23\n      as_of: November 2026\n    can"

func TestOpenNow(t *testing.T) {
	for _, tt := range []struct{ hours, at, lang, want string }{
		{"Mo-Fr 09:00-12:00", "2026-11-24 10:00", "de", "Jetzt offen bis 12 Uhr. Geöffnet: Mo–Fr 9–12 Uhr"},
		{"Mo-Fr 09:00-12:00", "2026-11-24 10:00", "en", "Open now until 12:00. Open: Mon–Fri: 9:00–12:00"},
		{"Mo-Fr 09:00-12:30", "2026-11-24 10:00", "de", "Jetzt offen bis 12:30 Uhr."},
		{"Mo-Fr 09:00-12:00", "2026-11-24 08:59", "de", "Öffnet heute um 9 Uhr."},
		{"Mo-Fr 09:00-12:00", "2026-11-24 12:00", "de", "Jetzt geschlossen, öffnet morgen um 9 Uhr."},
		{"Tu 09:00-12:00; Th 14:00-18:00", "2026-11-24 12:00", "de", "Jetzt geschlossen, öffnet Do 14 Uhr."},
		{"Tu 09:00-12:00", "2026-11-24 12:00", "de", "Jetzt geschlossen, öffnet Di, 1.12., 9 Uhr."},
		{"Tu 09:00-12:00", "2026-11-24 12:00", "en", "Closed now, opens Tue 1 Dec, 9:00."},
		{"Tu 09:00-12:00", "2026-11-25 12:00", "en", "Closed today, opens Tue 9:00."},
		{"Th 14:00-18:00", "2026-11-24 12:00", "de", "Heute geschlossen, öffnet Do 14 Uhr."},
		{"Tu 09:00-12:00,14:00-18:00", "2026-11-24 12:30", "de", "Öffnet heute um 14 Uhr."},
		{"Tu 18:00-02:00", "2026-11-24 20:00", "de", "Jetzt offen bis morgen um 2 Uhr."},
		{"24/7", "2026-10-31 20:00", "de", "Jetzt offen."},
		{"Mo-Fr 09:00-12:00; PH off", "2025-10-31 10:00", "de", "Heute geschlossen (Reformationstag), öffnet Mo 9 Uhr."},
		// Hours without a word about holidays: nobody knows.
		{"Mo-Fr 09:00-12:00", "2025-10-31 10:00", "de", "Heute vielleicht geschlossen (Reformationstag), öffnet Mo 9 Uhr."},
		{"Th 09:00-12:00; Fr 10:00-12:00", "2025-10-30 13:00", "de", "Jetzt geschlossen, öffnet Do, 6.11., 9 Uhr."}, // the Friday is a holiday
		{`Tu 09:00-12:00 unknown "nach Absprache"; We 09:00-12:00`, "2026-11-24 10:00", "de", "Jetzt vielleicht offen. Geöffnet: Di 9–12 Uhr"},
		{"Jan 01-Feb 01 09:00-12:00", "2026-06-24 10:00", "de", "Heute geschlossen. Geöffnet:"},
		// Clocks go back in the night before.
		{"Mo-Su 09:00-12:00", "2026-10-25 08:00", "de", "Öffnet heute um 9 Uhr."},
	} {
		c := with(t, "osm: Mo-Fr 09:00-12:00", "osm: '"+tt.hours+"'", "checked: 2026-11-23\n    can", strings.Replace(fresh, "November 2026", tt.at[:10], 1))
		card, ok := c.Card("place/amt", tt.lang, flows.About{Now: local(t, tt.at)})
		if got := lineWith(card, tt.want); !ok || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s at %s in %s: %q does not begin a line of\n%s", tt.hours, tt.at, tt.lang, tt.want, card.Text)
		}
	}
}

// Old hours come with their age and the request to call first; "bitte prüfen" never stands beside it.
func TestOldHours(t *testing.T) {
	now := local(t, "2026-11-24 10:00")
	for _, tt := range []struct{ name, asOf, also, want string }{
		{"this month", "as_of: November 2026", "", "Jetzt offen bis 12 Uhr. Geöffnet: Mo–Fr 9–12 Uhr"},
		{"a day", "as_of: 1. Dezember 2025", "", "Jetzt offen bis 12 Uhr. Geöffnet: Mo–Fr 9–12 Uhr"},
		{"a year and a day", "as_of: 23.11.2025", "", "Geöffnet (Stand 23.11.2025, bitte vorher anrufen): Mo–Fr 9–12 Uhr. Demnach jetzt offen bis 12 Uhr."},
		{"some month", "as_of: September 2021", "", "Geöffnet (Stand September 2021, bitte vorher anrufen): Mo–Fr 9–12 Uhr. Demnach jetzt offen bis 12 Uhr."},
		{"unclear", "as_of: um 2026", "", "Geöffnet (Stand um 2026, bitte vorher anrufen): Mo–Fr 9–12 Uhr. Demnach jetzt offen bis 12 Uhr."},
		{"no date", "note: Mit Termin.", "", "Geöffnet (bitte vorher anrufen): Mo–Fr 9–12 Uhr. Demnach jetzt offen bis 12 Uhr. Mit Termin."},
		{"doubtful", "as_of: November 2026", "      hours: Stand an der Tür.\n", "Geöffnet (Stand November 2026, bitte vorher anrufen): Mo–Fr 9–12 Uhr. Demnach jetzt offen bis 12 Uhr."},
	} {
		c := with(t, "checked: 2026-11-23\n    can", "checked: 2026-11-23\n      "+tt.asOf+"\n    can", "      phone: Die Nummer ist alt.\n", "      phone: Die Nummer ist alt.\n"+tt.also)
		card, _ := c.Card("place/amt", "de", flows.About{Now: now})
		if got := lineWith(card, "Geöffnet"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	short := with(t, "abilities:\n", "hours_old_after: 10d\nabilities:\n", "checked: 2026-11-23\n    can", strings.Replace(fresh, "November 2026", "2026-11-10", 1))
	if card, _ := short.Card("place/amt", "de", flows.About{Now: now}); lineWith(card, "bitte vorher anrufen") == "" {
		t.Errorf("after ten days hours count as old here:\n%s", card.Text)
	}
	silent := with(t, "    phone: 03461 445 533\n", "", "      phone: Die Nummer ist alt.\n", "      hours: x\n")
	if card, _ := silent.Card("place/amt", "de", flows.About{Now: now}); lineWith(card, "bitte vorher nachfragen") == "" || strings.Contains(card.Text, "anrufen") {
		t.Errorf("nobody can call without a number:\n%s", card.Text)
	}
}

func TestNeverBothPleas(t *testing.T) {
	c := load(t)
	for _, lang := range []string{"de", "en"} {
		for _, kind := range c.Names("place-kind") {
			for _, card := range c.Places(flows.PlacesQuery{Kind: kind}, lang, flows.About{Now: tuesday}) {
				for line := range strings.SplitSeq(card.Text, "\n") {
					if check, call := strings.Contains(line, "(bitte prüfen)") || strings.Contains(line, "(please check)"), strings.Contains(line, "bitte vorher") || strings.Contains(line, "please call first"); check && call {
						t.Errorf("both pleas in one line: %s", line)
					}
				}
				if strings.Contains(card.Text, "card.") || strings.Contains(card.Text, "open.") {
					t.Errorf("a text is missing: %s", card.Text)
				}
			}
		}
	}
}

// Who asked for accessibility reads it first, also that it is unknown; others find what is unknown at the end.
func TestAccessFirst(t *testing.T) {
	c := with(t)
	line := func(card flows.Card, n int) string {
		return strings.Split(richtext.Parse(card.Text).Plain(), "\n")[n]
	}
	card, _ := c.Card("place/amt", "de", flows.About{Accessible: true})
	if got, want := line(card, 1), "Barrierefrei: Das ist nicht bekannt. Bitte fragen Sie vorher nach."; got != want {
		t.Errorf("second line %q, want %q", got, want)
	}
	card, _ = c.Card("place/amt", "de", flows.About{})
	if lineWith(card, "Nicht bekannt: Barrierefreiheit") == "" {
		t.Errorf("nothing says that accessibility is unknown:\n%s", card.Text)
	}
	c = with(t, "    hours:\n", "    access: {wheelchair: limited, lift: no, toilet: yes, loop: yes, signing: yes, parking: yes, note: Bitte klingeln.}\n    languages: [Deutsch, Englisch]\n    stop: Markt\n    hours:\n")
	card, _ = c.Card("place/amt", "de", flows.About{Accessible: true})
	want := "Barrierefrei: teilweise mit Rollstuhl erreichbar, kein Aufzug, WC für Rollstuhl, Induktionsschleife, Gebärdensprache auf Anfrage, Behindertenparkplatz. Bitte klingeln."
	if got := line(card, 1); got != want {
		t.Errorf("second line %q, want %q", got, want)
	}
	if lineWith(card, "Dort spricht man: Deutsch, Englisch") == "" || lineWith(card, "Haltestelle: Markt") == "" {
		t.Errorf("languages or stop are missing:\n%s", card.Text)
	}
}

func TestPhoneLinks(t *testing.T) {
	for phone, want := range map[string]string{
		"03461 445 533":                         "[03461 445 533](tel:+493461445533)",
		"03461 40-1315 / 40-1351":               "[03461 40-1315](tel:+493461401315) / 40-1351",
		`"0345 514-3350 (Termine); 0345 514-0"`: "[0345 514-3350](tel:+493455143350) ",
		"+49 3461 4450":                         "(tel:+4934614450)",
		`"115"`:                                 "[115](tel:115)",
		"auf Anfrage":                           "Telefon: auf Anfrage",
	} {
		card, _ := with(t, "phone: 03461 445 533", "phone: "+phone).Card("place/amt", "de", flows.About{})
		if !strings.Contains(strings.ReplaceAll(card.Text, `\`, ""), want) {
			t.Errorf("%s: %q is missing in %s", phone, want, card.Text)
		}
	}
}
