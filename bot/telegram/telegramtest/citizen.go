package telegramtest

import (
	"fmt"
	"maps"
	"time"
)

// Citizen is a person in a private chat with the bot. The methods return the number of the update that they cause; 0 if
// the bot does not get it.
type Citizen struct {
	ID     int64 // of the person and the chat
	server *Server
}

// Citizen returns the person with an id above 0, whose phone speaks lang ("" for no language).
func (s *Server) Citizen(id int64, lang string) Citizen {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[id] == nil {
		user := map[string]any{"id": id, "is_bot": false, "first_name": "Test"}
		if lang != "" {
			user["language_code"] = lang
		}
		s.chats[id] = &chat{id: id, kind: "private", user: user, last: int(id % 97)}
	}
	return Citizen{id, s}
}

// Group makes a group or channel known, so that the bot can write there. Its id is below 0.
func (s *Server) Group(id int64, kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[id] = &chat{id: id, kind: kind}
}

// Write sends a text.
func (c Citizen) Write(text string) int64 { return c.Send(map[string]any{"text": text}) }

// Send sends a message with any parts: {"photo": …, "caption": …}.
func (c Citizen) Send(parts map[string]any) int64 {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.chats[c.ID]
	words, _ := parts["text"].(string)
	m := chat.add(&Message{Kind: "text", Text: words})
	return s.push("message", c.message(m, parts))
}

// Reply sends a text that answers a message.
func (c Citizen) Reply(to int, text string) int64 {
	return c.Send(map[string]any{"text": text, "reply_to_message": c.quoted(to)})
}

func (c Citizen) quoted(id int) any {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.chats[c.ID]
	if m := chat.find(id); m != nil && m.FromBot {
		return chat.result(m)
	}
	return map[string]any{"message_id": id, "date": 0, "chat": chat.describe(), "from": chat.user}
}

// SendPhoto sends a photo, as Telegram passes it on: in two sizes.
func (c Citizen) SendPhoto(data []byte, caption string) int64 {
	small, large := c.server.AddFile(data[:min(1, len(data))]), c.server.AddFile(data)
	parts := map[string]any{"photo": []any{
		map[string]any{"file_id": small, "file_unique_id": "s", "width": 90, "height": 120, "file_size": 1},
		map[string]any{"file_id": large, "file_unique_id": "l", "width": 900, "height": 1200, "file_size": len(data)},
	}}
	if caption != "" {
		parts["caption"] = caption
	}
	return c.Send(parts)
}

func (c Citizen) message(m *Message, parts map[string]any) map[string]any {
	chat := c.server.chats[c.ID]
	content := map[string]any{"message_id": m.ID, "date": m.At.Unix(), "chat": chat.describe(), "from": chat.user}
	maps.Copy(content, parts)
	return content
}

// Edit changes the last text that the citizen wrote.
func (c Citizen) Edit(text string) int64 {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.chats[c.ID]
	for i := len(chat.messages) - 1; i >= 0; i-- {
		if m := chat.messages[i]; !m.FromBot {
			m.Text = text
			return s.push("edited_message", c.message(m, map[string]any{"text": text, "edit_date": time.Now().Unix()}))
		}
	}
	return 0
}

// Tap presses the latest button with that label; it reports false if there is none. A button with a URL causes no update.
func (c Citizen) Tap(label string) bool {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.chats[c.ID]
	for i := len(chat.messages) - 1; i >= 0; i-- {
		m := chat.messages[i]
		if m.Deleted {
			continue
		}
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text == label && b.Data != "" {
					c.tap(chat.result(m), b.Data)
					return true
				}
			}
		}
	}
	return false
}

// TapOld presses a button of a message that Telegram itself no longer shows to bots.
func (c Citizen) TapOld(message int, data string) int64 {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	return c.tap(map[string]any{"chat": s.chats[c.ID].describe(), "message_id": message, "date": 0}, data)
}

func (c Citizen) tap(message any, data string) int64 {
	s := c.server
	s.lastTap++
	id := fmt.Sprintf("tap%06d", s.lastTap)
	s.taps[id] = false
	return s.push("callback_query", map[string]any{
		"id": id, "from": s.chats[c.ID].user, "message": message, "chat_instance": "1", "data": data,
	})
}

// Block stops the bot, as "Stop bot" does on a phone.
func (c Citizen) Block() int64 { return c.membership("member", "kicked") }

// Unblock lets the bot write again.
func (c Citizen) Unblock() int64 { return c.membership("kicked", "member") }

func (c Citizen) membership(from, to string) int64 {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	chat := s.chats[c.ID]
	chat.blocked = to == "kicked"
	me := map[string]any{"id": BotID, "is_bot": true, "first_name": "Lotse", "username": BotUsername}
	state := func(status string) map[string]any {
		return map[string]any{"status": status, "user": me, "until_date": 0}
	}
	return s.push("my_chat_member", map[string]any{
		"chat": chat.describe(), "from": chat.user, "date": time.Now().Unix(),
		"old_chat_member": state(from), "new_chat_member": state(to),
	})
}

// DeleteAccount makes the person unreachable for good.
func (c Citizen) DeleteAccount() {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[c.ID].gone = true
}
