package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

const day = 24 * time.Hour

func TestKeep(t *testing.T) {
	r := store.DefaultRetention()
	for _, c := range []struct {
		kind store.Kind
		age  time.Duration
		keep bool
	}{
		{store.KindSession, 90*day - 1, true},
		{store.KindSession, 90 * day, false},
		{store.KindLeft, 91 * day, false},
		{store.KindSeen, 47 * time.Hour, true},
		{store.KindSeen, 48 * time.Hour, false},
		{store.KindDead, 29 * day, true},
		{store.KindDead, 30 * day, false},
		{store.KindAside, 30 * day, false},
		{store.KindNotUnderstood, 179 * day, true},
		{store.KindNotUnderstood, 180 * day, false},
		{store.KindTicket, 89 * day, true},
		{store.KindTicket, 90 * day, false},
		{store.KindDeskSeen, 59 * day, true},
		{store.KindDeskSeen, 60 * day, false},
		{store.KindSeen, -1000 * day, true},
		{"something new", 10000 * day, true},
	} {
		if got := r.Keep(c.kind, now.Add(-c.age), now); got != c.keep {
			t.Errorf("%s of age %v: keep is %v", c.kind, c.age, got)
		}
	}
}

func TestRetentionValidate(t *testing.T) {
	if err := store.DefaultRetention().Validate(); err != nil {
		t.Error(err)
	}
	err := store.Retention{Sessions: time.Hour, Seen: 48 * time.Hour, DeadLetters: -1, Tickets: day}.Validate()
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three problems, got %v", err)
	}
}

// fill stores n conversations of each age, with everything that belongs to one.
func fill(t testing.TB, db *store.DB, n int, ages ...time.Duration) {
	update(t, db, func(tx *store.Tx) {
		for i := range n * len(ages) {
			at := now.Add(-ages[i%len(ages)])
			id := store.ConversationID(fmt.Sprint("tg:", i))
			tx.SaveSession(id, store.Session{Data: []byte("GEHEIM"), Active: at})
			tx.SaveReceipt(id, store.Receipt{Question: 1, Body: []byte("GEHEIM")})
			tx.SetTimer(store.Timer{Conversation: id, Question: 1, Due: now})
			tx.MarkSeen(fmt.Sprint("key", i), at)
			tx.MarkLeft(store.ConversationID(fmt.Sprint("gone:", i)), at)
			tx.SetAside("tg:odd", []byte("GEHEIM"), at)
			tx.AddNotUnderstood(store.NotUnderstood{Text: "GEHEIM"}, at)
			e := store.Entry{Conversation: store.ConversationID(fmt.Sprint("dead:", i)), Lane: store.Messages, Body: []byte("GEHEIM")}
			e.Number = tx.Enqueue(e)
			tx.Bury(e, "why", at)
			tx.MarkSeenAtDesk(fmt.Sprint("mm:", i), at)
			tx.SaveTicket(store.Ticket{ID: store.TicketID(fmt.Sprint("t", i)), Conversation: store.ConversationID(fmt.Sprint("talk:", i)), Thread: fmt.Sprint("root", i),
				Opened: at, Active: at, Due: now, Open: true, Waiting: true, Data: []byte("GEHEIM")})
		}
	})
}

func TestSweep(t *testing.T) {
	db := open(t, "")
	const n = 1500 // more than a chunk
	fill(t, db, n, 0, 400*day)
	dry, err := db.Sweep(store.DefaultRetention(), now, true, drop)
	if err != nil {
		t.Fatal(err)
	}
	wet, err := db.Sweep(store.DefaultRetention(), now, false, drop)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(dry) != fmt.Sprint(wet) || len(dry) != len(store.Kinds()) {
		t.Errorf("the dry run says %v, then %v", dry, wet)
	}
	for _, s := range wet {
		if s.Kept != n || s.Dropped != n {
			t.Errorf("%s: %d kept and %d dropped, want %d each", s.Kind, s.Kept, s.Dropped, n)
		}
	}
	again, err := db.Sweep(store.DefaultRetention(), now, false, drop)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range again {
		if s.Kept != n || s.Dropped != 0 {
			t.Errorf("second sweep, %s: %d kept and %d dropped", s.Kind, s.Kept, s.Dropped)
		}
	}
	view(t, db, func(tx *store.Tx) {
		_, receipt := tx.Receipt("tg:1", 1)
		_, timer := tx.Timer("tg:1")
		if receipt || timer {
			t.Error("something of a dropped conversation is left")
		}
		if len(tx.OpenTickets()) != n || len(tx.Queue()) != n || len(tx.TicketsOf("talk:1")) != 0 || len(tx.TicketsOf("talk:0")) != 1 {
			t.Error("something of a dropped ticket is left, or one that is kept is gone")
		}
	})
}

