package bot

import (
	"context"
	"errors"
	"time"

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
			wait = min(time.Until(m.Due), wait) // looked at again before long: the clock may have been set
		}
		if ok && wait <= 0 {
			err := b.timeUp(ctx, m)
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

func (b *Bot) nextTimer() (m store.Timer, ok bool, err error) {
	err = b.store.View(func(tx *store.Tx) error {
		m, ok = tx.NextTimer()
		return nil
	})
	return m, ok, err
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
