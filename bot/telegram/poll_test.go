package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

// Whatever goes wrong with fetching, everything that was written is taken in, in order, and is confirmed in the end.
func TestFetchingSurvives(t *testing.T) {
	faults := map[string][]telegramtest.Fault{
		"no fault":              nil,
		"429":                   {{Kind: telegramtest.RetryAfter, After: 7}},
		"500":                   {{Kind: telegramtest.ServerError, Status: 500}, {Kind: telegramtest.ServerError}},
		"page in place of JSON": {{Kind: telegramtest.Page}, {Kind: telegramtest.Page, Status: 200}, {Kind: telegramtest.Page, Status: 401}},
		"no answer":             {{Kind: telegramtest.Hang}},
		"late answer":           {{Kind: telegramtest.HangAfter}, {Kind: telegramtest.HangAfter}},
		"cut before":            {{Kind: telegramtest.CutBefore}, {Kind: telegramtest.CutBefore}},
		"cut after":             {{Kind: telegramtest.CutAfter}, {Kind: telegramtest.CutAfter}},
		"half an answer":        {{Kind: telegramtest.Truncated}},
		"updates twice":         {{}, {Kind: telegramtest.Repeat}, {}, {Kind: telegramtest.Repeat}},
		"all together": {
			{Kind: telegramtest.Truncated}, {}, {Kind: telegramtest.RetryAfter, After: 1}, {Kind: telegramtest.Repeat}, {Kind: telegramtest.CutAfter}, {Kind: telegramtest.Page},
		},
	}
	for name, list := range faults {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.Fail("getUpdates", list...)
				stop := w.receiving(t)
				var want []string
				for i := range 3 {
					for _, id := range []int64{7, 8} {
						want = append(want, fmt.Sprint("tg:", w.Citizen(id, "de").Write(fmt.Sprint("Wort ", i))))
					}
					time.Sleep(20 * second)
				}
				time.Sleep(5 * time.Minute)
				synctest.Wait()
				got := w.keys()
				slices.Sort(got) // two conversations may overtake each other
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if left := w.Pending(); len(left) > 0 {
					t.Errorf("%v not confirmed", left)
				}
				if err := stop(); err != nil {
					t.Error(err)
				}
				w.noProblems(t)
			})
		})
	}
}

// What the host does not take in comes again, after a while; nothing of that conversation overtakes it, and the others go on.
func TestNotTakenIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		full := true
		w.fail = func(u bot.Update) error {
			if full && u.Conversation == "tg:7" && u.Input != (flows.Said{Text: "eins"}) {
				return errors.New("no space left on device")
			}
			return nil
		}
		seven, eight := w.Citizen(7, "de"), w.Citizen(8, "de")
		first := seven.Write("eins")
		stuck := seven.Write("zwei")
		last := seven.Write("drei")
		other := eight.Write("vier")
		stop := w.receiving(t)
		time.Sleep(10 * second)

		got := w.keys()
		slices.Sort(got)
		if diff := cmp.Diff([]string{fmt.Sprint("tg:", first), fmt.Sprint("tg:", other)}, got); diff != "" {
			t.Errorf("while the disk is full, -want +got:\n%s", diff)
		}
		if diff := cmp.Diff([]int64{stuck, last, other}, w.Pending()); diff != "" {
			t.Errorf("confirmed too much, -want +got:\n%s", diff)
		}
		if n := w.Calls("getUpdates"); n > 15 {
			t.Errorf("%d polls in 10 s: no pause between them", n)
		}
		w.mu.Lock()
		full = false
		w.mu.Unlock()
		time.Sleep(time.Minute)
		synctest.Wait()

		var order []string
		for _, k := range w.keys() {
			if k != fmt.Sprint("tg:", other) {
				order = append(order, k)
			}
		}
		if diff := cmp.Diff([]string{fmt.Sprint("tg:", first), fmt.Sprint("tg:", stuck), fmt.Sprint("tg:", last)}, order); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if left := w.Pending(); len(left) > 0 {
			t.Errorf("%v not confirmed", left)
		}
		if n := strings.Count(w.logs.String(), "could not be stored"); n != 1 {
			t.Errorf("said %d times what is wrong; want once", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Conversations are taken in side by side, and one conversation never.
func TestSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		for i := range 3 {
			for id := range int64(20) {
				w.Citizen(id+1, "de").Write(fmt.Sprint(i))
			}
		}
		begin := time.Now()
		busy := map[bot.ConversationID]bool{}
		var done time.Time
		taken := 0
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- w.ch.Receive(ctx, 0, func(_ context.Context, u bot.Update) error {
				w.mu.Lock()
				if busy[u.Conversation] {
					t.Error("two at once of one conversation")
				}
				busy[u.Conversation] = true
				w.mu.Unlock()
				time.Sleep(second)
				w.mu.Lock()
				defer w.mu.Unlock()
				busy[u.Conversation] = false
				if taken++; taken == 60 {
					done = time.Now()
				}
				return nil
			})
		}()
		time.Sleep(time.Minute)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if took := done.Sub(begin); took != 3*second {
			t.Errorf("60 updates of 20 conversations, a second each, took %v; want 3s", took)
		}
	})
}

