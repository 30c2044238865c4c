package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

const (
	overlap      = int64(time.Minute / time.Millisecond) // the server's transactions do not become visible in the order of their times
	storeEvery   = int64(10 * time.Second / time.Millisecond)
	lookEvery    = time.Minute     // while the bell works
	lookOften    = 5 * time.Second // while it does not
	lookAgain    = time.Second     // a bell that rang before its post can be read
	unreachable  = 2 * time.Minute // until volunteers count as out of reach
	revokedPause = time.Minute
)

// errNotTaken is why something will be looked at again: the host did not take it in.
var errNotTaken = errors.New("an event was not taken in")

// Receive takes in what volunteers do until ctx ends; then it returns nil. It never gives up: a revoked token, an archived channel
// or a server that is away becomes a desk.ChannelTrouble, and once it is over another one without trouble. Citizens must not lose
// their Lotse because volunteers lose their chat.
//
// It starts at the given cursor; with 0 it starts now. Accept may be called side by side for different threads. It fails only when
// nothing can be stored; the same event is then handed in again.
func (c *Channel) Receive(ctx context.Context, cursor int64, accept func(context.Context, bot.DeskEvent) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var listening sync.WaitGroup
	defer listening.Wait()
	defer cancel()
	b := newBell()
	listening.Go(func() { c.listen(ctx, b) })

	c.refused.Store(true) // perhaps one was, before a restart: the first look asks
	w := watch{Channel: c, accept: accept, main: cursor, direct: cursor, stored: cursor, done: map[string]map[string]bool{}}
	r := rung{direct: true, all: true}
	var all time.Time // the last look at everything
	for {
		if r.all {
			all = time.Now()
		}
		fresh, err := w.look(ctx, r)
		if ctx.Err() != nil {
			return nil
		}
		var wait time.Duration
		switch {
		case err != nil:
			wait = w.failed(ctx, err)
		case r.rang && !fresh:
			wait = lookAgain
		case b.works.Load():
			wait = lookEvery
		default:
			wait = lookOften
		}
		if err == nil {
			w.worked(ctx, r.all)
			wait = min(wait, time.Until(all.Add(lookEvery)))
		}
		if r = b.wait(ctx, wait, err != nil); ctx.Err() != nil {
			return nil
		}
		r.all = r.all || err != nil || !time.Now().Before(all.Add(lookEvery))
		r.direct = r.direct || !b.works.Load()
	}
}

// watch is where receiving stands. It belongs to one goroutine.
type watch struct {
	*Channel
	accept func(context.Context, bot.DeskEvent) error

	main, direct, stored int64                      // the server's time up to which the channel and the direct messages are taken in, and the host knows it
	done                 map[string]map[string]bool // by channel: keys of the last answer that are taken in

	attempt int
	since   time.Time // of the failures
	said    string
	told    bool         // the host knows trouble
	trouble desk.Trouble // as the host knows it
}

// look takes in what is new. Fresh means that there was something.
func (w *watch) look(ctx context.Context, r rung) (fresh bool, err error) {
	at, err := w.where(ctx)
	if err != nil {
		return false, err
	}
	if w.main == 0 {
		if w.main, err = w.now(ctx); err != nil {
			return false, err
		}
		w.direct = w.main
	}
	reader := w.reader(at)
	start := w.main
	fresh, latest, err := w.take(ctx, at.channel, w.main, reader)
	if err != nil {
		return fresh, err
	}
	w.main = latest
	if r.direct || r.all {
		reader.place = bot.Direct
		heard, latest, err := w.lookDirect(ctx, at, reader)
		if err != nil {
			return fresh, err
		}
		fresh = fresh || heard
		w.direct = max(w.direct, start, latest)
	}
	if err := w.store(ctx); err != nil {
		return fresh, err
	}
	if r.all {
		err = w.standing(ctx, at)
	}
	return fresh, err
}

// take takes in what changed in one channel, and returns the time of the last change.
func (w *watch) take(ctx context.Context, channel string, from int64, r reader) (fresh bool, latest int64, err error) {
	found, err := w.changed(ctx, channel, from-overlap)
	if err != nil {
		return false, from, err
	}
	if found.cut {
		w.log.Warn("more than a thousand posts changed since the last look; edits and deletions of older posts may be missing")
	}
	events, err := r.events(ctx, found.posts, from-overlap)
	if err != nil {
		return false, from, err
	}
	for i := range events {
		if !w.done[channel][events[i].Key] {
			if err := w.name(ctx, &events[i]); err != nil {
				return false, from, err
			}
		}
	}
	fresh, err = w.hand(ctx, channel, events)
	return fresh, max(from, found.latest), err
}

// lookDirect takes in what was written to the bot alone.
func (w *watch) lookDirect(ctx context.Context, at whereabouts, r reader) (fresh bool, latest int64, err error) {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	channels, resp, err := w.api.GetChannelsForUserWithLastDeleteAt(once, at.me, 0)
	if err != nil {
		return false, 0, fmt.Errorf("list direct messages: %w", w.answered(resp, err))
	}
	for _, ch := range channels {
		if ch == nil || ch.Type != mm.ChannelTypeDirect || ch.LastPostAt <= w.direct-overlap {
			continue
		}
		heard, last, err := w.take(ctx, ch.Id, w.direct, r)
		if err != nil {
			return fresh, latest, err
		}
		fresh, latest = fresh || heard, max(latest, last)
	}
	return fresh, latest, nil
}

// hand gives the events that are new to the host: in order within a thread, threads side by side, so that the host can commit
// them together.
func (w *watch) hand(ctx context.Context, channel string, events []bot.DeskEvent) (fresh bool, err error) {
	before, now := w.done[channel], map[string]bool{}
	lanes := map[desk.PostID][]bot.DeskEvent{}
	for _, e := range events {
		if before[e.Key] {
			now[e.Key] = true
			continue
		}
		lanes[e.Thread] = append(lanes[e.Thread], e)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, lane := range lanes {
		wg.Go(func() {
			for _, e := range lane {
				bad := w.accept(ctx, e)
				mu.Lock()
				if bad != nil {
					err = fmt.Errorf("%w: %w", errNotTaken, bad)
					mu.Unlock()
					return // none overtakes it
				}
				now[e.Key] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	w.done[channel] = now
	return len(lanes) > 0, err
}

// store lets the host keep the cursor, now and then: what is seen twice after a restart has the same key.
func (w *watch) store(ctx context.Context) error {
	cursor := min(w.main, w.direct)
	if w.stored != 0 && cursor < w.stored+storeEvery {
		return nil
	}
	if err := w.accept(ctx, bot.DeskEvent{Cursor: cursor}); err != nil {
		return fmt.Errorf("%w: %w", errNotTaken, err)
	}
	w.stored = cursor
	return nil
}

// now is the server's time, for a start without a cursor.
func (c *Channel) now(ctx context.Context) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, resp, err := c.api.GetPing(ctx)
	if err != nil {
		return 0, fmt.Errorf("ask for the time: %w", c.answered(resp, err))
	}
	t, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0, fmt.Errorf("ask for the time: %w", errUnreadable)
	}
	return t.UnixMilli(), nil
}
