package mattermosttest

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// RoundTrip implements http.RoundTripper: the server without a network. Requests to other hosts go to Callback.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		defer r.Body.Close()
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	if !strings.HasPrefix(r.URL.String(), URL+"/api/v4/") {
		if s.Callback == nil {
			return nil, errCut
		}
		w := httptest.NewRecorder()
		s.Callback.ServeHTTP(w, r)
		return w.Result(), nil
	}
	call, ids := pattern(r.Method, strings.TrimPrefix(r.URL.Path, "/api/v4"))
	f := s.fault(call)
	switch f.Kind {
	case CutBefore:
		return nil, errCut
	case Hang:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case Page:
		return response(r, f.Status, http.Header{"Content-Type": {"text/html"}}, []byte("<h1>Bad Gateway</h1>")), nil
	case Refuse:
		return s.refuse(r, &refusal{f.Status, f.ID, f.After}), nil
	}
	if r.Context().Err() != nil {
		return nil, r.Context().Err()
	}
	raw, no := s.serve(r, call, ids, body)
	if f.Kind == CutAfter {
		return nil, errCut
	}
	if no != nil {
		return s.refuse(r, no), nil
	}
	if f.Kind == Truncated {
		raw = raw[:len(raw)/2]
	}
	status := http.StatusOK
	if r.Method == http.MethodPost && (call == "POST /posts" || call == "POST /reactions" || call == "POST /files") {
		status = http.StatusCreated
	}
	return response(r, status, s.header(), raw), nil
}

func (s *Server) header() http.Header {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := http.Header{"Content-Type": {"application/json"}, "X-Version-Id": {"11.3.0.11.3.0.abc.false"}}
	h.Set("Date", httpTime(s.now()))
	return h
}

func (s *Server) refuse(r *http.Request, no *refusal) *http.Response {
	h := s.header()
	maps.Copy(h, no.header())
	body, _ := json.Marshal(map[string]any{"id": no.id, "message": "GEHEIM steht hier, was Leute schrieben", "status_code": no.status})
	return response(r, no.status, h, body)
}

func response(r *http.Request, status int, h http.Header, body []byte) *http.Response {
	return &http.Response{
		StatusCode: status, Status: strconv.Itoa(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r,
	}
}

var idForm = regexp.MustCompile(`^([a-z0-9]{26}|me)$`)

// pattern is a call with {} in the place of ids and names, and those.
func pattern(method, path string) (string, []string) {
	var ids []string
	parts := strings.Split(path, "/")
	for i, p := range parts {
		before := ""
		if i > 0 {
			before = parts[i-1]
		}
		if idForm.MatchString(p) || before == "name" || before == "reactions" {
			ids = append(ids, p)
			parts[i] = "{}"
		}
	}
	return method + " " + strings.Join(parts, "/"), ids
}

// serve answers one call. The answer is written while nothing else can change what it tells.
func (s *Server) serve(r *http.Request, call string, ids []string, body []byte) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if call != "GET /system/ping" && (s.revoked || r.Header.Get("Authorization") != "BEARER "+s.token) {
		return nil, &refusal{status: http.StatusUnauthorized, id: "api.context.session_expired.app_error"}
	}
	h, ok := routes[call]
	if !ok {
		s.problem("unknown call: %s", call)
		return nil, missing("api.context.404.app_error")
	}
	for name := range r.URL.Query() {
		if !slices.Contains(h.query, name) {
			s.problem("%s has no parameter %q", call, name)
		}
	}
	out, raw, no := h.do(s, request{ids, r.URL.Query(), body})
	if raw == nil && no == nil { // raw is for answers that are no JSON
		raw, _ = json.Marshal(out)
	}
	return raw, no
}

type request struct {
	ids   []string
	query url.Values
	body  []byte
}

// read decodes the body; a field that is not there is a problem.
func (s *Server) read(q request, into any) bool {
	d := json.NewDecoder(bytes.NewReader(q.body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		s.problem("a body is not what the call takes: %v", err)
		return false
	}
	return true
}

type route struct {
	query []string
	do    func(*Server, request) (any, []byte, *refusal)
}

// routes are the calls that the Lotse makes.
var routes = map[string]route{
	"GET /system/ping":                       {[]string{"get_server_status", "use_rest_semantics"}, (*Server).ping},
	"GET /users":                             {[]string{"in_channel", "page", "per_page"}, (*Server).usersInChannel},
	"GET /users/{}":                          {nil, (*Server).getUser},
	"POST /users/ids":                        {nil, (*Server).usersByID},
	"POST /users/usernames":                  {nil, (*Server).usersByName},
	"GET /users/{}/channels":                 {[]string{"last_delete_at"}, (*Server).channelsOf},
	"POST /roles/names":                      {nil, (*Server).rolesByName},
	"GET /teams/name/{}":                     {nil, (*Server).teamByName},
	"GET /teams/{}/members/{}":               {nil, (*Server).teamMember},
	"GET /teams/{}/channels/name/{}":         {[]string{"include_deleted"}, (*Server).channelByName},
	"GET /channels/{}":                       {nil, (*Server).getChannel},
	"GET /channels/{}/members/{}":            {nil, (*Server).channelMember},
	"POST /channels/{}/members/ids":          {nil, (*Server).channelMembers},
	"POST /channels/direct":                  {nil, (*Server).openDirect},
	"GET /channels/{}/posts":                 {[]string{"since", "before", "page", "per_page", "collapsedThreads", "include_deleted"}, (*Server).channelPosts},
	"POST /posts":                            {nil, (*Server).createPost},
	"GET /posts/{}":                          {nil, (*Server).getPost},
	"PUT /posts/{}/patch":                    {nil, (*Server).patchPost},
	"DELETE /posts/{}":                       {nil, (*Server).deletePost},
	"GET /posts/{}/thread":                   {[]string{"collapsedThreads"}, (*Server).getThread},
	"GET /posts/{}/reactions":                {nil, (*Server).getReactions},
	"GET /posts/{}/files/info":               {nil, (*Server).filesOfPost},
	"POST /reactions":                        {nil, (*Server).saveReaction},
	"DELETE /users/{}/posts/{}/reactions/{}": {nil, (*Server).deleteReaction},
	"POST /files":                            {[]string{"channel_id", "filename"}, (*Server).uploadFile},
	"GET /files/{}":                          {nil, (*Server).getFile},
}
