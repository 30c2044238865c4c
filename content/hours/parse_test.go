package hours_test

import (
	"testing"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/google/go-cmp/cmp"
)

// everything uses each form of each selector.
const everything = `24/7 off; 2024 off; 2024-2030,2031-2040/3,2050+,2060/4 Jan 05 08:00-09:00; ` +
	`Jan,Mar-May,Nov-Feb; 2026 Jan 10-15,2027 Nov-2028 Feb off; Dec 24; Dec 24-26/2,Dec 30-Jan 02,Nov 20-Jan 10/7; Jun 15+; ` +
	`easter; easter +1 day-Apr 30 off; 2025 easter -2 days; Jan Su[2]-Jan 15,Mar Mo[-1] +2 days-Apr Fr[1] -1 day; ` +
	`Dec 25 -1 day; week 02,05-10,20-52/2 Mo 08:00+; Mo; Sa-Su,PH; Mo[1],Tu[2-3,-1],We[-5] +2 days 09:00-10:00; ` +
	`PH -1 day,SH off; PH,SH Mo-Fr,Su 10:00-12:00,13:00-26:00,20:00-04:00+; Fr 10:00-40:00 unknown; ` +
	`Sa 08:00-12:00 open, 14:00-15:00; Sa "ruf an", Su open "x", Mo closed "y" || unknown || "z"`

func TestString(t *testing.T) {
	for expr, want := range map[string]string{
		" Mo-Fr  08:00-12:00 ;PH  off ":  "Mo-Fr 08:00-12:00; PH off",
		"Mo-Fr 08:00-12:00, 13:00-15:00": "Mo-Fr 08:00-12:00,13:00-15:00",
		"Mo, We 08:00-12:00":             "Mo,We 08:00-12:00",
		"Apr-Oct: Mo 08:00-12:00":        "Apr-Oct Mo 08:00-12:00",
		"Fr 22:00-26:00":                 "Fr 22:00-02:00",
		"Fr 10:00-35:00":                 "Fr 10:00-35:00",
		"Mo closed":                      "Mo off",
		"Mo open":                        "Mo open",
		"Mo 08:00-12:00 open":            "Mo 08:00-12:00",
		`Mo unknown "frag"`:              `Mo "frag"`,
		"2012 Jan 10-15,Jan 11":          "2012 Jan 10-15,2012 Jan 11",
		"Dec 24-Dec 26":                  "Dec 24-26",
		"2024-2024 Dec 24-Jan 02":        "2024-2024 Dec 24-Jan 02",
		"Mo 08:00-12:00 open, 24/7":      "Mo 08:00-12:00 open, 24/7",
	} {
		h := mustParse(t, expr)
		if got := h.String(); got != want {
			t.Errorf("%q becomes %q, want %q", expr, got, want)
		}
		if again := mustParse(t, h.String()).String(); again != h.String() {
			t.Errorf("%q becomes %q, then %q", expr, h, again)
		}
	}
}

func TestStringReadsBack(t *testing.T) {
	first := mustParse(t, everything).String()
	if again := mustParse(t, first).String(); again != first {
		t.Errorf("got  %s\nthen %s", first, again)
	}
}

func TestEqualExpressions(t *testing.T) {
	c := calendar(t, "ST")
	for _, pair := range [][2]string{
		{"Fr 22:00-26:00", "Fr 22:00-02:00"},
		{"Sa-Su 10:00-12:00", "Sa,Su 10:00-12:00"},
		{"Mo-Fr,PH 08:00-12:00", "PH,Mo-Fr 08:00-12:00"},
		{"Mo-Su", "24/7"},
		{"Jan-Dec 08:00-12:00", "08:00-12:00"},
		{"week 01-53 08:00-12:00", "08:00-12:00"},
		{"Dec 24-26 off; 10:00-11:00", "Dec 24-Dec 26 closed; 10:00-11:00"},
		{"2026 Dec 24-31", "2026 Dec 24-2026 Dec 31"},
		{"We[1-3] 10:00-11:00", "We[1],We[2],We[3] 10:00-11:00"},
		{"Mo 10:00-12:00; Tu 10:00-12:00", "Mo,Tu 10:00-12:00"},
	} {
		from, to := local(t, c, "2026-01-01"), local(t, c, "2027-02-01")
		a := show(mustParse(t, pair[0]).Intervals(c, from, to))
		b := show(mustParse(t, pair[1]).Intervals(c, from, to))
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s and %s differ:\n%s", pair[0], pair[1], diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, expr := range []string{
		"Mo-Fr 24:00-12:00", "Mo-Fr 08:00-48:01", "Mo-Fr 08:60-09:00", "week 30-20", "week 54", "week 01-10/0",
		"2030-2020", "2024-2030/0", "Feb 30", "Apr 31", "Jan 20-10", "Mo[6]", "Mo[0]", "Mo[3-2]", "Mo[-6]", "Mo[1] +7 days",
		"easter +251 days", "easter -81 days", "Mo--Fr", "Mo-PH", "PH-Mo", "Mo PH", "SH -1 day", "2024 Dec 24-Jan 02",
		"Dec 24-2025 Jan 02", "2025 Jan 05-2024 Jan 02", "2024-2026 2025 Dec 24", "Jan-Mar 15", "Jan 01-Mar", "Mo 08:00-12:00 Tu",
		"open open", "off on", "24/7 Mo", "Mo 24/7", "week Mo", "10:00-12:00 week 05", ";", "||", ",", "Mo;;Tu", "Mo,", "\"\"", "\" \"",
		"\"offen", "Mo (08:00-12:00)", "sunrise-sunset", "Mo 08:00-(sunset+01:00)", "12:00", "10:00-16:00/90", "summer", "Mo[1", "Jan[1]",
	} {
		h, err := hours.Parse(expr)
		if err == nil {
			t.Errorf("%q is read as %q, want an error", expr, h)
		}
	}
}
