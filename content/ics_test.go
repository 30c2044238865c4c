package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

func TestICS(t *testing.T) {
	made := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	c := loadDated(t, strings.Replace(mondays, "Bringen Sie Ihr Handy mit.", "Bringen Sie Ihr Handy mit, bitte; auch das Ladekabel und die Brille nicht vergessen, wenn Sie eine tragen.", 1))
	got, ok := c.ICS("montags", made)
	if !ok || !strings.HasSuffix(got, "END:VCALENDAR\r\n") {
		t.Fatalf("ICS: %v %q", ok, got)
	}
	for _, line := range []string{"UID:montags@lotse", "DTSTAMP:20261124T090000Z", "DTSTART;TZID=Europe/Berlin:20260105T150000", "DURATION:PT90M", "RRULE:FREQ=MONTHLY;BYDAY=+1MO,+3MO",
		"EXDATE;TZID=Europe/Berlin:20261207T150000", "RDATE;TZID=Europe/Berlin:20261209T100000", "SUMMARY:Offener Treff", `LOCATION:Amt für alles\, Burgstraße 1\, 06217 Merseburg`} {
		if !strings.Contains(got, "\r\n"+line+"\r\n") {
			t.Errorf("the line %q is missing in\n%s", line, got)
		}
	}
	for line := range strings.SplitSeq(got, "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	if _, ok := c.ICS("nonsense", made); ok {
		t.Error("there is a calendar file of nothing")
	}
}

