package flows

import "slices"

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
	h := Handoff{Topic: step.Handoff.Topic, Lang: t.s.Lang(), Place: t.about().Place, Path: t.topics(t.s, German)}
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
