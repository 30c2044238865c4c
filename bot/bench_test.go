package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

var benchSessions = flag.Int("bench.sessions", 10_000, "stored sessions in the benchmarks of start and growth")

// echo is a channel without a network: people type, and type on when they have their answer.
type echo struct {
	people int
	turns  atomic.Int64 // still to take
	answer []chan struct{}
	ready  chan struct{}
	done   chan struct{}
}

func newEcho(people int) *echo {
	e := &echo{people: people, ready: make(chan struct{}), done: make(chan struct{})}
	for range people {
		e.answer = append(e.answer, make(chan struct{}, 16))
	}
	return e
}

func (e *echo) Name() string { return "sim" }

func (e *echo) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.Update) error) error {
	var all sync.WaitGroup
	for i := range e.people {
		all.Go(func() {
			id := bot.ConversationID("sim:bench" + strconv.Itoa(i))
			began := time.Now().UnixNano() // the file may have seen an earlier run
			turn := func(n int, text string) {
				if accept(ctx, bot.Update{Key: fmt.Sprintf("%s-%d-%d", id, began, n), Conversation: id, Input: flows.Said{Text: text}}) == nil {
					<-e.answer[i]
				}
			}
			turn(0, "/start")
			if i == 0 {
				close(e.ready)
			}
			for n := 1; e.turns.Add(-1) >= 0; n++ {
				turn(n, "so lang wie eine Frage eben ist")
			}
		})
	}
	all.Wait()
	close(e.done)
	<-ctx.Done()
	return ctx.Err()
}

func (e *echo) Send(_ context.Context, to bot.ConversationID, out bot.Outbound) (bot.Receipt, error) {
	if out.Message != nil {
		i, _ := strconv.Atoi(strings.TrimPrefix(string(to), "sim:bench"))
		e.answer[i] <- struct{}{}
	}
	return "4711", nil
}

// BenchmarkTurn is a whole turn with commits that reach the disk: accept, answer, edit of the question before, receipts.
func BenchmarkTurn(b *testing.B) {
	for _, c := range []struct{ people, stored int }{{1, 0}, {50, 0}, {50, *benchSessions}} {
		b.Run(fmt.Sprintf("people=%d/stored=%d", c.people, c.stored), func(b *testing.B) {
			db, err := store.Open(stored(b, c.stored), store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			e := newEcho(c.people)
			e.turns.Store(int64(b.N))
			ctx, cancel := context.WithCancel(b.Context())
			ended := make(chan error, 1)
			b.ResetTimer()
			go func() {
				ended <- bot.New(bot.Config{Store: db, Engine: content(b), Channels: []bot.Channel{e}}).Run(ctx)
			}()
			<-e.done
			b.StopTimer()
			cancel()
			if err := <-ended; err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
		})
	}
}

// stored writes a file with n sessions.
func stored(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "lotse.db")
	db, err := store.Open(path, store.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	engine := content(b)
	s, _ := engine.Advance(flows.Session{}, flows.Said{Text: "/start"}, time.Now())
	for i := range 12 {
		s, _ = engine.Advance(s, flows.Said{Text: fmt.Sprint("Antwort ", i)}, time.Now())
	}
	data, err := s.Encode()
	for i := 0; i < n && err == nil; i += 5000 {
		err = db.Update(func(tx *store.Tx) error {
			for j := i; j < min(i+5000, n); j++ {
				id := store.ConversationID(fmt.Sprintf("sim:%09d", j*7919%1_000_000_007))
				tx.SaveSession(id, store.Session{Data: data, Active: time.Now()})
				tx.SaveReceipt(id, store.Receipt{Question: 1, Receipt: "4711", Body: data})
			}
			return nil
		})
	}
	if err := errors.Join(err, db.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// startEnv makes the test binary a bot that starts over a file, answers once and tells how that went.
const startEnv = "LOTSE_BENCH_START"

// BenchmarkStart measures, in a process of its own, the time from opening the file to the first answer, and the memory then.
func BenchmarkStart(b *testing.B) {
	if path := os.Getenv(startEnv); path != "" {
		startOnce(b, path)
		return
	}
	path := stored(b, *benchSessions)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	var took, resident float64
	for b.Loop() {
		cmd := exec.Command(os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkStart$", "-test.benchtime=1x")
		cmd.Env = append(os.Environ(), startEnv+"="+path)
		out, err := cmd.CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		var ms, kb float64
		if _, after, ok := strings.Cut(string(out), "STARTED "); ok {
			_, err = fmt.Sscan(after, &ms, &kb)
		}
		if ms == 0 || err != nil {
			b.Fatalf("no report in\n%s", out)
		}
		took, resident = took+ms, resident+kb
	}
	b.ReportMetric(took/float64(b.N), "start-ms")
	b.ReportMetric(resident/float64(b.N)/1024, "resident-MB")
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	b.ReportMetric(0, "ns/op")
}

func startOnce(b *testing.B, path string) {
	engine := content(b)
	began := time.Now()
	db, err := store.Open(path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	e := newEcho(1)
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- bot.New(bot.Config{Store: db, Engine: engine, Channels: []bot.Channel{e}}).Run(ctx) }()
	<-e.ready
	took := time.Since(began)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("no /proc here")
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	fmt.Println("STARTED", float64(took.Microseconds())/1000, strings.Fields(after)[0])
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}
