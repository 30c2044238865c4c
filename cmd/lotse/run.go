package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

type runCmd struct {
	contentFlag
	dataFlag
	retentionFlags
	TelegramToken             string `env:"LOTSE_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"The bot's token from @BotFather. Better in the environment or a file than in a flag."`
	TelegramTokenFile         string `env:"LOTSE_TELEGRAM_TOKEN_FILE" placeholder:"FILE" help:"File that holds the token."`
	TelegramAPI               string `env:"LOTSE_TELEGRAM_API" name:"telegram-api" placeholder:"URL" help:"Base URL of the Bot API; Telegram's own by default."`
	TelegramWebhookURL        string `env:"LOTSE_TELEGRAM_WEBHOOK_URL" name:"telegram-webhook-url" placeholder:"URL" help:"Public https address to which Telegram sends; without it, Lotse fetches and needs no open port."`
	TelegramWebhookSecret     string `env:"LOTSE_TELEGRAM_WEBHOOK_SECRET" placeholder:"SECRET" help:"Secret by which webhook calls are known, 1 to 256 letters, digits, _ and -."`
	TelegramWebhookSecretFile string `env:"LOTSE_TELEGRAM_WEBHOOK_SECRET_FILE" placeholder:"FILE" help:"File that holds the secret."`
	Listen                    string `env:"LOTSE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address for webhook calls."`
	TelegramRate              string `env:"LOTSE_TELEGRAM_RATE" default:"30" placeholder:"N" help:"Messages a second in all; 0: no limit."`
	TelegramChatRate          string `env:"LOTSE_TELEGRAM_CHAT_RATE" default:"1" placeholder:"N" help:"Messages a second to one chat on average, with short bursts; 0: no limit. An answer to a tap is never held back."`
	LogLevel                  string `env:"LOTSE_LOG_LEVEL" default:"info" placeholder:"LEVEL" help:"debug, info, warn or error."`
}

// settled are the settings of run after all of them were looked at.
type settled struct {
	token, secret  string
	rate, chatRate float64
	retention      store.Retention
	level          slog.Level
}

// settle reports every problem at once.
func (c runCmd) settle() (s settled, err error) {
	var problems [10]error
	s.token, problems[0] = secret("telegram-token", c.TelegramToken, c.TelegramTokenFile)
	if s.token == "" && problems[0] == nil {
		problems[0] = errors.New("lotse: the bot's token is missing: set LOTSE_TELEGRAM_TOKEN to what @BotFather gave you")
	}
	s.secret, problems[1] = secret("telegram-webhook-secret", c.TelegramWebhookSecret, c.TelegramWebhookSecretFile)
	if c.TelegramWebhookURL != "" && s.secret == "" && problems[1] == nil {
		problems[1] = errors.New("lotse: a webhook needs a secret: set LOTSE_TELEGRAM_WEBHOOK_SECRET, for example to the output of openssl rand -hex 32")
	}
	s.rate, problems[2] = rate("telegram-rate", c.TelegramRate)
	s.chatRate, problems[3] = rate("telegram-chat-rate", c.TelegramChatRate)
	s.retention, problems[4] = c.retention()
	problems[5] = oneOf("log-level", c.LogLevel, "debug", "info", "warn", "error")
	_ = s.level.UnmarshalText([]byte(c.LogLevel))
	problems[6] = address("telegram-api", c.TelegramAPI)
	problems[7] = address("telegram-webhook-url", c.TelegramWebhookURL)
	if c.Data == "" {
		problems[8] = errors.New("lotse: the folder for the data is missing: set LOTSE_DATA")
	}
	if s.token != "" { // whether it looks like one is Telegram's business
		_, problems[9] = telegram.New(telegram.Config{Token: s.token, Texts: new(current).get})
	}
	return s, misuse(problems[:]...)
}

func rate(flag, text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0, fmt.Errorf("lotse: --%s %s is no number of messages a second; write for example 1 or 0.5, or 0 for no limit", flag, text)
	}
	return n, nil
}

func duration(flag, text string) (time.Duration, error) {
	d, err := source.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("lotse: --%s %s is no duration; write for example 90d or 12h", flag, text)
	}
	return d, nil
}

func address(flag, text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("lotse: --%s is no web address; it must begin with https://", flag)
	}
	return nil
}

func (c runCmd) Run(s streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	set, err := c.settle()
	if err != nil {
		return err
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	log := logger(s.err, set.level)
	texts := &current{}
	texts.use(l)
	tg, err := telegram.New(telegram.Config{
		Token: set.token, API: c.TelegramAPI, WebhookURL: c.TelegramWebhookURL, WebhookSecret: set.secret, Listen: c.Listen,
		Texts: texts.get, Profiles: profiles(l.engine.Set.Texts), Logger: log,
	})
	if err != nil {
		return misuse(err)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w", err)
	}
	db, err := store.Open(c.file(), store.Options{})
	if err != nil {
		return err
	}
	err = c.serve(ctx, running{set, l, texts, tg, db, log})
	return errors.Join(err, db.Close())
}

// running is what a service consists of.
type running struct {
	settled
	*loaded
	texts *current
	tg    *telegram.Channel
	db    *store.DB
	log   *slog.Logger
}

// serve runs until ctx ends or something fails for good.
func (c runCmd) serve(ctx context.Context, r running) error {
	berlin, err := hours.NewCalendar("")
	if err != nil {
		return err
	}
	b := bot.New(bot.Config{Store: r.db, Engine: &r.engine, Channels: []bot.Channel{r.tg}, Log: r.log, Rate: r.rate, ChatRate: r.chatRate,
		Retention: r.retention, Zone: berlin.Location})
	socket, err := listen(c.socket())
	if err != nil {
		return err
	}
	r.log.Info("started", "content", r.name(), "flows", len(r.engine.Set.Flows()))
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.Run(ctx) })
	group.Go(func() error { return control(ctx, socket, &local{r.db, b, r.retention}, r.log) })
	if c.Content != "" {
		group.Go(func() error {
			return watch(ctx, c.contentFlag, r.log, func(next *loaded) {
				r.texts.use(next)
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
