package telegramtest

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// BotID and BotUsername are who the bot is.
const (
	BotID       = 4242
	BotUsername = "LotseTestBot"
)

// Server is the Bot API of one bot. Create it with New; set the fields before it is used.
type Server struct {
	// OnCall decides how a call goes wrong; nil: all goes well. It may be called side by side.
	OnCall func(Call) Fault

	// OnDone is told of a call that has had its effect, right before it is answered; nil: nobody is told.
	OnDone func(Call)

	Limits Limits // of sending; zero: none

	// Webhook sends webhook requests; nil: http.DefaultTransport.
	Webhook http.RoundTripper

	token  string
	schema *schema

	mu       sync.Mutex
	faults   map[string][]Fault
	problems []string
	calls    map[string]int
	chats    map[int64]*chat
	queue    queue
	hook     hook
	profile  profile
	taps     map[string]bool // callback queries: answered?
	lastTap  int
	files    map[string][]byte
	buckets  map[int64]*bucket
	revoked  bool
	skew     time.Duration // of the server's clock
}

// New returns the Bot API for a bot with that token, which must begin with a number and a colon.
func New(token string) *Server {
	return &Server{
		token:   token,
		schema:  loadSchema(),
		faults:  map[string][]Fault{},
		calls:   map[string]int{},
		chats:   map[int64]*chat{},
		queue:   newQueue(),
		profile: newProfile(),
		taps:    map[string]bool{},
		files:   map[string][]byte{},
		buckets: map[int64]*bucket{},
	}
}

// Revoke makes the token worthless, as @BotFather does on /revoke.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
}

// Skew makes the server's clock go fast.
func (s *Server) Skew(by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew = by
}

// Problems are the requests that the Bot API does not define, in the order in which they came: a test should see none.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Calls returns how often a method was called, faults included.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// problem remembers and refuses what the Bot API does not define.
func (s *Server) problem(method, what string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problems = append(s.problems, method+": "+what)
	return badRequest("not in the Bot API: %s", what)
}

// reply is a response before it is put into the terms of a transport.
type reply struct {
	status int
	kind   string // content type
	body   []byte
	cut    bool // the connection breaks: before the answer, or after the body if there is one
	hang   bool // nothing is answered until the client gives up
}

const jsonKind = "application/json"

func (a answer) reply() reply { return reply{status: a.status(), kind: jsonKind, body: a.body()} }

// serve answers one request.
func (s *Server) serve(ctx context.Context, r *http.Request, body io.Reader) reply {
	if file, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+s.token+"/"); ok {
		return s.download(file)
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, ok2 := strings.Cut(rest, "/")
	switch {
	case !ok || !ok2:
		return reply{status: 404, kind: "text/html", body: []byte("<html>not found</html>")}
	case token != s.token && !strings.Contains(token, ":"):
		return answer{code: 404, description: "Not Found"}.reply()
	case token != s.token || s.isRevoked():
		return answer{code: 401, description: "Unauthorized"}.reply()
	}
	params, err := s.schema.params(method, r, body)
	if err != nil {
		return s.problem(method, "broken request").reply()
	}
	return s.call(ctx, method, params)
}

func (s *Server) isRevoked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revoked
}

func (s *Server) call(ctx context.Context, method string, params map[string]any) reply {
	s.mu.Lock()
	s.calls[method]++
	s.mu.Unlock()
	chat, _ := params["chat_id"].(float64)
	c := Call{Method: method, Chat: int64(chat), Params: params}
	f := s.fault(c)
	var a answer
	if f.happens() {
		if problem := s.schema.check(method, params); problem != "" {
			a = s.problem(method, problem)
		} else if a = s.do(ctx, method, params, f.Kind == Repeat); a.code == gone {
			return reply{hang: true}
		}
		if s.OnDone != nil && a.code == 0 {
			s.OnDone(c)
		}
	}
	status := cmp.Or(f.Status, 502)
	switch f.Kind {
	case RetryAfter:
		return tooMany(f.After).reply()
	case Refusal:
		status := cmp.Or(f.Status, 400)
		return answer{code: status, description: http.StatusText(status) + ": " + f.Says}.reply()
	case ServerError:
		return answer{code: status, description: http.StatusText(status)}.reply()
	case Page:
		return reply{status: status, kind: "text/html", body: []byte("<html><h1>502 Bad Gateway</h1></html>")}
	case Hang, HangAfter:
		return reply{hang: true}
	case CutBefore, CutAfter:
		return reply{cut: true}
	case Truncated:
		whole := a.reply()
		whole.body, whole.cut = whole.body[:len(whole.body)/2], true
		return whole
	}
	return a.reply()
}

// gone is the code of an answer that nobody waits for any more.
const gone = -1

// do carries out a method. Its parameters are known to be well-formed.
func (s *Server) do(ctx context.Context, method string, params map[string]any, repeat bool) answer {
	if method == "getUpdates" {
		return s.getUpdates(ctx, params, repeat)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if do, ok := methods[method]; ok {
		return do(s, params)
	}
	s.problems = append(s.problems, method+": not part of the stand-in")
	return badRequest("not part of the stand-in")
}

// methods are called with the lock held.
var methods = map[string]func(*Server, map[string]any) answer{
	"getMe":                  (*Server).getMe,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).getWebhookInfo,
	"sendMessage":            (*Server).sendMessage,
	"sendVenue":              (*Server).sendVenue,
	"sendPhoto":              (*Server).sendPhoto,
	"sendVideo":              (*Server).sendVideo,
	"sendVoice":              (*Server).sendVoice,
	"sendDocument":           (*Server).sendDocument,
	"sendMediaGroup":         (*Server).sendMediaGroup,
	"sendChatAction":         (*Server).sendChatAction,
	"editMessageText":        (*Server).editMessageText,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"getFile":                (*Server).getFile,
	"setMyCommands":          (*Server).setMyCommands,
	"getMyCommands":          (*Server).getMyCommands,
	"setMyDescription":       (*Server).setMyDescription,
	"getMyDescription":       (*Server).getMyDescription,
	"setMyShortDescription":  (*Server).setMyShortDescription,
	"getMyShortDescription":  (*Server).getMyShortDescription,
	"setChatMenuButton":      (*Server).setChatMenuButton,
}

func (s *Server) getMe(map[string]any) answer {
	return success(map[string]any{"id": BotID, "is_bot": true, "first_name": "Lotse", "username": BotUsername})
}
