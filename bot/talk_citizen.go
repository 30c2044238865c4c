package bot

import (
	"strings"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// forDesk takes what concerns the desk alone, whatever the conversation is at: a button of the desk's, the typed words of one, the
// sentence of a rating. It reports whether that was it.
func (t *turn) forDesk(in flows.Input, u Update) bool {
	switch in := in.(type) {
	case flows.Tapped:
		id, ok := desk.TicketOf(in.ID)
		if !ok {
			return false
		}
		stored, k, ok := t.ticket(store.TicketID(id))
		if !ok || stored.Conversation != t.id {
			return false // erased: the engine says that the button is an old one
		}
		t.take(stored, k, desk.CitizenAnswered{Button: in.ID})
		return true
	case flows.Said:
		id, ok := t.tx.CurrentTicket(t.id)
		if !ok {
			return false
		}
		stored, k, ok := t.ticket(id)
		if !ok {
			return false
		}
		session, _ := t.tx.Session(t.id)
		if button, ok := k.Typed(in.Text, t.engine.Set.Texts, session.Active); ok {
			t.take(stored, k, desk.CitizenAnswered{Button: button})
			return true
		}
		if !k.Open() && k.Listening(t.now) && !strings.HasPrefix(in.Text, "/") {
			t.take(stored, k, desk.CitizenSaid{Message: u.Message, Text: in.Text})
			return true
		}
	}
	return false
}

// relay passes what the citizen has just sent on to the desk.
func (t *turn) relay() {
	u := t.from
	t.relayed = true
	e := desk.CitizenSaid{Message: u.Message, Text: u.Caption, Files: u.Files, ReplyTo: desk.Ref(u.ReplyTo), More: t.more}
	switch in := u.Input.(type) {
	case flows.Said:
		e.Text = in.Text
	case flows.Located:
		e.Location = &desk.Location{Lat: in.Lat, Lon: in.Lon}
	}
	if e.Message == "" {
		e.Message = desk.MessageID(u.Key) // a channel without ids for messages
	}
	if id, ok := t.tx.CurrentTicket(t.id); ok && t.step(id, e) {
		return
	}
	// There is no such talk any more: the conversation goes on without it.
	t.advance(flows.DeskClosed{}, "")
	t.advance(u.Input, "")
}

// leave asks the citizen whether they want to end the talk.
func (t *turn) leave() {
	if id, ok := t.tx.CurrentTicket(t.id); ok && t.step(id, desk.CitizenLeaving{}) {
		return
	}
	t.advance(flows.DeskClosed{}, "")
}

// edited carries the new text of a message over. Outside of a talk, whoever corrects words that were not understood is answered anew; what was
// understood stays as it was taken.
func (t *turn) edited(u Update) {
	if id, ok := t.tx.CurrentTicket(t.id); ok {
		t.step(id, desk.CitizenEdited{Message: u.Message, Text: *u.Edited})
	}
	if s := t.load(u.Lang); s.Misses > 0 && !s.Talking() && *u.Edited != "" {
		u.Input = flows.Said{Text: *u.Edited}
		t.input(u)
	}
}

// depart drops what waits for a citizen who cannot be reached any more, and lets their volunteer know.
func (t *turn) depart() {
	var unsent []store.Entry
	for e := range t.tx.Waiting(t.id) {
		if e.Ticket != "" && e.Key != "" {
			unsent = append(unsent, e)
		}
	}
	t.tx.MarkLeft(t.id, t.now)
	t.tx.DropWaiting(t.id)
	for _, e := range unsent {
		t.step(e.Ticket, desk.Undeliverable{Key: desk.Key(e.Key), Reason: desk.ReasonGone})
	}
	if id, ok := t.tx.CurrentTicket(t.id); ok {
		t.step(id, desk.CitizenLeft{Gone: true})
	}
}
