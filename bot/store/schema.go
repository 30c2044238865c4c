package store

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// Buckets. Keys that begin with a conversation end it with a zero byte, so that all of a conversation lies together.
var (
	bucketMeta          = []byte("meta")           // name -> value
	bucketSeen          = []byte("seen")           // key of an update -> time
	bucketCursor        = []byte("cursor")         // channel -> number
	bucketSession       = []byte("session")        // conversation -> time of last activity, session
	bucketAside         = []byte("aside")          // conversation, number -> time, session that could not be read
	bucketLeft          = []byte("left")           // conversation -> time
	bucketOutbox        = []byte("outbox")         // conversation, lane, number -> entry
	bucketDead          = []byte("dead")           // conversation, number -> dead letter
	bucketReceipt       = []byte("receipt")        // conversation, question -> receipt
	bucketTimer         = []byte("timer")          // conversation -> due, question
	bucketDue           = []byte("due")            // due, conversation -> question
	bucketReminder      = []byte("reminder")       // conversation -> due
	bucketReminderDue   = []byte("reminder-due")   // due, conversation -> nothing
	bucketNotUnderstood = []byte("not-understood") // number -> entry
	bucketRating        = []byte("rating")         // day, flow -> counts

	bucketTicket    = []byte("ticket")     // ticket -> ticket
	bucketTalk      = []byte("talk")       // conversation, ticket -> nothing
	bucketCurrent   = []byte("current")    // conversation -> ticket
	bucketThread    = []byte("thread")     // thread -> ticket
	bucketOpen      = []byte("open")       // ticket -> nothing
	bucketQueue     = []byte("queue")      // opened, ticket -> nothing
	bucketTicketDue = []byte("ticket-due") // due, ticket -> nothing
	bucketDeskSeen  = []byte("desk-seen")  // key of an event -> time
	bucketDesk      = []byte("desk")       // name -> value
	bucketFigure    = []byte("figure")     // day, name -> count, sum of times

	keyVersion  = []byte("version")
	keySecret   = []byte("secret")
	keyTrouble  = []byte("trouble")
	keyDigested = []byte("digested")
)

// migrations[i] brings a file from version i to i+1. A released entry never changes: files of all versions are out there.
var migrations = []func(*bbolt.Tx) error{
	func(tx *bbolt.Tx) error {
		for _, name := range []string{"seen", "cursor", "session", "aside", "left", "outbox", "dead", "receipt", "timer", "due", "not-understood", "rating"} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return fmt.Errorf("create %s: %w", name, err)
			}
		}
		return tx.Bucket(bucketMeta).Put(keySecret, newSecret())
	},
	func(tx *bbolt.Tx) error {
		for _, name := range []string{"ticket", "talk", "current", "thread", "open", "queue", "ticket-due", "desk-seen", "desk", "figure"} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return fmt.Errorf("create %s: %w", name, err)
			}
		}
		return nil
	},
	func(tx *bbolt.Tx) error {
		for _, name := range []string{"reminder", "reminder-due"} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return fmt.Errorf("create %s: %w", name, err)
			}
		}
		return nil
	},
}

// migrate runs the steps that the file has not seen yet.
func migrate(tx *bbolt.Tx, steps []func(*bbolt.Tx) error) error {
	from, err := schemaVersion(tx)
	if err != nil {
		return err
	}
	if from > len(steps) {
		return fmt.Errorf("%w (version %d, this program knows %d)", ErrNewer, from, len(steps))
	}
	meta, err := tx.CreateBucketIfNotExists(bucketMeta)
	if err != nil {
		return fmt.Errorf("create meta: %w", err)
	}
	for i, step := range steps[from:] {
		if err := step(tx); err != nil {
			return fmt.Errorf("migrate the data file from version %d: %w", from+i, err)
		}
	}
	return meta.Put(keyVersion, binary.BigEndian.AppendUint64(nil, uint64(len(steps))))
}

// schemaVersion is 0 for a new file.
func schemaVersion(tx *bbolt.Tx) (int, error) {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		if k, _ := tx.Cursor().First(); k != nil {
			return 0, fmt.Errorf("%w (it holds other data)", ErrForeign)
		}
		return 0, nil
	}
	version := meta.Get(keyVersion)
	if len(version) != 8 {
		return 0, fmt.Errorf("%w (no version)", ErrForeign)
	}
	return int(binary.BigEndian.Uint64(version)), nil
}
