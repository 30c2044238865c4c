package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// ConversationID names a conversation; see package bot.
type ConversationID string

// Options is how a file is opened. The zero value is right for service.
type Options struct {
	LockWait time.Duration // how long to wait for a process that holds the file; 0: two seconds
	NoSync   bool          // commits survive the end of the process but not of the machine: for tests
	MaxSize  int           // bytes the file may grow to; 0: as far as the disk goes
}

// DB is an open file. It is safe for concurrent use.
type DB struct {
	path   string
	opts   Options
	secret []byte

	swap sync.RWMutex // held for writing while Compact puts a new file in place
	bolt *bbolt.DB

	group group
}

// Open opens the file, creates it if there is none, and brings an older one to this program's version.
// Its errors are [ErrLocked], [ErrNewer], [ErrForeign], [ErrFull], [ErrReadOnly] or what the operating system says.
func Open(path string, opts Options) (*DB, error) {
	if opts.LockWait == 0 {
		opts.LockWait = 2 * time.Second
	}
	d := &DB{path: path, opts: opts}
	var err error
	if d.bolt, err = openBolt(path, opts); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	if err := d.prepare(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, explain(err)), d.bolt.Close())
	}
	return d, nil
}

func openBolt(path string, opts Options) (*bbolt.DB, error) {
	o := &bbolt.Options{
		Timeout:      opts.LockWait,
		NoSync:       opts.NoSync,
		NoGrowSync:   opts.NoSync,
		MaxSize:      opts.MaxSize,
		FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
	}
	if strconv.IntSize == 64 {
		// Address space costs nothing, and a file that outgrows its mapping would make writers wait for a running backup.
		o.InitialMmapSize = 1 << 30
	}
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		return nil, err
	}
	db.AllocSize = 1 << 20
	return db, nil
}

// prepare creates what is missing and migrates what is old, in one transaction; a file that is up to date is only read.
func (d *DB) prepare() error {
	current := false
	err := d.bolt.View(func(tx *bbolt.Tx) error {
		version, err := schemaVersion(tx)
		current = version == len(migrations)
		if current {
			d.secret = clone(tx.Bucket(bucketMeta).Get(keySecret))
		}
		return err
	})
	if err != nil || current {
		return err
	}
	return d.bolt.Update(func(tx *bbolt.Tx) error {
		if err := migrate(tx, migrations); err != nil {
			return err
		}
		d.secret = clone(tx.Bucket(bucketMeta).Get(keySecret))
		return nil
	})
}

// Close waits for running transactions. Every later one fails with [ErrClosed].
func (d *DB) Close() error {
	if err := d.bolt.Close(); err != nil {
		return fmt.Errorf("close %s: %w", d.path, err)
	}
	return nil
}

// Secret is a random key of 32 bytes that belongs to this file: for pseudonyms in logs.
func (d *DB) Secret() []byte { return clone(d.secret) }

// View runs fn on a consistent state. It must not take long: pages that change meanwhile cannot be used again before it ends.
func (d *DB) View(fn func(*Tx) error) error {
	d.swap.RLock()
	defer d.swap.RUnlock()
	err := d.bolt.View(func(b *bbolt.Tx) error { return run(b, fn) })
	return explain(err)
}

// Check verifies the file's structure. It reads all of it.
func (d *DB) Check() error {
	d.swap.RLock()
	defer d.swap.RUnlock()
	return explain(d.bolt.View(func(tx *bbolt.Tx) error {
		var errs []error
		for err := range tx.Check() {
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	}))
}

func newSecret() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return key
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }
