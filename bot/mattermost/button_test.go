package mattermost_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

const commandToken = "slashTOKENslashTOKENslash"

// reachable is a world whose callbacks arrive.
func reachable(t testing.TB) *world {
	w := newWorld(t, func(c *mattermost.Config) {
		c.PublicURL = "https://lotse.example/bot/"
		c.Secret = []byte("0123456789abcdef0123456789abcdef")
		c.CommandToken = commandToken
	})
	w.Callback = http.StripPrefix("/bot", w.ch.Handler(func(ctx context.Context, e bot.DeskEvent) (string, error) {
		return "Danke, " + w.line(e), w.accept(ctx, e)
	}))
	return w
}

func TestButtons(t *testing.T) {
	w := reachable(t)
	root := string(w.ticket("T1"))
	if got := w.Buttons(root); !slices.Equal(got, []string{"claim", "help"}) {
		t.Fatalf("buttons %v", got)
	}
	status, text := w.Press(w.karla, root, "claim", nil)
	if status != http.StatusOK || text != "Danke, T1 karla presses claim" {
		t.Fatalf("%d %q", status, text)
	}
	same(t, w.told(), []string{"T1 karla presses claim"})
	taken := card(desk.Claimed)
	taken.Actions = []desk.Command{desk.Release, desk.Close, desk.Push}
	w.send(bot.DeskOutbound{Ticket: "T1", Thread: desk.PostID(root), UpdateRoot: &desk.UpdateRoot{Of: "T1/1", Card: taken}})
	if got := w.Buttons(root); !slices.Equal(got, []string{"close", "release"}) {
		t.Errorf("buttons %v after the edit", got)
	}
	w.clean()
}

func TestNoPublicURL(t *testing.T) {
	w := newWorld(t, nil)
	if got := w.Buttons(string(w.ticket("T1"))); len(got) != 0 {
		t.Errorf("buttons %v that lead nowhere", got)
	}
	rec := httptest.NewRecorder()
	w.ch.Handler(nil).ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/mattermost/action", strings.NewReader("{}")))
	if rec.Code != http.StatusNotFound {
		t.Errorf("the handler answers %d", rec.Code)
	}
}

// TestForgedButtons: whoever is not the server, or presses for somebody who is no member, gets nothing done.
func TestForgedButtons(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(w *world, r map[string]any)
		status int
		text   string
	}{
		{"no signature", func(_ *world, r map[string]any) { r["context"] = map[string]any{} }, 403, ""},
		{"no context", func(_ *world, r map[string]any) { delete(r, "context") }, 403, ""},
		{"other ticket", inContext("ticket", "T2"), 403, ""},
		{"other command", inContext("command", "close"), 403, ""},
		{"longer life", inContext("expires", "99999999999"), 403, ""},
		{"not a text", inContext("mac", 17), 403, ""},
		{"moved boundary", func(_ *world, r map[string]any) {
			x := r["context"].(map[string]any)
			x["ticket"], x["command"] = "T1c", "laim"
		}, 403, ""},
		{"stranger", func(w *world, r map[string]any) { r["user_id"] = w.Stranger("mallory") }, 200, "nur Mitglieder"},
		{"nobody", func(_ *world, r map[string]any) { r["user_id"] = "../../users/me" }, 200, "nur Mitglieder"},
		{"other channel", func(_ *world, r map[string]any) { r["channel_id"] = "aaaaaaaaaaaaaaaaaaaaaaaaaa" }, 200, "nur Mitglieder"},
		{"server down", func(w *world, _ map[string]any) {
			w.Interfere(func(string) mattermosttest.Fault { return mattermosttest.Fault{Kind: mattermosttest.CutBefore} })
		}, 200, "gerade nicht geklappt"},
		{"host down", func(w *world, _ map[string]any) {
			w.failing(func(bot.DeskEvent) error { return errors.New("disk full") })
		}, 200, "gerade nicht geklappt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := reachable(t)
			root := string(w.ticket("T1"))
			status, text := w.Press(w.karla, root, "claim", func(r map[string]any) { c.change(w, r) })
			if status != c.status || !strings.Contains(text, c.text) {
				t.Errorf("%d %q, want %d %q", status, text, c.status, c.text)
			}
			if got := w.told(); len(got) != 0 {
				t.Errorf("it was done: %q", got)
			}
		})
	}
}

