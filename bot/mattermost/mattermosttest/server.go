package mattermosttest

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// URL is where the server seems to be.
const URL = "http://mattermost.test"

// SinceLimit is how many changed posts fit into one answer.
const SinceLimit = 1000

// Server is one Mattermost server. Create it with New; set the fields before it is used.
type Server struct {
	// Callback gets what the server sends to the addresses of buttons, and whatever else is asked of another host; nil: the connection is refused.
	Callback http.Handler

	mu       sync.Mutex
	token    string
	revoked  bool
	bot      string
	team     string
	main     string // the channel
	tick     int64
	serial   int
	users    map[string]*user
	channels map[string]*channel
	posts    map[string]*Post
	actions  map[string]map[string]action // by post and id
	files    map[string]*file
	reacts   map[string][]Reaction // by post
	pending  map[string]seen
	roles    map[string][]string
	faults   map[string][]Fault
	meddler  func(call string) Fault
	calls    map[string]int
	problems []string
	sockets  []*socket
	skew     time.Duration
}

type user struct {
	ID        string `json:"id"`
	Username  string `json:"username"`
	FirstName string `json:"first_name"`
	Nickname  string `json:"nickname"`
	Roles     string `json:"roles"`
	IsBot     bool   `json:"is_bot,omitempty"`
	DeleteAt  int64  `json:"delete_at"`
}

type channel struct {
	ID         string `json:"id"`
	TeamID     string `json:"team_id"`
	Type       string `json:"type"`
	Name       string `json:"name"`
	DeleteAt   int64  `json:"delete_at"`
	LastPostAt int64  `json:"last_post_at"`
	members    map[string]bool
}

type seen struct {
	post string
	at   int64
}

// New returns a server with the bot account "lotse" and its token, the team "lotse" and the private channel "lotsen".
func New(token string) *Server {
	s := &Server{
		token:    token,
		users:    map[string]*user{},
		channels: map[string]*channel{},
		posts:    map[string]*Post{},
		actions:  map[string]map[string]action{},
		files:    map[string]*file{},
		reacts:   map[string][]Reaction{},
		pending:  map[string]seen{},
		faults:   map[string][]Fault{},
		calls:    map[string]int{},
		roles: map[string][]string{
			"system_user":  {"list_public_teams"},
			"team_user":    {"view_team", "read_public_channel"},
			"channel_user": {"read_channel", "create_post", "add_reaction", "remove_reaction", "edit_post", "delete_post", "upload_file"},
		},
	}
	s.team = s.newID()
	s.main = s.newID()
	s.channels[s.main] = &channel{ID: s.main, TeamID: s.team, Type: "P", Name: "lotsen", members: map[string]bool{}}
	s.bot = s.newID()
	s.users[s.bot] = &user{ID: s.bot, Username: "lotse", Roles: "system_user", IsBot: true}
	s.channels[s.main].members[s.bot] = true
	return s
}

// newID is an id in the server's form. Ids have no order.
func (s *Server) newID() string {
	s.serial++
	sum := sha256.Sum256(fmt.Append(nil, s.serial))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:26]
}

// now is the server's time in milliseconds. No two changes have the same.
func (s *Server) now() int64 {
	s.tick = max(s.tick+1, time.Now().Add(s.skew).UnixMilli())
	return s.tick
}

func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// Problems are the requests that the server does not define, in the order in which they came: a test should see none.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Bot, Team and Channel are ids.
func (s *Server) Bot() string     { return s.bot }
func (s *Server) Team() string    { return s.team }
func (s *Server) Channel() string { return s.main }

// Revoke makes the token worthless; Renew makes it good again.
func (s *Server) Revoke() { s.set(func() { s.revoked = true }) }
func (s *Server) Renew()  { s.set(func() { s.revoked = false }) }

// Archive archives the channel; Restore brings it back.
func (s *Server) Archive() {
	s.set(func() { s.channels[s.main].DeleteAt = s.now(); s.ringTurn("channel_deleted") })
}
func (s *Server) Restore() {
	s.set(func() { s.channels[s.main].DeleteAt = 0; s.ringTurn("channel_restored") })
}

// Rename gives the channel another name in its address; Open makes it public.
func (s *Server) Rename(name string) { s.set(func() { s.channels[s.main].Name = name }) }
func (s *Server) Open()              { s.set(func() { s.channels[s.main].Type = "O" }) }

// Remove takes a user out of the channel; Add lets them in again.
func (s *Server) Remove(id string) {
	s.set(func() { delete(s.channels[s.main].members, id); s.ringTurn("user_removed") })
}
func (s *Server) Add(id string) {
	s.set(func() { s.channels[s.main].members[id] = true; s.ringTurn("user_added") })
}

// Forbid takes a permission from the members of the channel.
func (s *Server) Forbid(permission string) {
	s.set(func() {
		s.roles["channel_user"] = slices.DeleteFunc(slices.Clone(s.roles["channel_user"]), func(p string) bool { return p == permission })
	})
}

// Allow gives it back.
func (s *Server) Allow(permission string) {
	s.set(func() { s.roles["channel_user"] = append(slices.Clone(s.roles["channel_user"]), permission) })
}

// Skew sets the server's clock off.
func (s *Server) Skew(d time.Duration) { s.set(func() { s.skew = d }) }

func (s *Server) set(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
}

// may reports whether the bot may do something in a channel.
func (s *Server) may(ch *channel, permission string) bool {
	return ch != nil && ch.members[s.bot] && slices.Contains(s.roles["channel_user"], permission)
}

func (s *Server) mayRead(ch *channel) bool {
	return ch != nil && (ch.members[s.bot] || ch.Type == "O")
}
