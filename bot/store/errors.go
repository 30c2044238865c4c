package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

// What a caller may want to tell apart. Each says what to do.
var (
	// ErrLocked: another process has the file open.
	ErrLocked = errors.New("another process is using the data file; is lotse already running?")
	// ErrNewer: the file was written by a newer program.
	ErrNewer = errors.New("the data file was written by a newer version of lotse; install that version, or restore a backup of this one")
	// ErrForeign: the file is something else, or damaged.
	ErrForeign = errors.New("this is no data file of lotse, or it is damaged; restore a backup")
	// ErrFull: there is no room to write; nothing was changed.
	ErrFull = errors.New("there is no room left on the disk; nothing was changed, make room and it goes on")
	// ErrReadOnly: the file or its folder cannot be written.
	ErrReadOnly = errors.New("the data file cannot be written; check the rights of the file and whether the disk is mounted read-only")
	// ErrClosed: the file was closed before.
	ErrClosed = errors.New("the data file is closed")
)

// explain puts the sentence for the operator before what bbolt or the operating system says.
func explain(err error) error {
	if err == nil {
		return nil
	}
	table := []struct {
		say   error
		cause []error
	}{
		{ErrLocked, []error{berrors.ErrTimeout}},
		{ErrForeign, []error{berrors.ErrInvalid, berrors.ErrVersionMismatch, berrors.ErrChecksum, berrors.ErrInvalidMapping}},
		{ErrFull, []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, berrors.ErrMaxSizeReached}},
		{ErrReadOnly, []error{fs.ErrPermission, syscall.EROFS, berrors.ErrDatabaseReadOnly}},
		{ErrClosed, []error{berrors.ErrDatabaseNotOpen}},
	}
	for _, row := range table {
		for _, cause := range row.cause {
			if errors.Is(err, cause) {
				return fmt.Errorf("%w (%w)", row.say, err)
			}
		}
	}
	return err
}
