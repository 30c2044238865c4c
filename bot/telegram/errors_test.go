package telegram_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

// answered is a Bot API that says one thing only.
func answered(status int, kind, body string) *http.Client {
	return &http.Client{Transport: handlerTransport{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write([]byte(body))
	})}}
}

func TestSendErrors(t *testing.T) {
	const json = "application/json; charset=utf-8"
	refused := func(description string) string {
		return `{"ok":false,"error_code":400,"description":"Bad Request: ` + description + `"}`
	}
	for _, tc := range []struct {
		name          string
		status        int
		kind, body    string
		want          bot.SendErrorKind
		after         time.Duration
		says          string // in the error
		mustNotAppear string
	}{
		{"429", 429, json, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}`, bot.Throttled, 17 * second, "429", ""},
		{"429 without a time", 429, json, `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, bot.Throttled, second, "429", ""},
		{"blocked", 403, json, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, bot.Gone, 0, "blocked by the user", ""},
		{"deactivated", 403, json, `{"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}`, bot.Gone, 0, "deactivated", ""},
		{"no such chat", 400, json, refused("chat not found"), bot.Gone, 0, "chat not found", ""},
		{"a code", 400, json, refused("PEER_ID_INVALID"), bot.Gone, 0, "PEER_ID_INVALID", ""},
		{"button", 400, json, refused("BUTTON_DATA_INVALID"), bot.Refused, 0, "BUTTON_DATA_INVALID", ""},
		{"entities", 400, json, refused(`can't parse entities: Unsupported start tag \"geheim\" at byte offset 3`), bot.Refused, 0, "can't parse entities", "geheim"},
		{"unknown reason", 400, json, refused("geheim is odd"), bot.Refused, 0, "refused with 400", "geheim"},
		{"group has moved", 400, json, `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001}}`, bot.Gone, 0, "upgraded", "-1001"},
		{"token", 401, json, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, bot.Forbidden, 0, "token", ""},
		{"no such token", 404, json, `{"ok":false,"error_code":404,"description":"Not Found"}`, bot.Forbidden, 0, "token", ""},
		{"502", 502, json, `{"ok":false,"error_code":502,"description":"Bad Gateway"}`, bot.Temporary, 0, "502", ""},
		{"type not told", 403, "text/plain; charset=utf-8", `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, bot.Gone, 0, "blocked by the user", ""},
		{"empty page", 403, "text/html", "", bot.Temporary, 0, "403", ""},
		{"proxy's page", 502, "text/html", "<html>geheim</html>", bot.Temporary, 0, "502", "geheim"},
		{"proxy's 403 says nothing about the citizen", 403, "text/html", "<html>geheim</html>", bot.Temporary, 0, "403", "geheim"},
		{"proxy's 404 says nothing about the token", 404, "text/plain", "404 page not found", bot.Temporary, 0, "404", "token"},
		{"no JSON after all", 200, json, "geheim", bot.Temporary, 0, "broken JSON", "geheim"},
		{"redirection", 302, "text/html", "", bot.Temporary, 0, "302", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t, func(c *telegram.Config) { c.Client = answered(tc.status, tc.kind, tc.body) })
			for name, out := range map[string]bot.Outbound{
				"message":  message1("geheim"),
				"file":     {File: &flows.File{Name: "geheim.ics", Text: "geheim"}},
				"venue":    {Venue: &flows.Venue{Name: "geheim", Address: "geheim"}},
				"answered": {Answered: &bot.AnsweredQuestion{Message: question(), Receipt: "5", Label: "geheim"}},
				"callback": {Callback: &bot.CallbackAnswer{ID: "q"}},
			} {
				_, err := w.ch.Send(t.Context(), "tg:7", out)
				fail := kindOf(t, err)
				if fail.Kind != tc.want || fail.After != tc.after {
					t.Errorf("%s: kind %d after %v; want %d after %v", name, fail.Kind, fail.After, tc.want, tc.after)
				}
				if !strings.Contains(err.Error(), tc.says) {
					t.Errorf("%s: %q does not say %q", name, err, tc.says)
				}
				if tc.mustNotAppear != "" && strings.Contains(err.Error(), tc.mustNotAppear) || strings.Contains(err.Error(), "secret") {
					t.Errorf("%s: %q tells too much", name, err)
				}
			}
		})
	}
}

// Without the id of its message, a success is none: the receipt would lead nowhere.
func TestResultOfAnotherForm(t *testing.T) {
	for _, result := range []string{`"geheim"`, `{"message_id":"geheim"}`, `[]`} {
		w := newWorld(t, func(c *telegram.Config) {
			c.Client = answered(200, "application/json", `{"ok":true,"result":`+result+`}`)
		})
		_, err := w.ch.Send(t.Context(), "tg:7", message1("geheim"))
		if kindOf(t, err).Kind != bot.Temporary || !strings.Contains(err.Error(), "unknown form") || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", result, err)
		}
	}
}

func TestSendErrorsOfTheWay(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"no answer":   {Kind: telegramtest.Hang},
		"late answer": {Kind: telegramtest.HangAfter},
		"cut before":  {Kind: telegramtest.CutBefore},
		"cut after":   {Kind: telegramtest.CutAfter},
		"half":        {Kind: telegramtest.Truncated},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.Citizen(7, "de")
				w.Fail("sendMessage", f)
				begin := time.Now()
				_, err := w.ch.Send(t.Context(), "tg:7", message1("x"))
				if kindOf(t, err).Kind != bot.Temporary || strings.Contains(err.Error(), "secret") {
					t.Errorf("%v", err)
				}
				if took := time.Since(begin); took > time.Minute {
					t.Errorf("gave up after %v", took)
				}
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				if _, err := w.ch.Send(ctx, "tg:7", message1("x")); !errors.Is(err, context.Canceled) {
					t.Errorf("%v does not say that ctx ended", err)
				}
			})
		})
	}
}

// Errors of a real network name the address, but never the URL with the token.
func TestNoTokenInNetworkErrors(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := "http://" + l.Addr().String()
	l.Close()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("followed to another server with %s", r.URL.Path)
	}))
	defer elsewhere.Close()
	moved := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
	}))
	defer moved.Close()
	moved.Config.ErrorLog = log.New(io.Discard, "", 0)
	for name, api := range map[string]string{"refused": dead, "redirected": moved.URL, "no TLS": strings.Replace(moved.URL, "http:", "https:", 1)} {
		w := newWorld(t, func(c *telegram.Config) { c.API, c.Client = api, nil })
		_, err := w.ch.Send(t.Context(), "tg:7", message1("x"))
		if kindOf(t, err).Kind != bot.Temporary || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "4242:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSendToNobody(t *testing.T) {
	w := newWorld(t, nil)
	for _, to := range []bot.ConversationID{"", "7", "tg:", "tg:x", "mm:7"} {
		if _, err := w.ch.Send(t.Context(), to, message1("x")); kindOf(t, err).Kind != bot.Refused {
			t.Errorf("%q: %v", to, err)
		}
	}
	if _, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{}); kindOf(t, err).Kind != bot.Refused {
		t.Errorf("an empty entry: %v", err)
	}
}

func TestConfig(t *testing.T) {
	good := telegram.Config{Token: token, Texts: texts}
	if _, err := telegram.New(good); err != nil {
		t.Fatal(err)
	}
	bad := telegram.Config{
		Token:         "bot4242:secret",
		API:           "api.telegram.org",
		WebhookURL:    "http://lotse.example",
		WebhookSecret: "secret secret",
		Profiles: map[string]telegram.Profile{"de-XL": {
			Commands:    []telegram.Command{{Name: "zurück", Description: ""}},
			Description: strings.Repeat("x", 513),
			Short:       strings.Repeat("x", 121),
		}},
	}
	_, err := telegram.New(bad)
	if err == nil {
		t.Fatal("no error")
	}
	for _, problem := range []string{
		"token does not look", "API address", "texts are missing", "secret of 1 to 256", "needs a server", "two-letter", `"zurück"`, "has 0 characters", "has 513", "has 121",
	} {
		if !strings.Contains(err.Error(), problem) {
			t.Errorf("nothing said about %q", problem)
		}
	}
	if strings.Contains(err.Error(), "secret secret") || strings.Contains(err.Error(), "4242") {
		t.Errorf("a secret is in the error: %v", err)
	}
	insecure := good
	insecure.WebhookURL, insecure.WebhookSecret = "http://lotse.example", "s"
	if _, err := telegram.New(insecure); err == nil || !strings.Contains(err.Error(), "https://") {
		t.Errorf("an http webhook with the public API: %v", err)
	}
	if _, err := telegram.New(telegram.Config{Texts: texts}); err == nil || !strings.Contains(err.Error(), "token is missing") {
		t.Errorf("without a token: %v", err)
	}
}
