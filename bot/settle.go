package bot

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
)

const (
	firstBackoff = time.Second
	maxBackoff   = 5 * time.Minute
	maxStrikes   = 8              // failed attempts of a message while others went through, or to get hold of its file: some two minutes
	maxQuiet     = 3              // the same for an edit, which is not worth holding up the conversation
	maxAge       = 72 * time.Hour // of a message that cannot be sent
	maxCallback  = time.Minute    // of an answer to a tap: the messenger has given up by then
	worksLately  = time.Minute    // a channel that has just delivered something is fine
)

// settle stores what came of an attempt and returns what an operator should know, if anything.
func (t *turn) settle(a attempt) string {
	e, ok := t.tx.Reload(a.entry)
	if !ok {
		return "" // erased or dropped meanwhile
	}
	kind, after := kindOf(a.err)
	switch {
	case a.err == nil:
		t.delivered(e, a)
	case kind == Forbidden:
		// Not the entry's fault: it stays as it is.
	case kind == Gone && e.Lane == store.Desk:
		t.threadGone(e, a.err)
	case kind == Gone:
		return t.gone(e, a)
	case kind == Refused:
		e.Attempts++
		return t.giveUp(e, a.err)
	case kind == Throttled:
		return t.postpone(e, a.err, max(after, firstBackoff))
	default:
		e.Attempts++
		if a.works || kind == Unfetched {
			e.Strikes++
		}
		return t.postpone(e, a.err, backoff(e))
	}
	return ""
}

// delivered takes a sent entry out of the outbox, keeps the receipt of a question and tells the ticket that waits for one.
func (t *turn) delivered(e store.Entry, a attempt) {
	if e.Revision != a.entry.Revision && a.out.Message != nil {
		// Answered while it was on its way: what is out there still has its keyboard.
		e.Body = encode(Outbound{Answered: &AnsweredQuestion{Message: *a.out.Message, Receipt: a.receipt, Label: e.Answer}})
		e.Edit, e.Attempts, e.Strikes, e.NotBefore = true, 0, 0, time.Time{}
		t.tx.Replace(e)
		return
	}
	t.tx.Remove(e)
	if e.Question > 0 {
		t.tx.SaveReceipt(e.Conversation, store.Receipt{Question: e.Question, Receipt: string(a.receipt), Sent: t.now, Body: e.Body})
	}
	if e.Ticket != "" && (e.Key != "" || e.Of != "" && a.receipt != "") {
		t.step(e.Ticket, desk.Delivered{Key: desk.Key(e.Key), Ref: desk.Ref(a.receipt), Of: desk.Key(e.Of)})
	}
}

// gone drops all that waits for a citizen who has left, unless they came back after the attempt began.
func (t *turn) gone(e store.Entry, a attempt) string {
	if s, ok := t.tx.Session(e.Conversation); ok && !s.Active.Before(a.began) {
		e.Attempts++
		return t.postpone(e, a.err, backoff(e))
	}
	t.id = e.Conversation
	t.depart()
	return ""
}

// threadGone begins a new thread for a ticket whose thread is gone: what waits goes there, this entry too. What has no thread to go to,
// or only changes what is gone, is dropped.
func (t *turn) threadGone(e store.Entry, why error) {
	gone, _ := errors.AsType[*threadGone](why)
	if k, ok := t.tx.Ticket(e.Ticket); ok && gone != nil && k.Thread == string(gone.thread) && k.Thread != "" {
		t.step(e.Ticket, desk.AgentDeleted{Post: gone.thread})
		t.enqueue() // a new root post goes before the entry, which has another number then
	}
	t.tx.Remove(e)
}

// postpone keeps an entry for another attempt, if there is any use in one. There always is for the root post of a ticket, on which
// everything else rests, and for the erasure of one.
func (t *turn) postpone(e store.Entry, why error, wait time.Duration) string {
	e.Tried, e.NotBefore = t.now, t.now.Add(wait)
	old := maxAge
	if e.Lane == store.Callbacks {
		old = maxCallback
	}
	strikes := maxStrikes
	if e.Edit {
		strikes = maxQuiet
	}
	if !e.Needed && (e.Strikes >= strikes || e.NotBefore.Sub(e.Created) > old) {
		return t.giveUp(e, why)
	}
	t.tx.Replace(e)
	return ""
}

// giveUp puts an entry to the dead letters. An edit or an answer to a tap is just dropped, nobody misses it; and what belongs to a
// ticket, which tells whoever wrote it.
func (t *turn) giveUp(e store.Entry, why error) string {
	switch {
	case e.Needed && e.Lane == store.Desk:
		e.Tried, e.NotBefore = t.now, t.now.Add(maxBackoff)
		t.tx.Replace(e)
		return "a thread cannot be begun or erased at the volunteers'; it is tried again and again"
	case e.Ticket != "" && e.Key != "":
		t.tx.Remove(e)
		t.step(e.Ticket, desk.Undeliverable{Key: desk.Key(e.Key), Reason: reasonOf(why)})
		return "an entry of a talk cannot be delivered; whoever wrote it is told"
	case e.Edit || e.Lane == store.Callbacks:
		t.tx.Remove(e)
		return ""
	}
	t.tx.Bury(e, why.Error(), t.now)
	return "an entry cannot be delivered; it is a dead letter now"
}

// reasonOf is what a volunteer reads about an error.
func reasonOf(err error) desk.Reason {
	if s, ok := errors.AsType[*SendError](err); ok && s.Reason != "" {
		return s.Reason
	}
	return desk.ReasonRefused
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
