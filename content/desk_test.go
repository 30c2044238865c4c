package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/content"
)

// deskOf reads a lotsen.yaml without mistakes.
func deskOf(t *testing.T, text string) *content.Desk {
	t.Helper()
	fsys := fstest.MapFS{"lotsen.yaml": {Data: []byte(text)}}
	c, files, ds := content.LoadCatalogue(fsys)
	if len(ds) > 0 {
		t.Fatal(report(ds, files, "en"))
	}
	return c.Desk()
}

func TestDeskDefaults(t *testing.T) {
	c, _, _ := content.LoadCatalogue(fstest.MapFS{})
	d, now := c.Desk(), time.Date(2026, 12, 25, 3, 0, 0, 0, time.UTC)
	want := content.Times{Remind: 30 * time.Minute, Return: 2 * time.Hour, Announce: 30 * time.Minute, Reopen: 7 * 24 * time.Hour, Idle: 24 * time.Hour, Close: 48 * time.Hour, Hold: time.Hour}
	if d.Times != want || d.FromCitizens != 20<<20 || d.ToCitizens != 20<<20 {
		t.Errorf("without a file: %+v", d)
	}
	if !d.Open(now) || len(d.OnDuty(now)) > 0 || d.Quiet("karla", now) || d.Name("karla") != "" {
		t.Error("without a file, the desk is always open and nobody is called")
	}
	if at, ok := d.NextOpening(now); ok {
		t.Errorf("what is always open opens at %s", at)
	}
	if at, ok := d.Closing(now); ok {
		t.Errorf("what is always open closes at %s", at)
	}
	if at, _ := d.NextDigest(now); at.Format(time.DateTime) != "2026-12-28 09:00:00" {
		t.Errorf("digest at %s", at)
	}
}

func TestDeskSettings(t *testing.T) {
	d := deskOf(t, "times: {usual: 45m, remind: off, return: 90m, close: off}\nsizes: {from_citizens: 3, to_citizens: 50}\ndigest: off\n")
	if d.Times.Usual != 45*time.Minute || d.Times.Remind != 0 || d.Times.Return != 90*time.Minute || d.Times.Close != 0 || d.Times.Idle != 24*time.Hour {
		t.Errorf("times: %+v", d.Times)
	}
	if d.FromCitizens != 3<<20 || d.ToCitizens != 50<<20 {
		t.Errorf("sizes: %d, %d", d.FromCitizens, d.ToCitizens)
	}
	if at, ok := d.NextDigest(time.Now()); ok {
		t.Errorf("a digest at %s, though it is off", at)
	}
}

// at is a moment in German time.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// moment is empty if there is none.
func moment(t time.Time, ok bool) string {
	if !ok {
		return ""
	}
	return t.Format("2006-01-02 15:04")
}

func TestDeskHours(t *testing.T) {
	const week = "hours: Mo-Fr 10:00-17:00; PH off\n"
	for _, tt := range []struct {
		name, file, now string
		open            bool
		opens, closes   string
	}{
		{"in the morning", week, "2026-11-24 09:59", false, "2026-11-24 10:00", ""},
		{"open", week, "2026-11-24 10:00", true, "2026-11-25 10:00", "2026-11-24 17:00"},
		{"on Friday evening", week, "2026-11-27 17:00", false, "2026-11-30 10:00", ""},
		{"Christmas, then a weekend", week, "2026-12-24 18:00", false, "2026-12-28 10:00", ""},
		{"Reformation Day in Saxony-Anhalt", week, "2025-10-31 12:00", false, "2025-11-03 10:00", ""},
		{"Epiphany in Saxony-Anhalt", week, "2026-01-06 12:00", false, "2026-01-07 10:00", ""},
		{"Epiphany in Saxony", week + "state: SN\n", "2026-01-06 12:00", true, "2026-01-07 10:00", "2026-01-06 17:00"},
		{"the clocks change", "hours: Su 00:00-24:00\n", "2026-10-25 02:30", true, "2026-11-01 00:00", "2026-10-26 00:00"},
		{"perhaps is no promise", "hours: Mo 10:00-12:00 unknown; Tu 10:00-12:00\n", "2026-11-23 10:30", false, "2026-11-24 10:00", ""},
		{"always", "hours: 24/7\n", "2026-11-23 10:30", true, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, now := deskOf(t, tt.file), at(t, tt.now)
			if open := d.Open(now.UTC()); open != tt.open {
				t.Errorf("open: %t", open)
			}
			if got := moment(d.NextOpening(now)); got != tt.opens {
				t.Errorf("opens at %q, want %q", got, tt.opens)
			}
			if got := moment(d.Closing(now)); got != tt.closes {
				t.Errorf("closes at %q, want %q", got, tt.closes)
			}
		})
	}
}

