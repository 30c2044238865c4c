package hours

import "time"

// wall returns the calendar day of t and the minute of that day that decides
// its state. An hour that the clock change repeats is decided the first time;
// the second time nothing changes any more until it is over.
func (c *Calendar) wall(t time.Time) (date, int) {
	t = t.In(c.Location)
	if _, back, since := clockChange(t); since < back {
		t = t.Add(back - since - time.Minute)
	}
	hour, minute, _ := t.Clock()
	y, m, d := t.Date()
	return dateOf(dayNumber(y, m, d)), hour*60 + minute
}

// instant returns when a minute of a day comes: the first time if the clock
// change repeats it, the moment of the change if it skips it.
func (c *Calendar) instant(d date, minute int) time.Time {
	t := time.Date(d.year, d.month, d.day, 0, minute, 0, 0, c.Location)
	change, back, since := clockChange(t)
	if since < back {
		return t.Add(-back)
	}
	hour, shown, _ := t.Clock()
	const day = 24 * 60
	switch off := (hour*60 + shown - minute + 2*day) % day; {
	case off == 0:
		return t
	case off < day/2: // time.Date resolved the skipped minute to a later one
		return change
	}
	_, change = t.ZoneBounds()
	return change.In(c.Location)
}

// clockChange returns when the offset of t began, by how much the clocks went
// back at that moment (negative: forward), and how long before t that was.
// A change long ago is reported as none.
func clockChange(t time.Time) (change time.Time, back, since time.Duration) {
	change, _ = t.ZoneBounds()
	if since = t.Sub(change); change.IsZero() || since > 6*time.Hour {
		return change, 0, since
	}
	_, after := t.Zone()
	_, before := change.Add(-time.Nanosecond).Zone()
	return change, time.Duration(before-after) * time.Second, since
}
