package telegram

import (
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/flows"
)

// membership reads that our own place in a chat has changed: a citizen has blocked us or come back, or a group has us.
func (r reader) membership(id string, m *models.ChatMemberUpdated) []bot.Update {
	switch m.Chat.Type {
	case models.ChatTypePrivate:
		u := bot.Update{Key: key(id), Conversation: conversation(m.Chat.ID), Lang: m.From.LanguageCode}
		switch m.NewChatMember.Type {
		case models.ChatMemberTypeBanned, models.ChatMemberTypeLeft:
			u.Presence = bot.Left
		case models.ChatMemberTypeMember:
			u.Presence = bot.Returned
		default:
			return nil
		}
		return []bot.Update{u}
	case models.ChatTypeGroup, models.ChatTypeSupergroup:
		switch m.NewChatMember.Type {
		case models.ChatMemberTypeMember, models.ChatMemberTypeAdministrator, models.ChatMemberTypeRestricted:
			return r.greetGroup(m.Chat.ID, m.From.LanguageCode)
		}
	}
	return nil
}

// spokenTo answers a message in a group that is meant for us. Channels get no answer: all their readers would see it.
func (r reader) spokenTo(m *models.Message) []bot.Update {
	if m.Chat.Type != models.ChatTypeGroup && m.Chat.Type != models.ChatTypeSupergroup {
		return nil
	}
	if m.From != nil && m.From.IsBot || !r.meant(m) {
		return nil
	}
	return r.greetGroup(m.Chat.ID, proposed(m.From))
}

func (r reader) meant(m *models.Message) bool {
	if to := m.ReplyToMessage; to != nil && to.From != nil && to.From.ID == r.id {
		return true
	}
	for word := range strings.FieldsSeq(m.Text) {
		command, to, named := strings.Cut(word, "@")
		if named && (command == "" || command[0] == '/') && strings.EqualFold(strings.TrimRight(to, ".,:;!?"), r.username) {
			return true
		}
		if strings.EqualFold(word, "/start") {
			return true
		}
	}
	return false
}

// greetGroup says that the Lotse talks in private. The key is the group's, so that it is said once.
func (r reader) greetGroup(chat int64, lang string) []bot.Update {
	return []bot.Update{{
		Key:          key("group", strconv.FormatInt(chat, 10)),
		Conversation: conversation(chat),
		Lang:         lang,
		Reply: &bot.Outbound{Message: &flows.Message{
			Text:  r.texts(lang, TextGroup),
			Lang:  lang,
			Links: []flows.Button{{Label: "@" + r.username, URL: "https://t.me/" + r.username}},
		}},
	}}
}
