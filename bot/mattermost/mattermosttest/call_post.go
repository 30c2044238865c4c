package mattermosttest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s *Server) channelPosts(q request) (any, []byte, *refusal) {
	ch := s.channels[q.ids[0]]
	if q.query.Get("include_deleted") == "true" || !s.mayRead(ch) {
		return nil, nil, denied()
	}
	if since, _ := strconv.ParseInt(q.query.Get("since"), 10, 64); since > 0 {
		return s.changed(ch.ID, since), nil, nil
	}
	page, _ := strconv.Atoi(q.query.Get("page"))
	size, _ := strconv.Atoi(q.query.Get("per_page"))
	before := s.posts[q.query.Get("before")]
	all := s.list(s.live(func(p *Post) bool { return p.ChannelID == ch.ID && (before == nil || p.CreateAt < before.CreateAt) }))
	slices.SortFunc(all.Order, func(a, b string) int { // on every other page, posts of the same time are in another order
		return cmp.Or(cmp.Compare(s.posts[b].CreateAt, s.posts[a].CreateAt), strings.Compare(a, b)*(1-2*(page%2)))
	})
	order := all.Order[min(page*size, len(all.Order)):min((page+1)*size, len(all.Order))]
	var found []*Post
	for _, id := range order {
		found = append(found, s.posts[id])
	}
	return s.list(found), nil, nil
}

func (s *Server) createPost(q request) (any, []byte, *refusal) {
	var p Post
	if !s.read(q, &p) {
		return nil, nil, wrong("api.context.invalid_body_param.app_error")
	}
	ch := s.channels[p.ChannelID]
	if !s.may(ch, "create_post") {
		return nil, nil, denied()
	}
	if ch.DeleteAt != 0 {
		return nil, nil, wrong("api.post.create_post.can_not_post_to_deleted.error")
	}
	if strings.TrimSpace(p.Message) == "" && len(p.FileIDs) == 0 {
		s.problem("an empty post")
	}
	p.UserID = s.bot
	made, no := s.create(p)
	if no != nil {
		return nil, nil, no
	}
	return s.shown(made), nil, nil
}

// post is a post that is there, and its channel.
func (s *Server) post(id string) (*Post, *channel) {
	p := s.posts[id]
	if p == nil || p.DeleteAt != 0 {
		return nil, nil
	}
	return p, s.channels[p.ChannelID]
}

func (s *Server) getPost(q request) (any, []byte, *refusal) {
	p, ch := s.post(q.ids[0])
	if p == nil {
		return nil, nil, missing("app.post.get.app_error")
	}
	if !s.mayRead(ch) {
		return nil, nil, denied()
	}
	return s.shown(p), nil, nil
}

func (s *Server) patchPost(q request) (any, []byte, *refusal) {
	var patch struct {
		IsPinned     *bool          `json:"is_pinned"`
		Message      *string        `json:"message"`
		Props        map[string]any `json:"props"`
		FileIDs      []string       `json:"file_ids"`
		HasReactions *bool          `json:"has_reactions"`
	}
	s.read(q, &patch)
	p, ch := s.post(q.ids[0])
	if p == nil || p.UserID != s.bot || !s.may(ch, "edit_post") {
		return nil, nil, denied()
	}
	if ch.DeleteAt != 0 {
		return nil, nil, wrong("api.post.update_post.can_not_update_post_in_deleted.error")
	}
	s.edit(p, patch.Message, patch.Props)
	return s.shown(p), nil, nil
}

func (s *Server) deletePost(q request) (any, []byte, *refusal) {
	p, ch := s.post(q.ids[0])
	if p == nil {
		return nil, nil, missing("app.post.get.app_error")
	}
	if p.UserID != s.bot || !s.may(ch, "delete_post") {
		return nil, nil, denied()
	}
	if ch.DeleteAt != 0 {
		return nil, nil, wrong("api.post.delete_post.can_not_delete_post_in_deleted.error")
	}
	s.remove(p, s.bot)
	return statusOK{"OK"}, nil, nil
}

func (s *Server) getThread(q request) (any, []byte, *refusal) {
	root, ch := s.post(q.ids[0])
	if root == nil {
		return nil, nil, missing("app.post.get.app_error")
	}
	if !s.mayRead(ch) {
		return nil, nil, denied()
	}
	return s.list(s.live(func(p *Post) bool { return p.ID == root.ID || p.RootID == root.ID })), nil, nil
}

func (s *Server) getReactions(q request) (any, []byte, *refusal) {
	p, ch := s.post(q.ids[0])
	if p == nil || !s.mayRead(ch) {
		return nil, nil, denied()
	}
	return s.reacts[p.ID], nil, nil
}

func (s *Server) filesOfPost(q request) (any, []byte, *refusal) {
	p, _ := s.post(q.ids[0])
	if p == nil {
		return nil, nil, denied()
	}
	return s.shown(p).Metadata.Files, nil, nil
}

func (s *Server) saveReaction(q request) (any, []byte, *refusal) {
	var r struct {
		UserID    string  `json:"user_id"`
		PostID    string  `json:"post_id"`
		EmojiName string  `json:"emoji_name"`
		CreateAt  int64   `json:"create_at"`
		UpdateAt  int64   `json:"update_at"`
		DeleteAt  int64   `json:"delete_at"`
		RemoteID  *string `json:"remote_id"`
		ChannelID string  `json:"channel_id"`
	}
	s.read(q, &r)
	p, ch := s.post(r.PostID)
	if p == nil || r.UserID != s.bot || !s.may(ch, "add_reaction") {
		return nil, nil, denied()
	}
	if ch.DeleteAt != 0 {
		return nil, nil, &refusal{status: http.StatusForbidden, id: "api.reaction.save.archived_channel.app_error"}
	}
	if !knownEmoji.MatchString(r.EmojiName) {
		return nil, nil, missing("app.emoji.get_by_name.no_result")
	}
	return s.react(p, s.bot, r.EmojiName), nil, nil
}

func (s *Server) deleteReaction(q request) (any, []byte, *refusal) {
	p, ch := s.post(q.ids[1])
	if p == nil || q.ids[0] != s.bot || !s.may(ch, "remove_reaction") {
		return nil, nil, denied()
	}
	s.unreact(p, s.bot, q.ids[2])
	return statusOK{"OK"}, nil, nil
}
