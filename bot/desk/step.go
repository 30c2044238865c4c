package desk

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Step takes one event in. Now carries the town's time zone: volunteers read clock times. It never changes the ticket that it was given.
func Step(t Ticket, e Event, r Rules, now time.Time) (Ticket, []Action) {
	if t.State == Erased {
		return t, nil
	}
	if _, opening := e.(Opened); t.State == "" && !opening {
		return t, nil
	}
	s := &step{t: t.clone(), r: r, now: now.UTC().Round(0), zone: now.Location()}
	s.shown = s.t.card()
	s.take(e)
	s.show()
	return s.t, s.out
}

// step is what one event changes.
type step struct {
	t     Ticket
	r     Rules
	now   time.Time
	zone  *time.Location
	shown Card // by the root post
	out   []Action
}

func (s *step) take(e Event) {
	switch e := e.(type) {
	case Opened:
		s.opened(e)
	case CitizenSaid:
		s.said(e)
	case CitizenEdited:
		s.citizenEdited(e)
	case CitizenLeaving:
		s.leaving()
	case CitizenLeft:
		s.left(e)
	case CitizenAnswered:
		s.answered(e.Button)
	case CitizenErased:
		s.erase()
	case QueueMoved:
		s.t.Queue = e.Place
	case AgentPosted:
		s.posted(e)
	case AgentEdited:
		s.agentEdited(e)
	case AgentDeleted:
		s.deleted(e.Post)
	case AgentReacted:
		s.reacted(e)
	case AgentPressed:
		s.do(order{agent: e.Agent, do: e.Do, to: e.To, query: e.Query})
	case Pushed:
		s.pushed(e)
	case Suggested:
		s.suggested(e)
	case Delivered:
		s.delivered(e)
	case Undeliverable:
		s.undeliverable(e)
	case TimeUp:
		s.timeUp(e.Timer)
	case ChannelTrouble:
		s.trouble(e.Trouble)
	}
}

// show emits what the change of the ticket changes for those who look at it.
func (s *step) show() {
	if s.t.State == Erased {
		return
	}
	if card := s.t.card(); s.t.Root != "" && !reflect.DeepEqual(card, s.shown) {
		s.emit(UpdateRoot{Of: s.t.Root, Card: card})
	}
	s.showStatus()
	s.setTimers(s.deadlines())
}

func (s *step) emit(a Action) { s.out = append(s.out, a) }

// key makes the key of a new thing and remembers it.
func (s *step) key(kind OutKind, post PostID) Key {
	s.t.Serial++
	k := Key(fmt.Sprintf("%s/%d", s.t.ID, s.t.Serial))
	s.t.Out[k] = Out{Kind: kind, Post: post}
	return k
}

// thread writes a sentence of the desk's own into the thread.
func (s *step) thread(text string, mention ...AgentID) {
	if s.t.Root == "" {
		return
	}
	s.emit(PostThread{Key: s.key(outThread, ""), Text: text, Mention: mention})
}

// tell answers one volunteer.
func (s *step) tell(a AgentID, text string) {
	if s.t.Root == "" {
		return
	}
	s.emit(Tell{Key: s.key(outThread, ""), Agent: a, Text: text})
}

// say tells the citizen something; one who cannot be reached hears nothing.
func (s *step) say(text Text) {
	if !s.t.Gone {
		s.emit(SayCitizen{Key: s.key(outSay, ""), Text: text})
	}
}

func (s *step) note(f Figure, since time.Time) {
	n := Note{Figure: f}
	if !since.IsZero() {
		n.Took = s.openSince(since)
	}
	s.emit(n)
}

// maxSpells bounds the opening hours that are counted: a year of them, morning and afternoon.
const maxSpells = 800

// openSince is how long the desk has been open since t: who asks in the evening and is answered in the morning has not waited for anybody.
func (s *step) openSince(t time.Time) time.Duration {
	if s.r.Hours == nil {
		return s.now.Sub(t)
	}
	var sum time.Duration
	for range maxSpells {
		if !s.opensAt(t) {
			next, ok := s.r.Hours.NextOpening(t.In(s.zone))
			if !ok || !next.After(t) || !next.Before(s.now) {
				break
			}
			t = next
		}
		end, ok := s.r.Hours.Closing(t.In(s.zone))
		if !ok || !end.After(t) || end.After(s.now) {
			return sum + max(s.now.Sub(t), 0)
		}
		sum, t = sum+end.Sub(t), end
	}
	return sum
}

// hint is said once per ticket.
type hint string

const (
	hintUnclaimed hint = "unclaimed"
	hintOthers    hint = "others"
	hintClosed    hint = "closed"
	hintHandOver  hint = "hand-over"
)

func (s *step) hintOnce(h hint, text string) {
	if s.t.Hinted[h] {
		return
	}
	s.t.Hinted[h] = true
	s.thread(text)
}

// opensAt reports whether the desk is open at t.
func (s *step) opensAt(t time.Time) bool { return s.r.Hours == nil || s.r.Hours.Open(t.In(s.zone)) }

// nextOpening is zero if there is none.
func (s *step) nextOpening() time.Time {
	if s.r.Hours == nil {
		return time.Time{}
	}
	at, ok := s.r.Hours.NextOpening(s.now.In(s.zone))
	if !ok || !at.After(s.now) {
		return time.Time{}
	}
	return at.UTC().Round(0)
}

// agent is what an agent is called; one who is not known now is called as before.
func (s *step) agent(id AgentID, before Agent) Agent {
	a := Agent{ID: id}
	if s.r.Name != nil {
		a.Name = s.r.Name(id)
	}
	if a.Name != "" || before.ID == id && before.Name != "" {
		a.Name = cmp.Or(a.Name, before.Name)
		if a.Name != nameless {
			return a
		}
	}
	a.Name, a.User = nameless, before.User
	if s.r.User != nil {
		a.User = cmp.Or(s.r.User(id), a.User)
	}
	return a
}

// nameless is what citizens read for a volunteer who has told no name.
const nameless = "Lotse"

// among is what volunteers read for an agent.
func (s *step) among(id AgentID) string { return s.agent(id, Agent{}).Among() }

// mention is the agent if it may be rung now.
func (s *step) mention(id AgentID) []AgentID {
	if id == "" || s.r.Quiet != nil && s.r.Quiet(id, s.now.In(s.zone)) {
		return nil
	}
	return []AgentID{id}
}

// onDuty are those to be rung for a ticket that nobody has.
func (s *step) onDuty() []AgentID {
	if s.r.OnDuty == nil || !s.opensAt(s.now) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.r.OnDuty(s.now.In(s.zone))), func(id AgentID) bool { return len(s.mention(id)) == 0 })
}

// clock is a time for volunteers, with the day if that is another.
func (s *step) clock(t time.Time) string {
	t = t.In(s.zone)
	if t.Format(time.DateOnly) == s.now.In(s.zone).Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("02.01., 15:04")
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
