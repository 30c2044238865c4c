package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

var benchSessions = flag.Int("bench.sessions", 10_000, "stored sessions in the benchmark of start and memory")

const benchPeople = 50

// echobot is the yardstick: the bare library, which says back what it hears and remembers nothing. With "buttons" it makes the calls that
// a question of ours takes: it sends a keyboard, and takes the one before away.
func echobot() {
	api, buttons := os.Args[1], len(os.Args) > 2
	var last sync.Map // chat -> message with the keyboard
	b, err := tg.New(botToken, tg.WithServerURL(api), tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		if u.Message == nil {
			return
		}
		chat := u.Message.Chat.ID
		out := &tg.SendMessageParams{ChatID: chat, Text: u.Message.Text}
		if buttons {
			if id, ok := last.LoadAndDelete(chat); ok { // handlers run side by side: the next input may come before it is there
				if _, err := b.EditMessageReplyMarkup(ctx, &tg.EditMessageReplyMarkupParams{ChatID: chat, MessageID: id.(int)}); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}
			// As JSON: the library's own button always has an empty copy_text beside its data, which the Bot API refuses.
			out.ReplyMarkup = json.RawMessage(`{"inline_keyboard":[[{"text":"Tippen","callback_data":"a"}],[{"text":"Worum geht es?","callback_data":"b"}],[{"text":"Menü","callback_data":"c"}]]}`)
		}
		m, err := b.SendMessage(ctx, out)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		last.Store(chat, m.ID)
	}))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b.Start(ctx)
}