func TestDeskPeople(t *testing.T) {
	d := deskOf(t, `hours: Mo-Fr 10:00-17:00
people:
  - {user: karla.muster, name: Karla, duty: "Mo 14:00-19:00"}
  - {user: jens, quiet: "Mo 12:00-15:00"}
  - {user: aylin}
`)
	for now, want := range map[string]string{
		"2026-11-23 11:00": "jens aylin",
		"2026-11-23 14:30": "karla.muster aylin",
		"2026-11-23 15:00": "karla.muster jens aylin",
		"2026-11-23 18:00": "karla.muster", // her duty, though the desk has closed: the state machine calls nobody then
		"2026-11-22 12:00": "",
	} {
		if got := strings.Join(d.OnDuty(at(t, now)), " "); got != want {
			t.Errorf("%s: on duty %q, want %q", now, got, want)
		}
	}
	if !d.Quiet("jens", at(t, "2026-11-23 12:00")) || d.Quiet("jens", at(t, "2026-11-23 15:00")) || d.Quiet("karla.muster", at(t, "2026-11-23 12:00")) {
		t.Error("quiet hours are not those of the file")
	}
	if d.Name("karla.muster") != "Karla" || d.Name("jens") != "" || d.Name("nobody") != "" {
		t.Error("names are not those of the file")
	}
}

func TestDigest(t *testing.T) {
	d := deskOf(t, "digest: Mo 09:00\n")
	for now, want := range map[string]string{
		"2026-11-23 08:59": "2026-11-23 09:00",
		"2026-11-23 09:00": "2026-11-30 09:00",
		"2026-11-24 00:00": "2026-11-30 09:00",
		"2026-10-24 12:00": "2026-10-26 09:00", // the clocks change in between
	} {
		if got := moment(d.NextDigest(at(t, now))); got != want {
			t.Errorf("after %s: %s, want %s", now, got, want)
		}
	}
}

func TestDeskMistakes(t *testing.T) {
	for _, tt := range []struct{ file, rule, where, meant string }{
		{"hours: Mo-Fr 10:00-17", "hours", "1:20", "Mo-Fr 10:00-17:00"},
		{"hours: \"Mo-Frei 10:00-17:00\"", "hours", "1:12", ""},
		{"hours: Mo off", "hours", "1:8", ""},
		{"state: Sachsen", "value", "1:8", ""},
		{"times: {remind: 30}", "value", "1:17", ""},
		{"times: {remind: 2 Stunden}", "value", "1:17", "2h"},
		{"times: {remind: aus}", "value", "1:17", ""},
		{"times: {remind: 3h}", "times", "1:17", ""},
		{"times: {remind: 3h, return: 3h}", "times", "1:29", ""},
		{"sizes: {from_citizens: 21}", "value", "1:24", ""},
		{"digest: Mo 9:00", "digest", "1:9", "Mo 09:00"},
		{"digest: Sonntag, 18:30 Uhr", "digest", "1:9", "Su 18:30"},
		{"digest: monthly", "digest", "1:9", ""},
		{"digest: Mo 25:00", "digest", "1:9", ""},
		{"people:\n  - {user: karla}\n  - {user: karla, name: K}", "duplicate-id", "3:12", ""},
		{"people:\n  - {name: Karla}", "missing-key", "2:6", ""},
		{"people:\n  - {user: \"@karla\"}", "user", "2:12", "karla"},
		{"people:\n  - {user: karla, duty: Mo-Di 10:00-12:00}", "hours", "2:28", "Mo-Tu 10:00-12:00"},
		{"people:\n  - {user: karla, quiet: nachts}", "hours", "2:26", ""},
		{"poeple: []", "unknown-key", "1:1", "people"},
	} {
		c, _, ds := content.LoadCatalogue(fstest.MapFS{"lotsen.yaml": {Data: []byte(tt.file + "\n")}})
		if len(ds) != 1 {
			t.Errorf("%q: %d problems: %v", tt.file, len(ds), ds)
			continue
		}
		d := ds[0]
		if where := strings.TrimPrefix(report(ds, nil, "de"), "lotsen.yaml:"); d.Rule != tt.rule || d.Meant != tt.meant || !strings.HasPrefix(where, tt.where+":") {
			t.Errorf("%q: %s [%s], meant %q", tt.file, where, d.Rule, d.Meant)
		}
		c.Desk().OnDuty(time.Now()) // whatever stands in the file, the desk answers
	}
}

