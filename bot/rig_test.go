package bot_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// content loads the small content of these tests: it counts what is typed and says it back.
func content(t testing.TB) *flows.Engine {
	t.Helper()
	return load(t, files(t))
}

func load(t testing.TB, fsys fs.FS) *flows.Engine {
	t.Helper()
	set, sources, ds := flows.Load(fsys, flows.Options{Messages: bot.Messages()})
	if ds.Failed() {
		var b strings.Builder
		_ = ds.WriteText(&b, sources, "en")
		t.Fatal(b.String())
	}
	return &flows.Engine{Set: set, Catalogue: shelf{}}
}

// files are the flows of these tests, with the engine's own sentences as the engine's tests have them, and the host's.
func files(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	add := func(dir, pattern, as string) {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s in %s: %v", pattern, dir, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path := as + "/" + filepath.Base(name)
			if old := out[path]; old != nil {
				data = append(old.Data, bytes.TrimPrefix(data, []byte("texts:\n"))...)
			}
			out[path] = &fstest.MapFile{Data: data}
		}
	}
	add("testdata/flows", "*.yaml", "flows")
	add("../flows/testdata/base/messages", "lotse.de.yaml", "messages")
	add("testdata/messages", "lotse.de.yaml", "messages")
	return out
}

// shelf is a catalogue with a town hall and a bomb.
type shelf struct{}

func (shelf) Card(id, _ string, _ flows.About) (flows.Card, bool) {
	if id == "bombe" {
		panic("GEHEIM in the panic's value")
	}
	return flows.Card{Text: "Rathaus", Lang: "de", Venue: &flows.Venue{Name: "Rathaus", Address: "Markt 1", Lat: 51.35, Lon: 12}}, true
}
func (shelf) Service(string, string, flows.About) (flows.Service, bool) {
	return flows.Service{}, false
}
func (shelf) Needing(string, flows.About, int) []flows.Hit               { return nil }
func (shelf) Emergency(string, string) (flows.Card, bool)                { return flows.Card{}, false }
func (shelf) Locate(string) []flows.Place                                { return nil }
func (shelf) Near(_, _ float64) (flows.Place, bool)                      { return flows.Place{}, false }
func (shelf) Search(string, string, int) flows.Found                     { return flows.Found{} }
func (shelf) Places(flows.PlacesQuery, string, flows.About) []flows.Card { return nil }
func (shelf) Names(string) []string                                      { return []string{"bombe", "rathaus"} }

// phone is a channel whose other side is the test.
type phone struct {
	in chan handed

	mu     sync.Mutex
	sent   []delivered
	taps   []string              // callbacks that were answered; they go beside everything else
	answer func(delivered) error // what Send says; nil: yes to everything. It may sleep.
}

type handed struct {
	update bot.Update
	err    chan error
}

// delivered is one call of Send.
type delivered struct {
	to  bot.ConversationID
	out bot.Outbound
	at  time.Time
	ctx context.Context
}

func (d delivered) String() string {
	switch {
	case d.out.Message != nil:
		return d.out.Message.Text
	case d.out.Venue != nil:
		return "(Karte)"
	case d.out.Answered != nil:
		return d.out.Answered.Message.Text + " -> " + d.out.Answered.Label
	case d.out.Edit != nil:
		return "(edit " + string(d.out.Edit.Receipt) + ") " + d.out.Edit.Message.Text
	case d.out.Delete != nil:
		return "(delete " + string(d.out.Delete.Receipt) + string(d.out.Delete.Message) + ")"
	case d.out.File != nil:
		return "(Datei: " + d.out.File.Name + ")"
	case d.out.Files != nil:
		s := d.out.Files.Caption
		for _, f := range d.out.Files.Files {
			s += " [" + f.Name + "]"
		}
		return s
	}
	return "(callback " + d.out.Callback.ID + ")"
}

func (p *phone) Name() string { return "sim" }

func (p *phone) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.Update) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case h := <-p.in:
			h.err <- accept(ctx, h.update)
		}
	}
}

