package bot_test

import (
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
	"github.com/digitaler-lotse/lotse/flows"
)

var simDeskSeeds = flag.Int("sim.desk", 100, "how many seeds the simulation with volunteers runs")

// TestSimulationWithVolunteers lets people talk with volunteers through the real client for Mattermost, while both sides lose answers,
// refuse, hang and are away, and the bot is killed between any two steps. Whatever happens, each line of a citizen is once in the thread and
// in order; each answer of the owner is at the citizen's, in order, and repeated only where it may have arrived; nothing else ever is.
func TestSimulationWithVolunteers(t *testing.T) {
	engine := deskContent(t)
	eachSeed(t, 5_000, *simDeskSeeds, func(t *testing.T, seed uint64) { simulateDesk(t, engine, seed) })
}

// town is a city with volunteers.
type town struct {
	*world
	chat *volunteers
	away [2]time.Time // Mattermost cannot be reached between these

	vmu     sync.Mutex
	calls   map[string]int
	roots   []string            // threads, in the order in which they were begun
	lines   map[string][]string // by citizen: what must be in their thread, in order
	answers map[string][]string // by thread: what must be at the citizen's, in order
	over    map[string]bool     // threads that are closed
	busy    int                 // volunteers who still do something
}

func simulateDesk(t *testing.T, engine *flows.Engine, seed uint64) {
	t.Helper()
	dir := t.TempDir()
	var w *town
	synctest.Test(t, func(t *testing.T) {
		w = &town{world: &world{city: newCity(seed), t: t, engine: engine, path: filepath.Join(dir, fmt.Sprint(seed))}, chat: newVolunteers(t, nil),
			calls: map[string]int{}, lines: map[string][]string{}, answers: map[string][]string{}, over: map[string]bool{}, busy: 2}
		w.desk = func(log *slog.Logger) bot.Desk { return w.chat.client(t, log) }
		w.still = func() bool { w.vmu.Lock(); defer w.vmu.Unlock(); return w.busy > 0 }
		if seed%3 == 0 {
			from := time.Now().Add(time.Duration(20+seed%60) * time.Second)
			w.away = [2]time.Time{from, from.Add(time.Duration(seed%50) * time.Minute)}
		}
		w.chat.Interfere(w.meddle)
		var lives sync.WaitGroup
		for i, p := range w.people {
			lives.Go(func() { w.talk(p, i) })
		}
		for i, id := range []string{w.chat.karla, w.chat.jens} {
			lives.Go(func() { w.volunteer(id, i) })
		}
		for w.operate() {
		}
		lives.Wait()
	})
	w.wrong = append(w.wrong, w.chat.Problems()...)
	w.judgeThreads()
	w.judgePhones()
	for _, secret := range []string{"GEHEIM", "sim:4711", "Frage", "Antwort", "Karla", "Bürger", deskToken} {
		if strings.Contains(w.log.String(), secret) {
			w.fail("%q is in the log", secret)
		}
	}
	if *simSeed != 0 {
		t.Log(w.log.String())
		for _, p := range w.people {
			t.Logf("%s saw %q", p.id, p.seen)
		}
		for _, p := range w.chat.Posts() {
			t.Log(p.RootID, p.DeleteAt, p.Message)
		}
	}
	if len(w.wrong) > 0 {
		t.Errorf("seed %d (replay with -sim.seed %[1]d), %d crashes:\n  %s", seed, w.crashes, strings.Join(w.wrong, "\n  "))
	}
}

// meddle decides how a call to Mattermost goes wrong.
func (w *town) meddle(call string) mattermosttest.Fault {
	w.vmu.Lock()
	w.calls[call]++
	n := w.calls[call]
	w.vmu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if w.dead || now.After(w.away[0]) && now.Before(w.away[1]) {
		return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
	}
	writes := !strings.HasPrefix(call, "GET")
	switch luck := w.chance("mattermost", call, n).IntN(100); {
	case luck < 3:
		return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
	case luck < 6 && writes:
		return mattermosttest.Fault{Kind: mattermosttest.CutAfter}
	case luck == 6:
		return mattermosttest.Fault{Kind: mattermosttest.Refuse, Status: 429, ID: "too_many", After: 2}
	case luck == 7:
		return mattermosttest.Fault{Kind: mattermosttest.Page, Status: 502}
	case luck == 8 && writes:
		return mattermosttest.Fault{Kind: mattermosttest.Truncated}
	case luck == 9:
		return mattermosttest.Fault{Kind: mattermosttest.Hang}
	case luck < 12 && writes: // killed before it takes effect
		w.die()
		return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
	case luck < 15 && writes: // and after
		w.die()
		return mattermosttest.Fault{Kind: mattermosttest.CutAfter}
	}
	return mattermosttest.Fault{}
}

