package hours

type dayKind uint8

const (
	weekdays      dayKind = iota // Mo, Mo-Fr, Mo[1]
	publicHoliday                // PH
	schoolHoliday                // SH
)

// A dayItem is one entry of a list of weekdays and holidays.
type dayItem struct {
	kind     dayKind
	from, to int // weekdays, 0 is Monday; the range may pass Sunday
	nth      []nthRange
	offset   int // in days, with PH or nth
}

// An nthRange is [1], [2-3] or [-1]: which of the weekdays of a month.
type nthRange struct{ from, to int }

// match says whether a day fits the item, and the name of the holiday it fits
// by. assume stands in for school holidays the calendar does not know.
func (i *dayItem) match(c *Calendar, d date, assume bool) (name string, ok bool) {
	d = d.add(-i.offset)
	switch i.kind {
	case publicHoliday:
		if name, ok = c.public(d); i.offset != 0 {
			name = ""
		}
		return name, ok
	case schoolHoliday:
		name, holiday, known := c.school(d)
		if !known {
			return "", assume
		}
		return name, holiday
	}
	if (d.weekday-i.from+7)%7 > (i.to-i.from+7)%7 {
		return "", false
	}
	if len(i.nth) == 0 {
		return "", true
	}
	fromStart := (d.day-1)/7 + 1
	fromEnd := -((daysIn(d.year, d.month)-d.day)/7 + 1)
	for _, n := range i.nth {
		if n.from <= fromStart && fromStart <= n.to || n.from == fromEnd {
			return "", true
		}
	}
	return "", false
}

// matchDays says whether the weekday and holiday selectors admit a day.
func (r *rule) matchDays(c *Calendar, d date, assume bool) (name string, ok bool) {
	var weekday, holiday bool
	for i := range r.days {
		item := &r.days[i]
		found, fits := item.match(c, d, assume)
		if !fits {
			continue
		}
		if item.kind == weekdays {
			weekday = true
		} else {
			holiday = true
		}
		if found != "" {
			name = found
		}
	}
	if r.bothDays {
		return name, weekday && holiday
	}
	return name, weekday || holiday
}

// match says whether the rule's selectors admit a day, and the name of the
// holiday that made it fit.
func (r *rule) match(c *Calendar, d date, assume bool) (name string, ok bool) {
	if !r.dated {
		return "", true
	}
	if !anyMatch(r.years, func(y yearRange) bool { return y.match(d.year) }) ||
		!anyMatch(r.dates, func(dr dateRange) bool { return dr.match(d) }) {
		return "", false
	}
	if len(r.weeks) > 0 {
		week := d.isoWeek()
		if !anyMatch(r.weeks, func(w weekRange) bool { return w.match(week) }) {
			return "", false
		}
	}
	if len(r.days) == 0 {
		return "", true
	}
	return r.matchDays(c, d, assume)
}

// anyMatch is true for an empty list: a selector not given admits every day.
func anyMatch[T any](list []T, match func(T) bool) bool {
	for _, v := range list {
		if match(v) {
			return true
		}
	}
	return len(list) == 0
}
