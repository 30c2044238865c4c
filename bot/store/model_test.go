package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// model is the store as a few maps.
type model struct {
	seen     map[string]bool
	cursor   map[string]int64
	session  map[store.ConversationID]string
	aside    map[store.ConversationID]int
	left     map[store.ConversationID]bool
	outbox   map[store.Track][]store.Entry
	dead     map[uint64]store.Entry
	receipts map[store.ConversationID]map[int]string
	timer    map[store.ConversationID]store.Timer
	rating   map[string][2]uint64
}

func newModel() *model {
	return &model{
		seen: map[string]bool{}, cursor: map[string]int64{}, session: map[store.ConversationID]string{}, aside: map[store.ConversationID]int{},
		left: map[store.ConversationID]bool{}, outbox: map[store.Track][]store.Entry{}, dead: map[uint64]store.Entry{},
		receipts: map[store.ConversationID]map[int]string{}, timer: map[store.ConversationID]store.Timer{}, rating: map[string][2]uint64{},
	}
}

// TestModel runs random operations on a store and on maps, reopens and compacts now and then, and compares.
func TestModel(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 7))
		path := filepath.Join(t.TempDir(), fmt.Sprint(seed))
		db, m := open(t, path), newModel()
		for range 200 {
			switch rng.IntN(40) {
			case 0:
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
				db = open(t, path)
			case 1:
				if err := db.Compact(); err != nil {
					t.Fatal(err)
				}
			default:
				update(t, db, func(tx *store.Tx) {
					for range 1 + rng.IntN(4) {
						m.step(tx, rng)
					}
				})
			}
		}
		view(t, db, func(tx *store.Tx) {
			if got, want := dump(tx), m.dump(); got != want {
				t.Errorf("seed %d: the store has\n%s\nwant\n%s", seed, got, want)
			}
		})
	}
}

// ids are such that one is the beginning of another.
var ids = []store.ConversationID{"tg:1", "tg:11", "tg:111", "tg:2", "x:1"}

// step does one thing to both.
func (m *model) step(tx *store.Tx, rng *rand.Rand) {
	id := ids[rng.IntN(len(ids))]
	word := fmt.Sprint("w", rng.IntN(50))
	track := store.Track{Conversation: id, Lane: store.Lane(1 + rng.IntN(2))}
	switch rng.IntN(14) {
	case 0:
		tx.MarkSeen(word, now)
		m.seen[word] = true
	case 1:
		c := rng.Int64N(1000) - 500
		tx.SetCursor("tg", c)
		m.cursor["tg"] = c
	case 2:
		tx.SaveSession(id, store.Session{Data: []byte(word), Active: now})
		m.session[id] = word
	case 3:
		tx.SetAside(id, []byte(word), now)
		m.aside[id]++
	case 4:
		tx.MarkLeft(id, now)
		m.left[id] = true
	case 5:
		tx.MarkReturned(id)
		delete(m.left, id)
	case 6, 7:
		e := store.Entry{Conversation: id, Lane: track.Lane, Created: now, Question: rng.IntN(9), Body: []byte(word)}
		e.Number = tx.Enqueue(e)
		m.outbox[track] = append(m.outbox[track], e)
	case 8:
		m.head(tx, rng, track)
	case 9:
		m.raise(tx, rng)
	case 10:
		q := rng.IntN(30)
		tx.SaveReceipt(id, store.Receipt{Question: q, Receipt: word, Body: []byte(word)})
		m.receipt(id, q, word)
	case 11:
		timer := store.Timer{Conversation: id, Question: rng.IntN(9), Due: now.Add(time.Duration(rng.IntN(1000)) * time.Second)}
		tx.SetTimer(timer)
		m.timer[id] = timer
	case 12:
		tx.Rate(word, true, now)
		c := m.rating[word]
		m.rating[word] = [2]uint64{c[0] + 1, c[1]}
	case 13:
		if rng.IntN(5) == 0 {
			tx.Forget(id)
			m.forget(id)
		}
	}
}

// head takes the first entry of a lane: it is sent, changed, or dies.
func (m *model) head(tx *store.Tx, rng *rand.Rand, track store.Track) {
	e, ok := tx.Head(track)
	if !ok {
		return
	}
	switch rng.IntN(3) {
	case 0:
		tx.Remove(e)
		m.outbox[track] = m.outbox[track][1:]
	case 1:
		e.Attempts++
		tx.Replace(e)
		m.outbox[track][0] = e
	case 2:
		tx.Bury(e, "why", now)
		m.outbox[track] = m.outbox[track][1:]
		m.dead[e.Number] = e
	}
}

