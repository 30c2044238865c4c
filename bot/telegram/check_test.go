package telegram_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

func TestCheck(t *testing.T) {
	webhook := func(c *telegram.Config) {
		c.WebhookURL, c.WebhookSecret = "https://lotse.example/geheim", "s"
		c.Serve = func(context.Context, http.Handler) error { return nil }
	}
	for _, tc := range []struct {
		name    string
		config  func(*telegram.Config)
		change  func(*testing.T, *world)
		running bool
		level   bot.Level
		text    string // of the worst finding
	}{
		{name: "all is well"},
		{name: "all is well with a webhook", config: webhook, change: hook("https://lotse.example/geheim")},
		{name: "a few wait", change: waiting(3), running: true},
		{name: "many wait before the start", change: waiting(300)},
		{name: "many wait", change: waiting(300), running: true, level: bot.Hint, text: "300 Nachrichten"},
		{name: "token", change: func(_ *testing.T, w *world) { w.Revoke() }, level: bot.Bad, text: "nimmt den Token nicht an"},
		{name: "no answer", change: fault("getMe", telegramtest.Hang), level: bot.Bad, text: "nicht erreichbar"},
		{name: "a page", change: fault("getMe", telegramtest.Page), level: bot.Bad, text: "nicht erreichbar"},
		{name: "cut", change: fault("getWebhookInfo", telegramtest.CutBefore), level: bot.Bad, text: "wie Nachrichten zugestellt werden"},
		{name: "clock", change: func(_ *testing.T, w *world) { w.Skew(5 * time.Minute) }, level: bot.Hint, text: "gehen um 5m0s auseinander"},
		{name: "clock behind", change: func(_ *testing.T, w *world) { w.Skew(-5 * time.Minute) }, level: bot.Hint, text: "NTP"},
		{name: "a webhook of somebody before the start", change: hook("https://other.example/geheim"), level: bot.Hint, text: "bei other.example"},
		{name: "a webhook of somebody", change: hook("https://other.example/geheim"), running: true, level: bot.Bad, text: "zweites Programm"},
		{name: "no webhook yet", config: webhook, level: bot.Hint, text: "nächsten Start"},
		{name: "no webhook any more", config: webhook, running: true, level: bot.Bad, text: "LOTSE_TELEGRAM_WEBHOOK_URL"},
		{name: "another webhook", config: webhook, change: hook("https://other.example/geheim"), running: true, level: bot.Bad, text: "andere Adresse, bei other.example"},
		{name: "not reached", config: webhook, change: failing502(0), running: true, level: bot.Hint, text: "502 Bad Gateway"},
		{name: "not reached some time ago", config: webhook, change: failing502(2 * time.Hour), running: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, tc.config)
				if tc.change != nil {
					tc.change(t, w)
				}
				findings := w.ch.Check(t.Context(), tc.running)
				worst := slices.MaxFunc(findings, func(a, b bot.Finding) int { return int(a.Level - b.Level) })
				if worst.Level != tc.level || !strings.Contains(worst.Text+worst.Do, tc.text) || (worst.Do == "") != (tc.level == bot.Good) {
					t.Errorf("%+v; want something about %q", findings, tc.text)
				}
				for _, f := range findings {
					if strings.Contains(f.Text+f.Do, "secret") || strings.Contains(f.Text+f.Do, "geheim") {
						t.Errorf("%+v tells too much", f)
					}
				}
				w.noProblems(t)
			})
		})
	}
}

func fault(method string, kind telegramtest.FaultKind) func(*testing.T, *world) {
	return func(_ *testing.T, w *world) { w.Server.Fail(method, telegramtest.Fault{Kind: kind}) }
}

// waiting has n updates wait at Telegram.
func waiting(n int) func(*testing.T, *world) {
	return func(_ *testing.T, w *world) {
		for range n {
			w.Citizen(7, "de").Write("x")
		}
	}
}

// hook has a webhook set, by whom does not matter.
func hook(url string) func(*testing.T, *world) {
	return func(t *testing.T, w *world) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://bot.example/bot"+token+"/setWebhook?url="+url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := w.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if resp.Body.Close() != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status)
		}
	}
}

// failing502 has an update that could not be delivered to our webhook, some time ago.
func failing502(ago time.Duration) func(*testing.T, *world) {
	return func(t *testing.T, w *world) {
		t.Helper()
		hook("https://lotse.example/geheim")(t, w)
		w.Server.Fail("webhook", telegramtest.Fault{Kind: telegramtest.CutBefore})
		w.Citizen(7, "de").Write("x")
		ctx, cancel := context.WithCancel(t.Context())
		delivered := make(chan struct{})
		go func() { defer close(delivered); w.Deliver(ctx) }()
		synctest.Wait()
		cancel()
		<-delivered
		time.Sleep(ago)
	}
}
