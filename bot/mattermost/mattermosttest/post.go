package mattermosttest

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Post is a post as the API shows it.
type Post struct {
	ID         string          `json:"id"`
	CreateAt   int64           `json:"create_at"`
	UpdateAt   int64           `json:"update_at"`
	EditAt     int64           `json:"edit_at"`
	DeleteAt   int64           `json:"delete_at"`
	IsPinned   bool            `json:"is_pinned"`
	UserID     string          `json:"user_id"`
	ChannelID  string          `json:"channel_id"`
	RootID     string          `json:"root_id"`
	OriginalID string          `json:"original_id"`
	Message    string          `json:"message"`
	Type       string          `json:"type"`
	Props      map[string]any  `json:"props"`
	Hashtags   string          `json:"hashtags"`
	FileIDs    []string        `json:"file_ids"`
	Pending    string          `json:"pending_post_id"`
	Reacted    bool            `json:"has_reactions,omitempty"`
	ReplyCount int64           `json:"reply_count"`
	LastReply  int64           `json:"last_reply_at"`
	People     json.RawMessage `json:"participants"`
	Metadata   *metadata       `json:"metadata,omitempty"`
}

// Reaction is a reaction as the API shows it.
type Reaction struct {
	UserID    string `json:"user_id"`
	PostID    string `json:"post_id"`
	EmojiName string `json:"emoji_name"`
	CreateAt  int64  `json:"create_at"`
	UpdateAt  int64  `json:"update_at"`
	DeleteAt  int64  `json:"delete_at"`
	RemoteID  string `json:"remote_id"`
	ChannelID string `json:"channel_id"`
}

type metadata struct {
	Reactions []Reaction `json:"reactions,omitempty"`
	Files     []*file    `json:"files,omitempty"`
}

type file struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	MimeType string `json:"mime_type"`
	Size     int64  `json:"size"`
	channel  string
	post     string
	data     []byte
}

type action struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	Name        string `json:"name"`
	Style       string `json:"style"`
	Integration *struct {
		URL     string         `json:"url"`
		Context map[string]any `json:"context"`
	} `json:"integration,omitempty"`
}

const maxMessage = 16383

var (
	alphanumeric = regexp.MustCompile(`^[A-Za-z0-9]+$`)
	knownEmoji   = regexp.MustCompile(`^[a-z0-9_+-]+$`)
)

// create makes a post. It holds the lock.
func (s *Server) create(p Post) (*Post, *refusal) {
	ch := s.channels[p.ChannelID]
	if utf8.RuneCountInString(p.Message) > maxMessage {
		return nil, wrong("model.post.is_valid.message_length.app_error")
	}
	if len(p.FileIDs) > 10 {
		return nil, wrong("api.post.create_post.file_ids.app_error")
	}
	if p.RootID != "" {
		root := s.posts[p.RootID]
		if root == nil || root.DeleteAt != 0 || root.RootID != "" {
			return nil, wrong("api.post.create_post.root_id.app_error")
		}
		if root.ChannelID != p.ChannelID {
			return nil, wrong("api.post.create_post.channel_root_id.app_error")
		}
	}
	if p.Pending != "" {
		if old, ok := s.pending[p.Pending]; ok && s.tick-old.at < 30_000 {
			return s.posts[old.post], nil
		}
	}
	p.ID = s.newID()
	p.CreateAt = s.now()
	p.UpdateAt = p.CreateAt
	if p.Props == nil {
		p.Props = map[string]any{}
	}
	if s.users[p.UserID].IsBot {
		p.Props["from_bot"] = "true"
	}
	for _, id := range p.FileIDs {
		if f := s.files[id]; f == nil || f.post != "" || f.channel != p.ChannelID {
			s.problem("the file of a post is not there or belongs to another")
		} else {
			f.post = p.ID
		}
	}
	if p.Pending != "" {
		s.pending[p.Pending] = seen{p.ID, p.CreateAt}
	}
	p.Pending = ""
	s.posts[p.ID] = &p
	s.keepActions(&p)
	ch.LastPostAt = p.CreateAt
	s.touchRoot(&p, p.CreateAt)
	s.ring("posted", &p)
	return &p, nil
}

