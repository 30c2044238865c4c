package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

const secret = "hook-Secret_1"

// handlerTransport brings requests to a handler without a network.
type handlerTransport struct{ http.Handler }

func (h handlerTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec.Result(), nil
}

// hooked is a world with a webhook. The handler is there once Receive has begun to serve.
func hooked(t testing.TB) (w *world, handler func() http.Handler) {
	served := make(chan http.Handler, 1)
	w = newWorld(t, func(c *telegram.Config) {
		c.WebhookURL, c.WebhookSecret = "https://lotse.example/telegram", secret
		c.Serve = func(ctx context.Context, h http.Handler) error {
			served <- h
			<-ctx.Done()
			return nil
		}
	})
	return w, func() http.Handler { return <-served }
}

func TestWebhook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, handler := hooked(t)
		broken := 2
		w.fail = func(bot.Update) error {
			if broken > 0 {
				broken--
				return errors.New("read-only file system")
			}
			return nil
		}
		w.Server.Fail("setWebhook", telegramtest.Fault{Kind: telegramtest.ServerError}, telegramtest.Fault{Kind: telegramtest.CutBefore})
		w.Server.Fail("webhook", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.CutAfter}, telegramtest.Fault{Kind: telegramtest.CutBefore}, telegramtest.Fault{Kind: telegramtest.Repeat})
		var want []string
		for i := range 3 {
			want = append(want, fmt.Sprint("tg:", w.Citizen(7, "de").Write(fmt.Sprint(i))))
		}
		stop := w.receiving(t)
		w.Webhook = handlerTransport{handler()}
		ctx, cancel := context.WithCancel(t.Context())
		delivered := make(chan struct{})
		go func() { defer close(delivered); w.Deliver(ctx) }()
		time.Sleep(time.Minute)
		if diff := cmp.Diff(want, w.keys()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if w.Failed() < 4 || len(w.Pending()) != 0 {
			t.Errorf("%d deliveries failed, %v pending", w.Failed(), w.Pending())
		}
		cancel()
		<-delivered
		if err := stop(); err != nil {
			t.Error(err)
		}
		w.noProblems(t)
	})
}

func TestWebhookAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, handler := hooked(t)
		stop := w.receiving(t)
		h := handler()
		const update = `{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"x"}}`
		for _, tc := range []struct {
			name, method, secret, body string
			want                       int
		}{
			{"right", "POST", secret, update, 200},
			{"wrong method", "GET", secret, update, 405},
			{"no secret", "POST", "", update, 401},
			{"wrong secret", "POST", secret + "x", update, 401},
			{"secret too short", "POST", secret[:5], update, 401},
			{"too large", "POST", secret, strings.Repeat(" ", 1<<20) + update, 413},
			{"no JSON", "POST", secret, "hello", 400},
			{"no number", "POST", secret, `{"message":{}}`, 400},
			{"nothing for us", "POST", secret, `{"update_id":6,"poll":{"id":"1"}}`, 200},
		} {
			r := httptest.NewRequestWithContext(t.Context(), tc.method, "/any", strings.NewReader(tc.body))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tc.secret)
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, r)
			if rec.Code != tc.want || rec.Body.Len() != 0 {
				t.Errorf("%s: %d %q; want %d and no text", tc.name, rec.Code, rec.Body, tc.want)
			}
		}
		if diff := cmp.Diff([]string{"tg:5"}, w.keys()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A webhook that Telegram refuses is a mistake in the configuration: no use in trying again.
func TestWebhookRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, handler := hooked(t)
		w.OnCall = func(c telegramtest.Call) telegramtest.Fault {
			if c.Method == "setWebhook" {
				c.Params["url"] = "ftp://nowhere"
			}
			return telegramtest.Fault{}
		}
		err := w.ch.Receive(t.Context(), 0, w.accept)
		if err == nil || !strings.Contains(err.Error(), "setWebhook") || !strings.Contains(err.Error(), "bad webhook") {
			t.Errorf("Receive: %v", err)
		}
		handler()
	})
}

// FuzzUpdate sends anything that looks like an update through the webhook's handler.
func FuzzUpdate(f *testing.F) {
	for _, tc := range incoming {
		f.Add(`{"update_id":9,"` + tc.kind + `":` + parts.Replace(tc.json) + `}`)
	}
	f.Add(`{"update_id":-1,"message":null}`)
	f.Add(`{"update_id":1e9,"callback_query":{"message":{}}}`)
	w, handler := hooked(f)
	w.receiving(f)
	h := handler()
	f.Fuzz(func(t *testing.T, update string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(update))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		rec := httptest.NewRecorder()
		w.mu.Lock()
		w.got = nil
		w.mu.Unlock()
		h.ServeHTTP(rec, r)
		for _, u := range w.updates() {
			if !strings.HasPrefix(u.Key, "tg:") || !strings.HasPrefix(string(u.Conversation), "tg:") {
				t.Errorf("update without key or conversation: %+v", u)
			}
			if u.Input != nil && u.Reply != nil {
				t.Errorf("input and reply at once: %+v", u)
			}
		}
	})
}
