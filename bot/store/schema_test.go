package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"
)

// Damage overwrites records of a conversation with something that is none.
func Damage(t testing.TB, d *DB, id ConversationID) {
	t.Helper()
	err := d.Update(func(tx *Tx) error {
		e := Entry{Conversation: id, Lane: Messages, Number: 1}
		tx.put(bucketOutbox, e.key(), []byte("no record"))
		tx.put(bucketReceipt, receiptKey(id, 1), []byte("no record"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMigrate(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "lotse.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var ran []string
	step := func(name string, err error) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			ran = append(ran, name)
			if _, e := tx.CreateBucket([]byte(name)); e != nil {
				return e
			}
			return err
		}
	}
	oops := errors.New("oops")
	apply := func(steps ...func(*bbolt.Tx) error) error {
		return db.Update(func(tx *bbolt.Tx) error { return migrate(tx, steps) })
	}
	if err := apply(step("one", nil)); err != nil {
		t.Fatal(err)
	}
	if err := apply(step("one", nil), step("two", nil), step("three", oops)); !errors.Is(err, oops) {
		t.Errorf("error %v, want %v", err, oops)
	}
	if err := apply(step("one", nil), step("two", nil)); err != nil { // the failed attempt left nothing
		t.Error(err)
	}
	if err := apply(step("one", nil)); !errors.Is(err, ErrNewer) {
		t.Errorf("an older program: %v, want %v", err, ErrNewer)
	}
	want := []string{"one", "two", "three", "two"}
	if len(ran) != len(want) {
		t.Fatalf("ran %v, want %v", ran, want)
	}
	for i := range want {
		if ran[i] != want[i] {
			t.Errorf("ran %v, want %v", ran, want)
		}
	}
}

func TestExplain(t *testing.T) {
	for cause, want := range map[error]error{
		&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}: ErrFull,
		&fs.PathError{Op: "write", Path: "x", Err: syscall.EDQUOT}: ErrFull,
		&fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}:   ErrReadOnly,
		&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}:  ErrReadOnly,
	} {
		if got := explain(cause); !errors.Is(got, want) || !errors.Is(got, cause) {
			t.Errorf("explain(%v) is %v, want %v and the cause", cause, got, want)
		}
	}
	other := errors.New("something else")
	if explain(other) != other || explain(nil) != nil {
		t.Error("explain changes what it does not know")
	}
}

// A backup that cannot be written is the fault of its place, not of the data file, which is only read.
func TestBackupNamesItsPlace(t *testing.T) {
	err := wrapBackup("/media/usb/lotse.db", &fs.PathError{Op: "open", Path: "/media/usb/lotse.db", Err: syscall.EROFS})
	if err == nil || !strings.Contains(err.Error(), "the backup's place cannot be written") || strings.Contains(err.Error(), "data file") {
		t.Errorf("got %v", err)
	}
	if err := wrapBackup("x", nil); err != nil {
		t.Errorf("no error became %v", err)
	}
}
