package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Backup writes a consistent copy of the open file to path, which appears, or is replaced, only when the copy is complete and on
// the disk. The copy still holds the bytes of what was erased; see BackupCompact.
func (d *DB) Backup(path string) error {
	d.swap.RLock()
	defer d.swap.RUnlock()
	err := appear(path, func(temp string) error {
		return d.bolt.View(func(tx *bbolt.Tx) error { return writeFile(temp, tx.WriteTo) })
	})
	return wrapBackup(path, err)
}

// BackupCompact is Backup without the free space: what was erased is not in the copy.
func (d *DB) BackupCompact(path string) error {
	d.swap.RLock()
	defer d.swap.RUnlock()
	err := appear(path, func(temp string) error {
		dst, err := compacted(d.bolt, temp, Options{})
		if err != nil {
			return err
		}
		return errors.Join(dst.Sync(), dst.Close())
	})
	return wrapBackup(path, err)
}

func wrapBackup(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(explain(err), ErrReadOnly): // reading never needs the right to write: it is the copy's place
		return fmt.Errorf("the backup's place cannot be written; name one where the service may write: %w", err)
	}
	return fmt.Errorf("back up to %s: %w", path, explain(err))
}

// Compact rewrites the file without free space, so that what was erased is gone from it. Everybody else waits meanwhile.
func (d *DB) Compact() error {
	d.swap.Lock()
	defer d.swap.Unlock()
	old := d.bolt
	var fresh *bbolt.DB
	err := appear(d.path, func(temp string) error {
		var err error
		if fresh, err = compacted(old, temp, d.opts); err != nil {
			return err
		}
		return fresh.Sync()
	})
	if err != nil {
		if fresh != nil {
			err = errors.Join(err, fresh.Close())
		}
		return fmt.Errorf("compact %s: %w", d.path, explain(err))
	}
	// Both files are locked here, so nobody gets in between.
	d.bolt = fresh
	if err := old.Close(); err != nil {
		return fmt.Errorf("compact %s: close the old file: %w", d.path, err)
	}
	return nil
}

// compacted copies everything that is in use into a new file and leaves it open.
func compacted(src *bbolt.DB, path string, opts Options) (*bbolt.DB, error) {
	dst, err := openBolt(path, opts)
	if err != nil {
		return nil, err
	}
	dst.NoSync = true // only the whole copy counts
	if err := bbolt.Compact(dst, src, 1<<20); err != nil {
		return nil, errors.Join(err, dst.Close())
	}
	dst.NoSync = opts.NoSync
	return dst, nil
}

// appear lets write make a temporary file beside path and puts it in its place.
func appear(path string, write func(temp string) error) error {
	temp := path + ".part"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := write(temp); err != nil {
		return errors.Join(err, os.RemoveAll(temp))
	}
	if err := os.Rename(temp, path); err != nil {
		return errors.Join(err, os.RemoveAll(temp))
	}
	return syncDir(filepath.Dir(path))
}

func writeFile(path string, write func(io.Writer) (int64, error)) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(f.Sync(), f.Close())
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
