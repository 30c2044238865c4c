package store_test

import (
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// A number names the same entry for good, whatever goes meanwhile.
func TestDropNotUnderstood(t *testing.T) {
	db, err := store.Open(t.TempDir()+"/lotse.db", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := func(tx *store.Tx) map[string]uint64 {
		found := map[string]uint64{}
		for n := range tx.NotUnderstood() {
			found[n.Text] = n.Number
		}
		return found
	}
	var before, after map[string]uint64
	var dropped, again bool
	err = db.Update(func(tx *store.Tx) error {
		for _, text := range []string{"eins", "zwei", "drei"} {
			tx.AddNotUnderstood(store.NotUnderstood{Text: text}, time.Now())
		}
		before = book(tx)
		dropped = tx.DropNotUnderstood(before["zwei"])
		again = tx.DropNotUnderstood(before["zwei"])
		tx.AddNotUnderstood(store.NotUnderstood{Text: "vier"}, time.Now())
		after = book(tx)
		return nil
	})
	if err != nil || !dropped || again {
		t.Fatalf("%v, dropped %t, once more %t", err, dropped, again)
	}
	if len(after) != 3 || after["eins"] != before["eins"] || after["drei"] != before["drei"] || after["vier"] <= before["drei"] {
		t.Errorf("before %v, after %v", before, after)
	}
}
