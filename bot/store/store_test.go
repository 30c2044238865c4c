package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"github.com/digitaler-lotse/lotse/bot/store"
)

var now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// open opens a new file, or one that is there. It is checked and closed when the test ends.
func open(t testing.TB, path string) *store.DB {
	t.Helper()
	if path == "" {
		path = filepath.Join(t.TempDir(), "lotse.db")
	}
	db, err := store.Open(path, store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Check(); err != nil && !errors.Is(err, store.ErrClosed) {
			t.Error(err)
		}
		_ = db.Close()
	})
	return db
}

func update(t testing.TB, db *store.DB, fn func(*store.Tx)) {
	t.Helper()
	if err := db.Update(func(tx *store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, db *store.DB, fn func(*store.Tx)) {
	t.Helper()
	if err := db.View(func(tx *store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := func(write func(*bbolt.Tx) error) string {
		path := filepath.Join(t.TempDir(), "lotse.db")
		db, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Update(write), db.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	held := filepath.Join(t.TempDir(), "lotse.db")
	open(t, held)
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"held by another": {held, store.ErrLocked},
		"a text":          {text, store.ErrForeign},
		"another program's": {file(func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("accounts"))
			return err
		}), store.ErrForeign},
		"no version": {file(func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("meta"))
			return err
		}), store.ErrForeign},
		"a newer version": {file(func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("meta"))
			if err != nil {
				return err
			}
			return b.Put([]byte("version"), []byte{0, 0, 0, 0, 0, 0, 0, 99})
		}), store.ErrNewer},
		"no folder": {filepath.Join(t.TempDir(), "none", "lotse.db"), os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Open(c.path, store.Options{LockWait: 10 * time.Millisecond})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("error %v, want %v with the path", err, c.want)
			}
		})
	}
}

func TestRestartKeepsSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lotse.db")
	db := open(t, path)
	first := db.Secret()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if second := open(t, path).Secret(); len(first) != 32 || string(first) != string(second) {
		t.Errorf("secrets %x and %x", first, second)
	}
	if string(open(t, "").Secret()) == string(first) {
		t.Error("two files have the same secret")
	}
}

func TestClosed(t *testing.T) {
	db := open(t, "")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	nothing := func(*store.Tx) error { return nil }
	for _, err := range []error{db.Update(nothing), db.View(nothing), db.Check(), db.Backup(filepath.Join(t.TempDir(), "b"))} {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("error %v, want %v", err, store.ErrClosed)
		}
	}
}

// Updates that wait share a transaction; one that fails takes only itself along.
func TestUpdatesShareATransaction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t, "")
		oops := errors.New("oops")
		began, goOn := make(chan struct{}), make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			_ = db.Update(func(*store.Tx) error { close(began); <-goOn; return nil })
		})
		<-began
		errs := make([]error, 20)
		runs := 0
		for i := range errs {
			all.Go(func() {
				errs[i] = db.Update(func(tx *store.Tx) error {
					runs++ // one transaction at a time: no lock needed
					tx.MarkSeen(string(rune('a'+i)), now)
					if i%7 == 3 {
						return oops
					}
					return nil
				})
			})
		}
		synctest.Wait()
		close(goOn)
		all.Wait()
		view(t, db, func(tx *store.Tx) {
			for i, err := range errs {
				failed := i%7 == 3
				if tx.Seen(string(rune('a'+i))) == failed || errors.Is(err, oops) != failed {
					t.Errorf("update %d: %v, stored %v", i, err, !failed)
				}
			}
		})
		if runs == len(errs) {
			t.Error("nothing ran twice: the updates did not share a transaction")
		}
	})
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	db := open(t, "")
	oops := errors.New("oops")
	err := db.Update(func(tx *store.Tx) error {
		tx.MarkSeen("a", now)
		tx.Enqueue(store.Entry{Conversation: "tg:1", Lane: store.Messages})
		return oops
	})
	view(t, db, func(tx *store.Tx) {
		if !errors.Is(err, oops) || tx.Seen("a") || len(tx.Tracks()) > 0 {
			t.Errorf("after %v something was stored", err)
		}
	})
}

func TestFailedOperationFailsTheUpdate(t *testing.T) {
	db := open(t, "")
	err := db.Update(func(tx *store.Tx) error {
		tx.MarkSeen("a", now)
		tx.MarkSeen(strings.Repeat("k", 40_000), now) // longer than a key can be
		return nil
	})
	view(t, db, func(tx *store.Tx) {
		if err == nil || tx.Seen("a") {
			t.Errorf("error %v; stored: %v", err, tx.Seen("a"))
		}
	})
}

func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lotse.db")
	db, err := store.Open(path, store.Options{NoSync: true, MaxSize: 3 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := 0
	for ; err == nil && n < 1000; n++ {
		err = db.Update(func(tx *store.Tx) error {
			tx.SaveSession(store.ConversationID(string(rune('a'+n))), store.Session{Data: make([]byte, 50_000)})
			return nil
		})
	}
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("after %d sessions: %v", n, err)
	}
	view(t, db, func(tx *store.Tx) {
		if _, ok := tx.Session("a"); !ok {
			t.Error("what was stored before is gone")
		}
	})
	update(t, db, func(tx *store.Tx) { tx.Forget("a") }) // there is room again
	update(t, db, func(tx *store.Tx) { tx.SaveSession("z", store.Session{Data: make([]byte, 50_000)}) })
}
