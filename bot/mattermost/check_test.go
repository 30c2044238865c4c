package mattermost_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

func TestCheck(t *testing.T) {
	nobody := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<h1>It works</h1>")) })
	cut := []mattermosttest.Fault{{Kind: mattermosttest.CutBefore}}
	for _, c := range []struct {
		name   string
		change func(*world)
		level  bot.Level
		text   string // of the worst finding
	}{
		{"all is well", func(*world) {}, bot.Good, ""},
		{"token", func(w *world) { w.Revoke() }, bot.Bad, "nimmt den Token nicht an"},
		{"down", func(w *world) { w.Fail("GET /users/{}", cut...) }, bot.Bad, "nicht erreichbar"},
		{"not Mattermost", func(w *world) {
			w.Fail("GET /users/{}", mattermosttest.Fault{Kind: mattermosttest.Page, Status: 404})
		}, bot.Bad, "nicht wie erwartet"},
		{"the page of a channel", func(w *world) {
			w.Fail("GET /users/{}", mattermosttest.Fault{Kind: mattermosttest.Page, Status: 200})
		}, bot.Bad, "etwas anderes als Mattermost"},
		{"team", func(w *world) {
			w.Fail("GET /teams/name/{}", mattermosttest.Fault{Kind: mattermosttest.Refuse, Status: 404, ID: "x"})
		}, bot.Bad, "Das Team „lotse“ ist für das Konto nicht da (Antwort 404, x)."},
		{"not in the team", func(w *world) {
			w.Fail("GET /teams/{}/members/{}", mattermosttest.Fault{Kind: mattermosttest.Refuse, Status: 404, ID: "x"})
		}, bot.Bad, "gehört nicht zum Team"},
		{"renamed", func(w *world) { w.Rename("helfer") }, bot.Bad, "umbenannt"},
		{"archived", func(w *world) { w.Archive() }, bot.Bad, "archiviert"},
		{"not a member", func(w *world) { w.Open(); w.Remove(w.Bot()) }, bot.Bad, "/invite @lotse"},
		{"public", func(w *world) { w.Open() }, bot.Hint, "öffentlich"},
		{"rights", func(w *world) { w.Forbid("delete_post"); w.Forbid("add_reaction") }, bot.Bad, "mit Emojis reagieren, eigene Beiträge löschen"},
		{"clock", func(w *world) { w.Skew(-5 * time.Minute) }, bot.Hint, "gehen um 5m0s auseinander"},
		{"clock ahead", func(w *world) { w.Skew(5 * time.Minute) }, bot.Hint, "gehen um 5m0s auseinander"},
		{"websocket", func(w *world) { w.Fail("GET /websocket", cut...) }, bot.Hint, "Websocket"},
		{"callback of another", func(w *world) { w.Callback = nobody }, bot.Bad, "anderes Programm"},
		{"callback down", func(w *world) { w.Callback = nil }, bot.Bad, "öffentliche Adresse ist nicht erreichbar"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := reachable(t)
				c.change(w)
				findings := w.ch.Check(t.Context())
				worst := slices.MaxFunc(findings, func(a, b bot.Finding) int { return int(a.Level - b.Level) })
				if worst.Level != c.level {
					t.Fatalf("%+v", findings)
				}
				if worst.Level != bot.Good && (!strings.Contains(worst.Text+worst.Do, c.text) || worst.Do == "") {
					t.Errorf("%+v, want something about %q", worst, c.text)
				}
				for _, f := range findings {
					if strings.Contains(f.Text+f.Do, token) || strings.Contains(f.Text, "GEHEIM") {
						t.Errorf("a finding says too much: %+v", f)
					}
				}
				if len(w.Posts()) != 0 {
					t.Error("the check has left a post")
				}
				w.clean()
			})
		})
	}
}
