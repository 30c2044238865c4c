package hours_test

import (
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/google/go-cmp/cmp"
)

// In 2026 Berlin skips 02:00 to 03:00 on 29 March and repeats it on 25 October.
func TestClockChange(t *testing.T) {
	tests := []struct {
		expr, from, to string
		want           string // in UTC
	}{
		{"Su 00:00-24:00", "2026-03-29", "2026-03-30", "2026-03-28 23:00 - 2026-03-29 22:00\n"},
		{"Su 00:00-24:00", "2026-10-25", "2026-10-26", "2026-10-24 22:00 - 2026-10-25 23:00\n"},
		{"01:00-05:00", "2026-03-29", "2026-03-29 12:00", "2026-03-29 00:00 - 03:00\n"},
		{"01:00-05:00", "2026-10-25", "2026-10-25 12:00", "2026-10-24 23:00 - 2026-10-25 04:00\n"},
		// A minute the day skips is the moment of the change.
		{"02:30-05:00", "2026-03-29", "2026-03-29 12:00", "2026-03-29 01:00 - 03:00\n"},
		{"01:00-02:30", "2026-03-29", "2026-03-29 12:00", "2026-03-29 00:00 - 01:00\n"},
		{"02:10-02:50", "2026-03-29", "2026-03-29 12:00", ""},
		// A minute the day repeats is the first of the two.
		{"02:30-05:00", "2026-10-25", "2026-10-25 12:00", "2026-10-25 00:30 - 04:00\n"},
		{"01:00-02:30", "2026-10-25", "2026-10-25 12:00", "2026-10-24 23:00 - 2026-10-25 00:30\n"},
		{"02:10-02:50", "2026-10-25", "2026-10-25 12:00", "2026-10-25 00:10 - 00:50\n"},
		{"Sa 22:00-02:30", "2026-10-24", "2026-10-26", "2026-10-24 20:00 - 2026-10-25 00:30\n"},
		{"Sa 22:00-03:00", "2026-10-24", "2026-10-26", "2026-10-24 20:00 - 2026-10-25 02:00\n"},
	}
	c := calendar(t, "ST")
	for _, tt := range tests {
		h := mustParse(t, tt.expr)
		from, to := local(t, c, tt.from), local(t, c, tt.to)
		all := h.Intervals(c, from, to)
		for i := range all {
			all[i].From, all[i].To = all[i].From.UTC(), all[i].To.UTC()
		}
		if diff := cmp.Diff(tt.want, show(all)); diff != "" {
			t.Errorf("%s on %s (-want +got):\n%s", tt.expr, tt.from, diff)
		}
		for at := from; at.Before(to); at = at.Add(5 * time.Minute) {
			in := false
			for _, i := range all {
				in = in || !at.Before(i.From) && at.Before(i.To)
			}
			if state, _ := h.At(c, at); (state == hours.Open) != in {
				t.Fatalf("%s at %v: %v, intervals say %v", tt.expr, at.UTC(), state, in)
			}
		}
	}
}

func TestNextChange(t *testing.T) {
	c := calendar(t, "ST")
	tests := []struct {
		expr, at, want string // want "" for never
	}{
		{"Mo-Fr 08:00-12:00", "2026-03-02 07:00", "2026-03-02 08:00"},
		{"Mo-Fr 08:00-12:00", "2026-03-02 08:00", "2026-03-02 12:00"},
		{"Mo-Fr 08:00-12:00", "2026-03-02 12:00", "2026-03-03 08:00"},
		{"Mo-Fr 08:00-12:00", "2026-03-06 12:00", "2026-03-09 08:00"},
		{"Mo-Fr 08:00-12:00; PH off", "2026-04-02 12:00", "2026-04-07 08:00"},
		{"Fr 22:00-02:00", "2026-03-06 23:30", "2026-03-07 02:00"},
		{"Mo-Su 00:00-24:00; Fr off", "2026-03-02 10:00", "2026-03-06 00:00"},
		{`Mo 08:00-12:00 open "a", Mo 12:00-14:00 open "b"`, "2026-03-02 09:00", "2026-03-02 14:00"},
		{"Mo 18:00-20:00+", "2026-03-02 19:00", "2026-03-02 20:00"},
		{"2055 Feb 01 08:00-09:00", "2026-03-02 09:00", "2055-02-01 08:00"},
		{"Feb 29 Tu", "2029-01-01", "2056-02-29 00:00"},
		{"24/7", "2026-03-02 09:00", ""},
		{"off", "2026-03-02 09:00", ""},
		{"2015", "2026-03-02 09:00", ""},
		{"2015 Feb 29", "2026-03-02 09:00", ""},
		{"PH off", "2026-03-02 09:00", ""},
	}
	for _, tt := range tests {
		got := ""
		if next, ok := mustParse(t, tt.expr).NextChange(c, local(t, c, tt.at)); ok {
			got = next.Format("2006-01-02 15:04")
		}
		if got != tt.want {
			t.Errorf("%s from %s: next change %q, want %q", tt.expr, tt.at, got, tt.want)
		}
	}
}
