package flows

import (
	"regexp"
	"slices"
	"strings"
)

// numberInText is a number, as people group it; notNumber is what stands beside one that is money, a date or a part of something longer.
var (
	numberInText = regexp.MustCompile(`\d+(?:[ \x{a0}\-]\d+)*`)
	notBefore    = regexp.MustCompile(`(?:[\d./:,]|[\pL+])$`)
	notAfter     = regexp.MustCompile(`(?i)^(?:[./:,]\d|\pL| ?(?:€|eur))`)
)

// secret drops a message that looks like a PIN, PUK or CAN: it is not kept, not repeated, not looked up and not passed on; the host is
// asked to delete it, the person is told why, and the question stays.
func (t *turn) secret(step *Step, text string) bool {
	if !t.looksSecret(step, text) {
		return false
	}
	t.emit(Forget{})
	t.note("secret", nil)
	t.brief = true
	t.ask()
	return true
}

func (t *turn) looksSecret(step *Step, text string) bool {
	if t.Secret != nil && t.Secret(text) {
		return true
	}
	if !t.confidential() {
		return false
	}
	text = inFigures(text)
	if n := loneNumber(text); n == 0 {
		return (step == nil || step.Input == nil || step.Input.Kind != NumberInput && step.Input.Kind != DateInput) && numberAmong(text)
	} else if n != 5 && n != 6 && n != 10 {
		return false
	}
	if step == nil || step.Input == nil || t.Catalogue == nil {
		return true
	}
	switch step.Input.Kind {
	case PlaceInput, LocationInput:
		return len(t.Catalogue.Locate(strings.TrimSpace(text))) == 0 // five digits may be a postcode
	case NumberInput, DateInput:
		return false
	}
	return true
}

// confidential reports whether the talk is, or was last, about something that has a PIN.
func (t *turn) confidential() bool {
	is := func(id string) bool { f := t.Set.flow[id]; return f != nil && f.Secret }
	if slices.ContainsFunc(t.s.Stack, func(f Frame) bool { return is(f.Flow) }) {
		return true
	}
	return len(t.s.Path) > 0 && is(t.s.Path[len(t.s.Path)-1])
}

// loneNumber counts the digits of a text that has nothing else but what people put between digits; 0 for any other text.
func loneNumber(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case isDigit(r):
			n++
		case !strings.ContainsRune(" \t\u00a0.-!\u200e\u200f", r):
			return 0
		}
	}
	return n
}

// numberAmong reports whether one of the numbers in a sentence can be a PIN, PUK or CAN ("ist 482913 richtig?"). With a zero in front,
// five digits are a postcode of the region and ten a telephone number.
func numberAmong(text string) bool {
	for _, m := range numberInText.FindAllStringIndex(text, -1) {
		number := text[m[0]:m[1]]
		n := loneNumber(number)
		if (n == 6 || (n == 5 || n == 10) && number[0] != '0') && !notBefore.MatchString(text[:m[0]]) && !notAfter.MatchString(text[m[1]:]) {
			return true
		}
	}
	return false
}