// The last day of a recurrence is part of it; in a calendar its end is a time, or a day for what lasts whole days.
func TestLastDay(t *testing.T) {
	for _, tt := range []struct{ start, rule, next, ics string }{
		{"2026-01-05 15:00", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261221", "Mo, 21.12., 15 Uhr", "RRULE:FREQ=WEEKLY;UNTIL=20261221T225959Z;BYDAY=MO"},
		{"2026-01-05", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261221", "Mo, 21.12.", "RRULE:FREQ=WEEKLY;UNTIL=20261221;BYDAY=MO"},
		{"2026-01-05 15:00", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261221T140000Z", "Mo, 21.12., 15 Uhr", "RRULE:FREQ=WEEKLY;UNTIL=20261221T140000Z;BYDAY=MO"},
	} {
		c := loadDated(t, strings.NewReplacer("2026-01-05 15:00", tt.start, "FREQ=MONTHLY;BYDAY=1MO,3MO", tt.rule, "    also: [2026-12-09 10:00]\n", "").Replace(mondays))
		card, _ := c.Card("events/cafe", "de", flows.About{Now: local(t, "2026-12-15 10:00")})
		if lineWith(card, tt.next) == "" || !strings.Contains(card.File.Text, "\r\n"+tt.ics+"\r\n") {
			t.Errorf("%s from %s: %s\n%s", tt.rule, tt.start, card.Text, card.File.Text)
		}
	}
}

// What ICS writes comes back as the same date.
func TestRoundTrip(t *testing.T) {
	c := loadDated(t, mondays)
	now := local(t, "2026-11-24 10:00")
	ics, _ := c.ICS("montags", now)
	yaml, n, err := c.ProposeEvents(ics, content.Import{Topic: "cafe", Source: "https://example.org/a.ics", Now: now})
	if err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	before, _ := c.Card("events/cafe", "de", flows.About{Now: now})
	after, _ := proposed(t, yaml).Card("events/cafe", "de", flows.About{Now: now})
	for _, want := range []string{"Mi, 9.12., 10 Uhr bis 11:30 Uhr", "Mo, 21.12., 15 Uhr bis 16:30 Uhr", "Mo, 4.1., 15 Uhr bis 16:30 Uhr"} {
		if lineWith(before, want) == "" || lineWith(after, want) == "" {
			t.Errorf("%q before or after:\n%s\n%s", want, before.Text, after.Text)
		}
	}
}

// proposed loads a proposal as if somebody had put it into termine.yaml.
func proposed(t testing.TB, yaml string) *content.Catalogue {
	t.Helper()
	_, events, _ := strings.Cut(yaml, "events:")
	files := valid()
	files["termine.yaml"] = &fstest.MapFile{Data: []byte(oneTopic + events)}
	c, shown, ds := content.LoadCatalogue(files)
	if len(ds) > 0 {
		t.Fatalf("%s\nof\n%s", report(ds, shown, "en"), yaml)
	}
	set, _, _ := flows.Load(content.FS, flows.Options{})
	return c.With(set)
}

const foreign = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" +
	"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Café\\, \"offen\" für alle\r\nDTSTART:20261201T140000Z\r\nDTEND:20261201T153000Z\r\nLOCATION:Haus der Begegnung\\, Mark\r\n t 3\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\n" +
	"BEGIN:VALARM\r\nDESCRIPTION:Wecker\r\nEND:VALARM\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20261208T140000Z\r\nSUMMARY:Café\\, \"offen\" für alle\r\nDTSTART;TZID=\"W. Europe Standard Time\":20261209T150000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Ganzer Tag\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Vorbei\r\nDTSTART:20200101T100000Z\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:4\r\nSUMMARY:Fällt aus\r\nSTATUS:CANCELLED\r\nDTSTART:20270101T100000Z\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:5\r\nSUMMARY:Woanders\r\nDTSTART;TZID=Nirgendwo/Stadt:20270101T100000\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestProposeEvents(t *testing.T) {
	c, now := loadDated(t, " []\n"), local(t, "2026-11-24 10:00")
	yaml, n, err := c.ProposeEvents(foreign, content.Import{Topic: "cafe", Now: now})
	if err != nil || n != 4 {
		t.Fatalf("%d dates, %v:\n%s", n, err, yaml)
	}
	golden(t, "testdata/events.yaml", yaml)
	card, _ := proposed(t, yaml).Card("events/cafe", "de", flows.About{Now: now})
	for _, want := range []string{"Di, 1.12., 15 Uhr bis 16:30 Uhr. Haus der Begegnung, Markt 3", "Mi, 9.12., 15 Uhr bis 16 Uhr", "Di, 15.12."} {
		if lineWith(card, want) == "" {
			t.Errorf("%q is missing in\n%s", want, card.Text)
		}
	}
	if _, _, err := c.ProposeEvents("<html>", content.Import{Topic: "cafe", Now: now}); err == nil {
		t.Error("a web page is taken for a calendar")
	}
}

// Lines come in any order, private entries stay where they are, and what is doubtful is said.
func TestProposeOddEvents(t *testing.T) {
	c, now := loadDated(t, " []\n"), local(t, "2026-11-24 10:00")
	entry := func(lines ...string) string { return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n" }
	for _, tt := range []struct{ entry, want, not string }{
		{entry("DTEND:20261201T120000", "DTSTART:20261201T100000", "SUMMARY:Ende zuerst"), "duration: 120m", ""},
		{entry("DTEND:20261201T090000", "DTSTART:20261201T100000", "SUMMARY:Ende davor"), "start: 2026-12-01 10:00", "duration"},
		{entry("SUMMARY:Vertraulich", "DTSTART:20261201T100000", "CLASS:PRIVATE"), "events:\n  []", "Vertraulich"},
		{entry("SUMMARY:Vertraulich", "DTSTART:20261201T100000", "CLASS:confidential"), "events:\n  []", "Vertraulich"},
		{entry("SUMMARY:Offen", "DTSTART:20261201T100000", "CLASS:PUBLIC"), "Offen", "remark"},
		{entry("SUMMARY:Vielleicht", "DTSTART:20261201T100000", "STATUS:TENTATIVE"), "steht noch nicht fest", ""},
		{entry("SUMMARY:Welt", "DTSTART:20261201T100000Z", "RRULE:FREQ=WEEKLY"), "Zeitzone UTC", ""},
		{entry("SUMMARY:Einmal", "DTSTART:20261201T100000Z"), "start: 2026-12-01 11:00", "remark"},
	} {
		yaml, _, err := c.ProposeEvents("BEGIN:VCALENDAR\n"+tt.entry+"END:VCALENDAR\n", content.Import{Topic: "cafe", Now: now})
		if err != nil || !strings.Contains(yaml, tt.want) || tt.not != "" && strings.Contains(yaml, tt.not) {
			t.Errorf("%s: %v, want %q, not %q:\n%s", tt.entry, err, tt.want, tt.not, yaml)
		}
	}
}

// Whatever a calendar holds, the proposal is YAML that loads.
func FuzzProposeEvents(f *testing.F) {
	f.Add(foreign)
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\\\\\"\x85: #\nDTSTART:20270101\nDURATION:P1W2DT3H4M5S\nEXDATE:1,20270101T000000\nEND:VEVENT")
	c, now := loadDated(f, " []\n"), local(f, "2026-11-24 10:00")
	f.Fuzz(func(t *testing.T, data string) {
		yaml, n, err := c.ProposeEvents(data, content.Import{Topic: "cafe", Now: now})
		if err == nil && n > 0 {
			proposed(t, yaml)
		}
	})
}
