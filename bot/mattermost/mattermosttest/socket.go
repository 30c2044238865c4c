package mattermosttest

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"slices"

	"github.com/gorilla/websocket"
)

// socket is one open websocket.
type socket struct {
	conn  *websocket.Conn
	queue chan any
	open  bool // the token was shown
}

// Dial connects to the websocket without a network.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	f := s.fault("GET /websocket")
	if f.Kind != None || ctx.Err() != nil {
		return nil, errCut
	}
	client, server := net.Pipe()
	go s.greet(server)
	return client, nil
}

// hijacked is a connection in the place of a response.
type hijacked struct {
	net.Conn
	rw *bufio.ReadWriter
}

func (h hijacked) Header() http.Header         { return http.Header{} }
func (h hijacked) Write(b []byte) (int, error) { return h.Conn.Write(b) }
func (h hijacked) WriteHeader(int)             {}
func (h hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return h.Conn, h.rw, nil
}

func (s *Server) greet(conn net.Conn) {
	defer conn.Close()
	rw := bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
	r, err := http.ReadRequest(rw.Reader)
	if err != nil {
		return
	}
	if r.URL.Path != "/api/v4/websocket" {
		s.set(func() { s.problem("a websocket at %s", r.URL.Path) })
		return
	}
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(hijacked{conn, rw}, r, nil)
	if err != nil {
		return
	}
	sock := &socket{conn: ws, queue: make(chan any, 1024)}
	s.set(func() { s.sockets = append(s.sockets, sock) })
	done := make(chan struct{})
	defer close(done)
	defer func() {
		s.set(func() { s.sockets = slices.DeleteFunc(s.sockets, func(k *socket) bool { return k == sock }) })
	}()
	go sock.write(done)
	for {
		var m struct {
			Seq    int64          `json:"seq"`
			Action string         `json:"action"`
			Data   map[string]any `json:"data"`
		}
		if ws.ReadJSON(&m) != nil {
			return
		}
		if m.Action != "authentication_challenge" {
			continue
		}
		ok := false
		s.set(func() { ok = !s.revoked && m.Data["token"] == s.token; sock.open = ok })
		if !ok {
			return
		}
		sock.send(map[string]any{"event": "hello", "data": map[string]any{"server_version": "11.3.0"}, "broadcast": map[string]any{}, "seq": 0})
		sock.send(map[string]any{"status": "OK", "seq_reply": m.Seq})
	}
}

func (k *socket) send(m any) {
	select {
	case k.queue <- m:
	default: // a real server lets go of clients that are too slow
	}
}

func (k *socket) write(done chan struct{}) {
	for {
		select {
		case <-done:
			return
		case m := <-k.queue:
			if k.conn.WriteJSON(m) != nil {
				return
			}
		}
	}
}

// HangUp breaks all websockets.
func (s *Server) HangUp() {
	s.mu.Lock()
	sockets := s.sockets
	s.sockets = nil
	s.mu.Unlock()
	for _, k := range sockets {
		k.conn.Close()
	}
}

// Listeners is how many websockets are open.
func (s *Server) Listeners() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, k := range s.sockets {
		if k.open {
			n++
		}
	}
	return n
}

// ring tells the open websockets of a post. It holds the lock.
func (s *Server) ring(event string, p *Post) {
	s.broadcast(map[string]any{"event": event, "data": map[string]any{"post": raw(p)}, "broadcast": map[string]any{"channel_id": p.ChannelID}})
}

func (s *Server) ringReaction(r Reaction) {
	s.broadcast(map[string]any{"event": "reaction_added", "data": map[string]any{"reaction": raw(r)}, "broadcast": map[string]any{"channel_id": r.ChannelID}})
}

// ringTurn tells of something about the channel or who belongs to it, as a real server does even to an account that it concerns.
func (s *Server) ringTurn(event string) {
	s.broadcast(map[string]any{"event": event, "data": map[string]any{"channel_id": s.main}, "broadcast": map[string]any{"channel_id": ""}})
}

func (s *Server) broadcast(m map[string]any) {
	data, _ := json.Marshal(m)
	for _, k := range s.sockets {
		if k.open {
			k.send(json.RawMessage(data))
		}
	}
}
