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

const oneTopic = "topics:\n  - {id: cafe, title: Digital-Café, ask: amt}\nevents:"

// dated is the small catalogue with dates.
func dated(events string) fstest.MapFS {
	files := valid()
	files["termine.yaml"] = &fstest.MapFile{Data: []byte(oneTopic + events)}
	return files
}

func loadDated(t testing.TB, events string) *content.Catalogue {
	t.Helper()
	c, shown, ds := content.LoadCatalogue(dated(events))
	if ds.Failed() {
		t.Fatal(report(ds, shown, "en"))
	}
	set, _, _ := flows.Load(content.FS, flows.Options{})
	return c.With(set)
}

const mondays = `
  - id: montags
    title: Offener Treff
    topic: cafe
    start: 2026-01-05 15:00
    duration: 90m
    repeat: FREQ=MONTHLY;BYDAY=1MO,3MO
    except: [2026-12-07]
    also: [2026-12-09 10:00]
    place: amt
    languages: [Deutsch, Arabisch]
    note: Bringen Sie Ihr Handy mit.
    source: [https://www.merseburg.de]
    checked: 2026-11-23
    confidence: sourced
`

func TestEventsCard(t *testing.T) {
	c := loadDated(t, mondays)
	for _, tt := range []struct {
		at, lang string
		want     []string
	}{
		{"2026-11-24 10:00", "de", []string{"Offener Treff: Mi, 9.12., 10 Uhr bis 11:30 Uhr. Amt für alles, Burgstraße 1, 06217 Merseburg", "Mo, 21.12., 15 Uhr bis 16:30 Uhr", "Mo, 4.1.,", // the same again
			"Sprachen: Deutsch, Arabisch", "Bringen Sie Ihr Handy mit.", "Quelle: merseburg.de."}},
		{"2026-11-24 10:00", "en", []string{"Offener Treff: Wed 9 Dec, 10:00 to 11:30."}},
		{"2026-12-21 16:29", "de", []string{"Offener Treff: heute, 15 Uhr bis 16:30 Uhr."}}, // still on
		{"2026-12-21 16:30", "de", []string{"Offener Treff: Mo, 4.1.,"}},
		{"2027-06-01 10:00", "de", []string{"Offener Treff: Mo, 7.6., 15 Uhr bis"}}, // summer time
	} {
		card, ok := c.Card("events/cafe", tt.lang, flows.About{Now: local(t, tt.at)})
		lines := strings.Split(richtext.Parse(card.Text).Plain(), "\n")
		for i, want := range tt.want {
			if !ok || !strings.HasPrefix(lines[i+1], want) {
				t.Errorf("%s: line %d is %q, want %q", tt.at, i+1, lines[i+1], want)
			}
		}
		if strings.Contains(card.Text, "7.12.") {
			t.Errorf("%s: a cancelled day is shown: %s", tt.at, card.Text)
		}
	}
	if _, ok := c.Card("events/nonsense", "de", flows.About{}); ok {
		t.Error("there are dates of an unknown topic")
	}
	if got := c.Names("topic"); len(got) != 1 || got[0] != "cafe" {
		t.Errorf("topics %v", got)
	}
}

// Without a date the card says so and names whom to call.
func TestNoDates(t *testing.T) {
	past := strings.Replace(mondays, "BYDAY=1MO,3MO", "UNTIL=20260601T000000Z;BYDAY=1MO", 1)
	past = strings.Replace(past, "    also: [2026-12-09 10:00]\n", "", 1)
	for name, events := range map[string]string{"none": " []\n", "over": past} {
		card, ok := loadDated(t, events).Card("events/cafe", "de", flows.About{Now: local(t, "2026-11-24 10:00")})
		if !ok || lineWith(card, "Einen nächsten Termin kenne ich leider nicht.") == "" || lineWith(card, "Amt für alles, Telefon 03461 445 533") == "" {
			t.Errorf("%s: %v %s", name, ok, card.Text)
		}
	}
}

func TestEventMistakes(t *testing.T) {
	for _, tt := range []struct{ name, old, new, rule string }{
		{"place", "place: amt", "place: amd", "place"},
		{"ask", "ask: amt", "ask: amd", "place"},
		{"topic", "topic: cafe", "topic: kaffee", "topic"},
		{"start", "start: 2026-01-05 15:00", "start: 5.1.2026", "start"},
		{"also", "also: [2026-12-09 10:00]", "also: [morgen]", "start"},
		{"rule", "FREQ=MONTHLY;BYDAY=1MO,3MO", "jeden Montag", "repeat"},
		{"every hour", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=HOURLY", "repeat"},
		{"twice a day", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=DAILY;BYHOUR=9,15", "repeat"},
		{"never", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "repeat"},
		{"twice", "id: montags", "id: montags\n    id: montags", "duplicate-key"},
	} {
		files := dated(mondays)
		swap(t, files, tt.old, tt.new)
		_, shown, ds := content.LoadCatalogue(files)
		if len(ds) != 1 || ds[0].Rule != tt.rule {
			t.Errorf("%s: want one [%s], got\n%s", tt.name, tt.rule, report(ds, shown, "en"))
		}
	}
}

func TestPastEvent(t *testing.T) {
	c := loadDated(t, strings.NewReplacer("    repeat: FREQ=MONTHLY;BYDAY=1MO,3MO\n", "", "    also: [2026-12-09 10:00]\n", "").Replace(mondays))
	for day, want := range map[string]int{"2026-01-05": 0, "2026-01-06": 1} {
		at, _ := time.Parse(time.DateOnly, day)
		n := 0
		for _, d := range c.Due(at) {
			if d.Rule == "past" {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d warnings of a past date, want %d", day, n, want)
		}
	}
}

// Whatever a rule says, loading ends, and the card comes without panic.
func FuzzRepeat(f *testing.F) {
	for _, s := range []string{"FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=1MO,-1FR;COUNT=3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=-1", "UNTIL=x", "FREQ=DAILY;UNTIL=20200101"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, rule string) {
		if len(rule) > 200 || strings.ContainsAny(rule, "'\n\r") {
			return
		}
		c, _, _ := content.LoadCatalogue(dated(strings.Replace(mondays, "FREQ=MONTHLY;BYDAY=1MO,3MO", "'"+rule+"'", 1)))
		c.Card("events/cafe", "de", flows.About{Now: local(t, "2026-11-24 10:00")})
	})
}
