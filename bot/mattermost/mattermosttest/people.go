package mattermosttest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"
)

// Person makes a user who is a member of the channel, and returns the id.
func (s *Server) Person(username, firstName string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	s.users[id] = &user{ID: id, Username: username, FirstName: firstName, Roles: "system_user"}
	s.channels[s.main].members[id] = true
	return id
}

// Stranger makes a user who is no member of the channel, and returns the id.
func (s *Server) Stranger(username string) string {
	id := s.Person(username, "")
	s.Remove(id)
	return id
}

// Deactivate takes the account away from a person, who stays a member of the channel as on a real server.
func (s *Server) Deactivate(person string) { s.set(func() { s.users[person].DeleteAt = s.now() }) }

// Say posts as a person; root is "" for a post in the channel. Props may be nil.
func (s *Server) Say(person, root, text string, props map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mustCreate(Post{UserID: person, ChannelID: s.main, RootID: root, Message: text, Props: props})
}

// SayAtOnce posts as a person, all of it in the same millisecond.
func (s *Server) SayAtOnce(person, root string, texts ...string) {
	for i, text := range texts {
		id := s.Say(person, root, text, nil)
		s.set(func() {
			p := s.posts[id]
			p.CreateAt -= int64(i)
			p.UpdateAt = p.CreateAt
		})
	}
}

// SayLate posts as a person, but the post is as old as a transaction that took that long to become visible.
func (s *Server) SayLate(person, root, text string, by time.Duration) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.mustCreate(Post{UserID: person, ChannelID: s.main, RootID: root, Message: text})
	p := s.posts[id]
	p.CreateAt -= by.Milliseconds()
	p.UpdateAt = p.CreateAt
	return id
}

// System posts as the server does: "… joined the channel".
func (s *Server) System(person, kind string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mustCreate(Post{UserID: person, ChannelID: s.main, Message: "system", Type: kind})
}

// Send posts with a file.
func (s *Server) Send(person, root, text, name, mime string, data []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	s.files[id] = &file{ID: id, Name: name, MimeType: mime, Size: int64(len(data)), channel: s.main, data: data}
	return s.mustCreate(Post{UserID: person, ChannelID: s.main, RootID: root, Message: text, FileIDs: []string{id}})
}

// Whisper posts to the bot alone.
func (s *Server) Whisper(person, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mustCreate(Post{UserID: person, ChannelID: s.direct(person).ID, Message: text})
}

func (s *Server) mustCreate(p Post) string {
	made, r := s.create(p)
	if r != nil {
		panic("mattermosttest: a test posts what the server refuses: " + r.id)
	}
	return made.ID
}

func (s *Server) direct(person string) *channel {
	name := min(s.bot, person) + "__" + max(s.bot, person)
	for _, ch := range s.channels {
		if ch.Name == name {
			return ch
		}
	}
	ch := &channel{ID: s.newID(), Type: "D", Name: name, members: map[string]bool{s.bot: true, person: true}}
	s.channels[ch.ID] = ch
	return ch
}

// Edit, Delete, React and Unreact do to a post what people do.
func (s *Server) Edit(post, text string)     { s.set(func() { s.edit(s.posts[post], &text, nil) }) }
func (s *Server) Delete(person, post string) { s.set(func() { s.remove(s.posts[post], person) }) }
func (s *Server) React(person, post, name string) {
	s.set(func() { s.react(s.posts[post], person, name) })
}
func (s *Server) Unreact(person, post, name string) {
	s.set(func() { s.unreact(s.posts[post], person, name) })
}

// Posts are the posts of the channel in order, without deleted ones.
func (s *Server) Posts() []Post { return s.in(s.main) }

// Whispers are what the bot and a person wrote to each other.
func (s *Server) Whispers(person string) []Post {
	s.mu.Lock()
	ch := s.direct(person).ID
	s.mu.Unlock()
	return s.in(ch)
}

func (s *Server) in(channel string) []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Post
	for _, p := range s.live(func(p *Post) bool { return p.ChannelID == channel }) {
		out = append(out, *s.shown(p))
	}
	slices.SortFunc(out, func(a, b Post) int { return cmp.Compare(a.CreateAt, b.CreateAt) })
	return out
}

// Reactions are the names of the reactions that a user has put on a post.
func (s *Server) Reactions(post, user string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.reacts[post] {
		if r.UserID == user {
			out = append(out, r.EmojiName)
		}
	}
	return out
}

// Files are the contents of the files that are there.
func (s *Server) Files() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for _, f := range s.files {
		out[f.Name] = string(f.data)
	}
	return out
}

// Buttons are the ids of the buttons under a post.
func (s *Server) Buttons(post string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for id := range s.actions[post] {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// Press presses a button as a person does and returns the status of the answer and what the person reads. Change, if not nil, may
// alter the request, as a forger would.
func (s *Server) Press(person, post, button string, change func(request map[string]any)) (status int, shown string) {
	s.mu.Lock()
	a, ok := s.actions[post][button]
	p := s.posts[post]
	s.serial++
	trigger := s.newID()
	s.mu.Unlock()
	if !ok || !strings.HasPrefix(a.Integration.URL, "http") {
		return http.StatusNotFound, ""
	}
	data, _ := json.Marshal(a.Integration.Context)
	context := map[string]any{}
	_ = json.Unmarshal(data, &context)
	request := map[string]any{
		"user_id": person, "channel_id": p.ChannelID, "team_id": s.team, "post_id": post, "trigger_id": trigger, "type": "button", "context": context,
	}
	if change != nil {
		change(request)
	}
	body, _ := json.Marshal(request)
	w := httptest.NewRecorder()
	s.Callback.ServeHTTP(w, httptest.NewRequest(http.MethodPost, a.Integration.URL, bytes.NewReader(body)))
	var reply struct {
		Text string `json:"ephemeral_text"`
	}
	_ = json.Unmarshal(w.Body.Bytes(), &reply)
	return w.Code, reply.Text
}
