package hours_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
)

var states = []string{"BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"}

// TestPublicHolidaysOfAllStates compares every day of seven years in every
// state with testdata/holidays.txt.
func TestPublicHolidaysOfAllStates(t *testing.T) {
	data, err := os.ReadFile("testdata/holidays.txt")
	if err != nil {
		t.Fatal(err)
	}
	observed := map[string][]string{} // by date
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			observed[fields[0]] = fields[1:]
		}
	}
	days := 0
	for _, state := range states {
		c := calendar(t, state)
		day := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
		for ; day.Year() <= 2030; day = day.AddDate(0, 0, 1) {
			list := observed[day.Format(time.DateOnly)]
			want := slices.Contains(list, "all") || slices.Contains(list, state)
			if want {
				days++
			}
			if name, got := c.Public(day.Date()); got != want {
				t.Errorf("%s %s: holiday %v (%s), want %v", state, day.Format(time.DateOnly), got, name, want)
			}
		}
	}
	// 175 in a usual year: nine in all states and 31 more; two of Berlin alone.
	if want := 7*175 + 2; days != want {
		t.Errorf("the sample has %d holidays, want %d", days, want)
	}
}

func TestHolidaysOutsideTheTable(t *testing.T) {
	c := calendar(t, "ST")
	for year, want := range map[int]bool{1989: true, 1990: true, 2100: true, 2101: true} {
		if name, ok := c.Public(year, time.October, 31); ok != want || name != "Reformationstag" {
			t.Errorf("31 October %d: %q, %v", year, name, ok)
		}
		if name, ok := c.Public(year, time.October, 30); ok {
			t.Errorf("30 October %d is %q", year, name)
		}
	}
}

func TestNewCalendar(t *testing.T) {
	for _, state := range []string{"", "XX"} {
		if _, err := hours.NewCalendar(state, time.UTC); err == nil {
			t.Errorf("state %q: no error", state)
		}
	}
	c, err := hours.NewCalendar("ST", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Public(2026, time.January, 6); !ok {
		t.Error("Epiphany is no holiday of Sachsen-Anhalt")
	}
	if c.Location != time.UTC {
		t.Errorf("location %s", c.Location)
	}
}

// schoolUntil knows one week of school holidays, 6 to 10 April 2026, and
// nothing after 30 April.
func schoolUntil(year int, month time.Month, day int) (string, bool, bool) {
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return "Osterferien", "2026-04-06" <= date && date <= "2026-04-10", date <= "2026-04-30"
}

func TestSchoolHolidays(t *testing.T) {
	c := calendar(t, "SN")
	c.School = schoolUntil
	runCases(t, c, []evalCase{
		{"SH 10:00-12:00", "2026-04-09", "2026-04-30", `
			2026-04-09 10:00 - 12:00 (Osterferien)
			2026-04-10 10:00 - 12:00 (Osterferien)
		`},
		{"Mo-Fr 08:00-12:00; SH Mo-Fr 10:00-12:00; PH off", "2026-04-06", "2026-04-14", `
			2026-04-07 10:00 - 12:00 (Osterferien)
			2026-04-08 10:00 - 12:00 (Osterferien)
			2026-04-09 10:00 - 12:00 (Osterferien)
			2026-04-10 10:00 - 12:00 (Osterferien)
			2026-04-13 08:00 - 12:00
		`},
	})
}

// Where school holidays are unknown, only what does not depend on them is said.
func TestSchoolHolidaysUnknown(t *testing.T) {
	c := calendar(t, "ST")
	runCases(t, c, []evalCase{
		{"Mo-Fr 08:00-12:00; SH off", "2026-03-06", "2026-03-10", `
			2026-03-06 08:00 - 12:00 unknown (Schulferien nicht hinterlegt)
			2026-03-09 08:00 - 12:00 unknown (Schulferien nicht hinterlegt)
		`},
		{"Mo-Fr 08:00-16:00; SH Mo-Fr 10:00-16:00", "2026-03-06", "2026-03-09", `
			2026-03-06 08:00 - 10:00 unknown (Schulferien nicht hinterlegt)
			2026-03-06 10:00 - 16:00
		`},
		{"SH 22:00-02:00", "2026-03-06 12:00", "2026-03-07 12:00", `
			2026-03-06 22:00 - 2026-03-07 02:00 unknown (Schulferien nicht hinterlegt)
		`},
		// Open only if yesterday was a school holiday and today is none.
		{"SH 18:00-28:00; SH 00:00-06:00 off", "2026-03-06 12:00", "2026-03-07 12:00", `
			2026-03-06 18:00 - 2026-03-07 04:00 unknown (Schulferien nicht hinterlegt)
		`},
		{"SH,Mo 08:00-12:00", "2026-03-09", "2026-03-10", `
			2026-03-09 08:00 - 12:00
		`},
	})
	c.School = schoolUntil
	if state, comment := mustParse(t, "SH off; Mo 08:00-12:00").At(c, local(t, c, "2026-05-05 09:00")); state != hours.Closed {
		t.Errorf("a Tuesday is %v %q", state, comment)
	}
	if state, comment := mustParse(t, "SH 08:00-12:00").At(c, local(t, c, "2026-05-05 09:00")); state != hours.Unknown || comment != hours.NoSchoolData {
		t.Errorf("after the last known day: %v %q", state, comment)
	}
}