func TestBackupIsConsistent(t *testing.T) {
	for name, backup := range map[string]func(*store.DB, string) error{"plain": (*store.DB).Backup, "compact": (*store.DB).BackupCompact} {
		t.Run(name, func(t *testing.T) {
			db := open(t, "")
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() { // each update moves a mark from one conversation to the next
				defer close(stopped)
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
					}
					_ = db.Update(func(tx *store.Tx) error {
						tx.Forget(store.ConversationID(fmt.Sprint("tg:", i)))
						tx.SaveSession(store.ConversationID(fmt.Sprint("tg:", i+1)), store.Session{Data: []byte("x"), Active: now})
						return nil
					})
				}
			}()
			path := filepath.Join(t.TempDir(), "backup.db")
			for range 20 {
				if err := backup(db, path); err != nil {
					t.Fatal(err)
				}
				copied := open(t, path)
				report, err := copied.Sweep(store.DefaultRetention(), now, true, drop)
				if err != nil || report[0].Kept > 1 {
					t.Errorf("%d sessions in the copy, want at most one (%v)", report[0].Kept, err)
				}
				if err := copied.Close(); err != nil {
					t.Fatal(err)
				}
			}
			close(stop)
			<-stopped
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
				t.Errorf("files left: %v", left)
			}
		})
	}
}

func TestBackupFails(t *testing.T) {
	db := open(t, "")
	if err := db.Backup(filepath.Join(t.TempDir(), "none", "backup.db")); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("backup into no folder: %v", err)
	}
}

// What was erased is in the pages of the file until it is compacted.
func TestCompactErases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lotse.db")
	db := open(t, path)
	fill(t, db, 500, 400*day)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Sweep(store.DefaultRetention(), now, false, drop); err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *store.Tx) { tx.MarkSeen("still here", now) })
	if err := db.Compact(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "GEHEIM") || int64(len(data)) >= before.Size() {
		t.Errorf("%d bytes of %d after compacting, erased text in it: %v", len(data), before.Size(), strings.Contains(string(data), "GEHEIM"))
	}
	update(t, db, func(tx *store.Tx) { tx.MarkSeen("and on", now) }) // the new file is in use
	if _, err := store.Open(path, store.Options{LockWait: time.Millisecond}); err == nil {
		t.Error("the new file is not locked")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	view(t, open(t, path), func(tx *store.Tx) {
		if !tx.Seen("still here") || !tx.Seen("and on") {
			t.Error("something was lost")
		}
	})
}

func TestDamagedRecordsStandInNobodysWay(t *testing.T) {
	db := open(t, "")
	store.Damage(t, db, "tg:1")
	view(t, db, func(tx *store.Tx) {
		e, ok := tx.Head(store.Track{Conversation: "tg:1", Lane: store.Messages})
		if !ok || !e.Damaged || string(e.Body) != "no record" {
			t.Errorf("entry %+v", e)
		}
		if _, ok := tx.Receipt("tg:1", 1); ok {
			t.Error("a damaged receipt was handed out")
		}
	})
	update(t, db, func(tx *store.Tx) {
		e, _ := tx.Head(store.Track{Conversation: "tg:1", Lane: store.Messages})
		tx.Bury(e, "damaged", now)
	})
	view(t, db, func(tx *store.Tx) {
		for d := range tx.Dead() {
			if string(d.Entry.Body) != "no record" || d.Why != "damaged" {
				t.Errorf("dead letter %+v", d)
			}
			return
		}
		t.Error("no dead letter")
	})
}

// drop is what the tests do with a ticket that goes.
func drop(tx *store.Tx, id store.TicketID) { tx.DropTicket(id) }
