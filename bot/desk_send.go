package bot

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
)

// errDropped is why nothing was sent: the entry went while it was looked at. There is nothing to store then.
var errDropped = errors.New("the entry is not there any more")

// handDesk gives an entry to the volunteers' side. Before the first attempt at a post, the attempt is made durable: whatever happens
// then, later ones look whether the post is there already.
func (b *Bot) handDesk(ctx context.Context, e store.Entry) (Receipt, error) {
	var out DeskOutbound
	if e.Damaged || json.Unmarshal(e.Body, &out) != nil {
		return "", &SendError{Kind: Refused, Cause: errors.New("the entry cannot be read")}
	}
	if b.desk == nil {
		return "", &SendError{Kind: Forbidden, Cause: errors.New("the volunteers' side is not set up")}
	}
	access := b.store.View
	if e.Key != "" && !e.Begun {
		access = b.store.Update
	}
	dropped := false
	err := access(func(tx *store.Tx) error {
		stored, ok := tx.Reload(e)
		if dropped = !ok; dropped {
			return nil
		}
		out.Doubt = stored.Begun
		if k, ok := tx.Ticket(stored.Ticket); ok {
			if out.Erase == nil {
				out.Thread = desk.PostID(k.Thread)
			}
			out.Of = desk.Ref(refOf(k, stored.Of))
		}
		if stored.Key != "" && !stored.Begun {
			stored.Begun = true
			tx.Replace(stored)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case dropped:
		return "", errDropped
	}
	ref, err := b.desk.Send(ctx, out)
	if kind, _ := kindOf(err); err != nil && kind == Gone {
		err = &threadGone{out.Thread, err}
	}
	return Receipt(ref), err
}

// threadGone is a *SendError of kind Gone, and says which thread it is about.
type threadGone struct {
	thread desk.PostID
	error
}

func (e *threadGone) Unwrap() error { return e.error }

// refOf is what the other side calls the thing that a ticket knows under a key; "" if it does not know.
func refOf(k store.Ticket, key string) Receipt {
	if key == "" {
		return ""
	}
	ticket, err := desk.DecodeTicket(k.Data)
	if err != nil {
		return ""
	}
	ref, _ := ticket.Ref(desk.Key(key))
	return Receipt(ref)
}

// address fills in which message an entry changes. It reports whether there is one.
func (b *Bot) address(e store.Entry, out *Outbound) (bool, error) {
	var ref Receipt
	err := b.store.View(func(tx *store.Tx) error {
		if k, ok := tx.Ticket(e.Ticket); ok {
			ref = refOf(k, e.Of)
		}
		return nil
	})
	if err != nil || ref == "" {
		return false, err
	}
	switch {
	case out.Edit != nil:
		out.Edit.Receipt = ref
	case out.Delete != nil:
		out.Delete.Receipt = ref
	case out.Answered != nil:
		out.Answered.Receipt = ref
	}
	return true, nil
}
