package bot

import (
	"context"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
)

// Note gives what the channel is told with the digest beside its figures, such as which content has to be checked: German Markdown, "" for
// nothing.
type Note func(now time.Time) string

// digestDue is when the channel is told what it has done; false: never. The first digest comes a period after the first start.
func (b *Bot) digestDue() (time.Time, bool, error) {
	if b.desk == nil || b.rules == nil {
		return time.Time{}, false, nil
	}
	next := b.rules().Digest
	if next == nil {
		return time.Time{}, false, nil
	}
	var last time.Time
	err := b.store.View(func(tx *store.Tx) error { last = tx.Digested(); return nil })
	if err == nil && last.IsZero() {
		last = b.now()
		err = b.store.Update(func(tx *store.Tx) error { tx.SetDigested(last); return nil })
	}
	if err != nil {
		return time.Time{}, false, err
	}
	due, ok := next(last.In(b.zone))
	return due, ok, nil
}

// digest tells the channel what it has done since the last digest.
func (b *Bot) digest(ctx context.Context) error {
	note := ""
	if b.note != nil {
		note = b.note(b.now().In(b.zone)) // before the transaction, which must be short
	}
	return b.turn(ctx, "", func(t *turn) {
		from := t.tx.Digested()
		figures := map[desk.Figure]desk.Count{}
		for f := range t.tx.Figures(from.In(b.zone)) {
			c := figures[desk.Figure(f.Name)]
			c.N += f.N
			c.Took += f.Took
			figures[desk.Figure(f.Name)] = c
		}
		t.tx.SetDigested(t.now)
		key := desk.Key("digest/" + t.now.UTC().Format(time.RFC3339))
		t.out = append(t.out, queued{Entry: store.Entry{Conversation: store.OfTicket("digest"), Lane: store.Desk, Created: t.now, Key: string(key),
			Body: encodeDesk(DeskOutbound{Made: t.now, Notice: &DeskNotice{Key: key, Text: strings.TrimSpace(desk.DigestText(figures) + "\n\n" + note)}})}})
	})
}
