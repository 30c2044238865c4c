package store

import (
	"runtime"
	"slices"
	"sync"

	"go.etcd.io/bbolt"
)

// maxGroup bounds how many updates share a transaction, so that none of them waits for a long one.
const maxGroup = 200

// group is the line of updates that wait to be committed. Whoever finds it empty commits at once; those who come meanwhile are
// committed together by the first of them.
type group struct {
	mu      sync.Mutex
	waiting []*pending
	busy    bool // somebody commits
}

type pending struct {
	fn   func(*Tx) error
	err  error
	turn chan bool // true: commit the group that you are the first of; false: done, err is set
}

// Update runs fn in a transaction that becomes durable before Update returns nil; after an error nothing of it has happened. The
// transaction may be shared with other updates that wait at the same time. If one of those fails, fn runs again in a new one:
// fn must start afresh each time.
func (d *DB) Update(fn func(*Tx) error) error {
	p := &pending{fn: fn, turn: make(chan bool, 1)}
	if d.group.join(p) || <-p.turn {
		runtime.Gosched() // whoever can run now may be about to join; on an idle machine nobody is, and nothing is lost
		members := d.group.take()
		d.commit(members)
		d.group.pass()
		for _, m := range members {
			if m != p {
				m.turn <- false
			}
		}
	}
	return p.err
}

// join puts p in the line and reports whether it has to commit right away.
func (g *group) join(p *pending) (first bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = append(g.waiting, p)
	first = !g.busy
	g.busy = true
	return first
}

// take returns the updates to commit together; the first is the caller's own.
func (g *group) take() []*pending {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxGroup)
	members := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	return members
}

// pass hands the work on to the next in line.
func (g *group) pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		g.busy = false
		return
	}
	g.waiting[0].turn <- true
}

// commit runs all members in one transaction. One that fails is taken out and the others start over.
func (d *DB) commit(members []*pending) {
	d.swap.RLock()
	defer d.swap.RUnlock()
	members = slices.Clone(members)
	for len(members) > 0 {
		failed := -1
		err := d.bolt.Update(func(b *bbolt.Tx) error {
			for i, m := range members {
				if m.err = run(b, m.fn); m.err != nil {
					failed = i
					return m.err
				}
			}
			return nil
		})
		if failed < 0 {
			for _, m := range members {
				m.err = explain(err)
			}
			return
		}
		members[failed].err = explain(members[failed].err)
		members = slices.Delete(members, failed, failed+1)
	}
}

// run calls fn and reports its error, or the first one of the transaction's operations.
func run(b *bbolt.Tx, fn func(*Tx) error) error {
	tx := &Tx{bolt: b}
	if err := fn(tx); err != nil {
		return err
	}
	return tx.err
}
