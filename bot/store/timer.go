package store

import "time"

// Timer is the deadline of a conversation's latest question.
type Timer struct {
	Conversation ConversationID
	Question     int
	Due          time.Time
}

// SetTimer replaces the timer of a conversation.
func (t *Tx) SetTimer(m Timer) {
	t.ClearTimer(m.Conversation)
	t.put(bucketTimer, []byte(m.Conversation), number(stamp(nil, m.Due), uint64(m.Question)))
	t.put(bucketDue, append(stamp(nil, m.Due), m.Conversation...), number(nil, uint64(m.Question)))
}

// ClearTimer removes the timer of a conversation, if it has one.
func (t *Tx) ClearTimer(id ConversationID) {
	if m, ok := t.Timer(id); ok {
		t.delete(bucketTimer, []byte(id))
		t.delete(bucketDue, append(stamp(nil, m.Due), id...))
	}
}

// Timer returns the timer of a conversation; false if it has none.
func (t *Tx) Timer(id ConversationID) (Timer, bool) {
	v := t.bucket(bucketTimer).Get([]byte(id))
	if len(v) != 16 {
		return Timer{}, false
	}
	return Timer{Conversation: id, Question: int(readNumber(v[8:])), Due: readTime(v)}, true
}

// NextTimer returns the timer that is due first; false if there is none.
func (t *Tx) NextTimer() (Timer, bool) {
	k, v := t.bucket(bucketDue).Cursor().First()
	if len(k) < 8 {
		return Timer{}, false
	}
	return Timer{Conversation: ConversationID(k[8:]), Question: int(readNumber(v)), Due: readTime(k)}, true
}
