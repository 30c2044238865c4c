package hours

import "time"

// dates reads a list of months, days and ranges of either. A year carries on
// to later entries that name none.
func (p *parser) dates(r *rule) *Error {
	year := 0
	for p.atDate(0) {
		first := p.peek()
		d, err := p.dateRange(year)
		if err != nil {
			return err
		}
		if d.from.year != 0 && len(r.years) > 0 {
			return fail(codeYearTwice, first)
		}
		year = d.to.year
		r.dates = append(r.dates, d)
		if !p.peek().is(",") {
			return nil
		}
		if t := p.ahead(1); t.kind == number && t.length <= 2 && !p.atTime(1) {
			return fail(codeDayList, t)
		}
		if !p.atDate(1) {
			return nil
		}
		p.at++
	}
	return nil
}

// dateRange reads one entry of a list of dates. carried is the year it has if
// it names none, or 0.
func (p *parser) dateRange(carried int) (dateRange, *Error) {
	var d dateRange
	first := p.peek()
	var err *Error
	if d.from, d.months, err = p.mark(false); err != nil {
		return d, err
	}
	if d.from.year == 0 {
		d.from.year = carried
	}
	d.to = d.from
	if t := p.peek(); !d.months && t.is("+") && !t.spaced {
		p.at++
		d.onward = true
		return d, nil
	}
	if t := p.peek(); (t.is("-") || t.is("+")) && weekdayOf(p.ahead(1)) >= 0 && !p.ahead(1).spaced {
		return d, fail(codeWeekdayOffset, cover(t, p.ahead(1)))
	}
	ranged, err := p.dash()
	if err == nil && ranged {
		err = p.rangeEnd(&d, first)
	}
	if err != nil {
		return d, err
	}
	if d.months {
		d.to.day = 31
	}
	return d, d.settleYears(cover(first, p.tokens[p.at-1]), carried)
}

// rangeEnd reads what follows the hyphen of a range of dates.
func (p *parser) rangeEnd(d *dateRange, first token) *Error {
	t := p.peek()
	switch {
	case d.months && (monthOf(t) > 0 || p.atYear(0)), !d.months && p.atDate(0):
		to, months, err := p.mark(!d.months)
		if err == nil && months != d.months {
			err = fail(codeMixed, cover(first, p.tokens[p.at-1]))
		}
		d.to = to
		if err == nil && !d.months {
			d.period, err = p.period(366)
		}
		return err
	case t.kind == number && d.from.kind == fixedMark && d.from.offset == 0 && !d.months:
		var err *Error
		if d.to.day, err = p.day(d.from.month); err != nil {
			return err
		}
		if d.to.day < d.from.day {
			return fail(codeBackward, t)
		}
		d.period, err = p.period(366)
		return err
	case t.kind == word && rightCase(t.text) != t.text:
		return p.unexpected(rule{}) // a month by another name, for example
	}
	return fail(codeDateEnd, p.tokens[p.at-1])
}

// settleYears checks that both ends of a range have a year, or none.
func (d *dateRange) settleYears(whole token, carried int) *Error {
	if d.to.year == 0 && (carried != 0 || d.months && d.to.month >= d.from.month) {
		d.to.year = d.from.year
	}
	if (d.from.year == 0) != (d.to.year == 0) {
		return fail(codeYearOneSided, whole)
	}
	if d.from.year == 0 {
		return nil
	}
	from, okFrom := d.from.at(d.from.year, false)
	to, okTo := d.to.at(d.to.year, true)
	if okFrom && okTo && to < from {
		return fail(codeBackward, whole)
	}
	return nil
}

// mark reads one end of a range: a month, a day of a month, a weekday of a
// month or easter. A month followed by a weekday like Su[1] is only such a mark
// if a range follows or lastDay says that a range of days ends here; else the
// weekday is a selector of its own.
func (p *parser) mark(lastDay bool) (m mark, months bool, err *Error) {
	if p.atYear(0) {
		m.year = p.next().value
	}
	t := p.next()
	if t.is("easter") {
		m.kind = easterMark
		m.offset, err = p.offset(-80, 250)
		return m, false, err
	}
	month := monthOf(t)
	if month == 0 {
		return m, false, fail(codeDateEnd, t)
	}
	m.month = time.Month(month)
	next := p.peek()
	switch {
	case next.kind == number && !p.atTime(0) && !next.digits(4):
		if m.day, err = p.day(m.month); err != nil {
			return m, false, err
		}
		m.offset, err = p.offset(-31, 31)
		return m, false, err
	case weekdayOf(next) >= 0 && p.ahead(1).is("["):
		before := p.at
		nth, ok, err := p.nthMark(m)
		if err != nil || ok && (lastDay || p.peek().is("-") && !p.peek().spaced) {
			return nth, false, err
		}
		p.at = before
	}
	m.day = 1
	return m, true, nil
}

func (p *parser) nthMark(m mark) (mark, bool, *Error) {
	m.kind, m.weekday = nthMark, weekdayOf(p.next())
	list, err := p.nthList()
	if err != nil {
		return m, false, err
	}
	if m.offset, err = p.offset(-6, 6); err != nil {
		return m, false, err
	}
	m.nth = list[0].from
	return m, len(list) == 1 && list[0].from == list[0].to, nil
}

func (p *parser) day(month time.Month) (int, *Error) {
	t := p.next()
	if !t.digits(2) || t.value < 1 || t.value > 31 {
		return 0, fail(codeDay, t)
	}
	if t.value > daysIn(2024, month) { // a leap year, so that Feb 29 exists
		return 0, fail(codeNoSuchDay, t, monthCodes[month-1])
	}
	return t.value, nil
}
