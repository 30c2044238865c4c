package mattermosttest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type statusOK struct {
	Status string `json:"status"`
}

func httpTime(ms int64) string { return time.UnixMilli(ms).UTC().Format(http.TimeFormat) }

func (s *Server) ping(request) (any, []byte, *refusal) { return statusOK{"OK"}, nil, nil }

func (s *Server) getUser(q request) (any, []byte, *refusal) {
	id := q.ids[0]
	if id == "me" {
		id = s.bot
	}
	if u := s.users[id]; u != nil {
		return u, nil, nil
	}
	return nil, nil, missing("app.user.missing_account.const")
}

func (s *Server) usersByID(q request) (any, []byte, *refusal) {
	var ids []string
	s.read(q, &ids)
	return s.usersWhere(func(u *user) bool { return slices.Contains(ids, u.ID) }), nil, nil
}

func (s *Server) usersByName(q request) (any, []byte, *refusal) {
	var names []string
	s.read(q, &names)
	return s.usersWhere(func(u *user) bool { return slices.Contains(names, u.Username) }), nil, nil
}

// usersInChannel answers a page, in the order of names; the server gives 60 where nobody says how many, and never more than 200.
func (s *Server) usersInChannel(q request) (any, []byte, *refusal) {
	ch := s.channels[q.query.Get("in_channel")]
	if ch == nil || !ch.members[s.bot] {
		return nil, nil, denied()
	}
	page, _ := strconv.Atoi(q.query.Get("page"))
	size, _ := strconv.Atoi(q.query.Get("per_page"))
	if size <= 0 {
		size = 60
	}
	size = min(size, 200)
	all := s.usersWhere(func(u *user) bool { return ch.members[u.ID] })
	slices.SortFunc(all, func(a, b *user) int { return cmp.Compare(a.Username, b.Username) })
	return all[min(page*size, len(all)):min((page+1)*size, len(all))], nil, nil
}

func (s *Server) usersWhere(keep func(*user) bool) []*user {
	out := []*user{}
	for _, u := range s.users {
		if keep(u) {
			out = append(out, u)
		}
	}
	return out
}

func (s *Server) channelsOf(q request) (any, []byte, *refusal) {
	out := []*channel{}
	for _, ch := range s.channels {
		if ch.members[q.ids[0]] && ch.DeleteAt == 0 {
			out = append(out, ch)
		}
	}
	return out, nil, nil
}

func (s *Server) rolesByName(q request) (any, []byte, *refusal) {
	var names []string
	s.read(q, &names)
	var out []map[string]any
	for _, n := range names {
		if p, ok := s.roles[n]; ok {
			out = append(out, map[string]any{"name": n, "permissions": p})
		}
	}
	return out, nil, nil
}

func (s *Server) teamByName(q request) (any, []byte, *refusal) {
	if q.ids[0] != "lotse" {
		return nil, nil, missing("app.team.get_by_name.missing.app_error")
	}
	return map[string]any{"id": s.team, "name": "lotse"}, nil, nil
}

func (s *Server) teamMember(q request) (any, []byte, *refusal) {
	return map[string]any{"team_id": q.ids[0], "user_id": q.ids[1], "roles": "team_user"}, nil, nil
}

func (s *Server) channelByName(q request) (any, []byte, *refusal) {
	ch := s.channels[s.main]
	if ch.Name != q.ids[1] || ch.DeleteAt != 0 && q.query.Get("include_deleted") != "true" {
		return nil, nil, missing("app.channel.get_by_name.missing.app_error")
	}
	if !s.mayRead(ch) {
		return nil, nil, missing("app.channel.get_by_name.missing.app_error")
	}
	return ch, nil, nil
}

func (s *Server) getChannel(q request) (any, []byte, *refusal) {
	ch := s.channels[q.ids[0]]
	if ch == nil {
		return nil, nil, missing("app.channel.get.existing.app_error")
	}
	if !s.mayRead(ch) {
		return nil, nil, denied()
	}
	return ch, nil, nil
}

func (s *Server) channelMember(q request) (any, []byte, *refusal) {
	ch := s.channels[q.ids[0]]
	if ch == nil || !ch.members[s.bot] { // also in a public channel
		return nil, nil, denied()
	}
	id := q.ids[1]
	if !ch.members[id] {
		return nil, nil, missing("app.channel.get_member.missing.app_error")
	}
	return map[string]any{"channel_id": ch.ID, "user_id": id, "roles": "channel_user"}, nil, nil
}

func (s *Server) channelMembers(q request) (any, []byte, *refusal) {
	var ids []string
	s.read(q, &ids)
	ch := s.channels[q.ids[0]]
	if ch == nil || !ch.members[s.bot] { // also in a public channel
		return nil, nil, denied()
	}
	out := []map[string]any{}
	for _, id := range ids {
		if ch.members[id] {
			out = append(out, map[string]any{"channel_id": ch.ID, "user_id": id})
		}
	}
	return out, nil, nil
}

func (s *Server) openDirect(q request) (any, []byte, *refusal) {
	var ids []string
	s.read(q, &ids)
	if len(ids) != 2 || ids[0] != s.bot || s.users[ids[1]] == nil {
		return nil, nil, wrong("api.channel.create_direct_channel.invalid_user.app_error")
	}
	return s.direct(ids[1]), nil, nil
}

// maxUpload is the largest file that the server takes.
const maxUpload = 1 << 20

func (s *Server) uploadFile(q request) (any, []byte, *refusal) {
	ch := s.channels[q.query.Get("channel_id")]
	name := q.query.Get("filename")
	if !s.may(ch, "upload_file") {
		return nil, nil, denied()
	}
	if len(q.body) > maxUpload {
		return nil, nil, &refusal{status: http.StatusRequestEntityTooLarge, id: "api.file.upload_file.too_large_detailed.app_error"}
	}
	if name == "" || strings.ContainsAny(name, `/\`) {
		s.problem("a file without a name, or with a path for one")
	}
	f := &file{ID: s.newID(), Name: name, MimeType: http.DetectContentType(q.body), Size: int64(len(q.body)), channel: ch.ID, data: q.body}
	s.files[f.ID] = f
	return map[string]any{"file_infos": []*file{f}, "client_ids": []string{}}, nil, nil
}

func (s *Server) getFile(q request) (any, []byte, *refusal) {
	f := s.files[q.ids[0]]
	if f == nil {
		return nil, nil, missing("app.file_info.get.app_error")
	}
	return nil, f.data, nil
}

// raw is a value as JSON in a string, as the server puts posts into events.
func raw(v any) string {
	data, _ := json.Marshal(v)
	return string(data)
}
