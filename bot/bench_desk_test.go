package bot_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// benchPhone is a channel without a network.
type benchPhone struct {
	accept chan func(context.Context, bot.Update) error
	asked  chan string // ids of the buttons that were shown
	got    chan string // what volunteers wrote
}

func (*benchPhone) Name() string { return "sim" }

func (p *benchPhone) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.Update) error) error {
	p.accept <- accept
	<-ctx.Done()
	return ctx.Err()
}

func (p *benchPhone) Send(_ context.Context, _ bot.ConversationID, out bot.Outbound) (bot.Receipt, error) {
	if m := out.Message; m != nil && strings.HasPrefix(m.Text, "Freiwillige") {
		p.asked <- m.Choices[0].ID
	}
	if m := out.Message; m != nil && strings.HasPrefix(m.Text, "**Lotse:**") {
		p.got <- m.Text
	}
	return "4711", nil
}

// benchDesk is the volunteers' side without a network.
type benchDesk struct {
	accept  chan func(context.Context, bot.DeskEvent) error
	threads chan desk.PostID
	got     chan string // what citizens wrote
	posts   atomic.Int64
}

func (*benchDesk) Name() string              { return "bench" }
func (*benchDesk) Readable(s string) string  { return s }
func (*benchDesk) Link(p desk.PostID) string { return string(p) }

func (d *benchDesk) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.DeskEvent) error) error {
	d.accept <- accept
	<-ctx.Done()
	return nil
}

func (d *benchDesk) Send(_ context.Context, out bot.DeskOutbound) (desk.Ref, error) {
	if out.Post != nil && out.Post.Citizen {
		d.got <- out.Post.Text
	}
	if out.Root != nil {
		thread := desk.PostID("root-" + out.Ticket)
		d.threads <- thread
		return desk.Ref(thread), nil
	}
	if out.Post == nil {
		return "", nil
	}
	return desk.Ref(fmt.Sprint("post", d.posts.Add(1))), nil
}

// BenchmarkRelay is what we add to a line of a talk, from taking it in until it is handed to the other side, with commits that reach the
// disk and many open tickets.
func BenchmarkRelay(b *testing.B) {
	for _, tickets := range []int{1, 500} {
		b.Run(fmt.Sprintf("tickets=%d", tickets), func(b *testing.B) { relay(b, tickets) })
	}
}

// life is a running bot between a phone and a desk without networks.
type life struct {
	b      *testing.B
	phone  *benchPhone
	desk   *benchDesk
	say    func(context.Context, bot.Update) error
	act    func(context.Context, bot.DeskEvent) error
	name   string // of the life: keys are its own
	number int
	end    func()
}

func live(b *testing.B, name, path string, opts store.Options) (*life, *store.DB) {
	b.Helper()
	db, err := store.Open(path, opts)
	if err != nil {
		b.Fatal(err)
	}
	l := &life{b: b, name: name,
		phone: &benchPhone{accept: make(chan func(context.Context, bot.Update) error, 1), asked: make(chan string, 1), got: make(chan string, 1)},
		desk:  &benchDesk{accept: make(chan func(context.Context, bot.DeskEvent) error, 1), threads: make(chan desk.PostID, 1), got: make(chan string, 1)}}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- bot.New(bot.Config{Store: db, Engine: deskContent(b), Channels: []bot.Channel{l.phone}, Desk: l.desk}).Run(ctx)
	}()
	l.say, l.act = <-l.phone.accept, <-l.desk.accept
	l.end = func() {
		cancel()
		if err := errors.Join(<-ended, db.Close()); err != nil {
			b.Fatal(err)
		}
	}
	return l, db
}

func (l *life) update(i int, in flows.Input) {
	l.number++
	key := fmt.Sprint(l.name, l.number)
	u := bot.Update{Key: key, Message: desk.MessageID(key), Conversation: bot.ConversationID(fmt.Sprintf("sim:%d", i)), Input: in}
	if err := l.say(l.b.Context(), u); err != nil {
		l.b.Fatal(err)
	}
}

func (l *life) post(thread desk.PostID, text string) {
	l.number++
	key := fmt.Sprint(l.name, l.number)
	e := bot.DeskEvent{Key: key, Place: bot.Thread, Thread: thread, Event: desk.AgentPosted{Agent: "karla", Post: desk.PostID(key), Text: text}}
	if err := l.act(l.b.Context(), e); err != nil {
		l.b.Fatal(err)
	}
}

// opens begins a talk with a citizen and returns its thread.
func (l *life) opens(db *store.DB, i int) desk.PostID {
	l.update(i, flows.Said{Text: "/start"})
	l.update(i, flows.Said{Text: "Mensch"})
	l.update(i, flows.Tapped{ID: <-l.phone.asked})
	thread := <-l.desk.threads
	for known := false; !known; { // until the receipt of the root post is stored
		_ = db.View(func(tx *store.Tx) error { _, known = tx.TicketOf(string(thread)); return nil })
	}
	return thread
}

// claimed writes a file with open tickets that somebody has taken, and returns their threads.
func claimed(b *testing.B, path string, tickets int) (threads []desk.PostID) {
	b.Helper()
	l, db := live(b, "before", path, store.Options{NoSync: true})
	defer l.end()
	for i := range tickets {
		thread := l.opens(db, i)
		l.post(thread, "übernehmen")
		threads = append(threads, thread)
	}
	return threads
}

func relay(b *testing.B, tickets int) {
	path := filepath.Join(b.TempDir(), "lotse.db")
	threads := claimed(b, path, tickets)
	l, _ := live(b, "now", path, store.Options{})
	var out, in []time.Duration
	b.ResetTimer()
	for n := range b.N {
		i := n * 7 % tickets
		began := time.Now()
		l.update(i, flows.Said{Text: "eine Frage, so lang wie Fragen sind"})
		<-l.desk.got
		out = append(out, time.Since(began))
		began = time.Now()
		l.post(threads[i], "eine Antwort, so lang wie Antworten sind")
		<-l.phone.got
		in = append(in, time.Since(began))
	}
	b.StopTimer()
	l.end()
	for unit, all := range map[string][]time.Duration{"to-desk": out, "to-citizen": in} {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, unit+"-p50-ms")
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, unit+"-p99-ms")
	}
}

// BenchmarkClaimInQueue is one claim, from taking it in until it is durable, while others wait: each of them has another place then.
func BenchmarkClaimInQueue(b *testing.B) {
	for _, waiting := range []int{10, 300} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "lotse.db")
			l, db := live(b, "before", path, store.Options{NoSync: true})
			var threads []desk.PostID
			for i := range waiting + b.N {
				threads = append(threads, l.opens(db, i))
			}
			b.ResetTimer()
			for i := range b.N {
				l.post(threads[i], "übernehmen")
			}
			b.StopTimer()
			l.end()
		})
	}
}