// BenchmarkUpdate lets 50 people talk at once, each writing on as soon as there is an answer: with the service, whose every input and
// answer reaches the disk, and with an echo bot of the same library, both as processes of their own over the same stand-in. The bare
// echo bot makes one call for each update; ours makes two, as the other echo bot does.
func BenchmarkUpdate(b *testing.B) {
	for _, c := range []struct {
		name  string
		args  []string
		edits bool
	}{{"bare echo", nil, false}, {"echo with buttons", []string{"buttons"}, true}} {
		b.Run(c.name, func(b *testing.B) {
			b.StopTimer()
			echo := measure(b, c.edits, func(w *town) (*exec.Cmd, func()) {
				cmd := exec.Command("echobot", append([]string{w.url}, c.args...)...)
				cmd.Stderr = &w.log
				if err := cmd.Start(); err != nil {
					b.Fatal(err)
				}
				return cmd, func() {
					_ = cmd.Process.Signal(os.Interrupt)
					_ = cmd.Wait()
				}
			})
			b.StartTimer()
			ours := measure(b, true, func(w *town) (*exec.Cmd, func()) {
				s := w.start()
				return s.cmd, s.stop
			})
			b.ReportMetric(ours.perSecond, "updates/s")
			b.ReportMetric(echo.perSecond, "echo-updates/s")
			b.ReportMetric(ours.perSecond/echo.perSecond, "of-echo")
			b.ReportMetric(ours.p99, "p99-ms")
			b.ReportMetric(echo.p99, "echo-p99-ms")
			b.ReportMetric(ours.p99/echo.p99, "p99-of-echo")
			b.ReportMetric(ours.cpu, "cpu-us/update")
			b.ReportMetric(echo.cpu, "echo-cpu-us/update")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// figures are what a run has shown.
type figures struct {
	perSecond float64 // updates
	p99       float64 // of the time from an input to its answer, in ms
	cpu       float64 // of the bot's process for each update, in µs, its start included
}

// measure lets people talk with the bot that start starts. It fails unless every answer was accepted, and every edit of a question if
// the bot is one that edits: calls that are refused cost little.
func measure(b *testing.B, edits bool, start func(*town) (cmd *exec.Cmd, stop func())) figures {
	w := newTown(b)
	answers := make([]chan struct{}, benchPeople)
	for i := range answers {
		answers[i] = make(chan struct{}, 1)
	}
	w.trouble = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "sendMessage" {
			answers[c.Chat-1] <- struct{}{}
		}
		return telegramtest.Fault{}
	}
	cmd, stop := start(w)
	var all sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(b.N))
	times := make([][]time.Duration, benchPeople)
	ready := make(chan struct{}, benchPeople)
	begin := make(chan struct{})
	for i := range benchPeople {
		c := w.Citizen(int64(i+1), "de")
		all.Go(func() {
			c.Write("/start")
			<-answers[i]
			ready <- struct{}{}
			for <-begin; left.Add(-1) >= 0; {
				began := time.Now()
				c.Write("Ich habe eine Frage")
				<-answers[i]
				times[i] = append(times[i], time.Since(began))
			}
		})
	}
	for range benchPeople {
		<-ready
	}
	began := time.Now()
	close(begin)
	all.Wait()
	took := time.Since(began)
	flat := slices.Sorted(slices.Values(slices.Concat(times...)))
	stop()
	said, edited := w.outcome()
	if said < b.N || edits && edited < b.N*9/10-benchPeople { // the last to each person may be under way
		b.Fatalf("%d updates, but %d messages and %d edits were accepted", b.N, said, edited)
	}
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return figures{
		perSecond: float64(b.N) / took.Seconds(),
		p99:       float64(flat[len(flat)*99/100].Microseconds()) / 1000,
		cpu:       float64(used.Microseconds()) / float64(b.N),
	}
}

// outcome counts the bot's messages, and those of them that were edited.
func (w *town) outcome() (said, edited int) {
	for i := range benchPeople {
		for _, m := range w.Messages(int64(i + 1)) {
			if m.FromBot {
				said++
			}
			if m.Edited > 0 {
				edited++
			}
		}
	}
	return said, edited
}

// BenchmarkStart starts the service over a file with many conversations: the time until a citizen has an answer, and the memory then.
func BenchmarkStart(b *testing.B) {
	w := newTown(b)
	stored(b, filepath.Join(w.dir, "data"), *benchSessions)
	info, err := os.Stat(filepath.Join(w.dir, "data", "lotse.db"))
	if err != nil {
		b.Fatal(err)
	}
	var took, resident float64
	for i := range b.N {
		chat := int64(1_000_000_000 + i)
		w.Citizen(chat, "de").Write("/start")
		began := time.Now()
		s := w.start("LOTSE_CONTENT=")
		w.await(b.Context(), func() bool { return len(w.Said(chat)) > 0 })
		took += float64(time.Since(began).Milliseconds())
		resident += s.resident()
		s.stop()
	}
	b.ReportMetric(took/float64(b.N), "start-ms")
	b.ReportMetric(resident/float64(b.N), "resident-MB")
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	b.ReportMetric(0, "ns/op")
}

// resident is the memory of the process that is in use now, in MB.
func (s *service) resident() float64 {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	var kb float64
	if _, err := fmt.Sscan(after, &kb); err != nil {
		s.t.Fatal(err)
	}
	return kb / 1024
}

// stored writes a data folder with n conversations about moving house.
func stored(b *testing.B, dir string, n int) {
	b.Helper()
	l, err := load(contentFlag{}, time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	var s flows.Session
	for _, text := range []string{"/start", "Umzug", "1", "Schkopau", "zurück"} {
		s, _ = l.engine.Advance(s, flows.Said{Text: text}, time.Now())
	}
	data, err := s.Encode()
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(filepath.Join(dir, "lotse.db"), store.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for i := 0; i < n && err == nil; i += 5000 {
		err = db.Update(func(tx *store.Tx) error {
			for j := i; j < min(i+5000, n); j++ {
				id := store.ConversationID(fmt.Sprintf("tg:%d", 100_000_000+j*7919%899_999_999)) // not in the order of the file
				tx.SaveSession(id, store.Session{Data: data, Active: time.Now()})
				tx.SaveReceipt(id, store.Receipt{Question: 5, Receipt: "4711", Sent: time.Now(), Body: data})
			}
			return nil
		})
	}
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBinary is the size of the static binary.
func BenchmarkBinary(b *testing.B) {
	path := filepath.Join(b.TempDir(), "lotse")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
	b.ReportMetric(0, "ns/op")
}
