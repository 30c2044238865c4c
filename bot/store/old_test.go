package store_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

var writeOld = flag.Bool("write-old", false, "write testdata/v1.db.gz: only before a schema version is released")

// TestOldFiles opens a file of every schema version that was ever released.
func TestOldFiles(t *testing.T) {
	if *writeOld {
		writeOldFile(t, "testdata/v1.db.gz")
	}
	names, err := filepath.Glob("testdata/v*.db.gz")
	if err != nil || len(names) == 0 {
		t.Fatalf("no old files: %v", err)
	}
	for _, name := range names {
		path := filepath.Join(t.TempDir(), "lotse.db")
		unpack(t, name, path)
		view(t, open(t, path), func(tx *store.Tx) {
			s, _ := tx.Session("tg:1")
			if string(s.Data) != `{"v":1}` || !s.Active.Equal(now) {
				t.Errorf("%s: session %q of %v", name, s.Data, s.Active)
			}
			e, _ := tx.Head(store.Track{Conversation: "tg:1", Lane: store.Messages})
			if string(e.Body) != `{"message":{"text":"Hallo"}}` || e.Question != 3 || !e.NotBefore.Equal(now.Add(time.Minute)) {
				t.Errorf("%s: entry %+v", name, e)
			}
			r, _ := tx.Receipt("tg:1", 2)
			m, _ := tx.NextTimer()
			if r.Receipt != "17" || !m.Due.Equal(now.Add(time.Hour)) || !tx.Seen("key") || tx.Cursor("tg") != 42 || !tx.Left("tg:2") {
				t.Errorf("%s: receipt %+v, timer %+v", name, r, m)
			}
			var letters, texts, ratings, asides int
			for range tx.Dead() {
				letters++
			}
			for range tx.NotUnderstood() {
				texts++
			}
			for range tx.Ratings() {
				ratings++
			}
			for range tx.Aside() {
				asides++
			}
			if letters != 1 || texts != 1 || ratings != 1 || asides != 1 {
				t.Errorf("%s: %d letters, %d texts, %d ratings, %d set aside; want one each", name, letters, texts, ratings, asides)
			}
		})
	}
}

func writeOldFile(t *testing.T, name string) {
	db := open(t, "")
	update(t, db, func(tx *store.Tx) {
		tx.SaveSession("tg:1", store.Session{Data: []byte(`{"v":1}`), Active: now})
		tx.Enqueue(store.Entry{Conversation: "tg:1", Lane: store.Messages, Created: now, Question: 3, NotBefore: now.Add(time.Minute), Body: []byte(`{"message":{"text":"Hallo"}}`)})
		e := store.Entry{Conversation: "tg:1", Lane: store.Messages, Created: now, Body: []byte(`{}`)}
		e.Number = tx.Enqueue(e)
		tx.Bury(e, "why", now)
		tx.SaveReceipt("tg:1", store.Receipt{Question: 2, Receipt: "17", Sent: now, Body: []byte(`{}`)})
		tx.SetTimer(store.Timer{Conversation: "tg:1", Question: 3, Due: now.Add(time.Hour)})
		tx.MarkSeen("key", now)
		tx.SetCursor("tg", 42)
		tx.MarkLeft("tg:2", now)
		tx.SetAside("tg:3", []byte("odd"), now)
		tx.AddNotUnderstood(store.NotUnderstood{Text: "was", Lang: "de", At: "menu/menu"}, now)
		tx.Rate("menu", true, now)
	})
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := db.BackupCompact(copied); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func unpack(t *testing.T, name, to string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
