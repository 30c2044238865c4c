package telegram

import (
	"encoding/json"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
)

// attachment says what a message is that has no text: to the engine, and to volunteers. The kind is "" if it is nothing that
// we know.
func attachment(m *models.Message) (flows.Attachment, desk.File) {
	switch {
	case len(m.Photo) > 0:
		p := largest(m.Photo)
		return flows.Photo, desk.File{Kind: desk.Photo, Handle: desk.Handle(p.FileID), MIME: "image/jpeg", Size: int64(p.FileSize)}
	case m.Voice != nil:
		return flows.Voice, file(desk.Voice, m.Voice.FileID, "", m.Voice.MimeType, m.Voice.FileSize)
	case m.VideoNote != nil:
		return flows.Other, file(desk.Video, m.VideoNote.FileID, "", "video/mp4", int64(m.VideoNote.FileSize))
	case m.Video != nil:
		return flows.Other, file(desk.Video, m.Video.FileID, m.Video.FileName, m.Video.MimeType, m.Video.FileSize)
	case m.Audio != nil:
		return flows.Other, file(desk.Document, m.Audio.FileID, m.Audio.FileName, m.Audio.MimeType, m.Audio.FileSize)
	case m.Animation != nil: // comes as a document, too
		return flows.Other, file(desk.Video, m.Animation.FileID, m.Animation.FileName, m.Animation.MimeType, m.Animation.FileSize)
	case m.Document != nil:
		return flows.Document, file(desk.Document, m.Document.FileID, m.Document.FileName, m.Document.MimeType, m.Document.FileSize)
	case m.Sticker != nil:
		return flows.Sticker, desk.File{Kind: desk.Sticker}
	case m.Contact != nil:
		return flows.Contact, desk.File{Kind: desk.Contact} // whose it is goes no further
	case m.Poll != nil, m.Dice != nil, m.Game != nil, m.Story != nil, m.Checklist != nil, m.PaidMedia != nil:
		return flows.Other, desk.File{Kind: desk.Other}
	}
	return "", desk.File{}
}

func file(kind desk.FileKind, id, name, mime string, size int64) desk.File {
	return desk.File{Kind: kind, Handle: desk.Handle(id), Name: name, MIME: mime, Size: size}
}

// largest is the variant of a photo on which letters can be read.
func largest(variants []models.PhotoSize) models.PhotoSize {
	best := variants[0]
	for _, p := range variants[1:] {
		if p.Width*p.Height >= best.Width*best.Height {
			best = p
		}
	}
	return best
}

// caption is what was written along with a file, or what a sticker says.
func caption(m *models.Message) string {
	if m.Sticker != nil {
		return m.Sticker.Emoji
	}
	return m.Caption
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
