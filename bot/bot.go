package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

const (
	defaultSends = 32
	sendTimeout  = time.Minute     // for one send; the channel usually gives up earlier
	filesTimeout = 5 * time.Minute // for one with files, which come from the other side and go on to the citizen
	stopGrace    = 8 * time.Second // for the sends under way when Run is told to stop: it ends within 10 s
	sweepEvery   = 6 * time.Hour
)

// Config is what a bot is made of.
type Config struct {
	Store     *store.DB // open; the bot does not close it
	Engine    *flows.Engine
	Channels  []Channel
	Desk      Desk              // where volunteers answer; nil: nobody is handed over
	Rules     func() desk.Rules // of the desk, asked anew for every event; nil: the zero rules
	Find      Find              // what volunteers push into a talk; nil: they find nothing
	Suggest   Suggest           // what fits a citizen's words, for volunteers; nil: nothing
	Note      Note              // what else the weekly digest says; nil: nothing
	Log       *slog.Logger      // nil: nothing is logged
	Rate      float64           // messages a second in all, for each channel; 0: no limit
	ChatRate  float64           // messages a second to one conversation on average; 0: no limit. Answers to the citizen are never held back by it
	Sends     int               // sends under way at the same time; 0: 32
	Retention store.Retention   // zero: the default
	Zone      *time.Location    // where the citizens are; nil: where this machine is
}

// Find looks up checked content by part of its name, in the citizen's language and near their place. It does no I/O. Agent and Post of the
// answer are left empty.
type Find func(query, lang, place string) desk.Pushed

// Suggest names content that fits what a citizen wrote, the best first, by titles that Find finds. It does no I/O.
type Suggest func(text string) []string

// Bot hosts conversations. Run it once.
type Bot struct {
	store     *store.DB
	engine    atomic.Pointer[flows.Engine]
	channels  map[string]Channel
	desk      Desk
	rules     func() desk.Rules
	find      Find
	suggest   Suggest
	note      Note
	log       *slog.Logger
	rate      float64
	chatRate  float64
	sends     int
	retention store.Retention
	zone      *time.Location
	secret    []byte

	woken chan news     // for delivery
	alarm chan struct{} // a timer was set
	over  chan struct{} // closed when delivery has ended
}

// New prepares a bot.
func New(c Config) *Bot {
	b := &Bot{
		store:     c.Store,
		channels:  map[string]Channel{},
		desk:      c.Desk,
		rules:     c.Rules,
		find:      c.Find,
		suggest:   c.Suggest,
		note:      c.Note,
		log:       c.Log,
		rate:      c.Rate,
		chatRate:  c.ChatRate,
		sends:     c.Sends,
		retention: c.Retention,
		zone:      c.Zone,
		secret:    c.Store.Secret(),
		woken:     make(chan news),
		alarm:     make(chan struct{}, 1),
		over:      make(chan struct{}),
	}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	if b.sends == 0 {
		b.sends = defaultSends
	}
	if b.retention == (store.Retention{}) {
		b.retention = store.DefaultRetention()
	}
	if b.zone == nil {
		b.zone = time.Local
	}
	for _, ch := range c.Channels {
		b.channels[ch.Name()] = ch
	}
	b.Use(c.Engine)
	return b
}

// Use lets all conversations go on with other content from their next turn on. It may be called at any time. Whether there is a desk to
// hand over to, and how long things are kept, is the bot's to say.
func (b *Bot) Use(e *flows.Engine) {
	own := *e
	own.Desk = b.desk != nil
	own.Keep = Keep(b.retention)
	b.engine.Store(&own)
}

// Run receives and delivers until ctx ends, then stops receiving, lets the sends under way finish and returns nil within 10 s. It returns
// an error if a channel is refused for good or the store fails. What was accepted and not sent is sent by the next Run.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cursors, err := b.cursors()
	if err != nil {
		return err
	}
	var delivery errgroup.Group
	stop := make(chan struct{})
	sends := context.WithoutCancel(ctx)
	delivery.Go(func() error {
		defer cancel() // without delivery nothing must be taken in
		defer close(b.over)
		return b.deliver(sends, stop)
	})
	intake, ctx := errgroup.WithContext(ctx)
	for name, ch := range b.channels {
		intake.Go(func() error { return b.receive(ctx, ch, cursors[name]) })
	}
	if b.desk != nil {
		intake.Go(func() error { return b.receiveDesk(ctx, cursors[b.desk.Name()]) })
	}
	intake.Go(func() error { return b.timers(ctx) })
	intake.Go(func() error { return b.janitor(ctx) })
	err = intake.Wait()
	close(stop)
	return errors.Join(err, delivery.Wait())
}

func (b *Bot) cursors() (map[string]int64, error) {
	out := map[string]int64{}
	err := b.store.View(func(tx *store.Tx) error {
		for name := range b.channels {
			out[name] = tx.Cursor(name)
		}
		if b.desk != nil {
			out[b.desk.Name()] = tx.Cursor(b.desk.Name())
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the cursors: %w", err)
	}
	return out, nil
}

func (b *Bot) receive(ctx context.Context, ch Channel, cursor int64) error {
	err := ch.Receive(ctx, cursor, func(ctx context.Context, u Update) error { return b.accept(ctx, ch.Name(), u) })
	if ctx.Err() != nil {
		return nil
	}
	if err == nil {
		err = errors.New("it stopped by itself")
	}
	return fmt.Errorf("receive from %s: %w", ch.Name(), err)
}

func (b *Bot) receiveDesk(ctx context.Context, cursor int64) error {
	err := b.desk.Receive(ctx, cursor, b.acceptDesk)
	if ctx.Err() != nil {
		return nil
	}
	if err == nil {
		err = errors.New("it stopped by itself")
	}
	return fmt.Errorf("receive from %s: %w", b.desk.Name(), err)
}

// janitor drops what is no longer kept.
func (b *Bot) janitor(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sweepEvery):
		}
		report, err := b.Sweep(ctx, false)
		if err != nil {
			b.log.Error("cannot drop outdated records", "err", err)
			continue
		}
		for _, s := range report {
			if s.Dropped > 0 {
				b.log.Info("dropped outdated records", "kind", string(s.Kind), "count", s.Dropped)
			}
		}
	}
}

// Revive puts a dead letter back into the outbox and sends it; false if there is no such letter.
func (b *Bot) Revive(ctx context.Context, number uint64) (bool, error) {
	var track store.Track
	var ok bool
	err := b.store.Update(func(tx *store.Tx) error {
		track, ok = tx.Revive(number)
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("revive a dead letter: %w", err)
	}
	if ok {
		b.wake(ctx, news{put: []queued{lane(track)}})
	}
	return ok, nil
}

// news is what delivery has to know.
type news struct {
	put  []queued // into the outbox
	open string   // a channel that does not refuse everything any more; "" for none
}

// wake tells delivery the news. What it does not hear of is found by the next Run.
func (b *Bot) wake(ctx context.Context, n news) {
	if len(n.put) == 0 && n.open == "" {
		return
	}
	select {
	case b.woken <- n:
	case <-b.over:
	case <-ctx.Done():
	}
}

func (b *Bot) now() time.Time { return time.Now().In(b.zone) }
