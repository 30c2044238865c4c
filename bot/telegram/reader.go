package telegram

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
)

// reader makes out what an update means. It remembers nothing: the same update always means the same.
type reader struct {
	id       int64  // of our bot
	username string // of our bot, without "@"
	texts    func(lang, id string) string
}

// key is what the host knows an update by. "tg:" keeps it apart from other channels' keys.
func key(parts ...string) string { return name + ":" + strings.Join(parts, ":") }

// updates returns what the host has to take in, in order: mostly one update, none if it is nothing to us.
func (r reader) updates(u *models.Update, raw json.RawMessage) []bot.Update {
	id := strconv.FormatInt(u.ID, 10)
	switch {
	case u.Message != nil:
		if u.Message.Chat.Type != models.ChatTypePrivate {
			return r.spokenTo(u.Message)
		}
		return r.message(id, u.Message, raw)
	case u.EditedMessage != nil:
		return r.edited(id, u.EditedMessage)
	case u.CallbackQuery != nil:
		return r.tap(id, u.CallbackQuery)
	case u.MyChatMember != nil:
		return r.membership(id, u.MyChatMember)
	}
	return nil
}

// private reports whether a citizen wrote m to us alone.
func private(m *models.Message) bool {
	return m.Chat.Type == models.ChatTypePrivate && (m.From == nil || !m.From.IsBot)
}

func proposed(u *models.User) string {
	if u == nil {
		return ""
	}
	return u.LanguageCode
}

// message reads a message in a private chat.
func (r reader) message(id string, m *models.Message, raw json.RawMessage) []bot.Update {
	if !private(m) {
		return nil
	}
	u := r.about(id, m)
	if to := m.ReplyToMessage; to != nil && to.From != nil && to.From.ID == r.id {
		u.ReplyTo = bot.Receipt(strconv.Itoa(to.ID))
	}
	switch {
	case m.Text != "":
		u.Input = r.said(m.Text, u.Lang)
	case m.Location != nil:
		u.Input = flows.Located{Lat: m.Location.Latitude, Lon: m.Location.Longitude}
	default:
		kind, file := attachment(m)
		if kind == "" && isService(raw) {
			return nil
		}
		if kind == "" {
			kind, file = flows.Other, desk.File{Kind: desk.Other}
		}
		u.Input, u.Files, u.Caption = flows.Sent{Kind: kind}, []desk.File{file}, caption(m)
		if m.MediaGroupID != "" {
			u.Album = key("album", strconv.FormatInt(m.Chat.ID, 10), m.MediaGroupID)
		}
	}
	return []bot.Update{u}
}

// edited reads a message that was changed. A live location that moves, or a poll, has no words that could.
func (r reader) edited(id string, m *models.Message) []bot.Update {
	if !private(m) {
		return nil
	}
	u := r.about(id, m)
	switch kind, _ := attachment(m); {
	case m.Text != "":
		u.Edited = &m.Text
	case kind != "":
		u.Edited = &m.Caption
	default:
		return nil
	}
	return []bot.Update{u}
}

func (r reader) about(id string, m *models.Message) bot.Update {
	return bot.Update{
		Key:          key(id),
		Conversation: conversation(m.Chat.ID),
		Message:      desk.MessageID(strconv.Itoa(m.ID)),
		Lang:         proposed(m.From),
	}
}

// payloadForm is what Telegram allows in a deep link.
var payloadForm = regexp.MustCompile(`^[A-Za-z0-9_-]+$`) // and at most 64 characters

// said reads words. A command may carry our name, "/menu@LotseBot", as it must in groups.
func (r reader) said(text, lang string) flows.Input {
	first, rest, _ := strings.Cut(text, " ")
	command, to, named := strings.Cut(first, "@")
	if !strings.HasPrefix(command, "/") || named && !strings.EqualFold(to, r.username) {
		return flows.Said{Text: text}
	}
	if !strings.EqualFold(command, "/start") {
		return flows.Said{Text: command + text[len(first):]}
	}
	payload := strings.TrimSpace(rest)
	if !payloadForm.MatchString(payload) || len(payload) > 64 {
		payload = ""
	}
	return flows.Start{Payload: payload, Lang: lang}
}

// tap reads a pressed button. It wants an answer even if there is nothing else to do.
func (r reader) tap(id string, q *models.CallbackQuery) []bot.Update {
	chat := models.Chat{ID: q.From.ID, Type: models.ChatTypePrivate} // a private chat has the id of its user
	switch {
	case q.Message.Message != nil:
		chat = q.Message.Message.Chat
	case q.Message.InaccessibleMessage != nil: // too old, but we know what was on it by the button's id
		chat = q.Message.InaccessibleMessage.Chat
	}
	if q.From.IsBot || chat.ID == 0 || q.ID == "" {
		return nil
	}
	u := bot.Update{Key: key(id), Conversation: conversation(chat.ID), Callback: q.ID, Lang: q.From.LanguageCode}
	if q.Data != "" && chat.Type == models.ChatTypePrivate {
		u.Input = flows.Tapped{ID: q.Data}
	}
	return []bot.Update{u}
}
