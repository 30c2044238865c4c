package store

import "time"

// SetReminder replaces the moment at which a conversation is reminded next; zero: it is not any more. What of, the session knows.
func (t *Tx) SetReminder(id ConversationID, due time.Time) {
	if old, ok := t.Reminder(id); ok {
		t.delete(bucketReminder, []byte(id))
		t.delete(bucketReminderDue, append(stamp(nil, old), id...))
	}
	if due.IsZero() {
		return
	}
	t.put(bucketReminder, []byte(id), stamp(nil, due))
	t.put(bucketReminderDue, append(stamp(nil, due), id...), nil)
}

// Reminder is when a conversation is reminded next; false if it is not.
func (t *Tx) Reminder(id ConversationID) (time.Time, bool) {
	v := t.bucket(bucketReminder).Get([]byte(id))
	if len(v) != 8 {
		return time.Time{}, false
	}
	return readTime(v), true
}

// NextReminder is the conversation that is reminded first, and when; false if none is.
func (t *Tx) NextReminder() (id ConversationID, due time.Time, ok bool) {
	k, _ := t.bucket(bucketReminderDue).Cursor().First()
	if len(k) <= 8 {
		return "", time.Time{}, false
	}
	return ConversationID(k[8:]), readTime(k), true
}
