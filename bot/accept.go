package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// accept takes in one update in one transaction. It fails only if nothing could be stored; then nothing has happened.
func (b *Bot) accept(ctx context.Context, channel string, u Update) error {
	err := b.turn(ctx, u.Conversation, func(t *turn) { t.update(channel, u) })
	var p *panicked
	if errors.As(err, &p) {
		// Handed in again it would panic again and hold up all who come after it.
		b.log.Error("panic in a turn; the citizen got an apology", "channel", channel, "conversation", b.pseudonym(u.Conversation), "kind", p.kind, "stack", p.stack)
		err = b.turn(ctx, u.Conversation, func(t *turn) { t.apologise(channel, u) })
	}
	if err != nil {
		return fmt.Errorf("accept an update: %w", err)
	}
	return nil
}

// turn runs fn as one transaction of a conversation and then does what may only happen when it is durable.
func (b *Bot) turn(ctx context.Context, id ConversationID, fn func(*turn)) error {
	var t *turn
	err := b.store.Update(func(tx *store.Tx) error {
		t = &turn{bot: b, engine: b.engine.Load(), tx: tx, id: id, now: b.now()} // may run again: everything afresh
		return guard(func() error {
			fn(t)
			t.tellQueue()
			t.enqueue()
			return nil
		})
	})
	if err != nil {
		return err
	}
	t.report()
	if t.timed {
		select {
		case b.alarm <- struct{}{}:
		default: // it will look anyway
		}
	}
	b.wake(ctx, t.news())
	return nil
}

// turn is what one event changes. It lives as long as its transaction; report, timed and put are for after it.
type turn struct {
	bot    *Bot
	engine *flows.Engine
	tx     *store.Tx
	id     ConversationID
	now    time.Time

	from    Update         // what came in, if something did
	direct  bool           // the citizen has just done something
	stored  store.Session  // of session
	session *flows.Session // nil: not loaded
	more    bool           // it goes on with an album
	relayed bool           // what came in went to the desk

	ruled      bool // lawbook is loaded
	lawbook    desk.Rules
	names      map[desk.AgentID]string // of the volunteers in the event: for citizens,
	users      map[desk.AgentID]string // and among themselves
	event      string                  // its key
	pressed    *press                  // a volunteer who sees the answer alone; nil: none
	queued     bool                    // the queue has changed
	trouble    *desk.Trouble           // what is wrong with the volunteers' side has changed
	reached    bool                    // nothing is wrong with it now
	lostTicket bool                    // one could not be read

	out    []queued // what to send, in order
	put    []queued // what of it is in the outbox
	timed  bool     // a timer was set
	faults []flows.Fault
	lost   error // why the session could not be read
}

// update is everything that an update changes.
func (t *turn) update(channel string, u Update) {
	if !t.arrive(channel, u) {
		return
	}
	switch {
	case u.Edited != nil:
		t.edited(u)
	case u.Input != nil && !t.forDesk(u.Input, u):
		t.input(u)
	}
}

// input lets the engine answer a message: outside of a talk, an album once, and what was written along with a file as words of its own.
func (t *turn) input(u Update) {
	t.from = u
	album := ""
	if u.Album != "" { // which names the chat: nothing of that must be left after an erasure
		album = "album:" + t.bot.pseudonym(ConversationID(u.Album))
	}
	if t.more = t.tx.Seen(album); !t.more || t.load(u.Lang).Talking() {
		t.advance(u.Input, u.Lang)
	}
	t.tx.MarkSeen(album, t.now)
	if sent, ok := u.Input.(flows.Sent); ok && u.Caption != "" && sent.Kind != flows.Sticker && !t.relayed {
		t.advance(flows.Said{Text: u.Caption}, u.Lang)
	}
}

