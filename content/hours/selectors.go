package hours

import "time"

// A yearRange is 2024, 2024-2030, 2024-2030/2, 2024+ or 2024/4.
type yearRange struct {
	from, to int // to 0: without end
	period   int // every how many years; 0: every one
}

func (r yearRange) match(year int) bool {
	return year >= r.from && (r.to == 0 || year <= r.to) && (r.period == 0 || (year-r.from)%r.period == 0)
}

// A weekRange is week 05, week 05-10 or week 05-10/2, in ISO weeks.
type weekRange struct{ from, to, period int }

func (r weekRange) match(week int) bool {
	return week >= r.from && week <= r.to && (r.period == 0 || (week-r.from)%r.period == 0)
}

type markKind uint8

const (
	fixedMark  markKind = iota // Dec 24
	nthMark                    // Dec Su[1]
	easterMark                 // easter
)

// A mark is one end of a date range.
type mark struct {
	kind    markKind
	year    int // 0: every year
	month   time.Month
	day     int // fixedMark
	weekday int // nthMark
	nth     int // nthMark
	offset  int // in days
}

// at returns the day number of the mark in a year. A 29 February that the year
// lacks becomes the 28th as the last day of a range and else does not exist,
// as does a fifth weekday that the month lacks.
func (m mark) at(year int, last bool) (int, bool) {
	switch m.kind {
	case easterMark:
		return easter(year) + m.offset, true
	case nthMark:
		num, ok := nthWeekday(year, m.month, m.weekday, m.nth)
		return num + m.offset, ok
	}
	day := m.day
	if n := daysIn(year, m.month); day > n {
		if !last {
			return 0, false
		}
		day = n
	}
	return dayNumber(year, m.month, day) + m.offset, true
}

// earliest and latest bound the place of a mark in the year, as month*32+day.
func (m mark) earliest() int {
	switch {
	case m.kind == easterMark:
		return 3*32 + 22
	case m.kind == fixedMark:
		return int(m.month)*32 + m.day
	case m.nth > 0:
		return int(m.month)*32 + 7*m.nth - 6
	}
	return int(m.month)*32 + 31 + 7*m.nth - 2
}

func (m mark) latest() int {
	switch {
	case m.kind == easterMark:
		return 4*32 + 25
	case m.kind == fixedMark:
		return m.earliest()
	case m.nth > 0:
		return int(m.month)*32 + 7*m.nth
	}
	return int(m.month)*32 + 31 + 7*(m.nth+1)
}

// A dateRange is a range of months or of days. from and to are equal for a
// single day.
type dateRange struct {
	from, to mark
	months   bool // written as months: Jan, Jan-Mar
	onward   bool // written with +: from this day on
	period   int  // every how many days, 0 or 1: every one
	yearly   bool // both ends are fixed days of every year
	wraps    bool // passes the end of the year
}

// compile settles how the range is matched.
func (r *dateRange) compile() {
	plain := func(m mark) bool { return m.kind == fixedMark && m.year == 0 && m.offset == 0 }
	r.yearly = plain(r.from) && plain(r.to) && !r.onward
	r.wraps = r.to.year == 0 && !r.onward && r.to.latest() < r.from.earliest()
}

func (r dateRange) match(d date) bool {
	if r.yearly && r.period == 0 {
		from, to, here := r.from.earliest(), r.to.earliest(), int(d.month)*32+d.day
		if r.wraps {
			return here >= from || here <= to
		}
		return here >= from && here <= to
	}
	if r.from.year != 0 {
		return r.within(d, r.from.year, r.to.year)
	}
	for year := d.year - 1; year <= d.year+1; year++ {
		end := year
		if r.wraps {
			end++
		}
		if r.within(d, year, end) {
			return true
		}
	}
	return false
}

// within matches the occurrence of the range that runs from one year to another.
func (r dateRange) within(d date, fromYear, toYear int) bool {
	from, ok := r.from.at(fromYear, false)
	if !ok || d.num < from {
		return false
	}
	if r.onward {
		return r.from.year != 0 || d.year == fromYear
	}
	to, ok := r.to.at(toYear, r.from != r.to)
	return ok && d.num <= to && (r.period == 0 || (d.num-from)%r.period == 0)
}
