package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// result is what delivery has to know of a send.
type result int

const (
	resultSent result = iota
	resultFailed
	resultForbidden
)

// attempt is one send and what came of it.
type attempt struct {
	entry   store.Entry // as it was sent
	out     Outbound
	receipt Receipt
	err     error
	began   time.Time
	works   bool // another send of the channel went through lately, and since the last attempt: the entry is to blame, not an outage
}

// send sends a run of entries up to the first that fails, and stores what came of them, all at once. The results are stored before it
// returns, however long the disk takes: the messages may be out already, and forgetting that would repeat them.
func (b *Bot) send(ctx context.Context, run []queued, worked time.Time) result {
	var attempts []attempt
	var a attempt // the last one, the only one that may have failed
	for _, q := range run {
		a = attempt{entry: q.Entry, began: b.now()}
		a.works = worked.After(q.Tried) && a.began.Sub(worked) < worksLately
		a.out, a.receipt, a.err = b.hand(ctx, q)
		attempts = append(attempts, a)
		if a.err != nil {
			break
		}
	}
	log := func() *slog.Logger {
		return b.log.With("conversation", b.pseudonym(a.entry.Conversation), "attempt", a.entry.Attempts+1)
	}
	note := ""
	for wait := firstBackoff; ; wait = min(2*wait, maxBackoff) {
		err := b.turn(ctx, "", func(t *turn) {
			for _, a := range attempts {
				note = t.settle(a)
			}
		})
		if p, ok := errors.AsType[*panicked](err); ok {
			log().Error("panic over what was sent; it is a dead letter now", "kind", p.kind, "stack", p.stack)
			err = b.bury(attempts, p)
		}
		if err == nil {
			break
		}
		if errors.Is(err, store.ErrClosed) {
			return resultFailed
		}
		log().Error("cannot store what was sent; delivery waits", "err", err)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return resultFailed
		}
	}
	switch kind, _ := kindOf(a.err); {
	case a.err == nil:
		return resultSent
	case kind == Forbidden:
		log().Error("the channel refuses everything; delivery pauses until somebody acts", "channel", channelOf(a.entry.Conversation), "err", a.err)
		return resultForbidden
	case note != "":
		log().Warn(note, "err", a.err)
	}
	return resultFailed
}

// hand gives an entry to its channel.
func (b *Bot) hand(ctx context.Context, e queued) (out Outbound, r Receipt, err error) {
	if e.Lane == store.Desk {
		r, err = b.guarded(ctx, e.Entry, filesTimeout, func(ctx context.Context) (Receipt, error) { return b.handDesk(ctx, e.Entry) })
		return out, r, err
	}
	if e.Damaged {
		return out, "", &SendError{Kind: Refused, Cause: errors.New("the entry cannot be read")}
	}
	if e.out != nil {
		out = *e.out
	} else if out, err = decode(e.Body); err != nil {
		return out, "", &SendError{Kind: Refused, Cause: errors.New("the content of the entry cannot be read")}
	}
	name := channelOf(e.Conversation)
	ch := b.channels[name]
	if ch == nil {
		return out, "", &SendError{Kind: Forbidden, Cause: fmt.Errorf("channel %s is not set up", name)}
	}
	if e.Of != "" {
		there, err := b.address(e.Entry, &out)
		if err != nil || !there {
			return out, "", err // what it changes never came: there is nothing to change
		}
	}
	limit := sendTimeout
	if out.Files != nil {
		limit = filesTimeout
	}
	r, err = b.guarded(ctx, e.Entry, limit, func(ctx context.Context) (Receipt, error) { return ch.Send(ctx, e.Conversation, out) })
	return out, r, err
}

// bury makes dead letters of a run over which a turn panics.
func (b *Bot) bury(run []attempt, why error) error {
	return b.store.Update(func(tx *store.Tx) error {
		for _, a := range run {
			tx.Bury(a.entry, why.Error(), b.now())
		}
		return nil
	})
}

// guarded calls send with a deadline. What panics is refused: again it would panic again.
func (b *Bot) guarded(ctx context.Context, e store.Entry, limit time.Duration, send func(context.Context) (Receipt, error)) (r Receipt, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err = guard(func() (err error) {
		r, err = send(ctx)
		return err
	})
	var p *panicked
	if errors.As(err, &p) {
		b.log.Error("panic in a send", "conversation", b.pseudonym(e.Conversation), "kind", p.kind, "stack", p.stack)
		err = &SendError{Kind: Refused, Cause: p}
	}
	return r, err
}
