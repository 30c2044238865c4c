package bot

import (
	"container/heap"
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/digitaler-lotse/lotse/bot/store"
)

const (
	forbiddenPause = 5 * time.Minute // a channel that refuses everything is left alone for so long
	maxRun         = 4               // entries sent in one go
)

// deliver sends what waits in the outbox until stop is closed, and then lets the sends under way finish. It fails only with the store.
func (b *Bot) deliver(ctx context.Context, stop <-chan struct{}) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := &delivery{
		Bot:    b,
		ctx:    ctx,
		tracks: map[store.Track]*track{},
		pace:   newPace(b.rate, b.chatRate),
		closed: map[string]time.Time{},
		worked: map[string]time.Time{},
		done:   make(chan sent),
		jobs:   make(chan job),
		timer:  time.NewTimer(time.Hour),
	}
	defer d.timer.Stop()
	err := b.store.View(func(tx *store.Tx) error {
		for _, id := range tx.Tracks() {
			d.wake(id)
		}
		return nil
	})
	if err == nil {
		err = d.run(stop)
	}
	grace := time.AfterFunc(stopGrace, cancel)
	defer grace.Stop()
	d.finish()
	close(d.jobs)
	_ = d.sending.Wait() // the goroutines return nothing
	if err != nil {
		return fmt.Errorf("deliver: %w", err)
	}
	return nil
}

// delivery decides what is sent next. All its state belongs to the one goroutine that runs deliver; sends run in goroutines of
// their own and report to done.
type delivery struct {
	*Bot
	ctx      context.Context // of the sends; ends when their grace is over
	tracks   map[store.Track]*track
	ready    [store.Desk + 1][]*track // by lane: those to look at, in order
	busy     [store.Desk + 1]int      // by lane: sends under way
	sleeping sleepers
	recent   recent
	pace     *pace
	held     time.Time            // no message before, because of the total rate
	closed   map[string]time.Time // by channel: refuses everything, left alone until then
	worked   map[string]time.Time // by channel: the latest send that went through
	sending  errgroup.Group
	jobs     chan job
	idle     int // workers that wait for one
	done     chan sent
	timer    *time.Timer
}

// track is a lane of a conversation in which something waits or is under way.
type track struct {
	store.Track
	state trackState
	until time.Time // of a sleeping one
}

type trackState int

const (
	isNew trackState = iota
	isReady
	isSleeping
	isBusy
)

// sent is the report of a send.
type sent struct {
	track   *track
	channel string
	result  result
}

func (d *delivery) run(stop <-chan struct{}) error {
	for {
		if err := d.start(time.Now()); err != nil {
			return err
		}
		select {
		case <-stop:
			return nil
		case n := <-d.woken:
			delete(d.closed, n.open)
			for _, q := range n.put {
				d.recent.keep(q)
				d.wake(q.track())
			}
		case s := <-d.done:
			d.took(s)
		case <-d.timer.C:
		}
	}
}

// finish waits for the sends under way.
func (d *delivery) finish() {
	for d.busy[store.Callbacks]+d.busy[store.Messages]+d.busy[store.Desk] > 0 {
		select {
		case s := <-d.done:
			d.took(s)
		case <-d.woken: // the next Run finds it
		}
	}
}

// wake has a lane looked at again.
func (d *delivery) wake(id store.Track) {
	t := d.tracks[id]
	if t == nil {
		t = &track{Track: id}
		d.tracks[id] = t
	}
	if t.state == isNew || t.state == isSleeping {
		d.queue(t)
	}
}

func (d *delivery) queue(t *track) {
	t.state = isReady
	d.ready[t.Lane] = append(d.ready[t.Lane], t)
}

func (d *delivery) sleep(t *track, until time.Time) {
	t.state, t.until = isSleeping, until
	heap.Push(&d.sleeping, nap{t, until})
}

// took notes how a send ended; the lane is looked at again.
func (d *delivery) took(s sent) {
	d.busy[s.track.Lane]--
	d.idle++
	switch s.result {
	case resultSent:
		d.worked[s.channel] = time.Now()
	case resultForbidden:
		d.closed[s.channel] = time.Now().Add(forbiddenPause)
	}
	d.queue(s.track)
}

