package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// A ticket is found by its thread, its conversation, its first timer and its place in the queue, as it stands now.
func TestTicketIsFound(t *testing.T) {
	db := open(t, "")
	k := store.Ticket{ID: "b", Conversation: "tg:1", Opened: now.Add(time.Minute), Due: now.Add(2 * time.Hour), Open: true, Waiting: true, Data: []byte("{}")}
	update(t, db, func(tx *store.Tx) {
		tx.SaveTicket(k)
		tx.SaveTicket(store.Ticket{ID: "a", Conversation: "tg:11", Thread: "root-a", Opened: now.Add(2 * time.Minute), Due: now.Add(3 * time.Hour), Open: true, Waiting: true})
		tx.SaveTicket(store.Ticket{ID: "c", Conversation: "tg:1", Thread: "root-c", Opened: now})
	})
	find := func(want string) {
		t.Helper()
		view(t, db, func(tx *store.Tx) {
			due, at, ok := tx.NextTicketDue()
			if !ok {
				at = now
			}
			thread, _ := tx.TicketOf("root-b")
			current, _ := tx.CurrentTicket("tg:1")
			got := sprint(tx.Queue(), tx.OpenTickets(), due, at.Sub(now), thread, current, tx.TicketsOf("tg:1"))
			if got != want {
				t.Errorf("found\n%s\nwant\n%s", got, want)
			}
		})
	}
	find("[b a] [a b] b 2h0m0s  c [b c]")
	k.Thread, k.Waiting, k.Due = "root-b", false, now.Add(5*time.Hour)
	update(t, db, func(tx *store.Tx) { tx.SaveTicket(k); tx.SetCurrentTicket("tg:1", "b") })
	find("[a] [a b] a 3h0m0s b b [b c]")
	k.Open, k.Due = false, time.Time{}
	update(t, db, func(tx *store.Tx) { tx.SaveTicket(k); tx.DropTicket("a") })
	find("[] []  0s b b [b c]")
	update(t, db, func(tx *store.Tx) { tx.Forget("tg:1") })
	view(t, db, func(tx *store.Tx) {
		_, is := tx.TicketOf("root-b")
		_, ticket := tx.Ticket("c")
		if is || ticket || len(tx.TicketsOf("tg:1")) > 0 {
			t.Error("a ticket of a forgotten conversation is left")
		}
	})
}

// The entry that the others rest on goes before them, and they are sent as if for the first time.
func TestFirstInLane(t *testing.T) {
	db := open(t, "")
	lane := store.Entry{Conversation: store.OfTicket("a"), Lane: store.Desk}
	entry := func(key string) store.Entry { e := lane; e.Key, e.Body = key, []byte(key); return e }
	var got []string
	update(t, db, func(tx *store.Tx) {
		begun := entry("a/1")
		begun.Begun, begun.Attempts, begun.NotBefore = true, 3, now
		tx.Enqueue(begun)
		tx.Enqueue(entry("")) // changes what is gone
		tx.Enqueue(entry("a/2"))
		root := entry("a/3")
		root.First = true
		tx.Enqueue(root)
		for e := range tx.Outbox() {
			got = append(got, e.Key)
			if e.Begun || e.Attempts > 0 || !e.NotBefore.IsZero() {
				t.Errorf("%s: %+v", e.Key, e)
			}
		}
	})
	if want := []string{"a/3", "a/1", "a/2"}; !slices.Equal(got, want) {
		t.Errorf("in the lane %q, want %q", got, want)
	}
}

func TestFigures(t *testing.T) {
	db := open(t, "")
	update(t, db, func(tx *store.Tx) {
		tx.Count("closed", time.Hour, now.AddDate(0, 0, -8))
		tx.Count("closed", time.Hour, now)
		tx.Count("closed", 2*time.Hour, now)
		tx.Count("opened", 0, now)
	})
	view(t, db, func(tx *store.Tx) {
		got := sprint(slices.Collect(tx.Figures(now.AddDate(0, 0, -7))))
		today := now.Format("2006-01-02")
		if want := "[{" + today + " closed 2 3h0m0s} {" + today + " opened 1 0s}]"; got != want {
			t.Errorf("figures %s, want %s", got, want)
		}
	})
}

func sprint(what ...any) string { return strings.TrimSuffix(fmt.Sprintln(what...), "\n") }
