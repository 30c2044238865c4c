package store

import (
	"iter"
	"time"
)

const dayLayout = "2006-01-02"

// NotUnderstood is a text that fitted nothing, for editors to learn from. Who wrote it and at what hour is not kept; whoever writes it
// down has taken names, numbers and addresses out of it.
type NotUnderstood struct {
	Number uint64 `json:"-"`   // names the entry; given by the store
	Day    string `json:"day"` // such as 2026-11-23
	Text   string `json:"text"`
	Lang   string `json:"lang"`
	At     string `json:"at"` // flow/step
}

// AddNotUnderstood writes a text down.
func (t *Tx) AddNotUnderstood(n NotUnderstood, now time.Time) {
	n.Day = now.Format(dayLayout)
	t.put(bucketNotUnderstood, number(nil, t.next(bucketNotUnderstood)), t.encode(n, nil))
}

// NotUnderstood lists what was written down, the oldest first.
func (t *Tx) NotUnderstood() iter.Seq[NotUnderstood] {
	return func(yield func(NotUnderstood) bool) {
		for k, v := range t.under(bucketNotUnderstood, nil) {
			n := NotUnderstood{Number: readNumber(k)}
			if _, ok := decode(v, &n); ok && !yield(n) {
				return
			}
		}
	}
}

// DropNotUnderstood removes what was written down under a number; false if there is no such entry.
func (t *Tx) DropNotUnderstood(n uint64) bool {
	key := number(nil, n)
	if t.bucket(bucketNotUnderstood).Get(key) == nil {
		return false
	}
	t.delete(bucketNotUnderstood, key)
	return true
}

// Rating counts the answers to "was it helpful?" of a flow on a day.
type Rating struct {
	Day  string // such as 2026-11-23
	Flow string
	Yes  uint64
	No   uint64
}

// Rate counts one answer.
func (t *Tx) Rate(flow string, helpful bool, now time.Time) {
	key := append([]byte(now.Format(dayLayout)+"\x00"), flow...)
	yes, no := counts(t.bucket(bucketRating).Get(key))
	if helpful {
		yes++
	} else {
		no++
	}
	t.put(bucketRating, key, number(number(nil, yes), no))
}

// Ratings lists all counts by day and flow.
func (t *Tx) Ratings() iter.Seq[Rating] {
	return func(yield func(Rating) bool) {
		for k, v := range t.under(bucketRating, nil) {
			day, flow := split(k)
			yes, no := counts(v)
			if !yield(Rating{Day: string(day), Flow: string(flow), Yes: yes, No: no}) {
				return
			}
		}
	}
}

func counts(v []byte) (yes, no uint64) {
	if len(v) != 16 {
		return 0, 0
	}
	return readNumber(v), readNumber(v[8:])
}