func (p *phone) Send(ctx context.Context, to bot.ConversationID, out bot.Outbound) (bot.Receipt, error) {
	d := delivered{to, out, time.Now(), ctx}
	p.mu.Lock()
	answer := p.answer
	p.mu.Unlock()
	var err error
	if answer != nil {
		err = answer(d)
	}
	if err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if out.Callback != nil {
		p.taps = append(p.taps, out.Callback.ID)
		return "", nil
	}
	p.sent = append(p.sent, d)
	return bot.Receipt("r:" + d.String()), nil
}

// got returns what was sent since the last call, as text.
func (p *phone) got() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, d := range p.sent {
		out = append(out, d.String())
	}
	p.sent = nil
	return out
}

// sends returns what was sent since the last call of got.
func (p *phone) sends() []delivered {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sent)
}

func (p *phone) last() delivered {
	s := p.sends()
	return s[len(s)-1]
}

// answered returns the callbacks that were answered.
func (p *phone) answered() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.taps)
}

func (p *phone) answers(f func(delivered) error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = f
}

// rig is a running bot inside a bubble, over a real store.
type rig struct {
	*phone
	t      *testing.T
	path   string
	opts   store.Options
	config bot.Config
	store  *store.DB
	bot    *bot.Bot
	log    bytes.Buffer
	stop   func() error
	key    int
}

// run calls fn with a running bot in a bubble of its own clock.
func run(t *testing.T, config bot.Config, fn func(*rig)) {
	t.Helper()
	config.Engine = content(t)
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, phone: &phone{in: make(chan handed)}, path: filepath.Join(t.TempDir(), "lotse.db"), config: config}
		r.opts.NoSync = true
		r.start()
		fn(r)
		if err := r.halt(); err != nil {
			t.Error(err)
		}
	})
}

func (r *rig) start() {
	r.t.Helper()
	var err error
	if r.store, err = store.Open(r.path, r.opts); err != nil {
		r.t.Fatal(err)
	}
	r.config.Store, r.config.Channels, r.config.Zone = r.store, []bot.Channel{r.phone}, time.UTC
	r.config.Log = slog.New(slog.NewJSONHandler(&r.log, nil))
	r.bot = bot.New(r.config)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.bot.Run(ctx) }()
	r.stop = func() error {
		cancel()
		return <-done
	}
}

func (r *rig) halt() error {
	err := r.stop()
	return errors.Join(err, r.store.Check(), r.store.Close())
}

func (r *rig) restart() {
	r.t.Helper()
	if err := r.halt(); err != nil {
		r.t.Fatal(err)
	}
	r.start()
}

const citizen = bot.ConversationID("sim:4711")

// hand hands in an update and waits until all that follows at once has happened.
func (r *rig) hand(u bot.Update) {
	r.t.Helper()
	if err := r.try(u); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
}

func (r *rig) try(u bot.Update) error {
	if u.Key == "" {
		r.key++
		u.Key = "key" + string(rune('a'+r.key/26)) + string(rune('a'+r.key%26))
	}
	if u.Conversation == "" {
		u.Conversation = citizen
	}
	h := handed{u, make(chan error)}
	r.in <- h
	return <-h.err
}

func (r *rig) type_(text string) { r.t.Helper(); r.hand(bot.Update{Input: flows.Said{Text: text}}) }

// tap taps the button of that label under a message.
func (r *rig) tap(m *flows.Message, label string) {
	r.t.Helper()
	for _, b := range m.Choices {
		if b.Label == label {
			r.hand(bot.Update{Input: flows.Tapped{ID: b.ID}, Callback: "cb-" + label})
			return
		}
	}
	r.t.Fatalf("no button %q under %q", label, m.Text)
}

func (r *rig) want(want ...string) {
	r.t.Helper()
	if got := r.got(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		r.t.Errorf("sent\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// view reads from the store.
func (r *rig) view(fn func(*store.Tx)) {
	r.t.Helper()
	if err := r.store.View(func(tx *store.Tx) error { fn(tx); return nil }); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) dead() []store.Dead {
	var out []store.Dead
	r.view(func(tx *store.Tx) {
		for d := range tx.Dead() {
			out = append(out, d)
		}
	})
	return out
}

// renamed is the same content with another wording.
func renamed(t *testing.T) fs.FS {
	t.Helper()
	out := files(t)
	menu := out["flows/menu.yaml"]
	menu.Data = bytes.ReplaceAll(menu.Data, []byte("Nummer {n}"), []byte("Zahl {n}"))
	return out
}
