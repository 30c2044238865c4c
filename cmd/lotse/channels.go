package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"io"
	"log/slog"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/flows/berlin"
)

// channels are the two sides of a talk. Each fetches the files of the other.
type channels struct {
	citizens   *telegram.Channel
	volunteers *mattermost.Channel // nil: no volunteers
	door       *door               // nil: nobody calls us
}

// connect makes the channels; nobody is asked for anything yet.
func connect(s settled, texts func(lang, id string) string, profiles map[string]telegram.Profile, secret []byte, log *slog.Logger) (ch channels, err error) {
	if s.mattermost != nil {
		cfg := *s.mattermost
		cfg.Zone = berlin.Location()
		cfg.Secret, cfg.Logger = secret, log
		cfg.Fetch = func(ctx context.Context, f desk.File) (io.ReadCloser, error) { return ch.citizens.Open(ctx, f) }
		if ch.volunteers, err = mattermost.New(cfg); err != nil {
			return ch, err
		}
	}
	cfg := s.telegram
	cfg.Texts, cfg.Profiles, cfg.Logger = texts, profiles, log
	if ch.volunteers != nil {
		cfg.Fetch = ch.volunteers.Open
	}
	if cfg.WebhookURL != "" || ch.volunteers != nil && s.mattermost.PublicURL != "" {
		ch.door = &door{}
		cfg.Serve = ch.door.telegram
	}
	ch.citizens, err = telegram.New(cfg)
	return ch, err
}

// buttonSecret signs Mattermost's buttons. It comes from the data file's own, so it is the same after a restart and appears nowhere.
func buttonSecret(db *store.DB) []byte {
	mac := hmac.New(sha256.New, db.Secret())
	mac.Write([]byte("mattermost buttons"))
	return mac.Sum(nil)
}