func inContext(name string, value any) func(*world, map[string]any) {
	return func(_ *world, r map[string]any) { r["context"].(map[string]any)[name] = value }
}

func TestExpiredButton(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := reachable(t)
		root := string(w.ticket("T1"))
		time.Sleep(13 * 24 * time.Hour)
		if _, text := w.Press(w.karla, root, "claim", nil); !strings.Contains(text, "Danke") {
			t.Errorf("after 13 days: %q", text)
		}
		time.Sleep(2 * 24 * time.Hour)
		if _, text := w.Press(w.karla, root, "claim", nil); !strings.Contains(text, "zu alt") {
			t.Errorf("after 15 days: %q", text)
		}
	})
}

func TestRequests(t *testing.T) {
	w := reachable(t)
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/mattermost/action", "", 405},
		{"POST", "/mattermost/action", "{", 400},
		{"POST", "/mattermost/action", strings.Repeat(" ", 1<<20), 400},
		{"POST", "/mattermost/command", "a=%zz", 400},
		{"POST", "/mattermost/command", "token=falsch&text=hilfe", 403},
		{"POST", "/mattermost/command", "text=hilfe", 403},
		{"POST", "/mattermost/command", strings.Repeat("x", 1<<20), 400},
		{"GET", "/", "", 404},
	} {
		rec := httptest.NewRecorder()
		w.Callback.ServeHTTP(rec, httptest.NewRequest(c.method, "/bot"+c.path, strings.NewReader(c.body)))
		if rec.Code != c.want {
			t.Errorf("%s %s %.20q: %d, want %d", c.method, c.path, c.body, rec.Code, c.want)
		}
	}
	if len(w.told()) != 0 {
		t.Error("something was done")
	}
}

func TestSlashCommand(t *testing.T) {
	w := reachable(t)
	root := string(w.ticket("T1"))
	stranger := w.Stranger("mallory")
	for _, c := range []struct {
		name, user, root, text string
		reply                  string
		want                   desk.AgentPressed
	}{
		{"claim", w.karla, root, "übernehmen", "Danke", desk.AgentPressed{Do: desk.Claim}},
		{"slip", w.karla, root, "Übernehmn!", "Danke", desk.AgentPressed{Do: desk.Claim}},
		{"give", w.karla, root, "an @jens", "Danke", desk.AgentPressed{Do: desk.Assign, To: desk.AgentID(w.jens)}},
		{"give to nobody", w.karla, root, "an @mallory", "gibt es im Lotsen-Kanal nicht", desk.AgentPressed{}},
		{"push", w.karla, root, "einfügen: PIN-Brief", "Danke", desk.AgentPressed{Do: desk.Push, Query: "PIN-Brief"}},
		{"list anywhere", w.karla, "", "offen", "Danke", desk.AgentPressed{Do: desk.List}},
		{"nothing", w.karla, "", "", "Danke", desk.AgentPressed{Do: desk.Help}},
		{"claim nowhere", w.karla, "", "übernehmen", "nur im Faden", desk.AgentPressed{}},
		{"nonsense", w.karla, root, "kaffee", "So geht es", desk.AgentPressed{}},
		{"stranger", stranger, root, "übernehmen", "nur Mitglieder", desk.AgentPressed{}},
		{"stranger lists", stranger, "", "offen", "nur Mitglieder", desk.AgentPressed{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := url.Values{"token": {commandToken}, "user_id": {c.user}, "channel_id": {w.Channel()}, "root_id": {c.root}, "text": {c.text}, "command": {"/lotse"}}
			rec := httptest.NewRecorder()
			w.Callback.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/bot/mattermost/command", strings.NewReader(form.Encode())))
			var reply struct {
				Type string `json:"response_type"`
				Text string `json:"text"`
			}
			if err := json.Unmarshal(rec.Body.Bytes(), &reply); err != nil || reply.Type != "ephemeral" || !strings.Contains(reply.Text, c.reply) {
				t.Fatalf("%d %s, want %q", rec.Code, rec.Body, c.reply)
			}
			w.mu.Lock()
			got := w.got
			w.got = nil
			w.mu.Unlock()
			if c.want == (desk.AgentPressed{}) {
				if len(got) != 0 {
					t.Errorf("it was done: %v", got)
				}
				return
			}
			c.want.Agent = desk.AgentID(c.user)
			if len(got) != 1 || got[0].Event != desk.Event(c.want) || got[0].Thread != desk.PostID(c.root) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
	w.clean()
}