// Who is never called is named on the day of the check; who is called at least once in the year is not.
func TestRota(t *testing.T) {
	const file = `hours: Mo-Fr 10:00-17:00
people:
  - {user: quiet, duty: "Mo 14:00-16:00", quiet: "Mo-We 12:00-18:00"}
  - {user: outside, duty: "Sa 10:00-12:00"}
  - {user: night, quiet: "00:00-24:00"}
  - {user: once, duty: "2027 Jun 07 10:00-11:00"}
  - {user: over, duty: "2025 Mo 10:00-12:00"}
  - {user: fine, duty: "Mo 14:00-16:00", quiet: "Mo 14:00-15:59"}
  - {user: always}
`
	c, _, ds := content.LoadCatalogue(fstest.MapFS{"lotsen.yaml": {Data: []byte(file)}})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	var named []string
	for _, d := range c.Due(at(t, "2026-11-24 12:00")) {
		named = append(named, strings.Fields(d.Text.DE)[0])
	}
	if want := []string{"quiet", "outside", "night", "over"}; !slices.Equal(named, want) {
		t.Errorf("never called: %v, want %v", named, want)
	}
}

// The times of opening at which nobody is called are named, where people are: those of every week by day, one of its own by date.
func TestGaps(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"hours: Mo-Tu 10:00-17:00\npeople: []", ""},
		{"hours: Mo-Tu 10:00-17:00\npeople:\n  - {user: karla}", ""},
		{"hours: Mo-Tu 10:00-17:00; PH off\nstate: ST\npeople:\n  - {user: karla, duty: \"Mo 14:00-17:00\"}\n  - {user: jens, duty: \"Tu 10:00-12:00,12:30-17:00\"}",
			"Mo 10:00-14:00, Di 12:00-12:30"},
		{"hours: Mo 10:00-17:00\npeople:\n  - {user: karla, quiet: \"12:00-13:00\"}", "Mo 12:00-13:00"},
		{"hours: Mo-Su 10:00-17:00\npeople:\n  - {user: karla, duty: \"Mo-Fr 10:00-13:00,14:00-17:00\"}\n  - {user: jens, quiet: \"2026 Dec 21-27\", duty: \"Sa-Su 11:00-17:00\"}",
			"Mo 13:00-14:00, Di 13:00-14:00, Mi 13:00-14:00, Do 13:00-14:00, Fr 13:00-14:00, Sa 10:00-11:00, So 10:00-11:00, und weitere (2)"},
		{"hours: Mo 10:00-17:00\npeople:\n  - {user: karla, quiet: \"2026 Dec 21-27\"}", "21.12.2026 10:00-17:00"},
		{"people:\n  - {user: karla, duty: \"Mo-Su 08:00-24:00\"}", "Mo 00:00-08:00, Di 00:00-08:00, Mi 00:00-08:00, Do 00:00-08:00, Fr 00:00-08:00, Sa 00:00-08:00, So 00:00-08:00"},
		{"people:\n  - {user: karla, duty: \"2026\"}", "01.01.2027 00:00 bis 24.11.2027 00:00"},
		{"hours: Mo-Su 10:00-17:00\npeople:\n  - {user: karla, duty: Sa 10:00-11:00}", "Mo 10:00-17:00, Di 10:00-17:00, Mi 10:00-17:00, Do 10:00-17:00, Fr 10:00-17:00, Sa 11:00-17:00, So 10:00-17:00"},
	} {
		c, _, ds := content.LoadCatalogue(fstest.MapFS{"lotsen.yaml": {Data: []byte(tt.file + "\n")}})
		if len(ds) > 0 {
			t.Fatal(tt.file, ds)
		}
		got := ""
		for _, d := range c.Due(at(t, "2026-11-24 12:00")) {
			if rest, ok := strings.CutPrefix(d.Text.DE, "In diesen Zeiten wird niemand gerufen, obwohl jemand da sein soll (hours): "); ok {
				got = strings.TrimSuffix(rest, ".")
				if line := strings.Split(tt.file, "\n")[d.At.Line-1]; !strings.HasPrefix(line, "people:") {
					t.Errorf("it points at %q", line)
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s\n%q, want %q", tt.file, got, tt.want)
		}
	}
}
