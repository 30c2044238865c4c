package store

import (
	"time"
)

// TicketID names a talk with the volunteers; see package desk. It holds no zero byte and no colon.
type TicketID string

// Ticket is a talk of a conversation with the volunteers, and what has to be found without looking into it.
type Ticket struct {
	ID           TicketID       `json:"-"`
	Conversation ConversationID `json:"conversation"`
	Thread       string         `json:"thread,omitempty"` // at the volunteers'; "" while it is not known
	Opened       time.Time      `json:"opened"`           // first of all: the place in the queue
	Active       time.Time      `json:"active"`           // something happened: its age counts from then
	Due          time.Time      `json:"due,omitzero"`     // its first timer; zero: none
	Open         bool           `json:"open,omitempty"`
	Waiting      bool           `json:"waiting,omitempty"` // for somebody to take it
	Data         []byte         `json:"-"`                 // as the host encoded it
}

// OfTicket is where the entries for a ticket's thread wait: in order within a ticket, tickets side by side.
func OfTicket(id TicketID) ConversationID { return ConversationID("desk:" + string(id)) }

// Ticket returns a ticket; false if there is none, or its record cannot be read.
func (t *Tx) Ticket(id TicketID) (Ticket, bool) {
	v := t.bucket(bucketTicket).Get([]byte(id))
	if v == nil {
		return Ticket{}, false
	}
	var k Ticket
	body, ok := decode(clone(v), &k)
	k.ID, k.Data = id, body
	return k, ok
}

// SaveTicket replaces a ticket. A new one is the current ticket of its conversation from then on.
func (t *Tx) SaveTicket(k Ticket) {
	if old, ok := t.Ticket(k.ID); ok {
		t.unlist(old)
	} else {
		t.put(bucketTalk, append(of(k.Conversation), k.ID...), nil)
		t.put(bucketCurrent, []byte(k.Conversation), []byte(k.ID))
	}
	t.put(bucketTicket, []byte(k.ID), t.encode(k, k.Data))
	if k.Thread != "" {
		t.put(bucketThread, []byte(k.Thread), []byte(k.ID))
	}
	if !k.Due.IsZero() {
		t.put(bucketTicketDue, append(stamp(nil, k.Due), k.ID...), nil)
	}
	if k.Open {
		t.put(bucketOpen, []byte(k.ID), nil)
	}
	if k.Waiting {
		t.put(bucketQueue, append(stamp(nil, k.Opened), k.ID...), nil)
	}
}

// unlist takes a ticket from all lists that depend on its state.
func (t *Tx) unlist(k Ticket) {
	if k.Thread != "" {
		t.delete(bucketThread, []byte(k.Thread))
	}
	if !k.Due.IsZero() {
		t.delete(bucketTicketDue, append(stamp(nil, k.Due), k.ID...))
	}
	t.delete(bucketOpen, []byte(k.ID))
	t.delete(bucketQueue, append(stamp(nil, k.Opened), k.ID...))
}

// DropTicket erases a ticket, with all that waits for its thread.
func (t *Tx) DropTicket(id TicketID) {
	for _, bucket := range [][]byte{bucketOutbox, bucketDead} {
		t.clear(bucket, of(OfTicket(id)))
	}
	k, ok := t.Ticket(id)
	if !ok {
		t.delete(bucketTicket, []byte(id)) // unreadable: what refers to it finds nothing
		return
	}
	t.unlist(k)
	t.delete(bucketTicket, []byte(id))
	t.delete(bucketTalk, append(of(k.Conversation), id...))
	if current, ok := t.CurrentTicket(k.Conversation); ok && current == id {
		t.delete(bucketCurrent, []byte(k.Conversation))
	}
}

// CurrentTicket is the latest ticket of a conversation, open or closed; false if there is none.
func (t *Tx) CurrentTicket(id ConversationID) (TicketID, bool) {
	v := t.bucket(bucketCurrent).Get([]byte(id))
	return TicketID(v), v != nil
}

// SetCurrentTicket makes an older ticket the current one of its conversation again.
func (t *Tx) SetCurrentTicket(id ConversationID, ticket TicketID) {
	t.put(bucketCurrent, []byte(id), []byte(ticket))
}

// TicketsOf lists all tickets of a conversation.
func (t *Tx) TicketsOf(id ConversationID) []TicketID {
	var out []TicketID
	for k := range t.under(bucketTalk, of(id)) {
		_, rest := split(k)
		out = append(out, TicketID(rest))
	}
	return out
}

// TicketOf finds the ticket of a thread; false if the thread is none of ours.
func (t *Tx) TicketOf(thread string) (TicketID, bool) {
	if thread == "" {
		return "", false
	}
	v := t.bucket(bucketThread).Get([]byte(thread))
	return TicketID(v), v != nil
}

// OpenTickets lists the tickets that go on.
func (t *Tx) OpenTickets() []TicketID {
	var out []TicketID
	for k := range t.under(bucketOpen, nil) {
		out = append(out, TicketID(k))
	}
	return out
}

// Queue lists the tickets that wait for somebody to take them, the longest first.
func (t *Tx) Queue() []TicketID {
	var out []TicketID
	for k := range t.under(bucketQueue, nil) {
		if len(k) > 8 {
			out = append(out, TicketID(k[8:]))
		}
	}
	return out
}

// NextTicketDue is the ticket whose timer is the first to be due; false if there is none.
func (t *Tx) NextTicketDue() (id TicketID, due time.Time, ok bool) {
	k, _ := t.bucket(bucketTicketDue).Cursor().First()
	if len(k) <= 8 {
		return "", time.Time{}, false
	}
	return TicketID(k[8:]), readTime(k), true
}
