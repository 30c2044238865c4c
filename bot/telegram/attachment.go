package telegram

import (
	"encoding/json"
	"strconv"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/flows"
)

// attachment says what a message is that has no text, and which file of Telegram's it holds ("" for none). The kind is ""
// if it is nothing that we know.
func attachment(m *models.Message) (kind flows.Attachment, file string) {
	switch {
	case len(m.Photo) > 0:
		return flows.Photo, m.Photo[len(m.Photo)-1].FileID // the last is the largest
	case m.Voice != nil:
		return flows.Voice, m.Voice.FileID
	case m.VideoNote != nil:
		return flows.Other, m.VideoNote.FileID
	case m.Video != nil:
		return flows.Other, m.Video.FileID
	case m.Audio != nil:
		return flows.Other, m.Audio.FileID
	case m.Animation != nil: // comes as a document, too
		return flows.Other, m.Animation.FileID
	case m.Document != nil:
		return flows.Document, m.Document.FileID
	case m.Sticker != nil:
		return flows.Sticker, m.Sticker.FileID
	case m.Contact != nil:
		return flows.Contact, ""
	case m.Poll != nil, m.Dice != nil, m.Game != nil, m.Story != nil, m.Checklist != nil, m.PaidMedia != nil:
		return flows.Other, ""
	}
	return "", ""
}

// handle names a message and its file. Its form is part of the package's promise.
func handle(m *models.Message) string {
	h := strconv.Itoa(m.ID)
	if kind, file := attachment(m); file != "" {
		h += " " + string(kind) + " " + file
	}
	return h
}

// isService reports whether a message only tells of something that happened in the chat. What is neither that nor known
// to us is taken for something that the citizen sent, so that it gets an answer.
func isService(raw json.RawMessage) bool {
	var u struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return false
	}
	for part := range u.Message {
		if service[part] {
			return true
		}
	}
	return false
}

// service are the parts that https://core.telegram.org/bots/api#message calls service messages, version 10.1.
var service = map[string]bool{
	"new_chat_members": true, "left_chat_member": true, "chat_owner_left": true, "chat_owner_changed": true,
	"new_chat_title": true, "new_chat_photo": true, "delete_chat_photo": true,
	"group_chat_created": true, "supergroup_chat_created": true, "channel_chat_created": true,
	"message_auto_delete_timer_changed": true, "migrate_to_chat_id": true, "migrate_from_chat_id": true, "pinned_message": true,
	"successful_payment": true, "refunded_payment": true, "users_shared": true, "chat_shared": true,
	"gift": true, "unique_gift": true, "gift_upgrade_sent": true, "connected_website": true, "write_access_allowed": true,
	"passport_data": true, "proximity_alert_triggered": true, "boost_added": true, "chat_background_set": true,
	"checklist_tasks_done": true, "checklist_tasks_added": true, "direct_message_price_changed": true,
	"forum_topic_created": true, "forum_topic_edited": true, "forum_topic_closed": true, "forum_topic_reopened": true,
	"general_forum_topic_hidden": true, "general_forum_topic_unhidden": true,
	"giveaway_created": true, "giveaway_winners": true, "giveaway_completed": true, "managed_bot_created": true,
	"paid_message_price_changed": true, "poll_option_added": true, "poll_option_deleted": true,
	"suggested_post_approved": true, "suggested_post_approval_failed": true, "suggested_post_declined": true,
	"suggested_post_paid": true, "suggested_post_refunded": true,
	"video_chat_scheduled": true, "video_chat_started": true, "video_chat_ended": true, "video_chat_participants_invited": true,
	"web_app_data": true,
}
