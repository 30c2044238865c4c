package desk

import (
	"slices"
	"time"
)

// commentWindow is how long the sentence of a rating is awaited once the citizen wants to write one.
const commentWindow = 15 * time.Minute

func (s *step) said(e CitizenSaid) {
	t := &s.t
	if _, twice := t.Messages[e.Message]; twice {
		return
	}
	h := Held{Message: e.Message, Text: e.Text, Files: e.Files, Location: e.Location, ReplyTo: t.answers(e.ReplyTo), More: e.More, At: s.now}
	if t.State == Closed {
		switch {
		case s.now.Before(t.CommentTill):
			s.comment(h)
			return
		case !t.Reopenable(s.r, s.now) || t.Consent.IsZero():
			s.say(Text{ID: msgTooLate})
			return
		}
		s.reopen(Agent{}, textReopenedByCitizen)
	}
	t.Messages[e.Message] = ""
	t.Heard, t.Gone = s.now, false
	if t.State == Asking {
		h.Text = maskSecrets(h.Text)
		t.Held = append(t.Held, h)
		return
	}
	s.receive(h)
}

// answers is the volunteer's post that a receipt belongs to.
func (t *Ticket) answers(r Ref) PostID {
	if r == "" {
		return ""
	}
	for _, o := range t.Out {
		if o.Kind == outSend && o.Ref.holds(r) {
			return o.Post
		}
	}
	return ""
}

// receive passes a message on, or holds it back and asks.
func (s *step) receive(h Held) {
	sent := len(h.Files)
	h.Files = s.admit(h)
	if h.Text == "" && len(h.Files) == 0 && h.Location == nil {
		if sent == 0 { // of a kind that the channel itself does not know
			s.say(Text{ID: msgKind})
			s.thread(textFileMissing)
		}
		return
	}
	if aboutIDCard(h.Text) {
		s.t.IDCard = true
	}
	h = s.guard(h)
	if len(h.Kinds) == 0 {
		s.pass(h)
		return
	}
	s.hold(h)
}

// guard says what a message should not be sent for; the digits of secrets are masked.
func (s *step) guard(h Held) Held {
	found := Inspect(h.Text)
	if len(found) == 0 && s.t.IDCard {
		found = bareNumber(h.Text)
	}
	h.Kinds = kinds(found)
	if slices.ContainsFunc(h.Kinds, Kind.Secret) {
		h.Text = Mask(h.Text, found)
	}
	if s.t.IDCard && slices.ContainsFunc(h.Files, File.picture) {
		h.Kinds = append(h.Kinds, IDPhoto)
	}
	return h
}

// hold asks whether to send a message. Photos that come one after the other are asked for once.
func (s *step) hold(h Held) {
	t := &s.t
	s.note(FigureHeld, time.Time{})
	photo := slices.Equal(h.Kinds, []Kind{IDPhoto})
	if n := len(t.Held); photo && n > 0 && slices.Equal(t.Held[n-1].Kinds, h.Kinds) {
		h.Serial = t.Held[n-1].Serial
		t.Held = append(t.Held, h)
		return
	}
	t.Serial++
	h.Serial = t.Serial
	t.Held = append(t.Held, h)
	send := verbSend
	if slices.ContainsFunc(h.Kinds, Kind.Secret) {
		send = verbSendMasked
	}
	s.askFor(h.Serial, Text{ID: holdText(h.Kinds)}, send, verbDrop)
}

// pass puts a message into the thread.
func (s *step) pass(h Held) {
	t := &s.t
	mention := s.mention(t.Owner.ID)
	if h.More {
		mention = nil
	}
	if h.Edit {
		s.emit(UpdateThread{Of: t.Messages[h.Message], Text: h.Text, Mention: mention})
		return
	}
	k := s.key(outThread, "")
	t.Messages[h.Message] = k
	if t.Waits.IsZero() && !courtesy(h.Text) {
		t.Waits, t.Reminded = s.now, time.Time{}
	}
	if !t.IdleAsked.IsZero() {
		t.IdleAsked = time.Time{}
		s.dropQuestion(verbMore, 0, Text{})
	}
	s.emit(PostThread{Key: k, Citizen: true, Text: h.Text, Files: h.Files, Location: h.Location, Mention: mention, ReplyTo: h.ReplyTo})
	if len(t.Suggested) == 0 && t.Answered.IsZero() && h.Text != "" && !courtesy(h.Text) {
		s.emit(Suggest{Text: h.Text})
	}
}

