package telegramtest

import (
	"fmt"
	"reflect"
	"time"
)

// The methods below are called with the lock held and with well-formed parameters.

func (s *Server) sendMessage(p map[string]any) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	shown, entities, no := visible(p)
	if no.code != 0 {
		return no
	}
	return s.post(c, p, &Message{Kind: "text", Text: shown, HTML: text(p, "text"), Entities: entities})
}

func (s *Server) sendVenue(p map[string]any) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	lat, lon := p["latitude"].(float64), p["longitude"].(float64)
	if text(p, "title") == "" || text(p, "address") == "" {
		return badRequest("venue title and address must be non-empty")
	}
	if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return badRequest("wrong coordinates")
	}
	return s.post(c, p, &Message{Kind: "venue", Text: fmt.Sprintf("%s, %s (%g, %g)", p["title"], p["address"], lat, lon)})
}

// post adds a message of the bot's.
func (s *Server) post(c *chat, p map[string]any, m *Message) answer {
	if no := markup(p, m, c.kind == "private"); no.code != 0 {
		return no
	}
	if wait := s.limited(c.id); wait > 0 {
		return tooMany(wait)
	}
	m.FromBot = true
	m.Silent, _ = p["disable_notification"].(bool)
	return success(c.result(c.add(m)))
}

func (s *Server) sendChatAction(p map[string]any) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	switch text(p, "action") { // https://core.telegram.org/bots/api#sendchataction
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document", "choose_sticker",
		"find_location", "record_video_note", "upload_video_note":
	default:
		return badRequest("wrong parameter action in request")
	}
	c.actions++
	return success(true)
}

// editable finds the message to edit.
func (s *Server) editable(p map[string]any) (*chat, *Message, answer) {
	c, no := s.receiver(p)
	if no.code != 0 {
		return nil, nil, no
	}
	id := number(p, "message_id", 0)
	if id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	m := c.find(id)
	switch {
	case m == nil:
		return nil, nil, badRequest("message to edit not found")
	case !m.FromBot, m.Keys != nil:
		return nil, nil, badRequest("message can't be edited")
	}
	return c, m, answer{}
}

func (s *Server) editMessageText(p map[string]any) answer {
	_, m, no := s.editable(p)
	if no.code != 0 {
		return no
	}
	if m.Kind != "text" {
		return badRequest("there is no text in the message to edit")
	}
	shown, entities, no := visible(p)
	if no.code != 0 {
		return no
	}
	next := *m
	next.Text, next.HTML, next.Entities = shown, text(p, "text"), entities
	return s.replace(p, m, next)
}

func (s *Server) editMessageReplyMarkup(p map[string]any) answer {
	_, m, no := s.editable(p)
	if no.code != 0 {
		return no
	}
	return s.replace(p, m, *m)
}

// replace makes an edit. Without a keyboard in the request, the message has none any more.
func (s *Server) replace(p map[string]any, m *Message, next Message) answer {
	next.Buttons = nil
	if no := markup(p, &next, true); no.code != 0 {
		return no
	}
	if next.Keys != nil {
		return badRequest("message can't be edited")
	}
	if m.Text == next.Text && reflect.DeepEqual(m.Entities, next.Entities) && reflect.DeepEqual(m.Buttons, next.Buttons) {
		return badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	next.Edited++
	*m = next
	id, _ := p["chat_id"].(float64)
	return success(s.chats[int64(id)].result(m))
}

// deletable is how long a message can be deleted: https://core.telegram.org/bots/api#deletemessage
const deletable = 48 * time.Hour

func (s *Server) deleteMessage(p map[string]any) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	m := c.find(number(p, "message_id", 0))
	switch {
	case m == nil:
		return badRequest("message to delete not found")
	case time.Since(m.At) >= deletable, !m.FromBot && c.kind != "private":
		return badRequest("message can't be deleted for everyone")
	}
	m.Deleted = true
	return success(true)
}

func (s *Server) answerCallbackQuery(p map[string]any) answer {
	id := text(p, "callback_query_id")
	if answered, ok := s.taps[id]; !ok || answered {
		return badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if len([]rune(text(p, "text"))) > 200 {
		return badRequest("MESSAGE_TOO_LONG")
	}
	s.taps[id] = true
	return success(true)
}
