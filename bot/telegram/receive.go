package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
)

// callTimeout is how long one call that sends nothing may take.
const callTimeout = 20 * time.Second

// allowedUpdates are the kinds that mean something to us. Telegram keeps the others to itself.
var allowedUpdates = []string{
	models.AllowedUpdateMessage,
	models.AllowedUpdateEditedMessage,
	models.AllowedUpdateCallbackQuery,
	models.AllowedUpdateMyChatMember,
}

// Receive implements bot.Channel. The cursor is not needed: Telegram keeps it. It returns nil when ctx ends, an error that
// is ErrToken when Telegram does not accept the token, and else an error only if the webhook cannot be set up.
func (c *Channel) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.Update) error) error {
	err := c.receive(ctx, accept)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (c *Channel) receive(ctx context.Context, accept func(context.Context, bot.Update) error) error {
	var me *models.User
	err := c.insist(ctx, "getMe", func(ctx context.Context) (err error) {
		me, err = c.api.GetMe(ctx)
		return err
	})
	if err != nil {
		return err
	}
	in := inbox{reader: reader{id: me.ID, username: me.Username, texts: c.cfg.Texts}, accept: accept, log: c.log}

	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	wg.Go(func() { c.publish(ctx) })
	if c.cfg.WebhookURL != "" {
		return c.serve(ctx, in)
	}
	err = c.insist(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := c.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return err
	})
	if err != nil {
		return err
	}
	return c.poll(ctx, in)
}

// insist repeats a call that receiving depends on until it succeeds, ctx ends, or Telegram says no for good.
func (c *Channel) insist(ctx context.Context, method string, call func(context.Context) error) error {
	t := trouble{log: c.log, id: c.api.ID()}
	for {
		once, cancel := context.WithTimeout(ctx, callTimeout)
		err := call(once)
		cancel()
		if err == nil {
			t.over()
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if r := asRefusal(err); r != nil && r.code == http.StatusBadRequest {
			return fmt.Errorf("telegram: %s: %w", method, r)
		}
		if err := t.wait(ctx, fmt.Errorf("%s: %w", method, err)); err != nil {
			return err
		}
	}
}

// final reports whether Telegram has refused our token.
func final(err error) bool {
	r := asRefusal(err)
	return r != nil && (r.code == http.StatusUnauthorized || r.code == http.StatusNotFound)
}

// errNotTaken is why an update was left with Telegram: the host did not take it in.
var errNotTaken = errors.New("the update was not taken in")
