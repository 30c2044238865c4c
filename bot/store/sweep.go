package store

import (
	"time"
)

// sweepChunk is how many records one transaction looks at, so that neither readers nor writers wait for a sweep.
const sweepChunk = 1000

// Swept says what a sweep found of one kind.
type Swept struct {
	Kind    Kind
	Kept    int
	Dropped int // what would be dropped, in a dry run
}

// sweeper knows how the records of a kind tell their time and how they go.
type sweeper struct {
	kind   Kind
	bucket []byte
	since  func(v []byte) time.Time
	drop   func(t *Tx, k []byte)
}

func sweepers(retire func(*Tx, TicketID)) []sweeper {
	just := func(bucket []byte) func(*Tx, []byte) { return func(t *Tx, k []byte) { t.delete(bucket, k) } }
	return []sweeper{
		{KindSession, bucketSession, readTime, func(t *Tx, k []byte) {
			for _, id := range t.TicketsOf(ConversationID(k)) {
				retire(t, id)
			}
			t.Forget(ConversationID(k))
		}},
		{KindSeen, bucketSeen, readTime, just(bucketSeen)},
		{KindDead, bucketDead, func(v []byte) time.Time {
			var d Dead
			decode(v, &d)
			return d.Died
		}, just(bucketDead)},
		{KindAside, bucketAside, readTime, just(bucketAside)},
		{KindNotUnderstood, bucketNotUnderstood, func(v []byte) time.Time {
			var n NotUnderstood
			decode(v, &n)
			t, _ := time.Parse(dayLayout, n.Day)
			return t
		}, just(bucketNotUnderstood)},
		{KindLeft, bucketLeft, readTime, just(bucketLeft)},
		{KindTicket, bucketTicket, func(v []byte) time.Time {
			var k Ticket
			decode(v, &k)
			return k.Active
		}, func(t *Tx, k []byte) { retire(t, TicketID(k)) }},
		{KindDeskSeen, bucketDeskSeen, readTime, just(bucketDeskSeen)},
	}
}

// Sweep drops what is older than the settings say, or only counts it in a dry run. It works in small transactions beside the
// running service. After an error, what was dropped until then stays dropped. Retire ends a ticket that goes: it drops it, and puts into
// the outbox what has to be erased at the volunteers'. It may be called more than once, as what is given to Update.
func (d *DB) Sweep(r Retention, now time.Time, dry bool, retire func(*Tx, TicketID)) ([]Swept, error) {
	var report []Swept
	for _, s := range sweepers(retire) {
		swept := Swept{Kind: s.kind}
		var from []byte
		for more := true; more; {
			var old [][]byte
			err := d.View(func(t *Tx) error {
				old, from, more = t.outdated(s, r, now, from, &swept)
				return nil
			})
			if err == nil && !dry && len(old) > 0 {
				err = d.dropOld(s, r, now, old, &swept)
			}
			if err != nil {
				return report, err
			}
		}
		report = append(report, swept)
	}
	return report, nil
}

// outdated looks at a chunk of records and returns the keys of those to drop, and where to go on.
func (t *Tx) outdated(s sweeper, r Retention, now time.Time, from []byte, swept *Swept) (old [][]byte, next []byte, more bool) {
	c := t.bucket(s.bucket).Cursor()
	k, v := c.Seek(from)
	for range sweepChunk {
		if k == nil {
			return old, nil, false
		}
		if r.Keep(s.kind, s.since(v), now) {
			swept.Kept++
		} else {
			swept.Dropped++
			old = append(old, clone(k))
		}
		k, v = c.Next()
	}
	return old, clone(k), k != nil
}

// dropOld drops records, but those that have become younger since they were looked at.
func (d *DB) dropOld(s sweeper, r Retention, now time.Time, keys [][]byte, swept *Swept) error {
	var spared int
	err := d.Update(func(t *Tx) error {
		spared = 0
		for _, k := range keys {
			v := t.bucket(s.bucket).Get(k)
			if v != nil && r.Keep(s.kind, s.since(v), now) {
				spared++
			} else if v != nil {
				s.drop(t, k)
			}
		}
		return nil
	})
	if err == nil {
		swept.Dropped -= spared
		swept.Kept += spared
	}
	return err
}
