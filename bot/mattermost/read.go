package mattermost

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// reader makes events of posts. What it needs to ask the server for is asked through its functions.
type reader struct {
	me        string
	place     bot.Place                                                      // Direct, or Thread for the channel
	mentions  func(ctx context.Context, text string) ([]desk.Mention, error) // members of the channel named in a text
	reactions func(ctx context.Context, post string) ([]*mm.Reaction, error) // of a post that came without them
	files     func(ctx context.Context, post string) ([]*mm.FileInfo, error) // of a post that came without them
	member    func(ctx context.Context, user string) (bool, error)           // whether a user belongs to the channel
}

// happening is an event and the server's time at which it happened.
type happening struct {
	at int64
	bot.DeskEvent
}

// events are what the posts of one answer tell, in the order in which it happened. The posts may be in any order, and hold roots
// that did not change.
func (r reader) events(ctx context.Context, posts map[string]*mm.Post, since int64) ([]bot.DeskEvent, error) {
	var all []happening
	for _, id := range sorted(posts) {
		p := posts[id]
		if p.UpdateAt <= since || p.OriginalId != "" { // an unchanged root; a version before an edit
			continue
		}
		found, err := r.post(ctx, p, posts)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Compare(a.at, b.at) })
	out := make([]bot.DeskEvent, len(all))
	for i, h := range all {
		out[i] = h.DeskEvent
	}
	return out, nil
}

// sorted are the ids by creation, equal times by id, so that the same answer always reads the same.
func sorted(posts map[string]*mm.Post) []string {
	ids := make([]string, 0, len(posts))
	for id, p := range posts {
		if p != nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(posts[a].CreateAt, posts[b].CreateAt), strings.Compare(a, b))
	})
	return ids
}

func (r reader) post(ctx context.Context, p *mm.Post, posts map[string]*mm.Post) ([]happening, error) {
	at := r.at(p, posts)
	ours := p.UserId == r.me
	if p.DeleteAt != 0 {
		if by, _ := p.GetProp(mm.PostPropsDeleteBy).(string); by == r.me || !ours && !spoken(p) {
			return nil, nil
		}
		e := at
		e.Key, e.Event = "mm:gone:"+p.Id, desk.AgentDeleted{Post: desk.PostID(p.Id)}
		return []happening{{p.DeleteAt, e}}, nil
	}
	var out []happening
	if !ours && spoken(p) {
		if r.place == bot.Direct {
			if ok, err := r.member(ctx, p.UserId); err != nil || !ok {
				return nil, err
			}
		}
		said, err := r.said(ctx, p, at)
		if err != nil {
			return nil, err
		}
		out = said
	}
	if !ours && !spoken(p) {
		return nil, nil
	}
	reactions, err := r.reacted(ctx, p, at)
	return append(out, reactions...), err
}

// at is an event without content at the place of a post.
func (r reader) at(p *mm.Post, posts map[string]*mm.Post) bot.DeskEvent {
	e := bot.DeskEvent{Place: r.place}
	if r.place == bot.Direct {
		return e
	}
	root := p
	if p.RootId != "" {
		root = posts[p.RootId]
		e.Thread = desk.PostID(p.RootId)
	}
	if root != nil && root.UserId == r.me {
		ticket, _ := root.GetProp(propTicket).(string)
		key, _ := root.GetProp(propKey).(string)
		e.Ticket, e.Root = desk.TicketID(ticket), desk.Key(key)
	}
	switch {
	case p.RootId != "":
	case p.UserId == r.me:
		e.Thread = desk.PostID(p.Id)
	default:
		e.Place = bot.Top
	}
	return e
}

// said is a new post, and its edit if there was one.
func (r reader) said(ctx context.Context, p *mm.Post, at bot.DeskEvent) ([]happening, error) {
	id, agent, text := desk.PostID(p.Id), desk.AgentID(p.UserId), words(p)
	files, err := r.attached(ctx, p)
	if err != nil {
		return nil, err
	}
	mentions, err := r.mentions(ctx, text)
	if err != nil {
		return nil, err
	}
	posted := at
	posted.Key = "mm:post:" + p.Id
	posted.Event = desk.AgentPosted{Agent: agent, Post: id, Text: text, Files: files, Mentions: mentions}
	if p.EditAt == 0 {
		return []happening{{p.CreateAt, posted}}, nil
	}
	edited := at
	edited.Key = "mm:edit:" + p.Id + ":" + strconv.FormatInt(p.EditAt, 10)
	edited.Event = desk.AgentEdited{Agent: agent, Post: id, Text: text, Mentions: mentions}
	posted.Covers = []string{edited.Key}
	return []happening{{p.CreateAt, posted}, {p.EditAt, edited}}, nil
}

func (r reader) reacted(ctx context.Context, p *mm.Post, at bot.DeskEvent) ([]happening, error) {
	if !p.HasReactions {
		return nil, nil
	}
	var found []*mm.Reaction
	if p.Metadata != nil {
		found = p.Metadata.Reactions
	}
	if len(found) == 0 {
		var err error
		if found, err = r.reactions(ctx, p.Id); err != nil {
			return nil, err
		}
	}
	var out []happening
	for _, x := range found {
		if x == nil || x.UserId == r.me || x.DeleteAt != 0 {
			continue
		}
		e := at
		e.Key = strings.Join([]string{"mm:react", p.Id, x.UserId, x.EmojiName, strconv.FormatInt(x.CreateAt, 10)}, ":")
		e.Event = desk.AgentReacted{Agent: desk.AgentID(x.UserId), Post: desk.PostID(p.Id), Emoji: x.EmojiName}
		out = append(out, happening{x.CreateAt, e})
	}
	return out, nil
}

// spoken reports whether a person wrote the post: not the server, and no integration in somebody's name.
func spoken(p *mm.Post) bool {
	if p.Type != mm.PostTypeDefault && p.Type != mm.PostTypeMe {
		return false
	}
	for _, prop := range []string{mm.PostPropsFromBot, mm.PostPropsFromWebhook, mm.PostPropsFromPlugin, mm.PostPropsFromOAuthApp} {
		if p.GetProp(prop) == "true" {
			return false
		}
	}
	return true
}

// words are what was typed, also where the server shows something else.
func words(p *mm.Post) string { return cmp.Or(p.MessageSource, p.Message) }

func (r reader) attached(ctx context.Context, p *mm.Post) ([]desk.File, error) {
	if len(p.FileIds) == 0 {
		return nil, nil
	}
	var infos []*mm.FileInfo
	if p.Metadata != nil {
		infos = p.Metadata.Files
	}
	if len(infos) < len(p.FileIds) {
		var err error
		if infos, err = r.files(ctx, p.Id); err != nil {
			return nil, err
		}
	}
	var out []desk.File
	for _, f := range infos {
		if f != nil {
			out = append(out, desk.File{Kind: kindOf(f.MimeType), Handle: desk.Handle(f.Id), Name: f.Name, MIME: f.MimeType, Size: f.Size})
		}
	}
	return out, nil
}

// kindOf is what a file is by its media type. A picture that chats cannot show as one is a document.
func kindOf(mime string) desk.FileKind {
	mime, _, _ = strings.Cut(strings.ToLower(mime), ";")
	switch {
	case mime == "image/jpeg", mime == "image/png", mime == "image/webp":
		return desk.Photo
	case mime == "audio/ogg", mime == "audio/mpeg", mime == "audio/mp4":
		return desk.Voice
	case mime == "video/mp4":
		return desk.Video
	}
	return desk.Document
}
