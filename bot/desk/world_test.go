package desk_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// world throws random events at one ticket and keeps its own, simpler account of what may happen.
type world struct {
	t        *testing.T
	r        *rand.Rand
	rules    desk.Rules
	now      time.Time
	ticket   desk.Ticket
	said     map[desk.MessageID]string // by the citizen while the ticket was open
	harmless map[desk.MessageID]bool   // nothing to hold back
	thread   map[string]int            // how often a text of the citizen was posted
	author   map[string]desk.AgentID   // who wrote a text
	used     map[desk.Key]bool
	pending  []desk.Key
	posts    []desk.PostID
	serial   int
	erased   bool
}

var crew = []desk.AgentID{"anna", "berta", "carla"}

func newWorld(t *testing.T, seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 1))
	w := &world{t: t, r: r, rules: rules(berlin(t)), now: time.Date(2026, 11, 23, 8, 0, 0, 0, berlin(t)), said: map[desk.MessageID]string{}, harmless: map[desk.MessageID]bool{}, thread: map[string]int{},
		author: map[string]desk.AgentID{}, used: map[desk.Key]bool{}}
	if r.IntN(4) == 0 {
		w.rules = desk.Rules{ReopenWithin: time.Hour} // hardly any rules
	}
	return w
}

func pick[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

func (w *world) random() desk.Event {
	w.serial++
	agent := pick(w.r, crew...)
	if w.ticket.Owner.ID != "" && w.r.IntN(2) == 0 {
		agent = w.ticket.Owner.ID
	}
	post := desk.PostID("nowhere")
	if len(w.posts) > 0 {
		post = pick(w.r, w.posts...)
	}
	switch {
	case w.ticket.State == "" && w.r.IntN(2) == 0:
		return desk.Opened{ID: "t", Seed: 1, Topic: "Umzug", Lang: "de", Consent: w.now}
	case w.ticket.State == desk.Waiting && w.r.IntN(4) == 0:
		return desk.AgentPressed{Agent: agent, Do: desk.Claim}
	}
	switch w.r.IntN(21) {
	case 0:
		if w.ticket.State != "" && w.ticket.State != desk.Closed && w.r.IntN(3) > 0 {
			return desk.QueueMoved{Place: w.r.IntN(5)}
		}
		e := desk.Opened{ID: "t", Seed: 1, Topic: "Online-Ausweis", Lang: "de"}
		if w.r.IntN(3) > 0 {
			e.Consent = w.now
		}
		return e
	case 1, 2, 3, 4:
		text := fmt.Sprintf("%s satz%d ende", pick(w.r, "Hallo", "PIN 12345", "DE89370400440532013000", "Ausweis", "86095742719"), w.serial)
		e := desk.CitizenSaid{Message: desk.MessageID(fmt.Sprintf("c%d", w.serial)), Text: text}
		if w.r.IntN(4) == 0 {
			e.Files = []desk.File{{Kind: pick(w.r, desk.Photo, desk.Contact, desk.Document), Size: int64(w.r.IntN(40)) << 20}}
		}
		return e
	case 5:
		return desk.CitizenEdited{Message: desk.MessageID(fmt.Sprintf("c%d", w.r.IntN(w.serial))), Text: "neu " + pick(w.r, "PIN 54321", "harmlos", "")}
	case 6:
		return pick[desk.Event](w.r, desk.CitizenLeaving{}, desk.CitizenLeaving{}, desk.CitizenLeaving{}, desk.CitizenLeft{}, desk.CitizenLeft{Gone: true})
	case 7, 8:
		if qs := w.ticket.Questions; len(qs) > 0 {
			q := pick(w.r, qs...)
			return desk.CitizenAnswered{Button: pick(w.r, q.Buttons...).ID}
		}
		return desk.CitizenAnswered{Button: pick(w.r, "desk/t/solved", "desk/t/send/4", "desk/other/agree", "rubbish", "desk/t/reopen")}
	case 9:
		if w.r.IntN(30) == 0 {
			return desk.CitizenErased{}
		}
		return desk.TimeUp{Timer: desk.TimerIdle}
	case 10, 11, 12:
		id := desk.PostID(fmt.Sprintf("p%d", w.serial))
		w.posts = append(w.posts, id)
		text := fmt.Sprintf("%s antwort%d.", pick(w.r, "Gern", "notiz", "Fertig ist", "//"), w.serial)
		w.author[text] = agent
		e := desk.AgentPosted{Agent: agent, Post: id, Text: text}
		if w.r.IntN(4) == 0 {
			e.Files = []desk.File{{Kind: desk.Photo}, {Kind: desk.Document, Size: 1 << 30}}
		}
		return e
	case 13:
		id := desk.PostID(fmt.Sprintf("p%d", w.serial))
		w.posts = append(w.posts, id)
		return desk.AgentPosted{Agent: agent, Post: id, Text: pick(w.r, "übernehmen", "übernehmen", "übernehmen", "abgeben", "fertig", "öffnen", "hilfe", "+ pass", "an @berta"), Mentions: []desk.Mention{{Name: "berta", Agent: "berta"}}}
	case 14:
		text := fmt.Sprintf("%s geändert%d.", pick(w.r, "Gern", "notiz"), w.serial)
		if p, ok := w.ticket.Posts[post]; ok {
			agent = p.Agent
		}
		w.author[text] = agent
		if w.r.IntN(2) == 0 { // an answer, perhaps of somebody who has given the ticket away
			for id, p := range w.ticket.Posts {
				if p.Text != "" && (post == "nowhere" || id < post) {
					post, agent = id, p.Agent
				}
			}
			w.author[text] = agent
		}
		return desk.AgentEdited{Agent: agent, Post: post, Text: text}
	case 15:
		if w.r.IntN(6) == 0 {
			post = w.ticket.RootPost()
		}
		return desk.AgentDeleted{Post: post}
	case 16:
		return desk.AgentReacted{Agent: agent, Post: pick(w.r, post, w.ticket.RootPost()), Emoji: pick(w.r, "raising_hand", "white_check_mark", "leftwards_arrow_with_hook", "heart")}
	case 17:
		if w.r.IntN(3) == 0 {
			if w.r.IntN(4) == 0 {
				return desk.Suggested{Titles: []string{"Pass", "Kinderreisepass"}}
			}
			return desk.Pushed{Agent: agent, Post: post, Found: w.r.IntN(2) == 0, Title: "Pass", Text: "Karte"}
		}
		return desk.AgentPressed{Agent: agent, Do: pick(w.r, desk.Claim, desk.Claim, desk.Release, desk.Assign, desk.Close, desk.Reopen, desk.Push), To: pick(w.r, crew...), Query: "pass"}
	case 18:
		return desk.ChannelTrouble{Trouble: pick(w.r, desk.TroubleOver, desk.TroubleOver, desk.TroubleArchived)}
	case 19:
		if len(w.pending) > 0 {
			return desk.Undeliverable{Key: pick(w.r, w.pending...), Reason: pick(w.r, desk.ReasonRefused, desk.ReasonRefused, desk.ReasonTooBig, desk.ReasonTooLate, desk.ReasonUnfetched, desk.ReasonGone)}
		}
	}
	for k, at := range w.ticket.Timers {
		if at.After(w.now) {
			w.now = at.In(w.now.Location())
		}
		return desk.TimeUp{Timer: k}
	}
	return desk.TimeUp{Timer: desk.TimerAnnounce}
}

// step takes one event in, checks what comes of it, and delivers some of it.
func (w *world) step(e desk.Event) {
	w.t.Helper()
	was, before := w.ticket, encode(w.t, w.ticket)
	if s, ok := e.(desk.CitizenSaid); ok && was.Open() {
		w.said[s.Message] = s.Text
		w.harmless[s.Message] = was.State != desk.Asking && len(s.Files) == 0 && (strings.HasPrefix(s.Text, "Hallo") || strings.HasPrefix(s.Text, "Ausweis"))
	}
	next, actions := desk.Step(was, e, w.rules, w.now)
	if !bytes.Equal(before, encode(w.t, was)) {
		w.t.Fatalf("%#v changed the ticket that it was given", e)
	}
	data := encode(w.t, next)
	if next.State != "" {
		again, err := desk.DecodeTicket(data)
		if err != nil {
			w.t.Fatal(err)
		}
		if !bytes.Equal(data, encode(w.t, again)) {
			w.t.Fatalf("the ticket does not survive its own encoding:\n%s", data)
		}
		_, twice := desk.Step(was, e, w.rules, w.now)
		if fmt.Sprint(twice) != fmt.Sprint(actions) {
			w.t.Fatalf("%#v: not the same twice:\n%v\n%v", e, actions, twice)
		}
		next = again
		w.onlyOnce(next, e)
	}
	w.ticket = next
	w.invariants(e, was, actions)
	for _, a := range actions {
		w.account(e, a)
	}
	w.deliver()
}

// onlyOnce checks that a message or a post that comes again is not passed on again.
func (w *world) onlyOnce(t desk.Ticket, e desk.Event) {
	w.t.Helper()
	switch e.(type) {
	case desk.CitizenSaid, desk.AgentPosted:
	default:
		return
	}
	_, actions := desk.Step(t, e, w.rules, w.now)
	for _, a := range actions {
		switch a := a.(type) {
		case desk.SendCitizen, desk.PostRoot, desk.Mark:
			w.t.Errorf("%#v again: %#v", e, a)
		case desk.PostThread:
			if a.Citizen {
				w.t.Errorf("%#v again: %#v", e, a)
			}
		}
	}
}

func encode(t *testing.T, x desk.Ticket) []byte {
	data, err := x.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (w *world) invariants(e desk.Event, was desk.Ticket, actions []desk.Action) {
	w.t.Helper()
	if w.erased && len(actions) > 0 {
		w.t.Errorf("%#v after erasing: %v", e, actions)
	}
	w.erased = w.ticket.State == desk.Erased
	if claimed := w.ticket.State == desk.Claimed; claimed != (w.ticket.Owner.ID != "") && w.ticket.State != desk.Closed {
		w.t.Errorf("%s with owner %q", w.ticket.State, w.ticket.Owner.ID)
	}
	if was.State == desk.Claimed && w.ticket.State == desk.Claimed && was.Owner != w.ticket.Owner && !w.givenAway(e, was.Owner.ID) {
		w.t.Errorf("%#v took the ticket from %s", e, was.Owner.ID)
	}
	if s, ok := e.(desk.CitizenSaid); ok && was.Open() && !w.keeps(s, actions) {
		w.t.Errorf("%q is neither in the thread nor held back: %v", s.Text, actions)
	}
	if len(actions) > 200 {
		w.t.Errorf("%#v: %d actions", e, len(actions))
	}
	set := map[desk.Timer]time.Time{}
	for k, at := range was.Timers {
		set[k] = at
	}
	if up, ok := e.(desk.TimeUp); ok && !w.now.Before(set[up.Timer]) {
		delete(set, up.Timer)
	}
	for _, a := range actions {
		if a, ok := a.(desk.SetTimer); ok {
			if set[a.Timer] = a.At; a.At.IsZero() {
				delete(set, a.Timer)
			} else if a.At.Before(w.now.AddDate(0, -1, 0)) {
				w.t.Errorf("timer %s set to %s at %s", a.Timer, a.At, w.now)
			}
		}
	}
	if len(set) != len(w.ticket.Timers) {
		w.t.Errorf("%#v: timers %v, the host has %v", e, w.ticket.Timers, set)
	}
}

// keeps reports whether a message went on or is held back.
func (w *world) keeps(s desk.CitizenSaid, actions []desk.Action) bool {
	posted := slices.ContainsFunc(actions, func(a desk.Action) bool {
		p, ok := a.(desk.PostThread)
		return ok && p.Citizen && p.Key == w.ticket.Messages[s.Message]
	})
	held := slices.ContainsFunc(w.ticket.Held, func(h desk.Held) bool { return h.Message == s.Message })
	return posted != held
}

// givenAway reports an event by which the owner gave the ticket to somebody.
func (w *world) givenAway(e desk.Event, owner desk.AgentID) bool {
	switch e := e.(type) {
	case desk.AgentPosted:
		return e.Agent == owner && strings.HasPrefix(e.Text, "an @")
	case desk.AgentPressed:
		return e.Agent == owner && e.Do == desk.Assign
	}
	return false
}

func (w *world) account(e desk.Event, a desk.Action) {
	w.t.Helper()
	if k, _ := keyOf(a); k != "" {
		if w.used[k] {
			w.t.Errorf("key %s twice", k)
		}
		w.used[k] = true
		w.pending = append(w.pending, k)
	}
	switch a := a.(type) {
	case desk.PostRoot:
		if w.ticket.Consent.IsZero() {
			w.t.Errorf("%#v: volunteers learn of it without consent", e)
		}
	case desk.SendCitizen:
		w.owners(e, a.Text, a.Content)
	case desk.EditCitizen:
		w.owners(e, a.Text, false)
	case desk.UpdateThread:
		w.noSecret(a.Text)
	case desk.PostThread:
		if a.Citizen {
			w.noSecret(a.Text)
			w.thread[sentence(a.Text)]++
		}
	}
}

// owners checks that a text to the citizen was written by the one who has the ticket, and is no note.
func (w *world) owners(e desk.Event, text string, content bool) {
	w.t.Helper()
	if w.ticket.State != desk.Claimed {
		w.t.Errorf("%#v: sent while %s", e, w.ticket.State)
	}
	if text == "" || content {
		return
	}
	if w.author[text] != w.ticket.Owner.ID || strings.HasPrefix(text, "notiz") || strings.HasPrefix(text, "//") {
		w.t.Errorf("%q of %s was sent; the owner is %s", text, w.author[text], w.ticket.Owner.ID)
	}
}

func (w *world) noSecret(text string) {
	w.t.Helper()
	if strings.Contains(text, "12345 ") || strings.Contains(text, "54321") {
		w.t.Errorf("a PIN went on: %q", text)
	}
}

// sentence is the part of a text that tells it from others.
func sentence(text string) string {
	i := strings.Index(text, "satz")
	if i < 0 {
		return ""
	}
	return text[i:]
}

// deliver says of some of what was sent that it arrived.
func (w *world) deliver() {
	for len(w.pending) > 0 && w.r.IntN(3) > 0 && !w.erased {
		k := w.pending[0]
		w.pending = w.pending[1:]
		w.serial++
		w.step(desk.Delivered{Key: k, Ref: desk.Ref(fmt.Sprintf("r%d", w.serial))})
	}
}

// everyMessageCounted: a harmless message of an open ticket is in the thread exactly once, one that may be held back at most once.
func (w *world) everyMessageCounted() {
	for id, text := range w.said {
		n := w.thread[sentence(text)]
		if w.harmless[id] && n != 1 || n > 1 {
			w.t.Errorf("%q is in the thread %d times", text, n)
		}
		held := slices.ContainsFunc(w.ticket.Held, func(h desk.Held) bool { return h.Message == id && !h.Edit })
		if n == 1 && held && w.ticket.Messages[id] != "" { // where the thread was deleted or a post refused, an edit counts as a new message
			w.t.Errorf("%q is in the thread and held back", text)
		}
	}
}
