package hours

// atYear says whether the token n ahead is a year.
func (p *parser) atYear(n int) bool {
	return p.ahead(n).digits(4) && p.ahead(n).value > 0 && !p.ahead(n+1).is(":")
}

// atDate says whether a month or easter stands n tokens ahead, or a year right
// before one.
func (p *parser) atDate(n int) bool {
	if p.atYear(n) {
		n++
	}
	return monthOf(p.ahead(n)) > 0 || p.ahead(n).is("easter")
}

// atTime says whether the token n ahead begins a time like 08:00.
func (p *parser) atTime(n int) bool {
	sep, minute := p.ahead(n+1), p.ahead(n+2)
	return p.ahead(n).kind == number && sep.is(":") && !sep.spaced && minute.kind == number && !minute.spaced
}

// years reads a list of years that restricts the whole rule. A single year in
// front of a date belongs to the date.
func (p *parser) years(r *rule) *Error {
	if !p.atYear(0) || p.atDate(0) {
		return nil
	}
	for {
		y := yearRange{from: p.next().value}
		y.to = y.from
		ranged, err := p.dash()
		switch {
		case err != nil:
			return err
		case ranged && !p.atYear(0):
			return fail(codeYearEnd, p.tokens[p.at-1])
		case ranged:
			t := p.next()
			if y.to = t.value; y.to < y.from {
				return fail(codeBackward, t)
			}
		case p.accept("+"):
			y.to = 0
		case p.peek().is("/"):
			y.to = 0
		}
		if y.period, err = p.period(1000); err != nil {
			return err
		}
		r.years = append(r.years, y)
		if !p.peek().is(",") || !p.atYear(1) {
			return nil
		}
		p.at++
	}
}

// period reads /2 if it is there; 0 if not.
func (p *parser) period(high int) (int, *Error) {
	if !p.accept("/") {
		return 0, nil
	}
	t := p.next()
	if t.kind != number || t.value < 1 || t.value > high {
		return 0, fail(codePeriod, t)
	}
	return t.value, nil
}

// weeks reads the word week and a list of ISO weeks.
func (p *parser) weeks(r *rule) *Error {
	if !p.accept("week") {
		return nil
	}
	for {
		var w weekRange
		var err *Error
		if w.from, err = p.weekNumber(); err != nil {
			return err
		}
		w.to = w.from
		ranged, err := p.dash()
		if err != nil {
			return err
		}
		if ranged {
			last := p.peek()
			if w.to, err = p.weekNumber(); err != nil {
				return err
			}
			if w.to < w.from {
				return fail(codeBackward, last)
			}
		}
		if w.period, err = p.period(26); err != nil {
			return err
		}
		r.weeks = append(r.weeks, w)
		if next := p.ahead(1); !p.peek().is(",") || next.kind != number || next.digits(4) || p.atTime(1) {
			return nil
		}
		p.at++
	}
}

func (p *parser) weekNumber() (int, *Error) {
	t := p.next()
	if !t.digits(2) || t.value < 1 || t.value > 53 {
		return 0, fail(codeWeek, t)
	}
	return t.value, nil
}
