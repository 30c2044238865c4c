package mattermost_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

const token = "botTOKENbotTOKENbotTOKEN12"

// world is a channel, the server behind it and a host that remembers keys and the cursor.
type world struct {
	*mattermosttest.Server
	t     testing.TB
	ch    *mattermost.Channel
	logs  *logs
	karla string
	jens  string
	root  desk.PostID // of the ticket of TestTrouble

	mu     sync.Mutex
	seen   map[string]bool
	cursor int64
	got    []bot.DeskEvent
	handed int // accept calls with something in them
	fail   func(bot.DeskEvent) error
}

// logs can be read while they are written.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func newWorld(t testing.TB, change func(*mattermost.Config)) *world {
	t.Helper()
	w := &world{Server: mattermosttest.New(token), t: t, logs: &logs{}, seen: map[string]bool{}}
	cfg := mattermost.Config{
		URL:       mattermosttest.URL,
		Token:     token,
		Team:      "lotse",
		Channel:   "lotsen",
		Zone:      time.UTC,
		Transport: w.Server,
		Dial:      w.Dial,
		Logger:    slog.New(slog.NewTextHandler(w.logs, nil)),
		Fetch: func(_ context.Context, f desk.File) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("Inhalt von " + string(f.Handle))), nil
		},
	}
	if change != nil {
		change(&cfg)
	}
	var err error
	if w.ch, err = mattermost.New(cfg); err != nil {
		t.Fatal(err)
	}
	w.karla = w.Person("karla", "Karla")
	w.jens = w.Person("jens", "Jens")
	return w
}

// accept is the host's transaction.
func (w *world) accept(_ context.Context, e bot.DeskEvent) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		if err := w.fail(e); err != nil {
			return err
		}
	}
	if e.Event != nil {
		w.handed++
	}
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
	return nil
}

// failing lets the host fail to store events from now on; nil: it stores them.
func (w *world) failing(fn func(bot.DeskEvent) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail = fn
}

// kept is the stored cursor.
func (w *world) kept() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cursor
}

// calls is how often something was handed in, repeats included.
func (w *world) calls() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.handed
}

// receiving lets the channel receive until the returned function is called.
func (w *world) receiving() (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	w.mu.Lock()
	cursor := w.cursor
	w.mu.Unlock()
	go func() { ended <- w.ch.Receive(ctx, cursor, w.accept) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("Receive = %v", err)
		}
	}
}

// told are the events without what the channel itself reports, one line each, and forgets them.
func (w *world) told() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for _, e := range w.got {
		if _, ok := e.Event.(desk.ChannelTrouble); !ok {
			out = append(out, w.line(e))
		}
	}
	w.got = nil
	return out
}

// troubles are the troubles that were reported.
func (w *world) troubles() []desk.Trouble {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []desk.Trouble
	for _, e := range w.got {
		if x, ok := e.Event.(desk.ChannelTrouble); ok {
			out = append(out, x.Trouble)
		}
	}
	return out
}

func (w *world) line(e bot.DeskEvent) string {
	who := func(id desk.AgentID) string {
		return map[string]string{w.karla: "karla", w.jens: "jens"}[string(id)]
	}
	place := map[bot.Place]string{bot.Top: "top", bot.Direct: "direct", bot.Thread: "thread"}[e.Place]
	if e.Ticket != "" {
		place = string(e.Ticket)
	}
	switch x := e.Event.(type) {
	case desk.AgentPosted:
		s := fmt.Sprintf("%s %s: %s", place, who(x.Agent), x.Text)
		for _, f := range x.Files {
			s += fmt.Sprintf(" [%s %s %d]", f.Kind, f.Name, f.Size)
		}
		for _, m := range x.Mentions {
			s += fmt.Sprintf(" @%s=%s", m.Name, who(m.Agent))
		}
		return s
	case desk.AgentEdited:
		return fmt.Sprintf("%s %s edits: %s", place, who(x.Agent), x.Text)
	case desk.AgentDeleted:
		return place + " gone"
	case desk.AgentReacted:
		return fmt.Sprintf("%s %s :%s:", place, who(x.Agent), x.Emoji)
	case desk.AgentPressed:
		return fmt.Sprintf("%s %s presses %s", place, who(x.Agent), x.Do)
	}
	return fmt.Sprintf("%T", e.Event)
}

func (w *world) send(out bot.DeskOutbound) desk.Ref {
	w.t.Helper()
	ref, err := w.ch.Send(w.t.Context(), out)
	if err != nil {
		w.t.Fatalf("Send: %v", err)
	}
	return ref
}

// ticket opens a ticket and returns its root post.
func (w *world) ticket(id string) desk.PostID {
	w.t.Helper()
	return desk.PostID(w.send(rootOf(id)))
}

func rootOf(id string) bot.DeskOutbound {
	return bot.DeskOutbound{Ticket: desk.TicketID(id), Root: &desk.PostRoot{Key: desk.Key(id + "/1"), Card: card(desk.Waiting)}}
}

func card(state desk.State) desk.Card {
	return desk.Card{
		State: state, Topic: "Wohnsitz ummelden", Lang: "de", Place: "Merseburg", Pseudonym: "Bürger*in Blau-Otter 17",
		Path: []string{"Start", "Umzug"}, Said: "Womit kann ich **helfen**?", Since: time.Date(2026, 11, 24, 9, 5, 0, 0, time.UTC),
		Rule: "Zum Übernehmen: **übernehmen** schreiben.", Actions: []desk.Command{desk.Claim, desk.Help},
	}
}

func said(id, key, text string, thread desk.PostID) bot.DeskOutbound {
	return bot.DeskOutbound{Ticket: desk.TicketID(id), Thread: thread, Post: &desk.PostThread{Key: desk.Key(key), Citizen: true, Text: text}}
}

// clean fails the test if the channel has asked for something that the server does not have, or has logged what nobody may read.
func (w *world) clean() {
	w.t.Helper()
	for _, p := range w.Problems() {
		w.t.Errorf("the server does not know: %s", p)
	}
	if s := w.logs.String(); strings.Contains(s, token) || strings.Contains(s, "GEHEIM") {
		w.t.Errorf("the log says too much: %s", s)
	}
}

// kindOf is the kind of a send error.
func kindOf(t testing.TB, err error) bot.SendErrorKind {
	t.Helper()
	e, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		t.Fatalf("%v is no SendError", err)
	}
	return e.Kind
}

func same(t testing.TB, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func contains(s, part string) bool { return strings.Contains(s, part) }
