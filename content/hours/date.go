package hours

import (
	"time"

	"github.com/rickar/cal/v2"
)

// A date is a calendar day without time zone.
type date struct {
	num     int // days since 1970-01-01
	year    int
	month   time.Month
	day     int
	weekday int // 0 is Monday
}

const secondsPerDay = 24 * 60 * 60

func dateOf(num int) date {
	t := time.Unix(int64(num)*secondsPerDay, 0).UTC()
	d := date{num: num}
	d.year, d.month, d.day = t.Date()
	d.weekday = (int(t.Weekday()) + 6) % 7
	return d
}

// dayNumber counts days since 1970-01-01; days past the end of a month carry over.
func dayNumber(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

func (d date) add(days int) date {
	if days == 0 {
		return d
	}
	return dateOf(d.num + days)
}

// isoWeek returns the number of the ISO 8601 week the day lies in.
func (d date) isoWeek() int {
	_, week := time.Unix(int64(d.num)*secondsPerDay, 0).UTC().ISOWeek()
	return week
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// easter returns the day number of Easter Sunday.
func easter(year int) int {
	return dayNumber(cal.CalcEasterOffset(&cal.Holiday{}, year).Date())
}

// nthWeekday returns the day number of the nth weekday of a month, counted from
// its end if nth is negative; false if the month has no such day.
func nthWeekday(year int, month time.Month, weekday, nth int) (int, bool) {
	if nth < 0 {
		last := dateOf(dayNumber(year, month, daysIn(year, month)))
		back := (last.weekday-weekday+7)%7 + 7*(-nth-1)
		return last.num - back, back < last.day
	}
	first := dateOf(dayNumber(year, month, 1))
	ahead := (weekday-first.weekday+7)%7 + 7*(nth-1)
	return first.num + ahead, ahead < daysIn(year, month)
}
