package hours

import "strings"

const maxLength = 1000 // runes; OpenStreetMap itself stops at 255

// Parse reads an expression. The error is always an [*Error].
func Parse(expr string) (*Hours, error) {
	h, err := parse(expr)
	if err != nil {
		err.Suggestion = suggest(expr)
		return nil, err
	}
	return h, nil
}

func parse(expr string) (*Hours, *Error) {
	tokens, err := lex(expr)
	if err != nil {
		return nil, err
	}
	switch last := tokens[len(tokens)-1]; {
	case last.offset > maxLength:
		return nil, fail(codeLong, token{offset: maxLength, length: last.offset - maxLength})
	case len(tokens) == 1:
		return nil, fail(codeEmpty, token{})
	}
	p := &parser{tokens: tokens}
	h := &Hours{}
	for sep, more := replaces, true; more; {
		r, err := p.rule()
		if err != nil {
			return nil, err
		}
		r.sep = sep
		h.rules = append(h.rules, r)
		if sep, more, err = p.separator(r); err != nil {
			return nil, err
		}
	}
	h.compile()
	return h, nil
}

// compile derives what the evaluation needs from the rules as written.
func (h *Hours) compile() {
	for i := range h.rules {
		r := &h.rules[i]
		r.dated = len(r.years)+len(r.dates)+len(r.weeks)+len(r.days) > 0
		r.fills = r.sep == fallback || r.sep == adds && i > 0 && h.rules[i-1].fills
		// A rule for every day adds to rules for certain days, as in the
		// reference implementation; anything else would let "Mo-Fr 08:00-12:00;
		// 14:00-16:00" drop the first half.
		everyDay := r.state == Open && i > 0 && !h.rules[i-1].dated
		r.resets = r.sep == replaces && r.state != Closed && (r.dated || everyDay)
		for j := range r.dates {
			r.dates[j].compile()
		}
		openEnds(r.spans)
		for _, s := range r.spans {
			r.spills = r.spills || s.to > minutesPerDay || s.tailTo > minutesPerDay
		}
		h.spills = h.spills || r.spills
		for _, d := range r.days {
			h.school = h.school || d.kind == schoolHoliday
		}
	}
}

// rule reads selectors, then state and comment.
func (p *parser) rule() (rule, *Error) {
	r := rule{state: Open}
	begin := p.at
	if p.atSeparator() {
		return r, fail(codeRuleEmpty, p.tokens[max(p.at-1, 0)])
	}
	if p.atAlways(0) {
		r.always = true
		p.at += 3
	} else if err := p.selectors(&r); err != nil {
		return r, err
	}
	if t := p.peek(); p.at > begin && t.kind == word && !t.spaced && rightCase(t.text) != "" {
		return r, fail(codeSpace, t)
	}
	if err := p.modifier(&r); err != nil {
		return r, err
	}
	if p.at == begin || !p.atSeparator() {
		return r, p.unexpected(r)
	}
	return r, nil
}

func (p *parser) selectors(r *rule) *Error {
	begin := p.at
	groups := []func(*rule) *Error{p.years, p.dates, p.weeks, p.readability, p.weekdays, p.times}
	for _, group := range groups {
		before := p.at
		if err := group(r); err != nil {
			return err
		}
		if t := p.tokens[before]; p.at > before && before > begin && !t.spaced && !t.is(":") {
			return fail(codeSpace, t)
		}
	}
	return nil
}

// readability accepts the colon that may follow years, dates and weeks.
func (p *parser) readability(r *rule) *Error {
	if t := p.peek(); t.is(":") {
		if len(r.years)+len(r.dates)+len(r.weeks) == 0 {
			return fail(codeColon, t)
		}
		p.at++
	}
	return nil
}

// modifier reads the state and the comment of a rule.
func (p *parser) modifier(r *rule) *Error {
	switch t := p.peek(); {
	case p.accept("open"):
		r.explicit = true
	case p.accept("closed"), p.accept("off"):
		r.state, r.explicit = Closed, true
	case p.accept("unknown"):
		r.state, r.explicit = Unknown, true
	case t.kind == comment:
		r.state, r.explicit = Unknown, true
	}
	t := p.peek()
	if t.kind != comment {
		return nil
	}
	if r.comment = strings.TrimSpace(t.text); r.comment == "" {
		return fail(codeCommentEmpty, t)
	}
	if p.at++; p.peek().kind == comment {
		return fail(codeCommentTwice, p.peek())
	}
	if !p.atSeparator() {
		return fail(codeCommentFirst, t)
	}
	return nil
}

// separator reads what stands between two rules.
func (p *parser) separator(r rule) (sep separator, more bool, err *Error) {
	t := p.next()
	switch {
	case t.kind == end:
		return replaces, false, nil
	case t.is(","):
		sep = adds
		switch {
		case p.atSeparator():
			return 0, false, fail(codeRuleEmpty, t)
		case len(r.spans) > 0 || r.explicit || r.always:
		case p.peek().kind == word && rightCase(p.peek().text) != p.peek().text:
			return 0, false, p.unexpected(r) // a weekday by another name, for example
		default:
			return 0, false, fail(codeCommaRule, t)
		}
	case t.is("||"):
		sep = fallback
	}
	if p.peek().kind == end {
		return 0, false, fail(codeRuleEmpty, t)
	}
	return sep, true, nil
}
