package desk

import "time"

func (s *step) opened(e Opened) {
	t := &s.t
	fresh := t.State == ""
	if fresh {
		t.Version, t.ID, t.Opened, t.Pseudonym = TicketVersion, e.ID, s.now, Pseudonym(e.Seed)
	}
	t.Topic, t.Lang, t.Place, t.Path, t.Said, t.Queue = e.Topic, e.Lang, e.Place, e.Path, e.Said, e.Queue
	t.IDCard = t.IDCard || aboutIDCard(e.Topic) || aboutIDCard(e.Path...)
	t.Gone = false
	if !e.Consent.IsZero() {
		t.Consent = e.Consent.UTC().Round(0)
	}
	switch {
	case t.State == Waiting || t.State == Claimed:
		s.thread(textCameBack)
	case t.Consent.IsZero():
		if t.State != Asking {
			t.State, t.Since = Asking, s.now
			s.ask(Text{ID: msgConsent}, verbAgree, verbDecline)
		}
	case t.State == Closed && t.Root != "": // a ticket that was declined, or whose thread is gone, begins anew
		s.reopen(Agent{}, textReopenedByCitizen)
	default:
		s.begin()
	}
}

// begin puts the ticket into the channel.
func (s *step) begin() {
	s.wait()
	s.t.Waits, s.t.Heard = s.now, s.now
	s.postRoot()
	s.note(FigureOpened, time.Time{})
	for _, h := range s.takeHeld() {
		s.receive(h)
	}
}

func (s *step) postRoot() {
	s.t.Root = s.key(outRoot, "")
	s.shown = s.t.card()
	a := PostRoot{Key: s.t.Root, Card: s.shown}
	if s.t.State == Waiting {
		a.Mention = s.onDuty()
	}
	s.emit(a)
}

// wait makes the ticket one that nobody has.
func (s *step) wait() {
	t := &s.t
	t.State, t.Since, t.Announced, t.Rings, t.Owner = Waiting, s.now, s.now, 0, Agent{}
	t.Reminded, t.IdleAsked, t.NobodyCame, t.Promised = time.Time{}, time.Time{}, false, time.Time{}
	if !s.opensAt(s.now) {
		t.Promised = s.nextOpening()
	}
}

// own gives the ticket to an agent, who may have a name from before.
func (s *step) own(a Agent) {
	t := &s.t
	t.State, t.Since, t.Active, t.Owner = Claimed, s.now, s.now, s.agent(a.ID, a)
	t.Promised, t.Reminded, t.IdleAsked = time.Time{}, time.Time{}, time.Time{}
}

// reopen goes on with a closed ticket: with the agent who asks for it, else with the one who had it, if they may be rung now.
func (s *step) reopen(by Agent, notice string) {
	t := &s.t
	had := t.Owner
	if by.ID != "" {
		had = by
	}
	t.Waits, t.Heard, t.CommentTill, t.Status, t.Hinted[hintClosed] = s.now, s.now, time.Time{}, Status{}, false
	s.dropQuestions()
	if had.ID != "" && (by.ID != "" || s.opensAt(s.now) && len(s.mention(had.ID)) > 0) {
		s.own(had)
	} else {
		s.wait()
	}
	if t.Root == "" { // somebody has deleted the thread
		s.postRoot()
	}
	if t.State == Claimed {
		s.thread(notice, s.mention(had.ID)...)
	} else {
		s.thread(notice, s.onDuty()...)
	}
	s.emit(Resumed{})
	s.note(FigureReopened, time.Time{})
}

// close ends the talk. The notice is for the thread; the citizen reads text and rates.
func (s *step) close(notice string, text Text) {
	t := &s.t
	posted, unsent := t.State != Asking, len(t.Held) > 0
	t.State, t.Since, t.Waits, t.IdleAsked, t.Promised = Closed, s.now, time.Time{}, time.Time{}, time.Time{}
	t.Held = nil
	s.dropQuestions()
	if !posted {
		s.say(text)
		s.emit(Ended{})
		return
	}
	if unsent {
		s.say(Text{ID: msgHeldForgotten})
	}
	s.emit(Ended{})
	s.thread(notice)
	s.note(FigureClosed, t.Opened)
	if t.Solved = nil; s.r.ReopenWithin > 0 {
		s.ask(text, verbSolved, verbUnsolved, verbReopen)
	} else {
		s.ask(text, verbSolved, verbUnsolved)
	}
}

func (s *step) left(e CitizenLeft) {
	t := &s.t
	t.Gone = t.Gone || e.Gone
	if !t.Open() {
		return
	}
	notice := textCitizenLeft
	if t.Gone {
		notice = textCitizenGone
	}
	s.close(notice, Text{ID: msgLeft})
}

func (s *step) leaving() {
	switch s.t.State {
	case Asking:
		s.left(CitizenLeft{})
	case Waiting, Claimed:
		s.ask(Text{ID: msgLeaving}, verbLeave, verbStay)
	}
}

// erase forgets everything, here and at the volunteers'.
func (s *step) erase() {
	s.setTimers(nil)
	if s.t.Open() {
		s.emit(Ended{})
	}
	e := Erase{Root: s.t.RootPost()}
	for _, k := range sorted(s.t.Out) {
		o := s.t.Out[k]
		switch {
		case o.Kind != outRoot && o.Kind != outThread:
		case o.Ref == "":
			e.Keys = append(e.Keys, k)
		case k != s.t.Root:
			e.Posts = append(e.Posts, PostID(o.Ref))
		}
	}
	for _, id := range sorted(s.t.Posts) {
		if !s.t.Posts[id].Deleted {
			e.Posts = append(e.Posts, id)
		}
	}
	if e.Root != "" || len(e.Posts)+len(e.Keys) > 0 {
		s.emit(e)
	}
	s.t = Ticket{Version: TicketVersion, ID: s.t.ID, State: Erased}
}

// trouble is what is wrong with the channel now.
func (s *step) trouble(x Trouble) {
	if x == s.t.Trouble {
		return
	}
	was := s.t.Trouble
	s.t.Trouble = x
	if x != TroubleOver {
		s.emit(Alert{Trouble: x})
	}
	if s.t.State != Waiting && s.t.State != Claimed {
		return
	}
	switch {
	case x == TroubleOver:
		s.t.Announced, s.t.Active = s.now, s.now // nobody could act: reminders count anew
		s.say(Text{ID: msgTroubleOver})
	case was == TroubleOver:
		s.say(Text{ID: msgTrouble})
	}
}
