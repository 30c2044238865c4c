package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

// The service that `lotse run` puts together tells the channel each week, at the time that the content names, what it has done and what has
// to be checked.
func TestDigestOfTheService(t *testing.T) {
	l, err := load(contentFlag{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		const token = "botTOKENbotTOKENbotTOKEN12"
		server, messenger := mattermosttest.New(token), telegramtest.New(botToken)
		set := settled{
			telegram:   telegram.Config{Token: botToken, Client: &http.Client{Transport: messenger}},
			mattermost: &mattermost.Config{URL: mattermosttest.URL, Token: token, Team: "lotse", Channel: "lotsen", Transport: server, Dial: server.Dial},
			retention:  store.DefaultRetention(),
		}
		db, err := store.Open(filepath.Join(dir, "lotse.db"), store.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		log := slog.New(slog.NewTextHandler(io.Discard, nil))
		content := &current{}
		content.use(l)
		ch, err := connect(set, content.get, nil, buttonSecret(db), log)
		if err != nil {
			t.Fatal(err)
		}
		b, err := running{set, content, ch, db, log}.host(&roster{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Run(ctx) }()
		time.Sleep(21 * 24 * time.Hour)
		cancel()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		var digests []mattermosttest.Post
		for _, p := range server.Posts() {
			if strings.HasPrefix(p.Message, "**Rückblick") {
				digests = append(digests, p)
			}
		}
		if len(digests) != 3 {
			t.Fatalf("%d digests in three weeks", len(digests))
		}
		for _, p := range digests {
			at := time.UnixMilli(p.CreateAt).In(l.catalogue.Desk().Location())
			if at.Weekday() != time.Monday || at.Hour() != 9 || at.Minute() != 0 {
				t.Errorf("a digest on %s, the content says Monday at 9", at)
			}
		}
	})
}
