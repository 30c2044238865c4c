package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"html"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/flows"
)

// sendMessage sends a message, in pieces if it is long. Where a location would be welcome, a second message offers the
// phone's button for it: Telegram has that button only in place of the keyboard, and a message can have one kind only.
func (c *Channel) sendMessage(ctx context.Context, chat int64, m flows.Message) (bot.Receipt, error) {
	steps, hinted := c.steps(chat, m)
	if len(steps) == 0 {
		return "", nil
	}
	mark := c.progress.resume(chat, len(steps), func(i int) string { return steps[i].Text })
	if len(mark.steps) == len(steps) { // with buttons that the entry has no more: it was answered before all of it was out
		err := c.setButtons(ctx, chat, mark.done[len(steps)-1], steps[len(steps)-1].ReplyMarkup)
		if err != nil {
			c.progress.suspend(chat, mark, err)
			return "", err
		}
	}
	for i := len(mark.steps); i < len(steps); i++ {
		id, err := c.client.post(ctx, "sendMessage", steps[i])
		if err != nil {
			err := sendError("sendMessage", err)
			c.progress.suspend(chat, mark, err)
			return "", err
		}
		mark.did(steps[i].Text, id)
	}
	s := sent{pieces: mark.done}
	if last := len(steps) - 1; hinted {
		s = sent{pieces: mark.done[:last], hint: mark.done[last]}
	}
	return s.receipt(), nil
}

// steps are the calls that a message needs, in order. Buttons go under the last piece. If hinted, the location's hint comes
// after it.
func (c *Channel) steps(chat int64, m flows.Message) (steps []*tg.SendMessageParams, hinted bool) {
	texts := pieces(m.Text, m.Lang)
	buttons := keyboard(m.Choices, m.Links, m.Nav)
	if len(texts) == 0 && (buttons != nil || m.Location) {
		texts = []piece{{html: "…"}} // Telegram takes no buttons without a text
	}
	steps = make([]*tg.SendMessageParams, 0, len(texts)+1)
	for _, p := range texts {
		steps = append(steps, c.text(chat, p.html))
	}
	if buttons != nil {
		steps[len(steps)-1].ReplyMarkup = buttons
	}
	label := c.cfg.Texts(m.Lang, TextLocationButton)
	if !m.Location || label == "" { // the place can always be typed
		return steps, false
	}
	hint := c.text(chat, html.EscapeString(cmp.Or(c.cfg.Texts(m.Lang, TextLocation), label)))
	hint.ReplyMarkup = locationKeyboard(label)
	hint.DisableNotification = true
	return append(steps, hint), true
}

func (c *Channel) text(chat int64, markup string) *tg.SendMessageParams {
	return &tg.SendMessageParams{ChatID: chat, Text: markup, ParseMode: models.ParseModeHTML, LinkPreviewOptions: c.noPreview}
}

func (c *Channel) sendVenue(ctx context.Context, chat int64, v flows.Venue) (bot.Receipt, error) {
	id, err := c.client.post(ctx, "sendVenue", &tg.SendVenueParams{
		ChatID:    chat,
		Latitude:  v.Lat,
		Longitude: v.Lon,
		Title:     cmp.Or(v.Name, v.Address),
		Address:   cmp.Or(v.Address, v.Name),
	})
	if err != nil {
		return "", sendError("sendVenue", err)
	}
	return sent{pieces: []int{id}}.receipt(), nil
}

// sendDocument sends a small file that comes with the entry.
func (c *Channel) sendDocument(ctx context.Context, chat int64, f flows.File) (bot.Receipt, error) {
	const method = "sendDocument"
	params := map[string]string{"chat_id": strconv.FormatInt(chat, 10)}
	var result json.RawMessage
	if err := c.client.upload(ctx, method, params, []attached{{field: "document", name: f.Name, body: strings.NewReader(f.Text)}}, &result); err != nil {
		return "", sendError(method, err)
	}
	ids, err := messageIDs(result)
	if err != nil {
		return "", sendError(method, err)
	}
	return sent{pieces: ids}.receipt(), nil
}

// markAnswered takes the buttons off a question and writes the answer under it. Links stay: they are no answers, and the
// citizen may still need them. That the message is gone, too old or already so is no failure.
func (c *Channel) markAnswered(ctx context.Context, chat int64, a bot.AnsweredQuestion) error {
	at := parseReceipt(a.Receipt)
	if len(at.pieces) == 0 {
		return nil
	}
	id := at.pieces[len(at.pieces)-1]
	links := keyboard(nil, a.Message.Links, nil)
	if text := c.answered(a); text == "" {
		if err := c.setButtons(ctx, chat, id, links); err != nil {
			return err
		}
	} else if err := c.client.call(ctx, "editMessageText", &tg.EditMessageTextParams{
		ChatID: chat, MessageID: id, Text: text, ParseMode: models.ParseModeHTML, LinkPreviewOptions: c.noPreview, ReplyMarkup: links,
	}, nil); err != nil && !unchanged(err) {
		return sendError("editMessageText", err)
	}
	if at.hint == 0 {
		return nil
	}
	// Without its message, the button goes from the phone's screen.
	err := c.client.call(ctx, "deleteMessage", &tg.DeleteMessageParams{ChatID: chat, MessageID: at.hint}, nil)
	if err != nil && !unchanged(err) {
		return sendError("deleteMessage", err)
	}
	return nil
}

// setButtons replaces the buttons of a message. That there is nothing to change is fine.
func (c *Channel) setButtons(ctx context.Context, chat int64, id int, buttons models.ReplyMarkup) error {
	const method = "editMessageReplyMarkup"
	err := c.client.call(ctx, method, &tg.EditMessageReplyMarkupParams{ChatID: chat, MessageID: id, ReplyMarkup: buttons}, nil)
	if unchanged(err) {
		return nil
	}
	return sendError(method, err)
}

// answered is the new text of the question's last piece; "" if it stays as it is, because there is no answer to show or no
// room for it.
func (c *Channel) answered(a bot.AnsweredQuestion) string {
	if strings.TrimSpace(a.Label) == "" {
		return ""
	}
	line := answerLine(c.cfg.Texts(a.Message.Lang, TextYourAnswer), a.Label, a.Message.Lang)
	texts := pieces(a.Message.Text, a.Message.Lang)
	if len(texts) == 0 {
		return line.html
	}
	last := texts[len(texts)-1]
	if last.units+2+line.units > maxText {
		return ""
	}
	return last.html + "\n\n" + line.html
}

// unchanged reports whether an edit failed because there is nothing to change, or nothing left that could be.
func unchanged(err error) bool {
	r := asRefusal(err)
	return r != nil && r.says(
		"message is not modified", "message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "MESSAGE_NOT_MODIFIED",
		"message to delete not found", "message can't be deleted", "message identifier is not specified",
	)
}

// answerCallback ends the waiting sign on a button. After a while there is none any more, which is as good.
func (c *Channel) answerCallback(ctx context.Context, a bot.CallbackAnswer) error {
	err := c.client.call(ctx, "answerCallbackQuery", &tg.AnswerCallbackQueryParams{CallbackQueryID: a.ID, Text: cut(a.Text, 200)}, nil)
	if r := asRefusal(err); r != nil && r.says("query is too old", "QUERY_ID_INVALID", "query ID is invalid") {
		return nil
	}
	return sendError("answerCallbackQuery", err)
}

// cut returns the first n characters of s.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
