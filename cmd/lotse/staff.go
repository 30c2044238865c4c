package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
)

// How often the members of the volunteers' channel are read, and how soon again after a failure.
const (
	meetEvery = 5 * time.Minute
	meetAgain = 15 * time.Second
)

// meetMembers keeps the roster up to date with who belongs to the channel, until ctx ends. Until it has succeeded for the first time nobody is
// called by name; that the server is away is told by whoever receives.
func meetMembers(ctx context.Context, ch *mattermost.Channel, r *roster, log *slog.Logger) error {
	failed := false
	for {
		wait := meetEvery
		members, err := ch.Members(ctx)
		switch {
		case err == nil:
			r.meet(members)
			failed = false
		case ctx.Err() != nil:
			return nil
		default:
			wait = meetAgain
			if !failed {
				log.Warn("the members of the volunteers' channel cannot be read; trying again", "err", err)
			}
			failed = true
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// push finds what volunteers put into a talk, in the content in use.
func (c *current) push(query, lang, place string) desk.Pushed {
	p := c.loaded.Load().catalogue.Push(query, lang, place, time.Now())
	return desk.Pushed{Found: p.Title != "", Title: p.Title, Text: p.Text, Near: p.Near}
}

// suggest is the content's Suggest, for the bot.
func (c *current) suggest(text string) []string { return c.loaded.Load().catalogue.Suggest(text) }
