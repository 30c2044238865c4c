package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

// rehearsal plays the volunteers' side of one conversation by the same rules as the running bot: package desk decides, and everything that
// it wants done is done at once. Tickets are stored and read between any two events. It implements [transcript.Desk].
type rehearsal struct {
	content *content.Catalogue
	texts   *flows.Texts
	zone    *time.Location

	tickets [][]byte                     // as stored, the current one last
	members []mattermost.Member          // who has written so far, or is in the content
	serial  int                          // of messages and posts
	written desk.MessageID               // the citizen's latest message to the desk; "" for none
	posted  map[desk.AgentID]desk.PostID // each volunteer's latest post
	card    string                       // what the root post shows of the state
	turns   int                          // of the citizen
	asked   int                          // of them, when the desk last asked something
	done    []transcript.Done
}

// usual is the volunteer who writes lines that name nobody.
const usual = "karla"

func newRehearsal(l *loaded) *rehearsal {
	d := l.catalogue.Desk()
	r := &rehearsal{content: l.catalogue, texts: l.engine.Set.Texts, zone: d.Location(), posted: map[desk.AgentID]desk.PostID{}}
	for _, user := range d.Users() {
		r.meet(user)
	}
	return r
}

// meet makes somebody a member of the channel, under a first name made from the user name.
func (r *rehearsal) meet(user string) desk.AgentID {
	id := desk.AgentID(user)
	if !slices.ContainsFunc(r.members, func(m mattermost.Member) bool { return m.ID == id }) {
		first, _, _ := strings.Cut(user, ".")
		r.members = append(r.members, mattermost.Member{ID: id, User: user, Name: strings.ToUpper(first[:1]) + first[1:]})
	}
	return id
}

// ticket is the current ticket; zero if there is none.
func (r *rehearsal) ticket() desk.Ticket {
	if len(r.tickets) == 0 {
		return desk.Ticket{}
	}
	t, err := desk.DecodeTicket(r.tickets[len(r.tickets)-1])
	if err != nil {
		panic("ticket does not survive its own encoding: " + err.Error()) // a bug of ours, for tests to find
	}
	return t
}

func (r *rehearsal) keep(t desk.Ticket) {
	data, err := t.Encode()
	if err != nil {
		panic("ticket cannot be encoded: " + err.Error()) // a bug of ours, for tests to find
	}
	if len(r.tickets) == 0 || r.ticket().ID != t.ID {
		r.tickets = append(r.tickets, nil)
	}
	r.tickets[len(r.tickets)-1] = data
}

// begin forgets what was done before; what follows is what is done now.
func (r *rehearsal) begin() { r.done = nil }

// take lets the current ticket take an event in.
func (r *rehearsal) take(e desk.Event, now time.Time) { r.step(r.ticket(), e, now.In(r.zone)) }

func (r *rehearsal) step(t desk.Ticket, e desk.Event, now time.Time) {
	next, actions := desk.Step(t, e, rules(r.content.Desk(), r.members), now)
	if next.State != "" {
		r.keep(next)
	}
	for _, a := range actions {
		r.act(a, next, now)
	}
}

// Offer implements transcript.Desk.
func (r *rehearsal) Offer(in flows.Input, now time.Time) ([]transcript.Done, bool) {
	r.begin()
	t := r.ticket()
	heard := now.Add(-time.Hour) // times stand still in a rehearsal
	if r.turns > r.asked {
		heard = now.Add(time.Hour)
	}
	r.turns++
	switch in := in.(type) {
	case flows.Tapped:
		if id, ok := desk.TicketOf(in.ID); ok && id == t.ID {
			r.take(desk.CitizenAnswered{Button: in.ID}, now)
			return r.done, true
		}
	case flows.Said:
		if text, ok := strings.CutPrefix(in.Text, "(edit) "); ok && r.written != "" {
			r.take(desk.CitizenEdited{Message: r.written, Text: text}, now)
			return r.done, true
		}
		if button, ok := t.Typed(in.Text, r.texts, heard); ok {
			r.take(desk.CitizenAnswered{Button: button}, now)
			return r.done, true
		}
		if !t.Open() && t.Listening(now) && !strings.HasPrefix(in.Text, "/") {
			r.take(desk.CitizenSaid{Message: r.message(), Text: in.Text}, now)
			return r.done, true
		}
	}
	return nil, false
}

// Effect implements transcript.Desk.
func (r *rehearsal) Effect(e flows.Effect, in flows.Input, now time.Time) ([]transcript.Done, bool) {
	r.begin()
	switch e := e.(type) {
	case flows.Handoff:
		r.handOff(e, now)
	case flows.Relay:
		r.relay(in, now)
	case flows.Leave:
		r.take(desk.CitizenLeaving{}, now)
	case flows.Do:
		if e.Action == "erase" {
			r.take(desk.CitizenErased{}, now)
		}
		return r.done, false // the host has something to do too
	default:
		return nil, false
	}
	return r.done, true
}

// handOff opens a ticket, or goes on with the one that is still open or may be reopened.
func (r *rehearsal) handOff(h flows.Handoff, now time.Time) {
	opened := desk.Opened{Topic: h.Topic, Lang: h.Lang, Place: h.Place, Path: h.Path, Queue: 1}
	if h.Agreed {
		opened.Consent = now
	}
	t := r.ticket()
	if !t.Open() && !t.Reopenable(rules(r.content.Desk(), r.members), now) {
		t = desk.Ticket{}
		opened.ID, opened.Seed = desk.TicketID("t"+strconv.Itoa(len(r.tickets)+1)), uint64(len(r.tickets)+1)
		r.card = ""
	}
	r.step(t, opened, now.In(r.zone))
}

// kinds are the desk's names of what a citizen or a volunteer can send.
var kinds = map[string]desk.FileKind{"photo": desk.Photo, "document": desk.Document, "voice": desk.Voice, "sticker": desk.Sticker, "contact": desk.Contact}

func (r *rehearsal) relay(in flows.Input, now time.Time) {
	e := desk.CitizenSaid{Message: r.message()}
	switch in := in.(type) {
	case flows.Said:
		e.Text = in.Text
	case flows.Located:
		e.Location = &desk.Location{Lat: in.Lat, Lon: in.Lon}
	case flows.Sent:
		kind := kinds[string(in.Kind)]
		if kind == "" {
			kind = desk.Other
		}
		e.Files = []desk.File{{Kind: kind}}
	}
	r.written = e.Message
	r.take(e, now)
}

func (r *rehearsal) message() desk.MessageID {
	r.serial++
	return desk.MessageID("m" + strconv.Itoa(r.serial))
}

// Due implements transcript.Desk.
func (r *rehearsal) Due() time.Time {
	_, at := r.first()
	return at
}

// first is the timer that is due first.
func (r *rehearsal) first() (timer desk.Timer, at time.Time) {
	for k, due := range r.ticket().Timers {
		if at.IsZero() || due.Before(at) || due.Equal(at) && k < timer {
			timer, at = k, due
		}
	}
	return timer, at
}

// TimeUp implements transcript.Desk.
func (r *rehearsal) TimeUp(now time.Time) []transcript.Done {
	r.begin()
	if timer, _ := r.first(); timer != "" {
		r.take(desk.TimeUp{Timer: timer}, now)
	}
	return r.done
}
