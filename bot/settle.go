package bot

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

const (
	firstBackoff = time.Second
	maxBackoff   = 5 * time.Minute
	maxStrikes   = 8              // failed attempts of a message while others went through
	maxQuiet     = 3              // the same for an edit, which is not worth holding up the conversation
	maxAge       = 72 * time.Hour // of a message that cannot be sent
	maxCallback  = time.Minute    // of an answer to a tap: the messenger has given up by then
	worksLately  = time.Minute    // a channel that has just delivered something is fine
)

// settle stores what came of an attempt and returns what an operator should know, if anything.
func (b *Bot) settle(tx *store.Tx, a attempt) string {
	now := b.now()
	e, ok := tx.Reload(a.entry)
	if !ok {
		return "" // erased or dropped meanwhile
	}
	kind, after := kindOf(a.err)
	switch {
	case a.err == nil:
		delivered(tx, e, a, now)
	case kind == Forbidden:
		// Not the entry's fault: it stays as it is.
	case kind == Gone:
		return gone(tx, e, a, now)
	case kind == Refused:
		e.Attempts++
		return giveUp(tx, e, a.err, now)
	case kind == Throttled:
		return postpone(tx, e, a.err, now, max(after, firstBackoff))
	default:
		e.Attempts++
		if a.works {
			e.Strikes++
		}
		return postpone(tx, e, a.err, now, backoff(e))
	}
	return ""
}

// delivered takes a sent entry out of the outbox and keeps the receipt of a question.
func delivered(tx *store.Tx, e store.Entry, a attempt, now time.Time) {
	if e.Revision != a.entry.Revision && a.out.Message != nil {
		// Answered while it was on its way: what is out there still has its keyboard.
		e.Body = encode(Outbound{Answered: &AnsweredQuestion{Message: *a.out.Message, Receipt: a.receipt, Label: e.Answer}})
		e.Edit, e.Attempts, e.Strikes, e.NotBefore = true, 0, 0, time.Time{}
		tx.Replace(e)
		return
	}
	tx.Remove(e)
	if e.Question > 0 {
		tx.SaveReceipt(e.Conversation, store.Receipt{Question: e.Question, Receipt: string(a.receipt), Sent: now, Body: e.Body})
	}
}

// gone drops all that waits for a citizen who has left, unless they came back after the attempt began.
func gone(tx *store.Tx, e store.Entry, a attempt, now time.Time) string {
	if s, ok := tx.Session(e.Conversation); ok && !s.Active.Before(a.began) {
		e.Attempts++
		return postpone(tx, e, a.err, now, backoff(e))
	}
	tx.DropWaiting(e.Conversation)
	tx.MarkLeft(e.Conversation, now)
	return ""
}

// postpone keeps an entry for another attempt, if there is any use in one.
func postpone(tx *store.Tx, e store.Entry, why error, now time.Time, wait time.Duration) string {
	e.Tried, e.NotBefore = now, now.Add(wait)
	old := maxAge
	if e.Lane == store.Callbacks {
		old = maxCallback
	}
	strikes := maxStrikes
	if e.Edit {
		strikes = maxQuiet
	}
	if e.Strikes >= strikes || e.NotBefore.Sub(e.Created) > old {
		return giveUp(tx, e, why, now)
	}
	tx.Replace(e)
	return ""
}

// giveUp puts an entry to the dead letters; an edit or an answer to a tap is just dropped, nobody misses it.
func giveUp(tx *store.Tx, e store.Entry, why error, now time.Time) string {
	if e.Edit || e.Lane == store.Callbacks {
		tx.Remove(e)
		return ""
	}
	tx.Bury(e, why.Error(), now)
	return "an entry cannot be delivered; it is a dead letter now"
}

// kindOf is what a send error says of itself; an error that says nothing is temporary.
func kindOf(err error) (SendErrorKind, time.Duration) {
	var s *SendError
	if errors.As(err, &s) {
		return s.Kind, s.After
	}
	return Temporary, 0
}

// backoff doubles with every attempt and is a little different for every entry, so that they do not all come back at once. It is
// computed, not drawn, so that a test can be repeated.
func backoff(e store.Entry) time.Duration {
	d := maxBackoff
	if e.Attempts < 9 {
		d = min(firstBackoff<<(e.Attempts-1), maxBackoff)
	}
	h := fnv.New32a()
	_, _ = h.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, e.Number), uint64(e.Attempts)))
	return d*3/4 + time.Duration(uint64(d/2)*uint64(h.Sum32()%1024)/1024)
}

// channelOf is the name of the channel that a conversation belongs to.
func channelOf(id ConversationID) string {
	name, _, _ := strings.Cut(string(id), ":")
	return name
}