// raise revives or drops a dead letter.
func (m *model) raise(tx *store.Tx, rng *rand.Rand) {
	if len(m.dead) == 0 {
		return
	}
	n := slices.Sorted(maps.Keys(m.dead))[0]
	e := m.dead[n]
	delete(m.dead, n)
	if rng.IntN(2) == 0 {
		tx.DropDead(n)
		return
	}
	track, _ := tx.Revive(n)
	e.Attempts = 0
	m.outbox[track] = append(m.outbox[track], e)
	slices.SortFunc(m.outbox[track], func(a, b store.Entry) int { return int(a.Number) - int(b.Number) })
}

func (m *model) receipt(id store.ConversationID, q int, word string) {
	if m.receipts[id] == nil {
		m.receipts[id] = map[int]string{}
	}
	m.receipts[id][q] = word
	for len(m.receipts[id]) > 4 {
		delete(m.receipts[id], slices.Min(slices.Collect(maps.Keys(m.receipts[id]))))
	}
}

func (m *model) forget(id store.ConversationID) {
	delete(m.session, id)
	delete(m.aside, id)
	delete(m.left, id)
	delete(m.receipts, id)
	delete(m.timer, id)
	for _, lane := range []store.Lane{store.Callbacks, store.Messages} {
		delete(m.outbox, store.Track{Conversation: id, Lane: lane})
	}
	maps.DeleteFunc(m.dead, func(_ uint64, e store.Entry) bool { return e.Conversation == id })
}

func (m *model) dump() string {
	var b strings.Builder
	first := store.Timer{}
	for _, id := range ids {
		fmt.Fprintln(&b, id, m.session[id], m.left[id], m.aside[id], m.timer[id])
		if x, ok := m.timer[id]; ok && (first.Due.IsZero() || x.Due.Before(first.Due) || x.Due.Equal(first.Due) && x.Conversation < first.Conversation) {
			first = x
		}
		for _, lane := range []store.Lane{store.Callbacks, store.Messages} {
			if len(m.outbox[store.Track{Conversation: id, Lane: lane}]) > 0 {
				fmt.Fprintln(&b, "track", lane)
			}
			for _, e := range m.outbox[store.Track{Conversation: id, Lane: lane}] {
				fmt.Fprintln(&b, "waits", id, e.Number, e.Attempts, string(e.Body))
			}
		}
		for _, q := range slices.Sorted(maps.Keys(m.receipts[id])) {
			fmt.Fprintln(&b, "receipt", q, m.receipts[id][q])
		}
	}
	for _, n := range slices.Sorted(maps.Keys(m.dead)) {
		fmt.Fprintln(&b, "dead", n, m.dead[n].Conversation, string(m.dead[n].Body))
	}
	for i := range 50 {
		word := fmt.Sprint("w", i)
		fmt.Fprintln(&b, word, m.seen[word], m.rating[word])
	}
	fmt.Fprintln(&b, m.cursor["tg"], first)
	return b.String()
}

// dump tells the same of the store.
func dump(tx *store.Tx) string {
	var b strings.Builder
	for _, id := range ids {
		s, _ := tx.Session(id)
		aside := 0
		for a := range tx.Aside() {
			if a.Conversation == id {
				aside++
			}
		}
		timer, _ := tx.Timer(id)
		fmt.Fprintln(&b, id, string(s.Data), tx.Left(id), aside, timer)
		tracks := tx.Tracks()
		for e := range tx.Outbox() {
			if e.Conversation == id {
				if slices.Contains(tracks, store.Track{Conversation: id, Lane: e.Lane}) {
					fmt.Fprintln(&b, "track", e.Lane)
					tracks = slices.DeleteFunc(tracks, func(t store.Track) bool { return t == store.Track{Conversation: id, Lane: e.Lane} })
				}
				fmt.Fprintln(&b, "waits", id, e.Number, e.Attempts, string(e.Body))
			}
		}
		for q := range 30 {
			if r, ok := tx.Receipt(id, q); ok {
				fmt.Fprintln(&b, "receipt", q, r.Receipt)
			}
		}
	}
	dead := map[uint64]store.Dead{}
	for d := range tx.Dead() {
		dead[d.Entry.Number] = d
	}
	for _, n := range slices.Sorted(maps.Keys(dead)) {
		fmt.Fprintln(&b, "dead", n, dead[n].Entry.Conversation, string(dead[n].Entry.Body))
	}
	ratings := map[string][2]uint64{}
	for r := range tx.Ratings() {
		ratings[r.Flow] = [2]uint64{r.Yes, r.No}
	}
	for i := range 50 {
		word := fmt.Sprint("w", i)
		fmt.Fprintln(&b, word, tx.Seen(word), ratings[word])
	}
	first, _ := tx.NextTimer()
	fmt.Fprintln(&b, tx.Cursor("tg"), first)
	return b.String()
}
