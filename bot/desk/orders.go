package desk

import (
	"slices"
	"strconv"
)

// order is what a volunteer wants the desk to do, by word, reaction, button or slash command.
type order struct {
	agent AgentID
	post  PostID // that asked; "" for none
	do    Command
	to    AgentID // Assign
	name  string  // Assign: as written
	query string  // Push
}

func (s *step) do(o order) {
	if s.t.Root == "" {
		return // volunteers know nothing of it
	}
	switch o.do {
	case Claim:
		s.claim(o.agent)
	case Release:
		if s.mayAct(o.agent) {
			s.release(o.agent)
		}
	case Assign:
		s.assign(o)
	case Close:
		if s.t.State == Waiting || s.mayAct(o.agent) {
			s.close(textClosedBy(s.among(o.agent)), Text{ID: msgClosed})
		}
	case Reopen:
		s.reopenBy(o.agent)
	case Help:
		s.tell(o.agent, textHelp)
	case List:
		s.emit(ListTickets{Agent: o.agent})
	case Push:
		if s.mayAct(o.agent) {
			s.emit(FindContent{Agent: o.agent, Post: o.post, Query: s.t.offered(o.query), Lang: s.t.Lang})
		}
	}
}

// mayAct reports whether the agent has the ticket, and says so if not.
func (s *step) mayAct(a AgentID) bool {
	switch {
	case s.t.State == Closed:
		s.tell(a, textHintClosed)
	case s.t.State == Waiting:
		s.tell(a, textHintUnclaimed)
	case s.t.Owner.ID != a:
		s.tell(a, textNotYours(s.t.Owner.Among()))
	default:
		return true
	}
	return false
}

func (s *step) claim(a AgentID) {
	switch {
	case s.t.State == Closed:
		s.tell(a, textHintClosed)
	case s.t.State == Waiting:
		s.note(FigureClaimed, s.t.Waits)
		s.own(Agent{ID: a})
		s.thread(textClaimed(s.t.Owner))
	case s.t.Owner.ID == a:
		s.tell(a, textAlreadyYours)
	default:
		s.tell(a, textTakenBy(s.t.Owner.Among(), s.clock(s.t.Since), s.now.Sub(s.t.Since)))
	}
}

func (s *step) release(a AgentID) {
	s.wait()
	s.thread(textReleased(s.among(a)), slices.DeleteFunc(s.onDuty(), func(id AgentID) bool { return id == a })...)
	s.say(Text{ID: msgReleased})
}

func (s *step) assign(o order) {
	if s.t.State != Waiting && !s.mayAct(o.agent) {
		return
	}
	switch {
	case o.to == "":
		s.tell(o.agent, textUnknownName(o.name))
	case s.t.State == Claimed && o.to == s.t.Owner.ID:
		s.tell(o.agent, textAlreadyYours)
	default:
		if s.t.State == Waiting {
			s.note(FigureClaimed, s.t.Waits)
		}
		s.own(Agent{ID: o.to})
		s.thread(textAssigned(s.among(o.agent), s.t.Owner), o.to)
	}
}

func (s *step) reopenBy(a AgentID) {
	switch {
	case s.t.State != Closed:
		s.tell(a, textNotClosed)
	case s.t.Gone:
		s.tell(a, textFailed(ReasonGone))
	default:
		s.reopen(Agent{ID: a}, textReopenedBy(s.among(a)))
		s.say(Text{ID: msgReopened})
	}
}

// offered is what a Push looks for: the title, if it is the number of one.
func (t *Ticket) offered(query string) string {
	list := t.choice()
	if n, err := strconv.Atoi(query); err == nil && n >= 1 && n <= len(list) {
		return list[n-1]
	}
	return query
}

// choice is what a number means now: a question what was meant goes before what was suggested.
func (t *Ticket) choice() []string {
	if len(t.Offered) > 0 {
		return t.Offered
	}
	return t.Suggested
}

// offers reports whether a Push by number means something: where nothing was offered, "+1" is an answer.
func (t *Ticket) offers(w Words) bool {
	_, err := strconv.Atoi(w.Query)
	return err != nil || len(t.choice()) > 0
}

// pushed sends what was found, if it is still the owner who wants it.
func (s *step) pushed(e Pushed) {
	if s.t.State != Claimed || s.t.Owner.ID != e.Agent {
		return
	}
	if e.Found || len(e.Near) > 0 {
		s.t.Offered = e.Near
	}
	if !e.Found {
		s.tell(e.Agent, textNotFound(e.Near))
		return
	}
	if s.t.Gone {
		s.tell(e.Agent, textFailed(ReasonGone))
		return
	}
	k := s.key(outSend, e.Post)
	if p, ok := s.t.Posts[e.Post]; ok && !p.Deleted {
		p.Files = append(slices.Clone(p.Files), k) // deleting the post takes the content back
		s.t.Posts[e.Post] = p
	}
	s.emit(SendCitizen{Key: k, Name: s.t.Owner.Name, Text: e.Text, Content: true})
	if e.Post == "" {
		s.thread(textPushed(e.Title) + textUndo)
		told := s.out[len(s.out)-1].(PostThread).Key
		s.t.Out[told] = Out{Kind: outThread, Tells: k}
	} else {
		s.thread(textPushed(e.Title))
	}
	s.hasAnswered()
}

// told is the key of the post that stands for content sent without a post of a volunteer's; "" if the post is none.
func (t *Ticket) told(id PostID) Key {
	for k, o := range t.Out {
		if o.Tells != "" && o.Ref.holds(Ref(id)) {
			return k
		}
	}
	return ""
}

// untell takes the content back that a post stands for.
func (s *step) untell(told Key) {
	o := s.t.Out[told]
	s.deleteKey(o.Tells, "")
	o.Tells = ""
	s.t.Out[told] = o
}

// suggested tells volunteers, once, what there is to send. It is numbered, so that two characters on a phone send it.
func (s *step) suggested(e Suggested) {
	if len(e.Titles) == 0 || len(s.t.Suggested) > 0 {
		return
	}
	s.t.Suggested = e.Titles
	s.thread(textSuggested(e.Titles))
}
