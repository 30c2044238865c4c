package mattermost_test

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// TestTrouble: what goes wrong at the volunteers' side is said once, and once that it is over, and nothing is lost by it.
func TestTrouble(t *testing.T) {
	down := func(call string) mattermosttest.Fault { return mattermosttest.Fault{Kind: mattermosttest.CutBefore} }
	for _, c := range []struct {
		name       string
		begin, end func(*world)
		want       desk.Trouble
		log        string
		blind      bool // nothing can be read meanwhile
	}{
		{"revoked", func(w *world) { w.Revoke(); w.HangUp() }, func(w *world) { w.Renew() }, desk.TroubleRevoked, "does not accept the token", true},
		{"archived", func(w *world) { w.Archive() }, func(w *world) { w.Restore() }, desk.TroubleArchived, "is archived", false},
		{"removed", func(w *world) { w.Remove(w.Bot()) }, func(w *world) { w.Add(w.Bot()) }, desk.TroubleRemoved, "is not there for the bot account", true},
		{"removed from a public one", func(w *world) { w.Open(); w.Remove(w.Bot()) }, func(w *world) { w.Add(w.Bot()) }, desk.TroubleRemoved, "is no member", false},
		{"muted", func(w *world) { w.Forbid("create_post"); w.refused() }, func(w *world) { w.Allow("create_post") }, desk.TroubleMuted, "may not post there", false},
		{"down", func(w *world) { w.Interfere(down); w.HangUp() }, func(w *world) { w.Interfere(nil) }, desk.TroubleUnreachable, "cannot be reached", true},
		{"a proxy's page", func(w *world) {
			w.Interfere(func(string) mattermosttest.Fault {
				return mattermosttest.Fault{Kind: mattermosttest.Page, Status: http.StatusBadGateway}
			})
		}, func(w *world) { w.Interfere(nil) }, desk.TroubleUnreachable, "refuses a request", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.root = w.ticket("T1")
				root := string(w.root)
				stop := w.receiving()
				defer stop()
				synctest.Wait()
				c.begin(w)
				time.Sleep(5 * time.Minute)
				if got := w.troubles(); !slices.Equal(got, []desk.Trouble{desk.TroubleOver, c.want}) {
					t.Fatalf("troubles %q", got)
				}
				synctest.Wait()
				c.end(w)
				time.Sleep(2 * time.Minute)
				if got := w.troubles(); !slices.Equal(got, []desk.Trouble{desk.TroubleOver, c.want, desk.TroubleOver}) {
					t.Fatalf("troubles %q", got)
				}
				w.Say(w.karla, root, "wieder da", nil)
				time.Sleep(10 * time.Second)
				same(t, w.told(), []string{"T1 karla: wieder da"})
				if !contains(w.logs.String(), c.log) {
					t.Errorf("the log does not say so: %s", w.logs.String())
				}
				w.clean()
			})
		})
	}
}

// TestNoticedAtOnce: whatever happens to the channel or the account is known as soon as the server says so, not with the next look a minute
// later, and its end too, although a failed look is followed by a pause.
func TestNoticedAtOnce(t *testing.T) {
	for name, turn := range map[string]struct{ begin, end func(*world) }{
		"removed":  {func(w *world) { w.Open(); w.Remove(w.Bot()) }, func(w *world) { w.Add(w.Bot()) }},
		"archived": {func(w *world) { w.Archive() }, func(w *world) { w.Restore() }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				stop := w.receiving()
				defer stop()
				time.Sleep(90 * time.Second) // a look at everything was half a minute ago
				turn.begin(w)
				synctest.Wait()
				if got := w.troubles(); len(got) != 2 {
					t.Errorf("not noticed: %q", got)
				}
				turn.end(w)
				synctest.Wait()
				if got := w.troubles(); len(got) != 3 || got[2] != desk.TroubleOver {
					t.Errorf("the end is not noticed: %q", got)
				}
			})
		})
	}
}

// TestRefusedInPassing: the account was removed and added again before anybody looked, and a send fell between. The host, which waits for somebody
// to act, hears that all is well, once.
func TestRefusedInPassing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := w.ticket("T1")
		w.Interfere(func(call string) mattermosttest.Fault { // no websocket: nobody tells us
			if call == "GET /websocket" {
				return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
			}
			return mattermosttest.Fault{}
		})
		stop := w.receiving()
		defer stop()
		time.Sleep(72 * time.Second) // between two looks
		w.Remove(w.Bot())
		if _, err := w.ch.Send(t.Context(), said("T1", "T1/5", "Hallo", root)); kindOf(t, err) != bot.Forbidden {
			t.Fatalf("Send = %v", err)
		}
		w.Add(w.Bot())
		time.Sleep(10 * time.Minute)
		if got := w.troubles(); !slices.Equal(got, []desk.Trouble{desk.TroubleOver, desk.TroubleOver}) {
			t.Errorf("troubles %q", got)
		}
	})
}

// TestShortOutage: what is over after a minute is no trouble of the desk's.
func TestShortOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		w.Interfere(func(string) mattermosttest.Fault { return mattermosttest.Fault{Kind: mattermosttest.CutAfter} })
		w.HangUp()
		time.Sleep(time.Minute)
		w.Interfere(nil)
		time.Sleep(5 * time.Minute)
		if got := w.troubles(); !slices.Equal(got, []desk.Trouble{desk.TroubleOver}) {
			t.Errorf("troubles %q", got)
		}
	})
}

// TestRenamed: a channel that gets another name is still ours; after a restart its id in the configuration finds it.
func TestRenamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		synctest.Wait()
		w.Rename("helfer")
		w.Say(w.karla, root, "umbenannt", nil)
		time.Sleep(3 * time.Minute)
		same(t, w.told(), []string{"T1 karla: umbenannt"})
		stop()
		ch, err := mattermost.New(mattermost.Config{URL: mattermosttest.URL, Token: token, Team: "lotse", Channel: w.Channel(), Transport: w.Server, Dial: w.Dial})
		if err != nil {
			t.Fatal(err)
		}
		w.ch = ch
		w.send(said("T1", "T1/5", "Hallo", desk.PostID(root)))
	})
}

// TestMutedBeforeStart: a restart does not tell citizens that all is well when the account still may not post.
func TestMutedBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Forbid("create_post")
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		if got := w.troubles(); !slices.Equal(got, []desk.Trouble{desk.TroubleMuted}) {
			t.Errorf("troubles %q", got)
		}
	})
}

// refused sends something that the server will not have, as the outbox does again and again.
func (w *world) refused() {
	w.t.Helper()
	if _, err := w.ch.Send(w.t.Context(), said("T1", "T1/9", "Hallo", w.root)); kindOf(w.t, err) != bot.Forbidden {
		w.t.Fatalf("Send = %v", err)
	}
}
