package flows

import (
	"slices"
	"strings"
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
	n := loneNumber(text)
	if n != 5 && n != 6 && n != 10 || !t.confidential() {
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
		case isDigit(r) || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹':
			n++
		case !strings.ContainsRune(" \t\u00a0.-!\u200e\u200f", r):
			return 0
		}
	}
	return n
}
