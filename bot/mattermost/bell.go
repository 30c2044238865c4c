package mattermost

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	mm "github.com/mattermost/mattermost/server/public/model"
)

const (
	pingEvery = 30 * time.Second
	silence   = 75 * time.Second // without a word or a pong, the connection is dead
	writeWait = 10 * time.Second
	greetWait = 20 * time.Second // for the connection and the answer to the token
)

// bell says that something may have happened. It carries no data: that is read by REST.
//
// The library's own websocket client is not used: it cannot be cancelled while it connects, it blocks when one of its channels is
// not read, and closing it while a ping comes in sends on a closed channel, which ends the program.
type bell struct {
	works  atomic.Bool
	direct atomic.Bool
	rings  chan struct{}
	turns  chan struct{} // something about the channel or who belongs to it has changed: this is heard in a pause too
}

// rung is what a wait ended with.
type rung struct {
	rang   bool // by the bell
	direct bool // something outside the channel
	all    bool // time to look at everything, our standing included
}

func newBell() *bell { return &bell{rings: make(chan struct{}, 1), turns: make(chan struct{}, 1)} }

func (b *bell) ring(direct bool) {
	if direct {
		b.direct.Store(true)
	}
	select {
	case b.rings <- struct{}{}:
	default: // it rings already
	}
}

// turn is a ring that asks for a look at everything.
func (b *bell) turn() {
	b.direct.Store(true)
	select {
	case b.turns <- struct{}{}:
	default:
	}
}

// wait returns when the bell rings or the time is over. A deaf wait lets the time pass: after a failure, ringing must not undo
// the pause, unless it may be what ends the failure.
func (b *bell) wait(ctx context.Context, d time.Duration, deaf bool) rung {
	timer := time.NewTimer(d)
	defer timer.Stop()
	rings := b.rings
	if deaf {
		rings = nil
	}
	select {
	case <-ctx.Done():
		return rung{}
	case <-rings:
		return rung{rang: true, direct: b.direct.Swap(false)}
	case <-b.turns:
		return rung{direct: b.direct.Swap(false), all: true}
	case <-timer.C:
		return rung{direct: b.direct.Swap(false)}
	}
}

// listen keeps the bell connected until ctx ends.
func (c *Channel) listen(ctx context.Context, b *bell) {
	for attempt := 0; ctx.Err() == nil; attempt++ {
		if c.hear(ctx, b) {
			attempt = 0
		}
		b.works.Store(false)
		b.ring(false) // from now on the looks are closer together
		select {
		case <-ctx.Done():
		case <-time.After(delay("websocket "+c.cfg.URL, attempt)):
		}
	}
}

// hear connects and rings until the connection ends. It reports whether the server took the token.
func (c *Channel) hear(ctx context.Context, b *bell) (worked bool) {
	conn, err := c.connect(ctx)
	if err != nil {
		return false
	}
	ctx, cancel := context.WithCancel(ctx)
	pinging := make(chan struct{})
	go func() { defer close(pinging); keepAlive(ctx, conn) }()
	defer func() { cancel(); conn.Close(); <-pinging }()

	alive := func() { _ = conn.SetReadDeadline(time.Now().Add(silence)) }
	conn.SetPongHandler(func(string) error { alive(); return nil })
	conn.SetPingHandler(func(data string) error {
		alive()
		return conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(writeWait))
	})
	_ = conn.SetReadDeadline(time.Now().Add(greetWait))
	for {
		_, data, err := conn.ReadMessage()
		if err != nil {
			return worked
		}
		alive()
		var s signal
		if json.Unmarshal(data, &s) != nil {
			continue
		}
		if s.Event == string(mm.WebsocketEventHello) {
			worked = true
			b.works.Store(true)
			b.ring(true) // what happened while nobody listened
		}
		c.heard(s, b)
	}
}

// signal is what we read of the server's events.
type signal struct {
	Event string `json:"event"`
	Data  struct {
		Post     string `json:"post"`     // JSON
		Reaction string `json:"reaction"` // JSON
	} `json:"data"`
	Broadcast struct {
		Channel string `json:"channel_id"`
	} `json:"broadcast"`
}

// heard rings unless it was we who did it.
func (c *Channel) heard(s signal, b *bell) {
	about := s.Data.Post
	switch mm.WebsocketEventType(s.Event) {
	case mm.WebsocketEventPosted, mm.WebsocketEventPostEdited, mm.WebsocketEventPostDeleted:
	case mm.WebsocketEventReactionAdded:
		about = s.Data.Reaction
	case mm.WebsocketEventChannelDeleted, mm.WebsocketEventChannelRestored, mm.WebsocketEventUserRemoved, mm.WebsocketEventUserAdded:
		b.turn()
		return
	default:
		return
	}
	var who struct {
		User    string `json:"user_id"`
		Channel string `json:"channel_id"`
	}
	_ = json.Unmarshal([]byte(about), &who) // then it rings, which does no harm
	c.mu.Lock()
	at := c.found
	c.mu.Unlock()
	deleted := s.Event == string(mm.WebsocketEventPostDeleted) // names who wrote it, not who deleted it
	if at != nil && who.User == at.me && !deleted {
		return
	}
	channel := s.Broadcast.Channel
	if channel == "" {
		channel = who.Channel
	}
	b.ring(at != nil && channel != at.channel)
}

// connect opens the websocket and shows the token.
func (c *Channel) connect(ctx context.Context) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, greetWait)
	defer cancel()
	dialer := websocket.Dialer{NetDialContext: c.cfg.Dial, Proxy: http.ProxyFromEnvironment, HandshakeTimeout: greetWait}
	conn, resp, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(c.cfg.URL, "http")+mm.APIURLSuffix+"/websocket", nil)
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, c.cause(err)
	}
	conn.SetReadLimit(1 << 20)
	_ = conn.SetWriteDeadline(time.Now().Add(writeWait))
	err = conn.WriteJSON(mm.WebSocketRequest{
		Seq: 1, Action: string(mm.WebsocketAuthenticationChallenge), Data: map[string]any{"token": c.cfg.Token},
	})
	if err != nil {
		conn.Close()
		return nil, c.cause(err)
	}
	return conn, nil
}

// keepAlive pings until ctx ends, and then breaks the connection, so that reading ends too.
func keepAlive(ctx context.Context, conn *websocket.Conn) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			conn.Close()
			return
		case <-tick.C:
			if conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)) != nil {
				conn.Close()
				return
			}
		}
	}
}
