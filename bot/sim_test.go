package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

var (
	simSeeds = flag.Int("sim.seeds", 200, "how many seeds the simulation runs")
	simSeed  = flag.Uint64("sim.seed", 0, "the one seed to run, with its log; 0: all")
)

// kept are seeds that found something once. They always run.
var kept = []uint64{
	1010, // a late "gone" dropped the answers to a citizen who was back
	1032, // the same, where the first thing after the return was a panic
}

// TestSimulation lets people talk with a bot whose messenger loses answers, throttles, refuses and repeats, and which is killed between
// any two steps. Whatever happens, every input counts once, every answer arrives in order, and only what may have arrived is repeated.
func TestSimulation(t *testing.T) {
	engine := content(t)
	eachSeed(t, 1_000, *simSeeds, func(t *testing.T, seed uint64) { simulate(t, engine, seed) }, kept...)
}

// eachSeed runs a simulation with the one seed that was asked for, else with those that always run and with count from first on.
func eachSeed(t *testing.T, first uint64, count int, run func(*testing.T, uint64), always ...uint64) {
	t.Helper()
	if *simSeed != 0 {
		run(t, *simSeed)
		return
	}
	for _, seed := range always {
		t.Run(fmt.Sprint("kept ", seed), func(t *testing.T) { run(t, seed) })
	}
	const groups = 4
	for g := range groups {
		t.Run(fmt.Sprint("group ", g), func(t *testing.T) {
			t.Parallel()
			for i := g; i < count; i += groups {
				run(t, first+uint64(i))
			}
		})
	}
}

// world is one simulation: a city, and a bot that is started again after every crash.
type world struct {
	*city
	t      *testing.T
	engine *flows.Engine
	path   string
	log    bytes.Buffer
	errs   []error

	desk  func(*slog.Logger) bot.Desk // a new client for every life; nil: nobody is handed over to
	still func() bool                 // whether others than the people still do something
}

func simulate(t *testing.T, engine *flows.Engine, seed uint64) {
	t.Helper()
	var w *world
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w = &world{city: newCity(seed), t: t, engine: engine, path: filepath.Join(dir, fmt.Sprint(seed))}
		var lives sync.WaitGroup
		for _, p := range w.people {
			lives.Go(func() { w.live(p) })
		}
		for w.operate() {
		}
		lives.Wait()
	})
	if *simSeed != 0 {
		t.Log(w.log.String())
		for _, p := range w.people {
			t.Logf("%s\nmust see %v\nsaw %q", p.id, p.expect, p.seen)
		}
	}
	for _, p := range w.people {
		if log := w.log.String(); strings.Contains(log, string(p.id)) || strings.Contains(log, "GEHEIM") {
			w.fail("personal data in the log")
		}
	}
	for _, err := range w.errs {
		if strings.Contains(err.Error(), "GEHEIM") || strings.Contains(err.Error(), "4711") {
			w.fail("personal data in an error: %v", err)
		}
	}
	if len(w.wrong) > 0 {
		t.Errorf("seed %d (replay with -sim.seed %[1]d), %d crashes:\n  %s", seed, w.crashes, strings.Join(w.wrong, "\n  "))
	}
}

// operate runs the bot until it crashes or everything is done, and reports whether it has to be started again.
func (w *world) operate() bool {
	db, err := store.Open(w.path, store.Options{NoSync: true})
	if err != nil {
		w.t.Fatal(err)
	}
	w.afterCrash(db)
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	crashed := make(chan struct{})
	w.mu.Lock()
	w.dead = false
	w.crash = func() {
		if err := db.Close(); err != nil { // from here on nothing can be stored
			w.errs = append(w.errs, err)
		}
		close(crashed)
	}
	life := time.Duration(w.chance("life", w.crashes).IntN(60_000)) * time.Millisecond
	w.mu.Unlock()
	config := bot.Config{
		Store: db, Engine: w.engine, Channels: []bot.Channel{w}, Zone: time.UTC, Rate: 30, ChatRate: 1, Sends: 2,
		Log: slog.New(slog.NewJSONHandler(&w.log, nil)),
	}
	if w.desk != nil {
		config.Desk = w.desk(config.Log)
	}
	b := bot.New(config)
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	if w.watch(db, crashed, life) {
		began := time.Now()
		cancel()
		w.ended(<-ended)
		if took := time.Since(began); took > 10*time.Second {
			w.fail("stopping took %v", took)
		}
		w.audit(db)
		return false
	}
	cancel()
	w.ended(<-ended)
	return true
}

func (w *world) ended(err error) {
	if err != nil {
		w.errs = append(w.errs, err)
		if !errors.Is(err, store.ErrClosed) {
			w.fail("Run: %v", err)
		}
	}
}

// watch waits until all is said and delivered (true) or the bot crashes (false), at the latest when its life is over.
func (w *world) watch(db *store.DB, crashed <-chan struct{}, life time.Duration) bool {
	end := time.After(life)
	limit := time.After(30 * 24 * time.Hour)
	for {
		select {
		case <-crashed:
			return false
		case <-end:
			w.kill()
		case <-limit:
			w.fail("it does not come to rest")
			return true
		case <-time.After(10 * time.Second):
			if w.idle(db) {
				return true
			}
		}
	}
}

// idle reports whether nothing is left to do.
func (w *world) idle(db *store.DB) bool {
	w.mu.Lock()
	done := len(w.updates) == 0
	for _, p := range w.people {
		done = done && p.done
	}
	w.mu.Unlock()
	if !done || w.still != nil && w.still() {
		return false
	}
	waiting := 1
	_ = db.View(func(tx *store.Tx) error { waiting = len(tx.Tracks()); return nil })
	return waiting == 0
}

// afterCrash finds what was shown without being recorded: it may be shown once more.
func (w *world) afterCrash(db *store.DB) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err := db.View(func(tx *store.Tx) error {
		for _, p := range w.people {
			for e := range tx.Waiting(p.id) {
				if n := len(p.seen); n > 0 && textOf(e) == p.seen[n-1] {
					p.doubt[p.seen[n-1]]++
				}
				if !e.Edit { // edits go out together with what is behind them
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func textOf(e store.Entry) string {
	var out bot.Outbound
	if err := json.Unmarshal(e.Body, &out); err != nil {
		return err.Error()
	}
	return delivered{out: out}.String()
}

// audit lets the model judge.
func (w *world) audit(db *store.DB) {
	dead := map[string]bool{}
	err := errors.Join(db.View(func(tx *store.Tx) error {
		for d := range tx.Dead() {
			dead[string(d.Entry.Conversation)+textOf(d.Entry)] = true
		}
		return nil
	}), db.Check(), db.Close())
	if err != nil {
		w.fail("store: %v", err)
	}
	if w.desk != nil {
		return // judged by both sides
	}
	for _, p := range w.people {
		w.judge(p, dead)
	}
}