// awaits lets a person wait for something on their phone.
func (w *town) awaits(p *person, what string, there func() bool) bool {
	for range 1000 {
		time.Sleep(5 * time.Second)
		w.mu.Lock()
		ok := there()
		w.mu.Unlock()
		if ok {
			return true
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail("%s waits for ever: %s", p.id, what)
	return false
}

// talk is what a citizen does: asks for a person, says this and that, looks something up meanwhile, and perhaps erases it all.
func (w *town) talk(p *person, number int) {
	defer func() { w.mu.Lock(); p.done = true; w.mu.Unlock() }()
	w.post(p, said("/start"))
	w.post(p, said("Mensch"))
	if !w.awaits(p, "the question for consent", func() bool { return p.shown != nil && strings.HasPrefix(p.shown.Text, "Freiwillige") }) {
		return
	}
	w.post(p, bot.Update{Input: flows.Tapped{ID: p.shown.Choices[0].ID}})
	for i := range 6 {
		time.Sleep(time.Duration(p.rng.IntN(20_000)) * time.Millisecond)
		line := fmt.Sprintf("Frage %d-%d", number, i)
		id := desk.MessageID(fmt.Sprint("m", i))
		w.post(p, bot.Update{Message: id, Input: flows.Said{Text: line}})
		switch p.rng.IntN(6) {
		case 0:
			line += " berichtigt"
			w.post(p, bot.Update{Message: id, Edited: &line})
		case 1:
			w.post(p, said("Menü"))
			w.post(p, said(fmt.Sprintf("GEHEIM %d-%d", number, i)))
			w.post(p, said("Mensch"))
		}
		w.vmu.Lock()
		w.lines[string(p.id)] = append(w.lines[string(p.id)], line)
		w.vmu.Unlock()
	}
	over := func() bool {
		return slices.ContainsFunc(p.seen, func(s string) bool { return strings.HasPrefix(s, "Das Gespräch wurde beendet") })
	}
	if w.awaits(p, "the end of the talk", over) && p.rng.IntN(3) == 0 {
		p.erased = true
		w.post(p, said("Erase"))
		w.awaits(p, "the erasure", func() bool {
			return slices.ContainsFunc(p.seen, func(s string) bool { return strings.HasPrefix(s, "Ich lösche") })
		})
	}
}

// volunteer is what a volunteer does: takes every other thread, answers there, and writes what must never leave the others.
func (w *town) volunteer(id string, number int) {
	defer func() { w.vmu.Lock(); w.busy--; w.vmu.Unlock() }()
	rng := rand.New(rand.NewPCG(w.seed, uint64(100+number)))
	taken := map[string]bool{}
	for round := range 1000 {
		time.Sleep(time.Duration(1000+rng.IntN(20_000)) * time.Millisecond)
		w.look()
		w.vmu.Lock()
		roots, over := slices.Clone(w.roots), maps.Clone(w.over)
		w.vmu.Unlock()
		if len(over) == len(w.people) {
			return
		}
		for i, root := range roots {
			switch mine := i%2 == number; {
			case over[root]: // may be erased already
			case mine && !taken[root]:
				taken[root] = true
				w.chat.Say(id, root, "übernehmen", nil)
			case !mine && rng.IntN(8) == 0:
				w.chat.Say(id, root, fmt.Sprintf("Fremd GEHEIM %d-%d", number, round), nil)
			case mine && rng.IntN(8) == 0:
				w.chat.Say(id, root, fmt.Sprintf("notiz GEHEIM %d-%d", number, round), nil)
			case mine:
				w.answer(id, root, fmt.Sprintf("Antwort %d-%d", i, round), rng)
			}
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail("volunteer %d never gets done", number)
}

// answer says something to the citizen, or closes the talk when all of theirs is there.
func (w *town) answer(id, root, text string, rng *rand.Rand) {
	thread := w.chat.thread(root)
	w.vmu.Lock()
	defer w.vmu.Unlock()
	if w.over[root] {
		return
	}
	complete := slices.ContainsFunc(w.people, func(p *person) bool {
		lines := w.lines[string(p.id)]
		return len(lines) == 6 && slices.ContainsFunc(thread, func(post string) bool { return lineOf(post) == lines[5] })
	})
	switch {
	case complete:
		w.over[root] = true
		w.chat.Say(id, root, "fertig", nil)
	case len(w.answers[root]) < 8 && rng.IntN(2) == 0:
		w.answers[root] = append(w.answers[root], text)
		w.chat.Say(id, root, text, nil)
	}
}

// lineOf is what the citizen wrote in a post of ours, without the sign before and the mention after it.
func lineOf(post string) string {
	text, _, _ := strings.Cut(strings.TrimPrefix(post, ":speech_balloon: "), "\n\n@")
	return text
}

// look notes which threads there are.
func (w *town) look() {
	found := w.chat.roots()
	w.vmu.Lock()
	defer w.vmu.Unlock()
	for _, p := range found {
		if !slices.Contains(w.roots, p.ID) {
			w.roots = append(w.roots, p.ID)
		}
	}
}

// judgeThreads looks at what volunteers see.
func (w *town) judgeThreads() {
	if len(w.roots) != len(w.people) {
		w.fail("%d threads, want one for each of %d citizens", len(w.roots), len(w.people))
	}
	var left []string
	for _, p := range w.chat.Posts() {
		if p.DeleteAt == 0 && p.UserID == w.chat.Bot() && p.RootID != "" {
			left = append(left, lineOf(p.Message))
		}
		if p.UserID == w.chat.Bot() && strings.Contains(p.Message, "GEHEIM") {
			w.fail("what was meant for the bot is at the volunteers': %q", p.Message)
		}
	}
	for _, p := range w.people {
		want := w.lines[string(p.id)]
		if p.erased {
			want = nil
		}
		number := strings.TrimPrefix(string(p.id), "sim:4711")
		got := slices.DeleteFunc(slices.Clone(left), func(s string) bool { return !strings.HasPrefix(s, "Frage "+number+"-") })
		if !slices.Equal(got, want) {
			w.fail("%s: in the thread %q, want %q", p.id, got, want)
		}
	}
}

// judgePhones looks at what citizens see.
func (w *town) judgePhones() {
	for _, root := range w.roots {
		for _, p := range w.people {
			if len(w.answers[root]) > 0 && slices.ContainsFunc(p.seen, func(s string) bool { return strings.HasSuffix(s, w.answers[root][0]) }) {
				w.judgePhone(p, w.answers[root])
				w.answers[root] = nil
			}
		}
		if len(w.answers[root]) > 0 {
			w.fail("nobody got %q", w.answers[root])
		}
	}
	for _, p := range w.people {
		for _, s := range p.seen {
			if strings.Contains(s, "Fremd") || strings.Contains(s, "notiz") {
				w.fail("%s saw what was internal: %q", p.id, s)
			}
		}
	}
}

func (w *town) judgePhone(p *person, want []string) {
	var got []string
	for _, s := range p.seen {
		name, text, ok := strings.Cut(s, ":** ")
		if !ok || name != "**Karla" && name != "**Jens" {
			continue
		}
		if len(got) > 0 && got[len(got)-1] == text && p.doubt[s] > 0 {
			p.doubt[s]--
			continue
		}
		got = append(got, text)
	}
	if !slices.Equal(got, want) {
		w.fail("%s got the answers %q, want %q", p.id, got, want)
	}
}

// client is a new client to the same server, as after a restart.
func (v *volunteers) client(t testing.TB, log *slog.Logger) *mattermost.Channel {
	t.Helper()
	cfg := v.config
	cfg.Logger = log
	c, err := mattermost.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
