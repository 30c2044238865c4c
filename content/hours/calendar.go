package hours

import (
	"fmt"
	"time"
)

// A Calendar knows what an expression takes for granted: the time zone, the
// public holidays (PH) and, if somebody has them, the school holidays (SH).
// It is only read by evaluations and may be shared.
type Calendar struct {
	// Location must not be nil.
	Location *time.Location
	// Public returns the name of the public holiday on a day; nil: there are none.
	Public func(year int, month time.Month, day int) (name string, ok bool)
	// School says whether a day is a school holiday; known is false where it
	// cannot tell. nil: it never can.
	School func(year int, month time.Month, day int) (name string, holiday, known bool)
}

// NewCalendar returns the calendar of a German state by its code ("ST", "SN",
// as in ISO 3166-2:DE without "DE-") with its public holidays and no school
// holidays. Holidays follow the law as of 2026; years before 2020 may differ
// from what held then. The zone is the caller's, usually Europe/Berlin: not
// every program carries time zones or runs where they are installed.
func NewCalendar(state string, zone *time.Location) (*Calendar, error) {
	list, ok := stateHolidays(state)
	if !ok {
		return nil, fmt.Errorf("calendar of state %q: no such German state, want a code like \"ST\"", state)
	}
	return &Calendar{Location: zone, Public: holidayTable(list)}, nil
}

func (c *Calendar) public(d date) (string, bool) {
	if c.Public == nil {
		return "", false
	}
	return c.Public(d.year, d.month, d.day)
}

func (c *Calendar) school(d date) (name string, holiday, known bool) {
	if c.School == nil {
		return "", false, false
	}
	return c.School(d.year, d.month, d.day)
}

func (c *Calendar) schoolKnown(d date) bool {
	_, _, known := c.school(d)
	return known
}
