package telegramtest

import (
	"slices"
	"strings"
	"time"
)

// Message is a message in a chat, as a person sees it.
type Message struct {
	ID       int
	FromBot  bool
	Kind     string // "text", "venue", "photo", "video", "voice", "document"
	Text     string // visible text or caption; a venue's title and address
	HTML     string // text or caption as the bot sent it
	Entities []Entity
	File     File
	Album    string     // the same for what was sent together; "" if it stands alone
	Buttons  [][]Button // inline keyboard; nil: none
	Keys     [][]Button // keyboard in place of the phone's own
	Silent   bool       // sent without a sound
	Edited   int        // how often
	Deleted  bool
	At       time.Time
}

// Button is a button under a message or on the phone's keyboard.
type Button struct {
	Text     string
	Data     string // sent when it is tapped
	URL      string // opened when it is tapped
	Location bool   // sends the location
}

type chat struct {
	id       int64
	kind     string // "private", "group" …
	user     map[string]any
	blocked  bool
	gone     bool // the account was deleted
	messages []*Message
	last     int
	actions  int // chat actions shown
}

// Messages returns what is in a chat, in order, deleted messages included.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if c == nil {
		return nil
	}
	out := make([]Message, len(c.messages))
	for i, m := range c.messages {
		out[i] = *m
	}
	return out
}

// Said returns the texts of the bot in a chat, in order, without deleted ones.
func (s *Server) Said(chat int64) []string {
	var out []string
	for _, m := range s.Messages(chat) {
		if m.FromBot && !m.Deleted {
			out = append(out, m.Text)
		}
	}
	return out
}

// Actions returns how often the bot was shown at work in a chat.
func (s *Server) Actions(chat int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chat]; c != nil {
		return c.actions
	}
	return 0
}

// Unanswered returns the callback queries that the bot has not answered, in order.
func (s *Server) Unanswered() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for id, answered := range s.taps {
		if !answered {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (c *chat) find(id int) *Message {
	for _, m := range slices.Backward(c.messages) { // most calls are about the latest
		if m.ID == id && !m.Deleted {
			return m
		}
	}
	return nil
}

// add puts a message into the chat. Ids grow as in a chat with other traffic: not by one.
func (c *chat) add(m *Message) *Message {
	c.last += 3
	m.ID, m.At = c.last, time.Now()
	c.messages = append(c.messages, m)
	return m
}

// describe is the chat as updates show it.
func (c *chat) describe() map[string]any {
	return map[string]any{"id": c.id, "type": c.kind, "first_name": "Test"}
}

// posted is a message as sending methods return it, in Telegram's order.
type posted struct {
	ID       int             `json:"message_id"`
	From     sender          `json:"from"`
	Chat     map[string]any  `json:"chat"`
	Date     int64           `json:"date"`
	Text     string          `json:"text,omitempty"`
	Entities []Entity        `json:"entities,omitempty"`
	Markup   *describedBoard `json:"reply_markup,omitempty"`
}

type sender struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username"`
}

type describedBoard struct {
	Rows [][]map[string]any `json:"inline_keyboard"`
}

func (c *chat) result(m *Message) posted {
	out := posted{ID: m.ID, From: sender{BotID, true, "Lotse", BotUsername}, Chat: c.describe(), Date: m.At.Unix()}
	if m.Kind == "text" {
		out.Text, out.Entities = m.Text, m.Entities
	}
	if m.Buttons != nil {
		out.Markup = &describedBoard{describeButtons(m.Buttons)}
	}
	return out
}

func describeButtons(rows [][]Button) [][]map[string]any {
	out := [][]map[string]any{}
	for _, row := range rows {
		line := []map[string]any{}
		for _, b := range row {
			one := map[string]any{"text": b.Text}
			if b.URL != "" {
				one["url"] = b.URL
			} else {
				one["callback_data"] = b.Data
			}
			line = append(line, one)
		}
		out = append(out, line)
	}
	return out
}

// receiver finds the chat that a method writes to, or says why it cannot. The lock is held.
func (s *Server) receiver(p map[string]any) (*chat, answer) {
	id, ok := p["chat_id"].(float64)
	c := s.chats[int64(id)]
	switch {
	case !ok || c == nil:
		return nil, badRequest("chat not found")
	case c.gone:
		return nil, forbidden("user is deactivated")
	case c.blocked && c.kind == "private":
		return nil, forbidden("bot was blocked by the user")
	case c.blocked:
		return nil, forbidden("bot was kicked from the " + c.kind + " chat")
	}
	return c, answer{}
}

// visible is a message's text.
func visible(p map[string]any) (string, []Entity, answer) {
	shown, entities, no := formatted(p, "text")
	switch n := utf16Len(shown); {
	case no.code != 0:
		return "", nil, no
	case n == 0:
		return "", nil, badRequest("message text is empty")
	case n > 4096:
		return "", nil, badRequest("message is too long")
	}
	return shown, entities, answer{}
}

// formatted reads a text as Telegram does, which measures it after its entities are parsed and white space at its ends is gone.
func formatted(p map[string]any, name string) (string, []Entity, answer) {
	shown, entities := text(p, name), []Entity(nil)
	switch mode := text(p, "parse_mode"); mode {
	case "":
	case "HTML":
		var err error
		if shown, entities, err = parseHTML(shown); err != nil {
			return "", nil, badRequest("%s", err)
		}
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	return strings.TrimSpace(shown), entities, answer{}
}
