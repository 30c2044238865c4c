package telegram

import (
	"context"
	"maps"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// publish shows commands and descriptions to the citizens. Nothing depends on it, so a failure is only logged. What is
// already as it should be is not set again: Telegram allows that a few times a day only.
func (c *Channel) publish(ctx context.Context) {
	for _, lang := range slices.Sorted(maps.Keys(c.cfg.Profiles)) {
		p := c.cfg.Profiles[lang]
		for _, set := range []func(context.Context, string, Profile) error{c.setCommands, c.setDescription, c.setShort} {
			if !c.attempt(ctx, func(ctx context.Context) error { return set(ctx, lang, p) }) {
				return
			}
		}
	}
	if len(c.cfg.Profiles) > 0 {
		c.attempt(ctx, func(ctx context.Context) error {
			button := models.MenuButtonCommands{Type: models.MenuButtonTypeCommands}
			_, err := c.api.SetChatMenuButton(ctx, &tg.SetChatMenuButtonParams{MenuButton: button})
			return err
		})
	}
}

// attempt reports whether Telegram has answered at all.
func (c *Channel) attempt(ctx context.Context, call func(context.Context) error) bool {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := call(once)
	if err != nil && ctx.Err() == nil {
		c.log.Warn("the commands or the description could not be set; they stay as they were", "err", logged(err))
	}
	return err == nil || asRefusal(err) != nil
}

func (c *Channel) setCommands(ctx context.Context, lang string, p Profile) error {
	want := make([]models.BotCommand, len(p.Commands))
	for i, cmd := range p.Commands {
		want[i] = models.BotCommand{Command: cmd.Name, Description: cmd.Description}
	}
	have, err := c.api.GetMyCommands(ctx, &tg.GetMyCommandsParams{LanguageCode: lang})
	if err != nil || slices.Equal(have, want) {
		return err
	}
	_, err = c.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: want, LanguageCode: lang})
	return err
}

func (c *Channel) setDescription(ctx context.Context, lang string, p Profile) error {
	if p.Description == "" {
		return nil
	}
	have, err := c.api.GetMyDescription(ctx, &tg.GetMyDescriptionParams{LanguageCode: lang})
	if err != nil || have.Description == p.Description {
		return err
	}
	_, err = c.api.SetMyDescription(ctx, &tg.SetMyDescriptionParams{Description: p.Description, LanguageCode: lang})
	return err
}

func (c *Channel) setShort(ctx context.Context, lang string, p Profile) error {
	if p.Short == "" {
		return nil
	}
	have, err := c.api.GetMyShortDescription(ctx, &tg.GetMyShortDescriptionParams{LanguageCode: lang})
	if err != nil || have.ShortDescription == p.Short {
		return err
	}
	_, err = c.api.SetMyShortDescription(ctx, &tg.SetMyShortDescriptionParams{ShortDescription: p.Short, LanguageCode: lang})
	return err
}
