package telegram

import (
	"context"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

const (
	slow       = time.Second     // work that takes longer is shown
	actionTime = 5 * time.Second // for which Telegram shows an action, or until the next message
)

// busy shows, until it is told to stop, that a file is on its way: it comes from the volunteers' server first. What is done within a second
// is not worth a word, and that it cannot be shown is no failure.
func (c *Channel) busy(ctx context.Context, chat int64) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for wait := slow; ; wait = actionTime {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			_ = c.client.call(ctx, "sendChatAction", &tg.SendChatActionParams{ChatID: chat, Action: models.ChatActionUploadDocument}, nil)
		}
	}()
	return func() { cancel(); <-stopped }
}
