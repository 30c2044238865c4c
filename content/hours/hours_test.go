package hours_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests run where no zones are installed, too

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/google/go-cmp/cmp"
)

func mustParse(tb testing.TB, expr string) *hours.Hours {
	tb.Helper()
	h, err := hours.Parse(expr)
	if err != nil {
		tb.Fatalf("parse %q: %v", expr, err)
	}
	return h
}

func calendar(tb testing.TB, state string) *hours.Calendar {
	tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		tb.Fatal(err)
	}
	c, err := hours.NewCalendar(state, berlin)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// local reads "2026-03-02 08:00" in Berlin.
func local(tb testing.TB, c *hours.Calendar, s string) time.Time {
	tb.Helper()
	if len(s) == len("2026-03-02") {
		s += " 00:00"
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", s, c.Location)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// show writes intervals one a line: "2026-03-02 08:00 - 12:00" with the date of
// the end only if it is another day than that of the start or its midnight,
// then state and comment unless it is plainly open.
func show(all []hours.Interval) string {
	var b strings.Builder
	for _, i := range all {
		end := i.To.Format("2006-01-02 15:04")
		switch i.From.Format("2006-01-02") {
		case i.To.Format("2006-01-02"):
			end = i.To.Format("15:04")
		case i.To.Add(-time.Minute).Format("2006-01-02"):
			if i.To.Format("15:04") == "00:00" {
				end = "24:00"
			}
		}
		fmt.Fprintf(&b, "%s - %s", i.From.Format("2006-01-02 15:04"), end)
		if i.State != hours.Open {
			fmt.Fprintf(&b, " %v", i.State)
		}
		if i.Comment != "" {
			fmt.Fprintf(&b, " (%s)", i.Comment)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// An evalCase gives an expression and its intervals in a period, written as by
// show, indented.
type evalCase struct {
	expr, from, to string
	want           string
}

func runCases(t *testing.T, c *hours.Calendar, cases []evalCase) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.expr, func(t *testing.T) {
			h := mustParse(t, tc.expr)
			want := strings.ReplaceAll(strings.TrimLeft(tc.want, "\n"), "\t", "")
			got := show(h.Intervals(c, local(t, c, tc.from), local(t, c, tc.to)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("intervals (-want +got):\n%s", diff)
			}
			checkAgainstAt(t, h, c, local(t, c, tc.from), local(t, c, tc.to))
		})
	}
}

// checkAgainstAt holds the three questions against each other: inside every
// interval At gives its state, between them closed, and NextChange leads from
// one to the next.
func checkAgainstAt(t *testing.T, h *hours.Hours, c *hours.Calendar, from, to time.Time) {
	t.Helper()
	all := h.Intervals(c, from, to)
	stateAt := func(at time.Time) (hours.State, string) {
		for _, i := range all {
			if !at.Before(i.From) && at.Before(i.To) {
				return i.State, i.Comment
			}
		}
		return hours.Closed, ""
	}
	step := max(to.Sub(from)/500/time.Minute, 1) * time.Minute
	for at := from; at.Before(to); at = at.Add(step) {
		state, comment := h.At(c, at)
		wantState, wantComment := stateAt(at)
		if state != wantState || state != hours.Closed && comment != wantComment {
			t.Fatalf("%v: At says %v %q, Intervals say %v %q", at, state, comment, wantState, wantComment)
		}
	}
	for _, i := range all {
		next, ok := h.NextChange(c, i.From)
		if after, _ := stateAt(i.To); i.To.Before(to) && after != i.State && (!ok || !next.Equal(i.To)) {
			t.Fatalf("next change after %v is %v, %v; want %v", i.From, next, ok, i.To)
		}
	}
}
