package store

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// rest are the buckets that Forget leaves alone, and why they may stay.
var rest = map[string]string{
	"meta": "about the file", "cursor": "about channels", "rating": "counts", "figure": "counts", "desk": "about the volunteers' channel",
	"seen": "keys of updates: KindSeen", "desk-seen": "keys of posts: KindDeskSeen", "not-understood": "without person: KindNotUnderstood",
}

// Whatever is stored about a conversation goes with it, and every bucket is known to do so, to be dropped by age, or to hold nothing personal.
func TestForgetLeavesNothing(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "lotse.db"), Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const id, mark = ConversationID("tg:GEHEIM"), "GEHEIM"
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	err = db.Update(func(tx *Tx) error {
		tx.SaveSession(id, Session{Data: []byte(mark), Active: now})
		tx.SetAside(id, []byte(mark), now)
		tx.MarkLeft(id, now)
		tx.SaveReceipt(id, Receipt{Question: 1, Body: []byte(mark)})
		tx.SetTimer(Timer{Conversation: id, Question: 1, Due: now})
		tx.SetReminder(id, now)
		for _, ticket := range []TicketID{"aGEHEIM", "bGEHEIM"} {
			tx.SaveTicket(Ticket{ID: ticket, Conversation: id, Thread: "root" + string(ticket), Opened: now, Due: now, Open: true, Waiting: true, Data: []byte(mark)})
		}
		for _, to := range []Track{{id, Callbacks}, {id, Messages}, {OfTicket("aGEHEIM"), Desk}} {
			e := Entry{Conversation: to.Conversation, Lane: to.Lane, Body: []byte(mark)}
			tx.Enqueue(e)
			e.Number = tx.Enqueue(e)
			tx.Bury(e, "why", now)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	filled := 0
	each := func(look func(name string, k, v []byte)) {
		err := db.bolt.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
				if n := b.Stats().KeyN; n == 0 && rest[string(name)] == "" {
					look(string(name), nil, nil)
				}
				return b.ForEach(func(k, v []byte) error { look(string(name), k, v); return nil })
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	each(func(name string, k, _ []byte) {
		if rest[name] == "" && k == nil {
			t.Errorf("the test puts nothing into %s: is it covered?", name)
		}
		filled++
	})
	if err := db.Update(func(tx *Tx) error { tx.Forget(id); return nil }); err != nil {
		t.Fatal(err)
	}
	each(func(name string, k, v []byte) {
		if bytes.Contains(k, []byte(mark)) || bytes.Contains(v, []byte(mark)) {
			t.Errorf("%s still holds %q", name, k)
		}
	})
	if filled < 15 {
		t.Errorf("only %d records: the test does not show what it should", filled)
	}
}
