package hours

// weekdays reads a list of weekdays and holidays; "PH Mo-Fr" asks for both.
func (p *parser) weekdays(r *rule) *Error {
	if !p.atDay(0) {
		return nil
	}
	holidays := true
	for {
		item, err := p.dayItem()
		if err != nil {
			return err
		}
		r.days = append(r.days, item)
		holidays = holidays && item.kind != weekdays
		switch t := p.peek(); {
		case t.is(",") && p.atDay(1) && (!r.bothDays || weekdayOf(p.ahead(1)) >= 0):
			p.at++
		case holidays && weekdayOf(t) >= 0 && t.spaced:
			r.bothDays = true
		default:
			return nil
		}
	}
}

// atDay says whether the token n ahead begins a weekday or holiday.
func (p *parser) atDay(n int) bool {
	t := p.ahead(n)
	return weekdayOf(t) >= 0 || t.is("PH") || t.is("SH")
}

func (p *parser) dayItem() (dayItem, *Error) {
	var item dayItem
	var err *Error
	switch t := p.next(); {
	case t.is("SH"):
		item.kind = schoolHoliday
		return item, nil
	case t.is("PH"):
		item.kind = publicHoliday
		item.offset, err = p.offset(-6, 6)
		return item, err
	default:
		item.from = weekdayOf(t)
		item.to = item.from
	}
	if p.peek().is("[") {
		if item.nth, err = p.nthList(); err != nil {
			return item, err
		}
		item.offset, err = p.offset(-6, 6)
		return item, err
	}
	ranged, err := p.dash()
	if err != nil || !ranged {
		return item, err
	}
	if item.to = weekdayOf(p.peek()); item.to < 0 {
		if t := p.peek(); t.kind == word && !p.atDay(0) {
			return item, p.unexpected(rule{})
		}
		return item, fail(codeWeekdayEnd, p.tokens[p.at-1])
	}
	p.at++
	return item, nil
}

// nthList reads [1,3-4,-1].
func (p *parser) nthList() ([]nthRange, *Error) {
	var list []nthRange
	for p.next(); ; p.at++ {
		var n nthRange
		negative := p.accept("-")
		t := p.next()
		if t.kind != number || t.value < 1 || t.value > 5 {
			return nil, fail(codeNth, t)
		}
		n.from, n.to = t.value, t.value
		if negative {
			n.from, n.to = -t.value, -t.value
		} else if p.accept("-") {
			t = p.next()
			if t.kind != number || t.value > 5 || t.value <= n.from {
				return nil, fail(codeNth, t)
			}
			n.to = t.value
		}
		list = append(list, n)
		switch t := p.peek(); {
		case p.accept("]"):
			return list, nil
		case !t.is(","):
			return nil, fail(codeNth, t)
		}
	}
}

// offset reads "+1 day" or "-2 days" if it is there; 0 if not.
func (p *parser) offset(low, high int) (int, *Error) {
	sign, count, unit := p.peek(), p.ahead(1), p.ahead(2)
	if !sign.is("+") && !sign.is("-") || count.kind != number || !unit.is("day") && !unit.is("days") {
		return 0, nil
	}
	whole := cover(sign, unit)
	if !sign.spaced || count.spaced || !unit.spaced || count.value == 0 {
		return 0, fail(codeOffset, whole)
	}
	days := count.value
	if sign.is("-") {
		days = -days
	}
	if days < low || days > high {
		if low != -high {
			return 0, fail(codeOffsetEaster, whole)
		}
		return 0, fail(codeOffsetFar, whole, high)
	}
	p.at += 3
	return days, nil
}
