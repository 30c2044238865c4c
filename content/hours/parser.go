package hours

// A parser reads tokens from left to right.
type parser struct {
	tokens []token
	at     int
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) ahead(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

func (p *parser) next() token {
	t := p.peek()
	p.at = min(p.at+1, len(p.tokens)-1)
	return t
}

func (p *parser) accept(text string) bool {
	if p.peek().is(text) {
		p.at++
		return true
	}
	return false
}

// dash accepts the hyphen of a range, which has no space around it.
func (p *parser) dash() (bool, *Error) {
	t, next := p.peek(), p.ahead(1)
	if !t.is("-") {
		return false, nil
	}
	goesOn := p.at > 0 && next.kind == p.tokens[p.at-1].kind || p.atDate(1)
	if t.spaced || next.spaced && goesOn {
		return false, fail(codeDashSpace, t)
	}
	p.at++
	return true, nil
}

func (p *parser) atSeparator() bool {
	t := p.peek()
	return t.kind == end || t.is(";") || t.is(",") || t.is("||")
}

// atAlways says whether 24/7 stands n tokens ahead.
func (p *parser) atAlways(n int) bool {
	return p.ahead(n).text == "24" && p.ahead(n+1).is("/") && p.ahead(n+2).text == "7"
}
