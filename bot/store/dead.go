package store

import (
	"iter"
	"time"
)

// Dead is a dead letter: an entry that could not be sent and that only the operator can help.
type Dead struct {
	Entry Entry     `json:"entry"`
	Lane  Lane      `json:"lane"`
	Why   string    `json:"why"` // without personal data
	Died  time.Time `json:"died"`
}

// Bury moves an entry from the outbox to the dead letters.
func (t *Tx) Bury(e Entry, why string, now time.Time) {
	t.Remove(e)
	t.put(bucketDead, number(of(e.Conversation), e.Number), t.encode(Dead{Entry: e, Lane: e.Lane, Why: why, Died: now}, e.Body))
}

// Dead lists the dead letters; their numbers are those of their entries. Nothing may be changed meanwhile.
func (t *Tx) Dead() iter.Seq[Dead] { return t.dead(nil) }

// DeadOf lists the dead letters of one conversation.
func (t *Tx) DeadOf(id ConversationID) iter.Seq[Dead] { return t.dead(of(id)) }

func (t *Tx) dead(prefix []byte) iter.Seq[Dead] {
	return func(yield func(Dead) bool) {
		for k, v := range t.under(bucketDead, prefix) {
			if !yield(deadLetter(k, v)) {
				return
			}
		}
	}
}

func deadLetter(k, v []byte) Dead {
	var d Dead
	body, ok := decode(clone(v), &d)
	d.Entry.Body, d.Entry.Damaged = body, !ok
	id, rest := split(k)
	d.Entry.Conversation, d.Entry.Number, d.Entry.Lane = id, readNumber(rest), d.Lane
	return d
}

// Revive puts a dead letter back into the outbox, in its old place and with no attempts counted; false if there is no such letter.
func (t *Tx) Revive(n uint64) (Track, bool) {
	d, ok := t.findDead(n)
	if !ok || d.Entry.Damaged {
		return Track{}, false
	}
	e := d.Entry
	e.Attempts, e.NotBefore = 0, time.Time{}
	t.delete(bucketDead, number(of(e.Conversation), n))
	t.Replace(e)
	return Track{e.Conversation, e.Lane}, true
}

// DropDead removes a dead letter; false if there is no such letter.
func (t *Tx) DropDead(n uint64) bool {
	d, ok := t.findDead(n)
	if ok {
		t.delete(bucketDead, number(of(d.Entry.Conversation), n))
	}
	return ok
}

func (t *Tx) findDead(n uint64) (Dead, bool) {
	for d := range t.Dead() {
		if d.Entry.Number == n {
			return d, true
		}
	}
	return Dead{}, false
}
