package bot

import (
	"context"
	"errors"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// Keep is what citizens read about a retention: whole days, begun ones included.
func Keep(r store.Retention) flows.Keep {
	days := func(d time.Duration) int { return int((d + 24*time.Hour - 1) / (24 * time.Hour)) }
	return flows.Keep{Conversations: days(r.Sessions), Talks: days(r.Tickets)}
}

// Sweep drops what is older than the settings say, at the volunteers' too, or only counts it in a dry run; see [store.DB.Sweep]. A bot
// that is not running erases at the volunteers' when it runs again.
func Sweep(db *store.DB, r store.Retention, now time.Time, dry bool) ([]store.Swept, error) {
	return db.Sweep(r, now, dry, func(tx *store.Tx, id store.TicketID) { retire(tx, id, now) })
}

// Sweep is the same for a running bot, which erases at once.
func (b *Bot) Sweep(ctx context.Context, dry bool) ([]store.Swept, error) {
	report, err := Sweep(b.store, b.retention, time.Now(), dry)
	var lanes []queued
	if !dry && b.desk != nil {
		err = errors.Join(err, b.store.View(func(tx *store.Tx) error {
			for _, track := range tx.Tracks() {
				if track.Lane == store.Desk {
					lanes = append(lanes, lane(track))
				}
			}
			return nil
		}))
	}
	b.wake(ctx, news{put: lanes})
	return report, err
}

// forget erases everything about a conversation, at the volunteers' too.
func (t *turn) forget() {
	for _, id := range t.tx.TicketsOf(t.id) {
		t.queued = true // one that waited makes room
		if track, ok := retire(t.tx, id, t.now); ok {
			t.put = append(t.put, lane(track))
		}
	}
	t.tx.Forget(t.id)
}

// retire drops a ticket, and has what was posted of it deleted at the volunteers'. It reports in which lane that waits.
func retire(tx *store.Tx, id store.TicketID, now time.Time) (store.Track, bool) {
	stored, ok := tx.Ticket(id)
	tx.DropTicket(id)
	if !ok {
		return store.Track{}, false
	}
	k, err := desk.DecodeTicket(stored.Data)
	if err != nil {
		k = desk.Ticket{} // of what cannot be read the thread is known, and everything of ours goes with it
	}
	_, actions := desk.Step(k, desk.CitizenErased{}, desk.Rules{}, now)
	erase := &desk.Erase{Root: desk.PostID(stored.Thread)}
	for _, a := range actions {
		if e, ok := a.(desk.Erase); ok {
			erase = &e
		}
	}
	if erase.Root == "" && len(erase.Posts)+len(erase.Keys) == 0 {
		return store.Track{}, false
	}
	track := store.Track{Conversation: store.OfTicket(id), Lane: store.Desk}
	tx.Enqueue(store.Entry{Conversation: track.Conversation, Lane: track.Lane, Created: now, Needed: true,
		Body: encodeDesk(DeskOutbound{Ticket: desk.TicketID(id), Thread: erase.Root, Made: stored.Opened, Erase: erase})})
	return track, true
}
