package store

import (
	"iter"
	"time"
)

// SeenAtDesk reports whether an event of the volunteers' side was taken in before.
func (t *Tx) SeenAtDesk(key string) bool {
	return key != "" && t.bucket(bucketDeskSeen).Get([]byte(key)) != nil
}

// MarkSeenAtDesk remembers the key of an event of the volunteers' side; "" is not remembered.
func (t *Tx) MarkSeenAtDesk(key string, now time.Time) {
	if key != "" {
		t.put(bucketDeskSeen, []byte(key), stamp(nil, now))
	}
}

// Trouble is what was last said to be wrong with the volunteers' side; "" for nothing.
func (t *Tx) Trouble() string { return string(t.bucket(bucketDesk).Get(keyTrouble)) }

// SetTrouble keeps what is wrong with the volunteers' side.
func (t *Tx) SetTrouble(what string) { t.put(bucketDesk, keyTrouble, []byte(what)) }

// Digested is until when the volunteers have been told figures; zero: never.
func (t *Tx) Digested() time.Time { return readTime(t.bucket(bucketDesk).Get(keyDigested)) }

// SetDigested notes until when the volunteers have been told figures.
func (t *Tx) SetDigested(until time.Time) { t.put(bucketDesk, keyDigested, stamp(nil, until)) }

// Figure is what was counted on a day. It holds nothing personal.
type Figure struct {
	Day  string // such as 2026-11-23
	Name string
	N    int
	Took time.Duration // of all together
}

// Count counts one thing.
func (t *Tx) Count(name string, took time.Duration, now time.Time) {
	key := append([]byte(now.Format(dayLayout)+"\x00"), name...)
	n, sum := counts(t.bucket(bucketFigure).Get(key))
	t.put(bucketFigure, key, number(number(nil, n+1), sum+uint64(max(took, 0))))
}

// Figures lists what was counted from a day on, by day and name. Nothing may be changed meanwhile.
func (t *Tx) Figures(from time.Time) iter.Seq[Figure] {
	first := from.Format(dayLayout)
	return func(yield func(Figure) bool) {
		for k, v := range t.under(bucketFigure, nil) {
			day, name := split(k)
			n, took := counts(v)
			if string(day) >= first && !yield(Figure{Day: string(day), Name: string(name), N: int(n), Took: time.Duration(took)}) {
				return
			}
		}
	}
}
