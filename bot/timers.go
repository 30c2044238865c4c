package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// timers tells conversations that their time is up.
func (b *Bot) timers(ctx context.Context) error {
	for {
		wait := time.Hour
		m, ok, err := b.nextTimer()
		switch {
		case errors.Is(err, store.ErrClosed):
			return err
		case err != nil:
			b.log.Error("cannot read the timers", "err", err)
			wait = firstBackoff
		case ok:
			wait = min(time.Until(m.due), wait) // looked at again before long: the clock may have been set
		}
		if ok && wait <= 0 {
			err := m.fire(ctx)
			switch {
			case err == nil:
				continue
			case errors.Is(err, store.ErrClosed):
				return err
			}
			b.log.Error("cannot take a timer", "err", err)
			wait = firstBackoff
		}
		select {
		case <-ctx.Done():
			return nil
		case <-b.alarm:
		case <-time.After(wait):
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}

// timer is the next thing that is due.
type timer struct {
	due  time.Time
	fire func(context.Context) error
}

// nextTimer is the first of what is due to conversations, their reminders included, to tickets and to the volunteers' channel.
func (b *Bot) nextTimer() (first timer, ok bool, err error) {
	add := func(t timer) {
		if !ok || t.due.Before(first.due) {
			first, ok = t, true
		}
	}
	err = b.store.View(func(tx *store.Tx) error {
		if m, ok := tx.NextTimer(); ok {
			add(timer{m.Due, func(ctx context.Context) error { return b.timeUp(ctx, m) }})
		}
		if id, due, ok := tx.NextReminder(); ok {
			add(timer{due, func(ctx context.Context) error { return b.reminded(ctx, id, due) }})
		}
		if id, due, ok := tx.NextTicketDue(); ok {
			add(timer{due, func(ctx context.Context) error { return b.ticketDue(ctx, id, due) }})
		}
		return nil
	})
	if err != nil {
		return timer{}, false, err
	}
	due, some, err := b.digestDue()
	if some {
		add(timer{due, b.digest})
	}
	return first, ok, err
}

// ticketDue tells a ticket which of its timers are due. One that panics at it is left without timers.
func (b *Bot) ticketDue(ctx context.Context, id store.TicketID, due time.Time) error {
	err := b.turn(ctx, "", func(t *turn) {
		if _, k, ok := t.ticket(id); ok {
			for _, name := range slices.Sorted(maps.Keys(k.Timers)) {
				if !k.Timers[name].After(due) {
					t.step(id, desk.TimeUp{Timer: name})
				}
			}
		}
	})
	if p, ok := errors.AsType[*panicked](err); ok {
		b.log.Error("panic in the turn of a ticket's timer; it was dropped", "kind", p.kind, "stack", p.stack)
		return b.store.Update(func(tx *store.Tx) error {
			if k, ok := tx.Ticket(id); ok {
				k.Due = time.Time{}
				tx.SaveTicket(k)
			}
			return nil
		})
	}
	return err
}

// reminded is the turn of a reminder, which is taken away like a timer. The engine asks for the next one.
func (b *Bot) reminded(ctx context.Context, id ConversationID, due time.Time) error {
	take := func(t *turn) bool {
		now, ok := t.tx.Reminder(id)
		if !ok || !now.Equal(due) {
			return false
		}
		t.tx.SetReminder(id, time.Time{})
		return true
	}
	err := b.turn(ctx, id, func(t *turn) {
		if take(t) {
			t.advance(flows.Reminded{}, "")
		}
	})
	if p, ok := errors.AsType[*panicked](err); ok {
		b.log.Error("panic in the turn of a reminder; it was dropped", "conversation", b.pseudonym(id), "kind", p.kind, "stack", p.stack)
		return b.turn(ctx, id, func(t *turn) { take(t) })
	}
	return err
}

// timeUp is the turn of a timer. It is taken away in the same transaction, so it counts once.
func (b *Bot) timeUp(ctx context.Context, m store.Timer) error {
	take := func(t *turn) bool {
		now, ok := t.tx.Timer(m.Conversation)
		if !ok || now != m {
			return false // the citizen was faster
		}
		t.tx.ClearTimer(m.Conversation)
		return true
	}
	err := b.turn(ctx, m.Conversation, func(t *turn) {
		if take(t) {
			t.advance(flows.TimeUp{Serial: m.Question}, "")
		}
	})
	var p *panicked
	if errors.As(err, &p) {
		b.log.Error("panic in the turn of a timer; it was dropped", "conversation", b.pseudonym(m.Conversation), "kind", p.kind, "stack", p.stack)
		return b.turn(ctx, m.Conversation, func(t *turn) { take(t) })
	}
	return err
}