// keepActions takes the addresses of buttons out of the props: clients never see them.
func (s *Server) keepActions(p *Post) {
	raw, ok := p.Props["attachments"]
	if !ok {
		return
	}
	data, _ := json.Marshal(raw)
	var attachments []struct {
		Actions []action `json:"actions"`
	}
	if json.Unmarshal(data, &attachments) != nil {
		s.problem("the attachments of a post are no list of attachments")
		return
	}
	s.actions[p.ID] = map[string]action{}
	for _, a := range attachments {
		for _, b := range a.Actions {
			if !alphanumeric.MatchString(b.ID) || b.Name == "" || b.Type != "button" || b.Integration == nil {
				s.problem("the button %q would not work", b.ID)
				continue
			}
			s.actions[p.ID][b.ID] = b
		}
	}
	var shown []map[string]any
	_ = json.Unmarshal(data, &shown)
	for _, a := range shown {
		if buttons, ok := a["actions"].([]any); ok {
			for _, b := range buttons {
				delete(b.(map[string]any), "integration")
			}
		}
	}
	p.Props["attachments"] = shown
}

func (s *Server) touchRoot(p *Post, at int64) {
	if root := s.posts[p.RootID]; root != nil {
		root.UpdateAt = max(root.UpdateAt, at)
	}
}

// edit changes a post and keeps the older version among the posts, as the server does.
func (s *Server) edit(p *Post, message *string, props map[string]any) {
	old := *p
	p.UpdateAt = s.now()
	old.ID, old.OriginalID, old.DeleteAt, old.UpdateAt = s.newID(), p.ID, p.UpdateAt, p.UpdateAt
	s.posts[old.ID] = &old
	if message != nil && *message != p.Message {
		p.Message, p.EditAt = *message, p.UpdateAt
	}
	if props != nil {
		p.Props = props
		s.keepActions(p)
	}
	s.touchRoot(p, p.UpdateAt)
	s.ring("post_edited", p)
}

// remove deletes a post, and with a root its thread.
func (s *Server) remove(p *Post, by string) {
	at := s.now()
	for _, q := range s.posts {
		if q.DeleteAt == 0 && (q.ID == p.ID || q.RootID == p.ID) {
			q.DeleteAt, q.UpdateAt = at, at
			q.Props["deleteBy"] = by
			for _, id := range q.FileIDs {
				delete(s.files, id)
			}
		}
	}
	s.touchRoot(p, at)
	s.ring("post_deleted", p)
}

func (s *Server) react(p *Post, user, emoji string) Reaction {
	for _, r := range s.reacts[p.ID] {
		if r.UserID == user && r.EmojiName == emoji {
			return r
		}
	}
	at := s.now()
	r := Reaction{UserID: user, PostID: p.ID, EmojiName: emoji, CreateAt: at, UpdateAt: at, ChannelID: p.ChannelID}
	s.reacts[p.ID] = append(s.reacts[p.ID], r)
	p.Reacted, p.UpdateAt = true, at
	s.ringReaction(r)
	return r
}

func (s *Server) unreact(p *Post, user, emoji string) {
	s.reacts[p.ID] = slices.DeleteFunc(s.reacts[p.ID], func(r Reaction) bool { return r.UserID == user && r.EmojiName == emoji })
	p.Reacted, p.UpdateAt = len(s.reacts[p.ID]) > 0, s.now()
}

// shown is a copy of a post with what the API adds.
func (s *Server) shown(p *Post) *Post {
	out := *p
	out.Metadata = &metadata{Reactions: slices.Clone(s.reacts[p.ID])}
	for _, id := range p.FileIDs {
		if f := s.files[id]; f != nil {
			out.Metadata.Files = append(out.Metadata.Files, f)
		}
	}
	return &out
}

type postList struct {
	Order []string         `json:"order"`
	Posts map[string]*Post `json:"posts"`
	Next  string           `json:"next_post_id"`
	Prev  string           `json:"prev_post_id"`
}

// list shows posts, the latest first, together with the roots that they answer to.
func (s *Server) list(posts []*Post) *postList {
	slices.SortFunc(posts, func(a, b *Post) int { return cmp.Compare(b.CreateAt, a.CreateAt) })
	out := &postList{Order: []string{}, Posts: map[string]*Post{}}
	for _, p := range posts {
		out.Order = append(out.Order, p.ID)
		out.Posts[p.ID] = s.shown(p)
		if root := s.posts[p.RootID]; root != nil {
			out.Posts[root.ID] = s.shown(root)
		}
	}
	return out
}

// changed are at most SinceLimit of the posts that changed, and not the first or the last.
func (s *Server) changed(channel string, since int64) *postList {
	var found []*Post
	for _, p := range s.posts {
		if p.ChannelID == channel && p.UpdateAt > since {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b *Post) int { return strings.Compare(a.ID, b.ID) })
	return s.list(found[:min(len(found), SinceLimit)])
}

func (s *Server) live(keep func(*Post) bool) []*Post {
	var found []*Post
	for _, p := range s.posts {
		if p.DeleteAt == 0 && p.OriginalID == "" && keep(p) {
			found = append(found, p)
		}
	}
	return found
}
