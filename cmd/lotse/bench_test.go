package main

import (
	"bytes"
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
// answer reaches the disk, and with an echo bot of the same library, both as processes of their own over stand-ins of their own. They take
// turns, so that both see the same of what else the machine does. The bare echo bot makes one call for each update; ours makes two, as the
// other echo bot does.
func BenchmarkUpdate(b *testing.B) {
	const rounds = 10
	for _, c := range []struct {
		name  string
		args  []string
		edits bool
	}{{"bare echo", nil, false}, {"echo with buttons", []string{"buttons"}, true}} {
		b.Run(c.name, func(b *testing.B) {
			echo := newCrowd(b, func(w *town) (*exec.Cmd, func()) {
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
			ours := newCrowd(b, func(w *town) (*exec.Cmd, func()) {
				s := w.start()
				return s.cmd, s.stop
			})
			b.ResetTimer()
			for round := range rounds {
				n := b.N*(round+1)/rounds - b.N*round/rounds
				echo.talk(n)
				ours.talk(n)
			}
			b.StopTimer()
			echo.leave(c.edits)
			ours.leave(true)
			b.ReportMetric(ours.perSecond(), "updates/s")
			b.ReportMetric(echo.perSecond(), "echo-updates/s")
			b.ReportMetric(ours.perSecond()/echo.perSecond(), "of-echo")
			b.ReportMetric(ours.p99(), "p99-ms")
			b.ReportMetric(echo.p99(), "echo-p99-ms")
			b.ReportMetric(ours.p99()/echo.p99(), "p99-of-echo")
			b.ReportMetric(ours.cpu(), "cpu-us/update")
			b.ReportMetric(echo.cpu(), "echo-cpu-us/update")
			b.ReportMetric(ours.cpu()/echo.cpu(), "cpu-of-echo")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// crowd is 50 people and the bot that they talk with.
type crowd struct {
	*town
	b       *testing.B
	cmd     *exec.Cmd
	stop    func()
	answers []chan struct{} // by person: an answer is there
	times   [][]time.Duration
	took    time.Duration // in all rounds
	used    time.Duration // processor time of the bot in all rounds
}

// newCrowd starts a bot and has everybody say hello.
func newCrowd(b *testing.B, start func(*town) (*exec.Cmd, func())) *crowd {
	c := &crowd{town: newTown(b), b: b, times: make([][]time.Duration, benchPeople)}
	for range benchPeople {
		c.answers = append(c.answers, make(chan struct{}, 1))
	}
	c.OnDone = func(call telegramtest.Call) {
		if call.Method == "sendMessage" {
			c.answers[call.Chat-1] <- struct{}{}
		}
	}
	c.cmd, c.stop = start(c.town)
	for i := range benchPeople {
		c.Citizen(int64(i+1), "de").Write("/start")
	}
	for i := range benchPeople {
		<-c.answers[i]
	}
	return c
}

// talk has n updates answered.
func (c *crowd) talk(n int) {
	var all sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(n))
	before, began := processorTime(c.b, c.cmd.Process.Pid), time.Now()
	for i := range benchPeople {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				wrote := time.Now()
				c.Citizen(int64(i+1), "de").Write("Ich habe eine Frage")
				<-c.answers[i]
				c.times[i] = append(c.times[i], time.Since(wrote))
			}
		})
	}
	all.Wait()
	c.took += time.Since(began)
	c.used += processorTime(c.b, c.cmd.Process.Pid) - before
}

// leave ends the bot. It fails unless every answer was accepted, and every edit of a question if the bot is one that edits: calls that
// are refused cost little.
func (c *crowd) leave(edits bool) {
	c.stop()
	said, edited := c.outcome()
	if said < c.b.N || edits && edited < c.b.N*9/10-benchPeople { // the last to each person may be under way
		c.b.Fatalf("%d updates, but %d messages and %d edits were accepted", c.b.N, said, edited)
	}
}

func (c *crowd) perSecond() float64 { return float64(c.b.N) / c.took.Seconds() }

// p99 is of the time from an input to its answer, in ms.
func (c *crowd) p99() float64 {
	all := slices.Sorted(slices.Values(slices.Concat(c.times...)))
	return float64(all[len(all)*99/100].Microseconds()) / 1000
}

// cpu is the processor time of the bot for each update, in µs.
func (c *crowd) cpu() float64 { return float64(c.used.Microseconds()) / float64(c.b.N) }

// processorTime is what a process has used so far, in steps of 10 ms.
func processorTime(b *testing.B, pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // the state is the first
	var user, system time.Duration
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		b.Fatal(err)
	}
	return (user + system) * 10 * time.Millisecond
}

// outcome counts the bot's messages, and those of them that were edited.
func (c *crowd) outcome() (said, edited int) {
	for i := range benchPeople {
		for _, m := range c.Messages(int64(i + 1)) {
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

// BenchmarkStart starts the service over a file with many conversations: the time until a citizen has an answer, and the memory then; and
// the memory after somebody asked in their own words for the first time, for which the search is made ready.
func BenchmarkStart(b *testing.B) {
	w := newTown(b)
	stored(b, filepath.Join(w.dir, "data"), *benchSessions)
	info, err := os.Stat(filepath.Join(w.dir, "data", "lotse.db"))
	if err != nil {
		b.Fatal(err)
	}
	var took, resident, searched float64
	for i := range b.N {
		chat := int64(1_000_000_000 + i)
		w.Citizen(chat, "de").Write("/start")
		began := time.Now()
		s := w.start("LOTSE_CONTENT=")
		w.await(b.Context(), func() bool { return len(w.Said(chat)) > 0 })
		took += float64(time.Since(began).Milliseconds())
		resident += s.resident()
		said := len(w.Said(chat))
		w.Citizen(chat, "de").Write("Wohngeld")
		w.await(b.Context(), func() bool { return len(w.Said(chat)) > said })
		searched += s.resident()
		s.stop()
	}
	b.ReportMetric(took/float64(b.N), "start-ms")
	b.ReportMetric(resident/float64(b.N), "resident-MB")
	b.ReportMetric(searched/float64(b.N), "searched-MB")
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

// BenchmarkBinary is the size of the static binary, built as README.md says.
func BenchmarkBinary(b *testing.B) {
	path := filepath.Join(b.TempDir(), "lotse")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, ".")
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