// takeHeld removes what is held back, of one question or all of it, and returns it.
func (s *step) takeHeld(serial ...int) []Held {
	var taken []Held
	s.t.Held = slices.DeleteFunc(s.t.Held, func(h Held) bool {
		if len(serial) > 0 && h.Serial != serial[0] {
			return false
		}
		taken = append(taken, h)
		return true
	})
	return taken
}

func (s *step) citizenEdited(e CitizenEdited) {
	t := &s.t
	key, known := t.Messages[e.Message]
	if !known || !t.Open() {
		return
	}
	t.Heard = s.now
	if t.State == Asking {
		for i := range t.Held {
			if t.Held[i].Message == e.Message {
				t.Held[i].Text = maskSecrets(e.Text)
			}
		}
		return
	}
	h := Held{Message: e.Message, Text: e.Text, Edit: key != "", At: s.now}
	if i := slices.IndexFunc(t.Held, func(h Held) bool { return h.Message == e.Message }); i >= 0 {
		old := t.Held[i]
		h.Files, h.Location, h.ReplyTo = old.Files, old.Location, old.ReplyTo
		t.Held = slices.Delete(t.Held, i, i+1)
		if !slices.ContainsFunc(t.Held, func(h Held) bool { return h.Serial == old.Serial }) {
			s.dropQuestion(verbDrop, old.Serial, Text{})
		}
	}
	s.receive(h)
}

// comment is the optional sentence of a rating.
func (s *step) comment(h Held) {
	s.t.Messages[h.Message] = ""
	s.t.CommentTill = time.Time{}
	if h.Text != "" {
		k := s.key(outThread, "")
		s.t.Messages[h.Message] = k
		s.thread(textComment)
		s.emit(PostThread{Key: k, Citizen: true, Text: Mask(h.Text, Inspect(h.Text))})
	}
	s.say(Text{ID: msgCommentThanks})
}

// answered is a tapped button.
func (s *step) answered(id string) {
	b, ok := parseButton(id)
	if !ok || b.ticket != s.t.ID || !s.dropQuestion(b.verb, b.serial, Text{ID: b.verb.label()}) {
		return
	}
	t := &s.t
	t.Heard = s.now
	switch b.verb {
	case verbAgree:
		t.Consent = s.now
		s.begin()
	case verbDecline:
		s.close("", Text{ID: msgDeclined})
	case verbSend, verbSendMasked:
		for _, h := range s.takeHeld(b.serial) {
			s.pass(h)
		}
	case verbDrop:
		s.takeHeld(b.serial)
		s.say(Text{ID: msgDropped})
	case verbLeave:
		s.left(CitizenLeft{})
	case verbMore:
		t.IdleAsked = time.Time{}
		s.say(Text{ID: msgGoOn})
	case verbDone:
		s.close(textCitizenDone, Text{ID: msgClosed})
	case verbSolved, verbUnsolved:
		s.rate(b.verb == verbSolved)
	case verbReopen:
		if !t.Reopenable(s.r, s.now) {
			s.say(Text{ID: msgTooLate})
			return
		}
		s.reopen(Agent{}, textReopenedByCitizen)
		s.say(Text{ID: msgGoOn})
	case verbComment:
		t.CommentTill = s.now.Add(commentWindow)
		s.say(Text{ID: msgCommentNow})
	}
}

func (s *step) rate(solved bool) {
	s.t.Solved = &solved
	figure, text := FigureSolved, msgRatedSolved
	verbs := []verb{verbComment}
	if !solved {
		figure, text = FigureUnsolved, msgRatedUnsolved
		if s.t.Reopenable(s.r, s.now) {
			verbs = append(verbs, verbReopen)
		}
	}
	s.note(figure, time.Time{})
	s.dropQuestions()
	s.ask(Text{ID: text}, verbs...)
}
