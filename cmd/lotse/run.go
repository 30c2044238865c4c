package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/flows/berlin"
)

type runCmd struct{ serviceFlags }

func (c runCmd) Run(s streams, k *kong.Kong) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	set, err := c.settle()
	if err := misuse(err, c.there()); err != nil {
		return err
	}
	l, err := sparing(func() (*loaded, error) { return usable(c.contentFlag, s) })
	if err != nil {
		return err
	}
	l.forget()
	debug.FreeOSMemory()
	log := logger(s.err, set.level)
	warnOfStrangers(k.Model, os.Environ(), log)
	content := &current{}
	content.use(l)
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w", err)
	}
	db, err := store.Open(c.file(), store.Options{})
	if err != nil {
		return err
	}
	ch, err := connect(set, content.get, profiles(l.engine.Set.Texts), buttonSecret(db), log)
	if err == nil {
		err = c.serve(ctx, running{set, content, ch, db, log})
	}
	return errors.Join(err, db.Close())
}

// running is what a service consists of.
type running struct {
	settled
	content  *current
	channels channels
	db       *store.DB
	log      *slog.Logger
}

// serve runs until ctx ends or something fails for good.
func (c runCmd) serve(ctx context.Context, r running) error {
	staff := &roster{}
	b, err := r.host(staff)
	if err != nil {
		return err
	}
	socket, err := listen(c.socket())
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	if d := r.channels.door; d != nil {
		l, err := d.open(ctx, c.Listen)
		if err != nil {
			return errors.Join(err, socket.Close())
		}
		group.Go(func() error { return d.serve(ctx, l) })
	}
	l := r.content.loaded.Load()
	r.log.Info("started", "content", l.name(), "flows", len(l.engine.Set.Flows()))
	group.Go(func() error { return b.Run(ctx) })
	group.Go(func() error {
		return control(ctx, socket, &local{db: r.db, bot: b, retention: r.retention, examine: c.examiner(r)}, r.log)
	})
	if volunteers := r.channels.volunteers; volunteers != nil {
		group.Go(func() error { return meetMembers(ctx, volunteers, staff, r.log) })
	}
	if c.Content != "" {
		group.Go(func() error {
			return watch(ctx, c.contentFlag, r.log, func(next *loaded) {
				r.content.use(next)
				staff.use(next.catalogue.Desk())
				b.Use(&next.engine)
			})
		})
	}
	err = group.Wait()
	if errors.Is(err, telegram.ErrToken) {
		return failure{exitFailed, "lotse: " + telegram.ErrToken.Error()}
	}
	if err == nil {
		r.log.Info("stopped")
	}
	return err
}

// host puts the bot together, with a desk if there are volunteers.
func (r running) host(staff *roster) (*bot.Bot, error) {
	l := r.content.loaded.Load()
	cfg := bot.Config{Store: r.db, Engine: &l.engine, Channels: []bot.Channel{r.channels.citizens}, Log: r.log, Rate: r.rate, ChatRate: r.chatRate,
		Retention: r.retention, Zone: berlin.Location()}
	volunteers := r.channels.volunteers
	if volunteers == nil {
		return bot.New(cfg), nil
	}
	staff.use(l.catalogue.Desk())
	cfg.Desk, cfg.Rules, cfg.Note = volunteers, staff.rules, r.content.due
	cfg.Find, cfg.Suggest = r.content.push, r.content.suggest
	b := bot.New(cfg)
	if r.channels.door != nil {
		r.channels.door.volunteers(r.mattermost.PublicURL, volunteers.Handler(b.Press))
	}
	return b, nil
}

// examiner looks at the service from inside, for lotse doctor.
func (c runCmd) examiner(r running) func(context.Context) []bot.Finding {
	outbox := (&local{db: r.db}).Outbox
	return examination{content: c.contentFlag, data: c.dataFlag, channels: r.channels, outbox: outbox, running: true}.findings
}

// logger writes lines for people on a terminal and JSON elsewhere.
func logger(w io.Writer, level slog.Level) *slog.Logger {
	opts := &slog.HandlerOptions{Level: level}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return slog.New(slog.NewTextHandler(w, opts))
	}
	return slog.New(slog.NewJSONHandler(w, opts))
}

func (l *loaded) name() string {
	if l.dir == "" {
		return "inside the program"
	}
	return strings.TrimSuffix(l.dir, "/")
}
