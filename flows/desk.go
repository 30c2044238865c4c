package flows

import (
	"slices"
	"strings"
)

// agreedVar is the variable in which a flow notes that the citizen agreed to volunteers reading along. It holds for one handoff.
const agreedVar = "einverstanden"

// nobodyThere leads to the other ways to a human: a handoff was reached without volunteers. A flow that leads straight back to the
// handoff is left for the menu.
func (t *turn) nobodyThere() bool {
	to := Ref{Flow: humanFlow}
	if t.alone {
		to = Ref{Flow: menuFlow}
	} else {
		t.note("no_desk", nil)
	}
	t.alone = true
	return t.follow(&Target{Ref: to})
}

// handOff opens a ticket.
func (t *turn) handOff(step *Step) {
	h := Handoff{Topic: step.Handoff.Topic, Lang: t.s.Lang(), Place: t.about().Place, Path: t.topics(t.s, German), Said: t.saidBefore()}
	h.Agreed, _ = t.s.Vars[agreedVar].(bool)
	t.keep(agreedVar, nil)
	here := slices.Clone(t.s.Stack)
	after := step.Goto
	if after == nil {
		after = &Target{Kind: ToEnd}
	}
	t.retarget(after)
	t.s.Ticket = &Ticket{After: t.s.Stack, Talking: true}
	t.s.Stack = here
	t.emit(h)
}

// maxSaid is how much of what was said last volunteers get to see, in runes.
const maxSaid = 300

// saidBefore is what the bot said last on the way to a human, in German; "" if that was only how to find the way. It is said to somebody
// of whom nothing is known but the municipality: no answer of the citizen's is in it.
func (t *turn) saidBefore() string {
	for _, mark := range slices.Backward(t.s.Back) {
		step := t.Set.Step(mark[len(mark)-1].Ref)
		if step == nil || slices.ContainsFunc(mark, func(f Frame) bool { return isReserved(f.Flow) }) {
			continue
		}
		stranger := &turn{Engine: t.Engine, now: t.now, s: Session{Stack: mark}}
		if place := t.about().Place; place != "" {
			stranger.s.Vars = map[string]any{placeVar: place}
		}
		return clip(stranger.words(step), maxSaid)
	}
	return ""
}

// words is what a step says in German, or else the first line of the card that it shows; what is not known is an ellipsis.
func (t *turn) words(step *Step) string {
	text, _ := t.Set.Texts.Get(German, step.Key("say"), func(name string) (string, bool) {
		if _, known := t.s.Vars[name]; !known {
			if _, known = t.serviceValue(name); !known {
				return "…", true
			}
		}
		return t.variable(name)
	})
	if id := t.serviceNamed(step.Service); text == "" && id != "" && t.Catalogue != nil {
		card, _ := t.Catalogue.Card(id, German, t.about())
		text, _, _ = strings.Cut(card.Text, "\n")
	}
	return text
}

// clip shortens a text to so many runes, at the end of a line where there is one.
func clip(text string, runes int) string {
	r := []rune(text)
	if len(r) <= runes {
		return text
	}
	text = string(r[:runes])
	if line := strings.LastIndexByte(text, '\n'); line > 0 {
		text = text[:line]
	}
	return strings.TrimSpace(text) + " …"
}

// talking reports whether what the citizen writes goes to the desk.
func (t *turn) talking() bool { return t.s.Ticket != nil && t.s.Ticket.Talking }

// stopTalking lets the citizen look around; the ticket stays open.
func (t *turn) stopTalking() {
	if t.s.Ticket != nil {
		t.s.Ticket.Talking = false
	}
}

// talk returns to the open ticket.
func (t *turn) talk() {
	if t.s.Ticket == nil {
		t.obey(CmdHuman)
		return
	}
	t.s.Ticket.Talking = true
	t.note("desk_again", nil)
}

// talkWord finds the words that count while a person talks with the desk: those for the end, about which the desk asks, and the two usual
// ones for the menu. Everything else may be meant for the volunteer, "Hilfe" too.
func (t *turn) talkWord(text string) (Command, bool) {
	text = normalise(text)
	means := func(c Command, n int) bool {
		words := strings.Split(t.textOf("word."+string(c)), ",")
		return slices.ContainsFunc(words[:min(n, len(words))], func(w string) bool { return normalise(w) == text })
	}
	switch {
	case means(CmdMenu, 2):
		return CmdMenu, true
	case means(CmdStop, 3):
		return CmdStop, true
	}
	return "", false
}

// deskResumed gives the conversation to the desk again.
func (t *turn) deskResumed() {
	if t.s.Ticket != nil {
		t.s.Ticket.Talking = true
		return
	}
	after := slices.Clone(t.s.Stack)
	if len(after) == 0 {
		after = []Frame{{Ref: Ref{Flow: menuFlow}}}
	}
	after[len(after)-1].Ask = true // the question was put before
	t.s.Ticket, t.s.Deadline = &Ticket{After: after, Talking: true}, nil
}

func (t *turn) deskClosed() {
	if t.s.Ticket == nil {
		return
	}
	after, talking := t.s.Ticket.After, t.s.Ticket.Talking
	t.s.Ticket = nil
	t.note("desk_closed", nil)
	if talking {
		t.s.Stack = after
		t.run()
	}
}
