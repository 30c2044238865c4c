package telegram

import (
	"context"
	"errors"
	"strconv"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// edit gives a message another text: piece by piece. Pieces that it no longer needs are deleted, and those that it did not have are sent.
// That there is nothing to change is fine, and so is that the citizen has deleted the message; that Telegram does not allow it any more is not.
func (c *Channel) edit(ctx context.Context, chat int64, e bot.Edit) (bot.Receipt, error) {
	old := parseReceipt(e.Receipt).pieces
	steps, _ := c.steps(chat, e.Message)
	if len(old) == 0 || len(steps) == 0 {
		return e.Receipt, nil
	}
	step := func(i int) string { return string(e.Receipt) + " " + steps[i].Text }
	mark := c.progress.resume(chat, len(steps), step)
	for i := len(mark.steps); i < len(steps); i++ {
		id, err := 0, error(nil)
		if i < len(old) {
			id, err = old[i], c.rewrite(ctx, old[i], steps[i])
		} else {
			id, err = c.add(ctx, steps[i])
		}
		if err != nil {
			c.progress.suspend(chat, mark, err)
			return "", err
		}
		mark.did(step(i), id)
	}
	for _, id := range old[min(len(steps), len(old)):] {
		if err := c.remove(ctx, chat, id); err != nil {
			c.progress.suspend(chat, mark, err)
			return "", err
		}
	}
	return sent{pieces: mark.done}.receipt(), nil
}

func (c *Channel) rewrite(ctx context.Context, id int, p *tg.SendMessageParams) error {
	err := c.client.call(ctx, "editMessageText", &tg.EditMessageTextParams{
		ChatID: p.ChatID, MessageID: id, Text: p.Text, ParseMode: models.ParseModeHTML, LinkPreviewOptions: c.noPreview, ReplyMarkup: p.ReplyMarkup,
	}, nil)
	if absent(err) {
		return nil
	}
	return sendError("editMessageText", err)
}

func (c *Channel) add(ctx context.Context, p *tg.SendMessageParams) (int, error) {
	id, err := c.client.post(ctx, "sendMessage", p)
	return id, sendError("sendMessage", err)
}

// delete takes messages out of the chat. Telegram allows that for 48 hours, for messages of both sides in private chats:
// https://core.telegram.org/bots/api#deletemessage
func (c *Channel) delete(ctx context.Context, chat int64, d bot.Deletion) error {
	at := parseReceipt(d.Receipt)
	ids := at.pieces
	if at.hint != 0 {
		ids = append(ids, at.hint)
	}
	if d.Message != "" {
		id, err := strconv.Atoi(string(d.Message))
		if err != nil {
			return &bot.SendError{Kind: bot.Refused, Reason: desk.ReasonRefused, Cause: errors.New("the message is none of Telegram's")}
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		if err := c.remove(ctx, chat, id); err != nil {
			return err
		}
	}
	return nil
}

func (c *Channel) remove(ctx context.Context, chat int64, id int) error {
	err := c.client.call(ctx, "deleteMessage", &tg.DeleteMessageParams{ChatID: chat, MessageID: id}, nil)
	if absent(err) {
		return nil
	}
	return sendError("deleteMessage", err)
}

// absent reports whether a call failed because there is nothing to change, or nothing there that could be changed.
func absent(err error) bool {
	r := asRefusal(err)
	return r != nil && r.says(
		"message is not modified", "MESSAGE_NOT_MODIFIED", "message to edit not found", "message to delete not found", "MESSAGE_ID_INVALID",
		"message identifier is not specified",
	)
}
