package hours

// times reads a list of time ranges.
func (p *parser) times(r *rule) *Error {
	if p.peek().kind != number && !p.atSun() || p.atAlways(0) {
		return nil
	}
	for {
		s, err := p.span()
		if err != nil {
			return err
		}
		r.spans = append(r.spans, s)
		following := p.ahead(1)
		if !p.peek().is(",") || following.kind != number || following.digits(4) || p.atAlways(1) {
			return nil
		}
		p.at++
	}
}

// atSun says whether a position of the sun follows, with or without offset.
func (p *parser) atSun() bool {
	t := p.peek()
	if t.is("(") {
		t = p.ahead(1)
	}
	return t.kind == word && inList(sunEvents[:], t.text)
}

func (p *parser) span() (span, *Error) {
	var s span
	first := p.peek()
	var err *Error
	if s.from, err = p.time(); err != nil {
		return s, err
	}
	if s.from >= minutesPerDay {
		return s, fail(codeTimeStart, first)
	}
	if p.accept("+") {
		s.to, s.openEnd = s.from, true
		return s, p.noPeriod()
	}
	ranged, err := p.dash()
	if err != nil {
		return s, err
	}
	if !ranged {
		if err := p.noPeriod(); err != nil {
			return s, err
		}
		if t := p.peek(); !p.atSeparator() && t.kind != comment && rightCase(t.text) == "" {
			return s, p.unexpected(rule{spans: []span{s}}) // "08:00 bis 12:00", perhaps
		}
		return s, fail(codePoint, cover(first, p.tokens[p.at-1]))
	}
	last := p.peek()
	if last.kind != number && !p.atSun() {
		return s, fail(codeTimeEnd, p.tokens[p.at-1])
	}
	if s.to, err = p.time(); err != nil {
		return s, err
	}
	if s.to > 2*minutesPerDay {
		return s, fail(codeTimeLast, last)
	}
	if s.to <= s.from {
		s.to += minutesPerDay
	}
	s.openEnd = p.accept("+")
	return s, p.noPeriod()
}

func (p *parser) noPeriod() *Error {
	if t := p.peek(); t.is("/") {
		return fail(codeTimePeriod, t)
	}
	return nil
}

// time reads 08:00 as minutes since midnight.
func (p *parser) time() (int, *Error) {
	if p.atSun() {
		if p.peek().is("(") {
			return 0, fail(codeSun, p.ahead(1))
		}
		return 0, fail(codeSun, p.peek())
	}
	hour, sep, minute := p.peek(), p.ahead(1), p.ahead(2)
	if !sep.is(":") || sep.spaced || minute.kind != number || minute.spaced {
		third := p.ahead(3)
		switch {
		case sep.is(".") && minute.kind == word && weekdayOf(token{kind: word, text: meaning(minute.text)}) >= 0:
			return 0, fail(codeNth, cover(hour, minute))
		case monthOf(sep) > 0, sep.is(".") && (minute.kind == word || third.is(".") && !third.spaced):
			return 0, fail(codeDayFirst, hour)
		case (sep.is(".") || sep.is("h") && !sep.spaced) && minute.kind == number:
			return 0, fail(codeTimeDot, cover(hour, minute))
		case sep.kind == word && inList([]string{"am", "pm"}, sep.text):
			return 0, fail(codeClock12, sep)
		case hour.kind == number:
			return 0, fail(codeTimeShort, hour)
		}
		return 0, p.unexpected(rule{})
	}
	whole := cover(hour, minute)
	switch {
	case !hour.digits(2) || !minute.digits(2):
		return 0, fail(codeTimeShort, whole)
	case minute.value > 59:
		return 0, fail(codeMinute, minute)
	}
	p.at += 3
	return hour.value*60 + minute.value, nil
}

// cover returns a token that spans from one token to another, without text.
func cover(first, last token) token {
	first.length = last.offset + last.length - first.offset
	return first
}

// openEnds settles how long the visit may last after an open end: until
// midnight, at night some hours more, at most until the next range of the rule
// begins. It stays unknown all the same; this only bounds the unknown.
func openEnds(spans []span) {
	for i := range spans {
		s := &spans[i]
		if !s.openEnd {
			continue
		}
		s.tailFrom = s.to
		switch hour := s.to / 60; {
		case hour >= 22:
			s.tailTo = s.to + 8*60
		case hour >= 17:
			s.tailTo = s.to + 10*60
		default:
			s.tailTo = minutesPerDay
		}
		s.tailTo = min(s.tailTo, 2*minutesPerDay)
		for _, other := range spans {
			if s.tailFrom < other.from && other.from < s.tailTo {
				s.tailTo = other.from
			}
		}
	}
}
