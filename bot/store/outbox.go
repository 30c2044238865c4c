package store

import (
	"bytes"
	"iter"
	"slices"
	"time"
)

// Lane is what a conversation's entries are sent along: each lane strictly in order, the lanes side by side.
type Lane byte

const (
	Callbacks Lane = 1 // answers to taps, which nothing may hold up
	Messages  Lane = 2 // everything else for the citizen
	Desk      Lane = 3 // what is for the volunteers; such an entry belongs to [OfTicket]
)

// Entry is one thing that waits to be sent.
type Entry struct {
	Conversation ConversationID `json:"-"`
	Lane         Lane           `json:"-"`
	Number       uint64         `json:"-"` // unique for ever; Enqueue gives it

	Created   time.Time `json:"created"`
	Question  int       `json:"question,omitempty"` // serial of the question in it; 0: none
	Direct    bool      `json:"direct,omitempty"`   // answers what the citizen has just done
	Attempts  int       `json:"attempts,omitempty"` // that failed
	NotBefore time.Time `json:"notBefore,omitzero"` // next attempt
	Tried     time.Time `json:"tried,omitzero"`     // last attempt
	Revision  int       `json:"revision,omitempty"` // raised by every change of what is sent
	Answer    string    `json:"answer,omitempty"`   // label of the answer, if the question was answered before it was sent
	Edit      bool      `json:"edit,omitempty"`     // changes what was sent; no new message
	Strikes   int       `json:"strikes,omitempty"`  // failed attempts while other sends went through
	Ticket    TicketID  `json:"ticket,omitempty"`   // that wants to know what became of it; "" for none
	Key       string    `json:"key,omitempty"`      // under which the ticket knows it
	Of        string    `json:"of,omitempty"`       // key of what it changes
	Begun     bool      `json:"begun,omitempty"`    // an attempt may have taken effect
	Needed    bool      `json:"needed,omitempty"`   // never given up
	First     bool      `json:"-"`                  // see Enqueue
	Body      []byte    `json:"-"`                  // what is sent, as the host encoded it
	Damaged   bool      `json:"-"`                  // could not be read; Body is the record as it lies there

	record []byte // as it was read; Body is the end of it
}

func (e Entry) key() []byte { return number(append(of(e.Conversation), byte(e.Lane)), e.Number) }

// Track is one lane of one conversation.
type Track struct {
	Conversation ConversationID
	Lane         Lane
}

// Enqueue puts an entry at the end of its lane and returns its number. One that is First goes before all that waits there, as what all of
// that rests on; of the others, those with a Key are sent as if for the first time, and the rest is dropped.
func (t *Tx) Enqueue(e Entry) uint64 {
	var after []Entry
	if e.First {
		after = t.takeOut(Track{e.Conversation, e.Lane})
	}
	e.Number = t.next(bucketOutbox)
	t.Replace(e)
	for _, a := range after {
		if a.Key != "" && !a.Damaged {
			a.Number, a.Begun, a.Attempts, a.Strikes, a.NotBefore = t.next(bucketOutbox), false, 0, 0, time.Time{}
			t.Replace(a)
		}
	}
	return e.Number
}

// takeOut empties a lane and returns what was in it.
func (t *Tx) takeOut(track Track) []Entry {
	prefix := append(of(track.Conversation), byte(track.Lane))
	var out []Entry
	for e := range t.entries(prefix) {
		out = append(out, e)
	}
	t.clear(bucketOutbox, prefix)
	return out
}

// Replace stores an entry under the number that it has: in its old place.
func (t *Tx) Replace(e Entry) { t.put(bucketOutbox, e.key(), t.encode(e, e.Body)) }

// Remove takes an entry out.
func (t *Tx) Remove(e Entry) { t.delete(bucketOutbox, e.key()) }

// Reload returns an entry, which must be as it was read, as it is stored now; false if it is gone.
func (t *Tx) Reload(e Entry) (Entry, bool) {
	v := t.bucket(bucketOutbox).Get(e.key())
	if v == nil {
		return Entry{}, false
	}
	if bytes.Equal(v, e.record) {
		return e, true // nothing has changed since it was read
	}
	return entry(e.key(), v), true
}

// Head returns the entry to send next; false if nothing waits.
func (t *Tx) Head(track Track) (Entry, bool) {
	for k, v := range t.under(bucketOutbox, append(of(track.Conversation), byte(track.Lane))) {
		return entry(k, v), true
	}
	return Entry{}, false
}

// Behind returns the entry that follows e in its lane; false if e is the last one.
func (t *Tx) Behind(e Entry) (Entry, bool) {
	lane := append(of(e.Conversation), byte(e.Lane))
	k, v := t.bucket(bucketOutbox).Cursor().Seek(number(slices.Clone(lane), e.Number+1))
	if !bytes.HasPrefix(k, lane) {
		return Entry{}, false
	}
	return entry(k, v), true
}

// Waiting iterates over a conversation's entries of the lane Messages, in order. Nothing may be changed meanwhile.
func (t *Tx) Waiting(id ConversationID) iter.Seq[Entry] {
	return t.entries(append(of(id), byte(Messages)))
}

// Outbox iterates over all that waits, conversation by conversation. Nothing may be changed meanwhile.
func (t *Tx) Outbox() iter.Seq[Entry] { return t.entries(nil) }

func (t *Tx) entries(prefix []byte) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for k, v := range t.under(bucketOutbox, prefix) {
			if !yield(entry(k, v)) {
				return
			}
		}
	}
}

// Question returns the waiting entry that holds a question; false if there is none.
func (t *Tx) Question(id ConversationID, serial int) (Entry, bool) {
	for e := range t.Waiting(id) {
		if e.Question == serial && !e.Damaged {
			return e, true
		}
	}
	return Entry{}, false
}

// DropWaiting removes all that waits for a conversation and returns how much it was.
func (t *Tx) DropWaiting(id ConversationID) int { return t.clear(bucketOutbox, of(id)) }

// Tracks lists the lanes in which something waits. It looks at one entry of each only.
func (t *Tx) Tracks() []Track {
	var out []Track
	c := t.bucket(bucketOutbox).Cursor()
	for k, _ := c.First(); k != nil; {
		e := entry(k, nil)
		out = append(out, Track{e.Conversation, e.Lane})
		k, _ = c.Seek(append(of(e.Conversation), byte(e.Lane)+1))
	}
	return out
}

func entry(k, v []byte) Entry {
	e := Entry{record: clone(v)}
	body, ok := decode(e.record, &e)
	e.Body, e.Damaged = body, !ok
	id, rest := split(k)
	e.Conversation = id
	if len(rest) > 0 {
		e.Lane, e.Number = Lane(rest[0]), readNumber(rest[1:])
	}
	return e
}
