package telegram

import (
	"encoding/json"
	"errors"

	"github.com/go-telegram/bot/models"
)

var errUnreadable = errors.New("the update has an unknown form")

// decode reads an update. The library refuses a whole message because of one part whose kind it does not know yet, such
// as a new origin of forwarded messages; then only the parts that we need are read, so that nobody is left without an
// answer. With an error, at least the id is set if there is one.
func decode(raw json.RawMessage) (models.Update, error) {
	var u models.Update
	if json.Unmarshal(raw, &u) == nil {
		return u, nil
	}
	u = models.Update{}
	var parts map[string]json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return u, errUnreadable
	}
	if json.Unmarshal(parts["update_id"], &u.ID) != nil {
		return models.Update{}, errUnreadable
	}
	for _, kind := range []string{models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage} {
		if parts[kind] != nil {
			parts[kind] = withReply(only(parts[kind], messageParts), parts[kind])
		}
	}
	if query := only(parts[models.AllowedUpdateCallbackQuery], []string{"id", "from", "data"}); query != nil {
		parts[models.AllowedUpdateCallbackQuery] = query
	}
	id := u.ID
	if again, err := json.Marshal(parts); err != nil || json.Unmarshal(again, &u) != nil {
		return models.Update{ID: id}, errUnreadable
	}
	return u, nil
}

// messageParts are the parts of a message that we read; none of them can have an unknown kind.
var messageParts = []string{
	"message_id", "from", "date", "chat", "media_group_id", "text", "caption", "entities",
	"photo", "document", "voice", "video", "video_note", "audio", "animation", "sticker", "contact", "location", "venue", "poll", "dice",
}

// withReply adds to the parts of a message which one it answers.
func withReply(few, whole json.RawMessage) json.RawMessage {
	var parts map[string]json.RawMessage
	var to struct {
		Reply json.RawMessage `json:"reply_to_message"`
	}
	if json.Unmarshal(whole, &to) != nil || json.Unmarshal(few, &parts) != nil || parts == nil {
		return few
	}
	reply := only(to.Reply, []string{"message_id", "from", "date", "chat"})
	if reply == nil {
		return few
	}
	parts["reply_to_message"] = reply
	out, err := json.Marshal(parts)
	if err != nil {
		return few
	}
	return out
}

// only returns the JSON object with the given members alone; nil if it is no object.
func only(object json.RawMessage, members []string) json.RawMessage {
	var all map[string]json.RawMessage
	if json.Unmarshal(object, &all) != nil || all == nil {
		return nil
	}
	few := map[string]json.RawMessage{}
	for _, m := range members {
		if all[m] != nil {
			few[m] = all[m]
		}
	}
	out, err := json.Marshal(few)
	if err != nil {
		return nil
	}
	return out
}
