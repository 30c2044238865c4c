//go:build mattermost

package mattermost_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
)

// realWorld is a channel on a real server, with real people. See .ci/mattermost/README.md for how to start one.
type realWorld struct {
	t      *testing.T
	ch     *mattermost.Channel
	cfg    mattermost.Config
	bot    *mm.Client4
	admin  *mm.Client4
	karla  *person
	jens   *person
	main   string
	prefix string

	mu     sync.Mutex
	seen   map[string]bool
	cursor int64
	got    []bot.DeskEvent
	news   chan struct{}
}

type person struct {
	*mm.Client4
	id string
}

func env(t *testing.T, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Fatalf("%s is not set: start a server with .ci/mattermost/serve and read its env file", name)
	}
	return v
}

func newRealWorld(t *testing.T, change func(*mattermost.Config)) *realWorld {
	t.Helper()
	w := &realWorld{t: t, seen: map[string]bool{}, news: make(chan struct{}, 1), prefix: fmt.Sprintf("T%d", time.Now().UnixNano())}
	w.cfg = mattermost.Config{
		URL: env(t, "LOTSE_MATTERMOST_URL"), Token: env(t, "LOTSE_MATTERMOST_TOKEN"),
		Team: env(t, "LOTSE_MATTERMOST_TEAM"), Channel: env(t, "LOTSE_MATTERMOST_CHANNEL"), Zone: time.UTC,
		Fetch: func(_ context.Context, f desk.File) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("Inhalt von " + string(f.Handle))), nil
		},
	}
	if change != nil {
		change(&w.cfg)
	}
	var err error
	if w.ch, err = mattermost.New(w.cfg); err != nil {
		t.Fatal(err)
	}
	w.bot = w.client(w.cfg.Token).Client4
	w.admin = w.client(env(t, "MM_TEST_ADMIN_TOKEN")).Client4
	w.karla, w.jens = w.client(env(t, "MM_TEST_KARLA_TOKEN")), w.client(env(t, "MM_TEST_JENS_TOKEN"))
	ch, _, err := w.admin.GetChannelByNameForTeamName(t.Context(), w.cfg.Channel, w.cfg.Team, "")
	if err != nil {
		t.Fatal(err)
	}
	w.main = ch.Id
	return w
}

func (w *realWorld) client(token string) *person {
	c := mm.NewAPIv4Client(w.cfg.URL)
	c.SetToken(token)
	me, _, err := c.GetMe(w.t.Context(), "")
	if err != nil {
		w.t.Fatal(err)
	}
	return &person{c, me.Id}
}

func (w *realWorld) accept(_ context.Context, e bot.DeskEvent) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Cursor != 0 {
		w.cursor = e.Cursor
	}
	if e.Key == "" || w.seen[e.Key] {
		return nil
	}
	w.seen[e.Key] = true
	for _, k := range e.Covers {
		w.seen[k] = true
	}
	w.got = append(w.got, e)
	select {
	case w.news <- struct{}{}:
	default:
	}
	return nil
}

func (w *realWorld) receiving() (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	w.mu.Lock()
	cursor := w.cursor
	w.mu.Unlock()
	go func() { ended <- w.ch.Receive(ctx, cursor, w.accept) }()
	var once sync.Once
	stop = func() { once.Do(func() { cancel(); <-ended }) }
	w.t.Cleanup(stop)
	return stop
}

// await waits for an event of a ticket, or for any if ticket is "".
func (w *realWorld) await(what string, match func(bot.DeskEvent) bool) bot.DeskEvent {
	w.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		w.mu.Lock()
		for _, e := range w.got {
			if match(e) {
				w.mu.Unlock()
				return e
			}
		}
		w.mu.Unlock()
		select {
		case <-w.news:
		case <-limit:
			w.t.Fatalf("%s has not come; got %+v", what, w.got)
		}
	}
}

func (w *realWorld) ready() {
	w.await("readiness", func(e bot.DeskEvent) bool { _, ok := e.Event.(desk.ChannelTrouble); return ok })
}

func (w *realWorld) send(out bot.DeskOutbound) desk.Ref {
	w.t.Helper()
	ref, err := w.ch.Send(w.t.Context(), out)
	if err != nil {
		w.t.Fatalf("Send: %v", err)
	}
	return ref
}

func (w *realWorld) ticket(n int) (desk.TicketID, desk.PostID) {
	w.t.Helper()
	id := desk.TicketID(fmt.Sprintf("%s-%d", w.prefix, n))
	root := w.send(bot.DeskOutbound{Ticket: id, Made: time.Now(), Root: &desk.PostRoot{Key: desk.Key(id) + "/1", Card: card(desk.Waiting)}})
	return id, desk.PostID(root)
}

func (w *realWorld) say(p *person, root desk.PostID, text string, files ...string) *mm.Post {
	w.t.Helper()
	made, _, err := p.CreatePost(w.t.Context(), &mm.Post{ChannelId: w.main, RootId: string(root), Message: text, FileIds: files})
	if err != nil {
		w.t.Fatal(err)
	}
	return made
}

func (w *realWorld) thread(root desk.PostID) []*mm.Post {
	w.t.Helper()
	list, _, err := w.admin.GetPostThread(w.t.Context(), string(root), "", false)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []*mm.Post
	for _, p := range list.Posts {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *mm.Post) int { return int(a.CreateAt - b.CreateAt) })
	return out
}

func is[E desk.Event](ticket desk.TicketID, match func(E) bool) func(bot.DeskEvent) bool {
	return func(e bot.DeskEvent) bool {
		x, ok := e.Event.(E)
		return ok && e.Ticket == ticket && match(x)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
