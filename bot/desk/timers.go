package desk

import "time"

// maxRings is how often the pause between two announcements doubles: a ticket that nobody can take must not drown the channel.
const maxRings = 3

// deadlines are the timers that the ticket wants, whatever is set now.
func (s *step) deadlines() map[Timer]time.Time {
	t, r, want := &s.t, &s.r, map[Timer]time.Time{}
	set := func(k Timer, from time.Time, after time.Duration) {
		if after > 0 && !from.IsZero() {
			want[k] = from.Add(after)
		}
	}
	if len(t.Held) > 0 && t.State != Asking {
		set(TimerHeld, t.Held[0].At, r.HoldFor)
	}
	switch t.State {
	case Asking:
		set(TimerAsking, t.Since, r.HoldFor)
	case Waiting:
		switch {
		case t.Trouble != TroubleOver: // nobody would read it
		case !t.Promised.IsZero():
			want[TimerOpening] = t.Promised
		default:
			set(TimerAnnounce, t.Announced, r.AnnounceAfter<<min(t.Rings, maxRings))
		}
	case Claimed:
		if t.Trouble == TroubleOver {
			s.ownerDeadlines(want)
		}
	case Closed:
		if !t.CommentTill.IsZero() {
			want[TimerComment] = t.CommentTill
		}
	}
	return want
}

func (s *step) ownerDeadlines(want map[Timer]time.Time) {
	t, r := &s.t, &s.r
	if t.Waits.IsZero() {
		quiet := later(later(t.Answered, t.Heard), t.Since)
		if r.IdleAfter > 0 && t.IdleAsked.IsZero() {
			want[TimerIdle] = s.openFrom(quiet.Add(r.IdleAfter))
		}
		if r.CloseAfter > 0 && !t.IdleAsked.IsZero() {
			want[TimerClose] = s.openFrom(t.IdleAsked.Add(r.CloseAfter))
		}
		return
	}
	silent := later(later(t.Waits, t.Since), t.Active)
	switch {
	case r.RemindAfter > 0 && t.Reminded.IsZero():
		want[TimerRemind] = s.inHours(silent, r.RemindAfter)
	case r.ReturnAfter > 0:
		due := s.inHours(silent, r.ReturnAfter)
		if !t.Reminded.IsZero() { // time to react, even if the reminder came late
			due = later(due, s.inHours(t.Reminded, max(r.ReturnAfter-r.RemindAfter, time.Minute)))
		}
		want[TimerReturn] = due
	}
}

// inHours is when a wait is over. If that is at night, it begins anew when the desk opens.
func (s *step) inHours(from time.Time, wait time.Duration) time.Time {
	due := from.Add(wait)
	if open := s.openFrom(due); open.After(due) {
		return open.Add(wait)
	}
	return due
}

// openFrom is the first moment from t on at which the desk is open; t itself if it never opens.
func (s *step) openFrom(t time.Time) time.Time {
	if s.opensAt(t) {
		return t
	}
	if next, ok := s.r.Hours.NextOpening(t.In(s.zone)); ok && next.After(t) {
		return next.UTC().Round(0)
	}
	return t
}

func (s *step) timeUp(k Timer) {
	t := &s.t
	at, ok := t.Timers[k]
	if !ok || s.now.Before(at) {
		return
	}
	delete(t.Timers, k)
	switch k {
	case TimerOpening:
		t.Promised, t.Announced, t.Rings, t.NobodyCame = time.Time{}, s.now, 0, false
		if s.thread(textOpening, s.onDuty()...); !s.opensAt(s.now) {
			t.Promised = s.nextOpening() // the hours have changed meanwhile
		}
	case TimerAnnounce:
		s.announce()
	case TimerRemind:
		t.Reminded = s.now
		s.thread(textRemind(s.clock(t.Waits)), s.mention(t.Owner.ID)...)
	case TimerReturn:
		s.returned()
	case TimerIdle:
		t.IdleAsked = s.now
		s.ask(Text{ID: msgIdle}, verbDone, verbMore)
	case TimerClose:
		s.close(textIdleClosed, Text{ID: msgIdleClosed})
	case TimerHeld:
		s.forgetHeld()
	case TimerAsking:
		s.close("", Text{ID: msgDeclined})
	case TimerComment:
		t.CommentTill = time.Time{}
	}
}

// announce rings for a ticket that nobody has taken. Once the citizen is told; in the evening they are told when it goes on.
func (s *step) announce() {
	t := &s.t
	t.Announced = s.now
	t.Rings++
	if !s.opensAt(s.now) {
		if t.Promised = s.nextOpening(); !t.Promised.IsZero() {
			s.say(Text{ID: msgNobodyToday, Times: map[string]time.Time{"time": t.Promised}})
			return
		}
	} else {
		since := t.Waits
		if since.IsZero() { // answered, and given back
			since = t.Since
		}
		s.thread(textAnnounce(s.clock(since)), s.onDuty()...)
	}
	if !t.NobodyCame {
		t.NobodyCame = true
		s.say(Text{ID: msgNobody})
	}
}

// returned takes the ticket from an owner who stays silent.
func (s *step) returned() {
	name, id := s.t.Owner.Among(), s.t.Owner.ID
	s.wait()
	s.thread(textReturned(name), append(s.onDuty(), s.mention(id)...)...)
	s.say(Text{ID: msgReturned})
	s.note(FigureReturned, time.Time{})
}

// forgetHeld drops what the citizen has said no word to for too long.
func (s *step) forgetHeld() {
	var old []int
	for _, h := range s.t.Held {
		if !s.now.Before(h.At.Add(s.r.HoldFor)) {
			old = append(old, h.Serial)
		}
	}
	for _, serial := range old {
		s.takeHeld(serial)
		s.dropQuestion(verbDrop, serial, Text{})
	}
	s.say(Text{ID: msgHeldForgotten})
}
