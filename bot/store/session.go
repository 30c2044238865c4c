package store

import (
	"iter"
	"time"
)

// Seen reports whether an update of that key was taken in before.
func (t *Tx) Seen(key string) bool {
	return key != "" && t.bucket(bucketSeen).Get([]byte(key)) != nil
}

// MarkSeen remembers the key of an update; "" is not remembered.
func (t *Tx) MarkSeen(key string, now time.Time) {
	if key != "" {
		t.put(bucketSeen, []byte(key), stamp(nil, now))
	}
}

// Cursor is where a channel goes on; 0 before the first time.
func (t *Tx) Cursor(channel string) int64 {
	return int64(readNumber(t.bucket(bucketCursor).Get([]byte(channel))))
}

// SetCursor keeps where a channel goes on.
func (t *Tx) SetCursor(channel string, cursor int64) {
	t.put(bucketCursor, []byte(channel), number(nil, uint64(cursor)))
}

// Session is the stored session of a conversation.
type Session struct {
	Data   []byte    // as the host encoded it
	Active time.Time // when the citizen last did something
}

// Session returns the session of a conversation; false if there is none.
func (t *Tx) Session(id ConversationID) (Session, bool) {
	v := t.bucket(bucketSession).Get([]byte(id))
	if len(v) < 8 {
		return Session{}, false
	}
	return Session{Data: clone(v[8:]), Active: readTime(v)}, true
}

// SaveSession replaces the session of a conversation.
func (t *Tx) SaveSession(id ConversationID, s Session) {
	t.put(bucketSession, []byte(id), append(stamp(make([]byte, 0, 8+len(s.Data)), s.Active), s.Data...))
}

// Aside is a session that could not be read.
type Aside struct {
	Conversation ConversationID
	Data         []byte
	Since        time.Time
}

// SetAside keeps the bytes of a session that cannot be read, for the operator.
func (t *Tx) SetAside(id ConversationID, data []byte, now time.Time) {
	t.put(bucketAside, number(of(id), t.next(bucketAside)), append(stamp(nil, now), data...))
}

// Aside lists the sessions that could not be read.
func (t *Tx) Aside() iter.Seq[Aside] {
	return func(yield func(Aside) bool) {
		for k, v := range t.under(bucketAside, nil) {
			id, _ := split(k)
			if len(v) >= 8 && !yield(Aside{Conversation: id, Data: clone(v[8:]), Since: readTime(v)}) {
				return
			}
		}
	}
}

// Left reports whether the citizen has left: nothing can be sent to them.
func (t *Tx) Left(id ConversationID) bool { return t.bucket(bucketLeft).Get([]byte(id)) != nil }

// MarkLeft notes that the citizen has left.
func (t *Tx) MarkLeft(id ConversationID, now time.Time) {
	t.put(bucketLeft, []byte(id), stamp(nil, now))
}

// MarkReturned notes that the citizen is there.
func (t *Tx) MarkReturned(id ConversationID) {
	if t.Left(id) {
		t.delete(bucketLeft, []byte(id))
	}
}

// Forget erases everything of a conversation, its tickets included. What waits in the outbox for their threads goes too, so whatever
// has to be erased at the volunteers' is put there afterwards.
func (t *Tx) Forget(id ConversationID) {
	t.ClearTimer(id)
	t.SetReminder(id, time.Time{})
	for _, ticket := range t.TicketsOf(id) {
		t.DropTicket(ticket)
	}
	t.clear(bucketTalk, of(id))
	t.delete(bucketCurrent, []byte(id))
	t.delete(bucketSession, []byte(id))
	t.delete(bucketLeft, []byte(id))
	for _, bucket := range [][]byte{bucketAside, bucketOutbox, bucketDead, bucketReceipt} {
		t.clear(bucket, of(id))
	}
}