// start begins all sends that may begin now and sets the timer for those that may later.
func (d *delivery) start(now time.Time) error {
	for len(d.sleeping) > 0 && !d.sleeping[0].until.After(now) {
		n := heap.Pop(&d.sleeping).(nap)
		if n.track.state == isSleeping && n.track.until.Equal(n.until) {
			d.queue(n.track)
		}
	}
	for _, lane := range []store.Lane{store.Callbacks, store.Messages, store.Desk} {
		for len(d.ready[lane]) > 0 && d.busy[lane] < d.sends && (lane != store.Messages || !d.held.After(now)) {
			t := d.ready[lane][0]
			d.ready[lane] = d.ready[lane][1:]
			if err := d.look(t, now); err != nil {
				return err
			}
		}
	}
	next := now.Add(time.Hour)
	if len(d.sleeping) > 0 && d.sleeping[0].until.Before(next) {
		next = d.sleeping[0].until
	}
	if len(d.ready[store.Messages]) > 0 && d.held.After(now) && d.held.Before(next) {
		next = d.held
	}
	d.timer.Reset(next.Sub(now))
	return nil
}

// look sends what is first in a lane, or finds out when it may be sent.
func (d *delivery) look(t *track, now time.Time) error {
	run, err := d.next(t.Track)
	if err != nil {
		return err
	}
	if len(run) == 0 {
		delete(d.tracks, t.Track)
		return nil
	}
	name := channelOf(t.Conversation)
	switch wait := waits(run[0].Entry, now); {
	case wait > 0:
		d.sleep(t, now.Add(wait))
	case d.closed[name].After(now):
		d.sleep(t, d.closed[name])
	default:
		d.launch(t, run, now)
	}
	return nil
}

// next returns what may be sent in one go: the first entry of a lane, and as long as it is an edit, what is behind it. An edit may be
// repeated at will, so it can wait until what follows is out, and both are stored together.
func (d *delivery) next(id store.Track) (run []queued, err error) {
	err = d.store.View(func(tx *store.Tx) error {
		e, ok := tx.Head(id)
		for ok && len(run) < maxRun {
			run = append(run, d.recent.take(e))
			if !e.Edit || e.Of != "" { // what changes a message may need the receipt of the change before
				break
			}
			e, ok = tx.Behind(e)
		}
		return nil
	})
	return run, err
}

// waits is how long an entry has to wait for its next attempt. If the clock was set back behind the last one, it has waited enough.
func waits(e store.Entry, now time.Time) time.Duration {
	if e.Tried.After(now) {
		return 0
	}
	return e.NotBefore.Sub(now)
}

// may takes what sending an entry costs, if it may be sent now.
func (d *delivery) may(e store.Entry, now time.Time) bool {
	if waits(e, now) > 0 {
		return false
	}
	total, chat := d.pace.take(e, now)
	return total <= 0 && chat <= 0
}

// launch sends a run as far as the limits allow.
func (d *delivery) launch(t *track, run []queued, now time.Time) {
	total, chat := d.pace.take(run[0].Entry, now)
	switch {
	case total > 0:
		d.held = now.Add(total)
		t.state = isReady
		d.ready[t.Lane] = append([]*track{t}, d.ready[t.Lane]...)
		return
	case chat > 0:
		d.sleep(t, now.Add(chat))
		return
	}
	for i := 1; i < len(run); i++ {
		if !d.may(run[i].Entry, now) {
			run = run[:i]
		}
	}
	t.state = isBusy
	d.busy[t.Lane]++
	d.assign(job{t, run, d.worked[channelOf(t.Conversation)]})
}

// job is a run to send.
type job struct {
	track  *track
	run    []queued
	worked time.Time // when the channel last did
}

// assign gives a job to an idle worker, or to a new one. Workers stay: their stacks have grown already, which costs more than they do.
func (d *delivery) assign(j job) {
	if d.idle > 0 {
		d.idle--
		d.jobs <- j
		return
	}
	d.sending.Go(func() error {
		for ok := true; ok; j, ok = <-d.jobs {
			d.done <- sent{j.track, channelOf(j.track.Conversation), d.send(d.ctx, j.run, j.worked)}
		}
		return nil
	})
}
