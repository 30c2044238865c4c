package hours

import "fmt"

// dates writes one entry of a list of dates.
func (l *language) dates(r dateRange) string {
	switch {
	case r.months && r.from.year == r.to.year && r.from.year != 0:
		months := l.between(l.months[r.from.month-1], l.months[r.to.month-1])
		return fmt.Sprintf(l.monthYear, months, r.from.year)
	case r.months:
		return l.between(l.month(r.from), l.month(r.to))
	case r.onward:
		return fmt.Sprintf(l.onward, l.mark(r.from))
	}
	return l.period(l.between(l.mark(r.from), l.mark(r.to)), r.period)
}

func (l *language) month(m mark) string {
	if m.year == 0 {
		return l.months[m.month-1]
	}
	return fmt.Sprintf(l.monthYear, l.months[m.month-1], m.year)
}

func (l *language) mark(m mark) string {
	var text string
	switch m.kind {
	case fixedMark:
		format := l.date
		if m.year != 0 {
			format = l.dateYear
		}
		text = fmt.Sprintf(format, m.day, int(m.month), m.year, l.months[m.month-1])
	case nthMark:
		text = fmt.Sprintf(l.ofMonth, l.ordinal(m.weekday, m.nth), l.weekdays[m.weekday])
		text += " (" + l.month(m) + ")"
	case easterMark:
		if text = l.easter; m.year != 0 {
			text = fmt.Sprintf(l.monthYear, text, m.year)
		}
	}
	return l.shift(text, m.offset)
}

// shift writes an offset in days behind what it moves.
func (l *language) shift(text string, days int) string {
	switch days {
	case 0:
		return text
	case 1, -1:
		return fmt.Sprintf(l.offset, text, days, l.dayOne)
	}
	return fmt.Sprintf(l.offset, text, days, l.dayMany)
}

// days writes weekdays and holidays.
func (l *language) days(r *rule) string {
	if !r.bothDays {
		return l.join(each(r.days, l.day))
	}
	var holidays, weekdayNames []string
	for _, item := range r.days {
		if item.kind == weekdays {
			weekdayNames = append(weekdayNames, l.day(item))
		} else {
			holidays = append(holidays, l.day(item))
		}
	}
	return fmt.Sprintf(l.both, l.join(holidays), l.join(weekdayNames))
}

func (l *language) day(item dayItem) string {
	switch {
	case item.kind == publicHoliday:
		return l.shift(l.public, item.offset)
	case item.kind == schoolHoliday:
		return l.school
	case len(item.nth) == 0:
		return l.between(l.weekdays[item.from], l.weekdays[item.to])
	}
	var ordinals []string
	for _, n := range item.nth {
		for nth := n.from; nth <= n.to; nth++ {
			ordinals = append(ordinals, l.ordinal(item.from, nth))
		}
	}
	return l.shift(fmt.Sprintf(l.ofMonth, l.join(ordinals), l.weekdays[item.from]), item.offset)
}
