package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

const token = "4242:AA-secret_TOKEN"

// texts are what the host would have in its messages.
func texts(lang, id string) string {
	if strings.HasPrefix(lang, "ar") {
		return map[string]string{
			telegram.TextYourAnswer: "إجابتك:", telegram.TextLocation: "أرسل موقعك", telegram.TextLocationButton: "الموقع", telegram.TextGroup: "اكتب لي",
		}[id]
	}
	return map[string]string{
		telegram.TextYourAnswer:     "Ihre Antwort:",
		telegram.TextLocation:       "Sie können auch Ihren Standort senden.",
		telegram.TextLocationButton: "Standort senden",
		telegram.TextGroup:          "Ich antworte nur im **privaten** Chat.",
	}[id]
}

// world is a Bot API, a channel on it, and what the channel hands to its host.
type world struct {
	*telegramtest.Server
	ch   *telegram.Channel
	logs *logs

	mu   sync.Mutex
	got  []bot.Update
	fail func(bot.Update) error // nil: everything is taken in
}

// logs can be read while they are written.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func newWorld(t testing.TB, change func(*telegram.Config)) *world {
	t.Helper()
	w := &world{Server: telegramtest.New(token), logs: &logs{}}
	cfg := telegram.Config{
		Token:  token,
		API:    "https://bot.example",
		Texts:  texts,
		Client: &http.Client{Transport: w.Server},
		Logger: slog.New(slog.NewTextHandler(w.logs, nil)),
	}
	if change != nil {
		change(&cfg)
	}
	ch, err := telegram.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.ch = ch
	return w
}

func (w *world) accept(_ context.Context, u bot.Update) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		if err := w.fail(u); err != nil {
			return err
		}
	}
	w.got = append(w.got, u)
	return nil
}

func (w *world) updates() []bot.Update {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]bot.Update(nil), w.got...)
}

// keys are the keys of what was taken in, each once, in order: what a host with a memory of keys has seen.
func (w *world) keys() []string {
	var keys []string
	seen := map[string]bool{}
	for _, u := range w.updates() {
		if !seen[u.Key] {
			seen[u.Key] = true
			keys = append(keys, u.Key)
		}
	}
	return keys
}

// receiving lets the channel receive until the returned function is called, which returns Receive's error.
func (w *world) receiving(t testing.TB) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.ch.Receive(ctx, 0, w.accept) }()
	return func() error {
		cancel()
		return <-ended
	}
}

// noProblems fails the test if the channel has asked for something that the Bot API does not define, or has shown the token.
func (w *world) noProblems(t testing.TB) {
	t.Helper()
	for _, p := range w.Problems() {
		t.Errorf("the Bot API does not know: %s", p)
	}
	if s := w.logs.String(); strings.Contains(s, "secret_TOKEN") {
		t.Errorf("the token is in the log: %s", s)
	}
}

// send sends and fails the test on an error.
func (w *world) send(t testing.TB, chat bot.ConversationID, out bot.Outbound) bot.Receipt {
	t.Helper()
	r, err := w.ch.Send(t.Context(), chat, out)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// kindOf returns what an error says of itself.
func kindOf(t testing.TB, err error) *bot.SendError {
	t.Helper()
	fail, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		t.Fatalf("%v is no *bot.SendError", err)
	}
	return fail
}

const second = time.Second
