package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"
)

// Tx is a transaction. It belongs to the function that was given it and ends with it.
type Tx struct {
	bolt *bbolt.Tx
	err  error // the first failure; nothing is committed then
}

func (t *Tx) bucket(name []byte) *bbolt.Bucket { return t.bolt.Bucket(name) }

func (t *Tx) put(bucket, key, value []byte) {
	if t.err != nil {
		return
	}
	if err := t.bucket(bucket).Put(key, value); err != nil {
		t.err = fmt.Errorf("put into %s: %w", bucket, err)
	}
}

func (t *Tx) delete(bucket, key []byte) {
	if t.err != nil {
		return
	}
	if err := t.bucket(bucket).Delete(key); err != nil {
		t.err = fmt.Errorf("delete from %s: %w", bucket, err)
	}
}

// next returns a number that no other record of the bucket ever had.
func (t *Tx) next(bucket []byte) uint64 {
	n, err := t.bucket(bucket).NextSequence()
	if err != nil && t.err == nil {
		t.err = fmt.Errorf("number an entry of %s: %w", bucket, err)
	}
	return n
}

// under iterates over the records whose key begins with prefix. Nothing may be changed meanwhile.
func (t *Tx) under(bucket, prefix []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		c := t.bucket(bucket).Cursor()
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			if !yield(k, v) {
				return
			}
		}
	}
}

// clear deletes the records whose key begins with prefix and returns how many there were.
func (t *Tx) clear(bucket, prefix []byte) int {
	var keys [][]byte
	for k := range t.under(bucket, prefix) {
		keys = append(keys, clone(k))
	}
	for _, k := range keys {
		t.delete(bucket, k)
	}
	return len(keys)
}

// of is the beginning of the keys of a conversation.
func of(id ConversationID) []byte { return append([]byte(id), 0) }

// split undoes of: the conversation and the rest of the key.
func split(key []byte) (ConversationID, []byte) {
	id, rest, _ := bytes.Cut(key, []byte{0})
	return ConversationID(id), rest
}

func number(key []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(key, n) }

func readNumber(b []byte) uint64 {
	if len(b) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// stamp appends a time: 8 bytes that sort like it.
func stamp(key []byte, t time.Time) []byte {
	if t.IsZero() {
		return number(key, 0)
	}
	return number(key, uint64(t.UnixNano()))
}

func readTime(b []byte) time.Time {
	n := readNumber(b)
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, int64(n)).UTC()
}

// encode writes a record: one line of JSON, and after it the content as it came.
func (t *Tx) encode(head any, body []byte) []byte {
	line, err := json.Marshal(head)
	if err != nil && t.err == nil {
		t.err = fmt.Errorf("write a record: %w", err)
	}
	return append(append(line, '\n'), body...)
}

// decode reads a record into head and returns the content, which is a part of it; false if it is none.
func decode(value []byte, head any) ([]byte, bool) {
	line, body, ok := bytes.Cut(value, []byte{'\n'})
	if !ok || json.Unmarshal(line, head) != nil {
		return value, false
	}
	return body, true
}