// apologise is the turn of an update that made the first one panic: it counts as seen, and the session stays where it was.
func (t *turn) apologise(channel string, u Update) {
	if !t.arrive(channel, u) || u.Input == nil {
		return
	}
	if stored, ok := t.tx.Session(t.id); ok {
		stored.Active = t.now
		t.tx.SaveSession(t.id, stored)
	}
	t.say(t.lang(), msgFault)
}

// arrive takes an update in, up to what the engine has to say to it. It reports whether there is a conversation that goes on.
func (t *turn) arrive(channel string, u Update) bool {
	if t.tx.Seen(u.Key) {
		return false
	}
	t.tx.MarkSeen(u.Key, t.now)
	if u.Cursor != 0 {
		t.tx.SetCursor(channel, u.Cursor)
	}
	if u.Conversation == "" {
		return false
	}
	if u.Presence == Left {
		t.depart()
	}
	if u.Presence == Returned || u.Input != nil {
		t.tx.MarkReturned(t.id)
	}
	t.direct = true
	if u.Callback != "" {
		t.send(Outbound{Callback: &CallbackAnswer{ID: u.Callback}})
	}
	if u.Reply != nil {
		t.send(*u.Reply)
	}
	return true
}

// lang is the language of the stored session; German if there is none.
func (t *turn) lang() string {
	stored, _ := t.tx.Session(t.id)
	s, err := flows.DecodeSession(stored.Data)
	if err != nil {
		return flows.German
	}
	return s.Lang()
}

// advance lets the engine answer an input.
//
// An effect may lead to another input, as when the desk ends the talk: each goes on from the session as it stands.
func (t *turn) advance(in flows.Input, lang string) {
	next, effects := t.engine.Advance(t.load(lang), in, t.now)
	t.session = &next
	for _, e := range effects {
		t.effect(e)
	}
	if t.session.Deadline == nil {
		t.tx.ClearTimer(t.id)
	}
	if t.direct {
		t.stored.Active = t.now
	}
	data, err := t.session.Encode()
	if err != nil {
		panic(err) // a session is plain data: a bug of ours
	}
	t.stored.Data = data
	t.tx.SaveSession(t.id, t.stored)
}

// load returns the session of the conversation as it stands in this turn.
func (t *turn) load(lang string) flows.Session {
	if t.session == nil {
		stored, s := t.read(lang)
		t.stored, t.session = stored, &s
	}
	return *t.session
}

// read reads the session of the conversation, an empty one for a stranger. One that cannot be read is put aside for the
// operator, and the citizen is told why it starts over.
func (t *turn) read(lang string) (store.Session, flows.Session) {
	fresh := flows.Session{}
	if lang != "" {
		fresh.Proposed = t.engine.Set.Texts.Match(lang)
	}
	stored, ok := t.tx.Session(t.id)
	if !ok {
		return stored, fresh
	}
	s, err := flows.DecodeSession(stored.Data)
	if err == nil {
		return stored, s
	}
	t.lost = err
	t.tx.SetAside(t.id, stored.Data, t.now)
	t.say(fresh.Lang(), msgLost)
	return stored, fresh
}

// report tells the operator what happened in a turn that is durable now.
func (t *turn) report() {
	for _, f := range t.faults {
		t.bot.log.Warn("fault in the content", "kind", f.Kind, "flow", f.At.Flow, "step", f.At.Step, "conversation", t.bot.pseudonym(t.id))
	}
	if t.lost != nil {
		t.bot.log.Error("session cannot be read; it was put aside and the citizen starts over", "conversation", t.bot.pseudonym(t.id))
	}
	if t.lostTicket {
		t.bot.log.Error("ticket cannot be read; it was put aside", "conversation", t.bot.pseudonym(t.id))
	}
	switch {
	case t.trouble == nil:
	case *t.trouble == desk.TroubleOver:
		t.bot.log.Info("the volunteers can be reached again")
	default:
		t.bot.log.Error("the volunteers cannot be reached; citizens are told so", "trouble", string(*t.trouble))
	}
}
