package hours

import "strings"

// unexpected explains the token at which the parser cannot go on. r is what the
// rule has so far.
func (p *parser) unexpected(r rule) *Error {
	t := p.peek()
	switch t.kind {
	case end:
		return fail(codeRuleEmpty, t)
	case comment:
		return fail(codeCommentFirst, t)
	case number:
		return p.strayNumber(r)
	case word:
		return p.strayWord(r)
	}
	switch {
	case strings.ContainsAny(t.text, "–—‐‑‒−―~～ー"):
		return fail(codeDash, t)
	case strings.ContainsAny(t.text, "„“”‚‘’«»'`「」『』"):
		return fail(codeQuote, t)
	case t.is(":"):
		return fail(codeColon, t)
	case t.is("(") && p.atSun():
		return fail(codeSun, p.ahead(1))
	case t.is("+"), t.is("-"):
		if p.ahead(1).kind == number && strings.HasPrefix(p.ahead(2).text, "da") {
			return fail(codeOffset, cover(t, p.ahead(2)))
		}
	}
	return fail(codeCharacter, t)
}

func (p *parser) strayNumber(r rule) *Error {
	t, next := p.peek(), p.ahead(1)
	switch {
	case r.always:
		return fail(codeAlways, t)
	case p.atAlways(0):
		return fail(codeAlways, cover(t, p.ahead(2)))
	case monthOf(next) > 0:
		return fail(codeDayFirst, t)
	case p.atYear(0):
		return fail(codeOrder, t)
	case len(r.spans) > 0 || r.explicit:
		return fail(codeSeparator, t)
	}
	return fail(codeTimeShort, t)
}

func (p *parser) strayWord(r rule) *Error {
	t := p.peek()
	lower := strings.ToLower(t.text)
	meant, known := meanings[lower]
	switch {
	case p.atDay(0) || p.atDate(0) || t.is("week"):
		return p.misplaced(r)
	case inList(seasons[:], lower):
		return fail(codeSeason, t)
	case inList(workdays[:], lower):
		return fail(codeWorkdays, t)
	case inList(sunEvents[:], lower):
		return fail(codeSun, t)
	case lower == "am" && p.at > 0 && p.tokens[p.at-1].kind == number, lower == "pm":
		return fail(codeClock12, t)
	case known && meant == "", inList(besides[:], lower), lower == "nur", lower == "only":
		return fail(codeDropped, t)
	case known:
		return fail(codeMeant, t, meant)
	}
	if code := rightCase(t.text); code != "" && code != t.text {
		return fail(codeMeant, t, code)
	} else if code != "" && code != "day" && code != "days" {
		return fail(codeSeparator, t)
	}
	return fail(codeWord, t)
}

// misplaced explains a selector that the rule cannot take any more.
func (p *parser) misplaced(r rule) *Error {
	t := p.peek()
	switch {
	case r.always:
		return fail(codeAlways, t)
	case len(r.spans) > 0 && !r.explicit && len(r.years)+len(r.dates)+len(r.weeks)+len(r.days) == 0:
		return fail(codeOrder, t)
	case len(r.spans) > 0 || r.explicit:
		return fail(codeSeparator, t)
	case (t.is("PH") || t.is("SH")) && len(r.days) > 0 && r.days[len(r.days)-1].kind != weekdays:
		return fail(codeHolidayList, t)
	case (t.is("PH") || t.is("SH")) && len(r.days) > 0:
		return fail(codeHolidayOrder, t)
	}
	return fail(codeOrder, t)
}