// Nothing is confirmed before it is taken in: a host that is killed while it works gets everything again.
func TestKilledHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		id := w.Citizen(7, "de").Write("Hilfe")
		ctx, kill := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- w.ch.Receive(ctx, 0, func(ctx context.Context, _ bot.Update) error {
				<-ctx.Done()
				return ctx.Err()
			})
		}()
		time.Sleep(time.Hour)
		kill()
		if err := <-ended; err != nil {
			t.Errorf("Receive: %v; want nil after the end of ctx", err)
		}
		if diff := cmp.Diff([]int64{id}, w.Pending()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// After a week without updates Telegram counts from a random number, which may be lower.
func TestLowerNumbers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		c := w.Citizen(7, "de")
		c.Write("vor der Pause")
		synctest.Wait()
		w.SkipTo(50)
		w.fail = func(u bot.Update) error {
			if u.Key == "tg:50" {
				c.Write("und weiter") // while nobody polls
			}
			return nil
		}
		c.Write("nach der Pause")
		synctest.Wait()
		if diff := cmp.Diff([]string{"tg:1001", "tg:50", "tg:51"}, w.keys()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestTokenRefused(t *testing.T) {
	for name, change := range map[string]func(*telegram.Config){
		"another token":   func(c *telegram.Config) { c.Token = "1:wrong_secret_TOKEN" },
		"malformed there": func(c *telegram.Config) { c.Client = &http.Client{Transport: telegramtest.New("x")} },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, change)
				err := w.ch.Receive(t.Context(), 0, w.accept)
				if !errors.Is(err, telegram.ErrToken) {
					t.Errorf("Receive: %v; want ErrToken", err)
				}
				if err != nil && strings.Contains(err.Error(), "secret") {
					t.Errorf("the token is in the error: %v", err)
				}
				_, err = w.ch.Send(t.Context(), "tg:7", bot.Outbound{Message: &flows.Message{Text: "x"}})
				if kindOf(t, err).Kind != bot.Forbidden {
					t.Errorf("Send: %v; want Forbidden", err)
				}
			})
		})
	}
	t.Run("revoked later", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, nil)
			ended := make(chan error, 1)
			go func() { ended <- w.ch.Receive(t.Context(), 0, w.accept) }()
			time.Sleep(time.Minute)
			w.Revoke()
			if err := <-ended; !errors.Is(err, telegram.ErrToken) {
				t.Errorf("Receive: %v; want ErrToken", err)
			}
		})
	})
}

func TestSecondPoller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		time.Sleep(second)
		rival, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		go func() {
			for rival.Err() == nil {
				req, _ := http.NewRequestWithContext(rival, http.MethodGet, "https://bot.example/bot"+token+"/getUpdates?timeout=5", nil)
				if resp, err := w.RoundTrip(req); err == nil {
					resp.Body.Close()
				}
			}
		}()
		<-rival.Done()
		if n := strings.Count(w.logs.String(), "level=WARN msg=\"a second program fetches updates"); n == 0 {
			t.Errorf("nothing said about the second program: %s", w.logs)
		}
		w.Citizen(7, "de").Write("noch da?")
		time.Sleep(time.Minute)
		if len(w.keys()) != 1 {
			t.Error("receiving did not go on after the second program ended")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		w.noProblems(t)
	})
}

// Polling takes over from a webhook without losing what waits.
func TestPollingEndsWebhook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://bot.example/bot"+token+"/setWebhook?url=https://old.example/", nil)
		if resp, err := w.RoundTrip(req); err != nil || resp.StatusCode != 200 {
			t.Fatal(resp, err)
		}
		w.Citizen(7, "de").Write("wartet schon")
		w.Fail("deleteWebhook", telegramtest.Fault{Kind: telegramtest.CutBefore}, telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 3})
		w.Fail("getMe", telegramtest.Fault{Kind: telegramtest.Hang}, telegramtest.Fault{Kind: telegramtest.Page})
		stop := w.receiving(t)
		time.Sleep(2 * time.Minute)
		if len(w.keys()) != 1 {
			t.Error("the update that waited is lost")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		w.noProblems(t)
	})
}

// The first poll asks for everything that is not confirmed, whatever cursor a store remembers.
func TestStoredCursorHidesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de").Write("neu")
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.ch.Receive(ctx, 999_999, w.accept) }()
		synctest.Wait()
		if len(w.keys()) != 1 {
			t.Error("the update is lost")
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// An update that nobody can read must not hold up the others.
func TestUnreadableUpdate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		synctest.Wait()
		w.Push("message", map[string]any{"chat": "none", "text": 5})
		w.Citizen(7, "de").Write("weiter")
		synctest.Wait()
		if len(w.keys()) != 1 || len(w.Pending()) != 0 {
			t.Errorf("taken in %v, pending %v", w.keys(), w.Pending())
		}
		if !strings.Contains(w.logs.String(), "could not be read") {
			t.Error("nothing said about it")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Of several conversations that fail at once, none is confirmed.
func TestNobodyTakenIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		failed := map[string]bool{}
		w.fail = func(u bot.Update) error {
			if !failed[u.Key] {
				failed[u.Key] = true
				return errors.New("no space left on device")
			}
			return nil
		}
		for id := range int64(20) {
			w.Citizen(id+1, "de").Write("x")
		}
		stop := w.receiving(t)
		time.Sleep(time.Minute)
		if n := len(w.keys()); n != 20 {
			t.Errorf("%d of 20 were taken in", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A pause that Telegram asks for is kept.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Fail("getUpdates", telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 100})
		stop := w.receiving(t)
		time.Sleep(99 * second)
		if n := w.Calls("getUpdates"); n != 1 {
			t.Errorf("asked %d times within the pause", n)
		}
		time.Sleep(2 * second)
		if n := w.Calls("getUpdates"); n != 2 {
			t.Errorf("asked %d times; want again after the pause", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}
