package transcript

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// Desk is the volunteers' side of a [Talk]: what happens there, and what follows. It is written down here because this package knows
// the engine alone.
type Desk interface {
	// Offer shows it what the citizen did before the engine sees it; all: it concerned the desk alone.
	Offer(in flows.Input, now time.Time) (done []Done, all bool)
	// Effect shows it an effect of the engine, and the input that led to it; all: it is carried out.
	Effect(e flows.Effect, in flows.Input, now time.Time) (done []Done, all bool)
	// Post is a line of a volunteer; who is "" for the one who usually answers.
	Post(who, line string, now time.Time) []Done
	// Due is when TimeUp has to be called next; zero: never.
	Due() time.Time
	// TimeUp lets happen what is due.
	TimeUp(now time.Time) []Done
}

// Done is one thing that the desk does: an event to be shown, or an input for the engine.
type Done struct {
	Event Event
	Input flows.Input // nil: it is the event
}

// Agent takes one line of a volunteer; who is "" where the line names nobody. Without a Desk, "fertig" closes the ticket and everything else
// goes to the citizen.
func (t *Talk) Agent(who, line string) []Event {
	line = strings.TrimSpace(line)
	t.last = nil
	switch {
	case t.Desk != nil:
		return t.carryOut(t.Desk.Post(who, line, t.Now))
	case !t.open:
		return []Event{{Who: "desk", Text: "Es gibt kein offenes Anliegen."}}
	case strings.EqualFold(line, "fertig"):
		t.open = false
		return t.advance(flows.DeskClosed{})
	}
	return []Event{{Who: "lotse", Message: flows.Message{Text: "Lotse: " + line, Lang: flows.German}}}
}

// carryOut shows what the desk does, and lets the engine take in what it hears from there.
func (t *Talk) carryOut(done []Done) []Event {
	var events []Event
	for _, d := range done {
		switch {
		case d.Input != nil:
			events = append(events, t.take(d.Input)...)
		case d.Event.Who == "lotse":
			events = append(events, t.said(d.Event.Message))
		default:
			events = append(events, d.Event)
		}
	}
	return events
}

// Later lets time pass. What falls due meanwhile happens in its order.
func (t *Talk) Later(d time.Duration) []Event {
	until := t.Now.Add(d)
	var events []Event
	for {
		at, happen := t.due()
		if at.IsZero() || at.After(until) {
			break
		}
		if at.After(t.Now) {
			t.Now = at.In(t.Now.Location())
		}
		events = append(events, happen()...)
	}
	t.Now = until
	return events
}

// due is when something happens next, in the flow or at the desk, and what; zero: never.
func (t *Talk) due() (at time.Time, happen func() []Event) {
	add := func(due time.Time, what func() []Event) {
		if !due.IsZero() && (at.IsZero() || due.Before(at)) {
			at, happen = due, what
		}
	}
	if t.Desk != nil {
		add(t.Desk.Due(), func() []Event {
			t.last = nil
			return t.carryOut(t.Desk.TimeUp(t.Now))
		})
	}
	if t.timer != nil {
		add(t.timer.At, func() []Event {
			serial := t.timer.Serial
			t.timer = nil
			return t.advance(flows.TimeUp{Serial: serial})
		})
	}
	add(t.remind, func() []Event {
		t.remind = time.Time{}
		return t.advance(flows.Reminded{})
	})
	return at, happen
}
