package desk

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// card is what the root post shows.
func (t *Ticket) card() Card {
	c := Card{State: t.State, Topic: t.Topic, Lang: t.Lang, Place: t.Place, Pseudonym: t.Pseudonym, Path: t.Path, Said: t.Said, Since: t.Since}
	switch t.State {
	case Waiting:
		c.Rule, c.Actions = ruleWaiting, []Command{Claim, Help}
	case Claimed:
		c.Owner, c.Rule, c.Actions = t.Owner, ruleClaimed, []Command{Release, Close, Help}
	case Closed:
		c.Owner, c.Rule, c.Actions = t.Owner, ruleClosed, []Command{Reopen}
	}
	return c
}

// status are the lines of the citizen's status message.
func (s *step) status() []Text {
	t := &s.t
	var lines []Text
	switch t.State {
	case Waiting:
		lines = append(lines, Text{ID: msgPassedOn, Times: map[string]time.Time{"time": t.Since}})
	case Claimed:
		lines = append(lines, Text{ID: msgTaken, Values: map[string]string{"name": t.Owner.Name}, Times: map[string]time.Time{"time": t.Since}})
	case Closed:
		return []Text{{ID: msgStatusClosed, Times: map[string]time.Time{"time": t.Since}}}
	default:
		return nil
	}
	if t.Trouble != TroubleOver {
		return append(lines, Text{ID: msgStatusTrouble})
	}
	if !s.opensAt(s.now) {
		return append(lines, s.afterHours()...)
	}
	if t.State == Waiting && t.Queue > 0 {
		lines = append(lines, Text{ID: msgQueue, Spans: nil, Values: map[string]string{"place": itoa(t.Queue)}})
	}
	if s.r.UsualAnswer >= time.Minute {
		lines = append(lines, Text{ID: msgUsual, Spans: map[string]int{"span": int(s.r.UsualAnswer / time.Minute)}})
	}
	if s.r.Hours != nil {
		if until, ok := s.r.Hours.Closing(s.now.In(s.zone)); ok {
			lines = append(lines, Text{ID: msgOpenUntil, Times: map[string]time.Time{"time": until.UTC().Round(0)}})
		}
	}
	return lines
}

// afterHours says when it goes on. Whose ticket somebody has taken is not told that nobody is there.
func (s *step) afterHours() []Text {
	next, id := s.nextOpening(), msgAfterHours
	if s.t.State == Claimed {
		id = msgBack
	}
	switch {
	case !next.IsZero():
		return []Text{{ID: id, Times: map[string]time.Time{"time": next}}}
	case s.t.State == Claimed:
		return nil
	}
	return []Text{{ID: msgAfterHoursUnknown}}
}

// showStatus sends or edits the status message if it says something else now. The end is shown only where there was a beginning.
func (s *step) showStatus() {
	t := &s.t
	lines := s.status()
	if len(lines) == 0 || t.Gone || slices.EqualFunc(lines, t.Status.Lines, Text.equal) || t.State == Closed && t.Status.Key == "" {
		return
	}
	t.Status.Lines = lines
	a := StatusCitizen{Key: s.key(outSay, ""), Of: t.Status.Key, Lines: slices.Clone(lines)}
	if t.Status.Key == "" {
		t.Status.Key = a.Key
	} else {
		delete(t.Out, a.Key) // an edit has no receipt of its own
	}
	s.emit(a)
}

func (x Text) equal(y Text) bool {
	return x.ID == y.ID && maps.Equal(x.Values, y.Values) && maps.EqualFunc(x.Times, y.Times, time.Time.Equal) && maps.Equal(x.Spans, y.Spans)
}

// setTimers sets and clears timers until they are those that are wanted.
func (s *step) setTimers(want map[Timer]time.Time) {
	for _, k := range sorted(s.t.Timers) {
		if _, ok := want[k]; !ok {
			delete(s.t.Timers, k)
			s.emit(SetTimer{Timer: k})
		}
	}
	for _, k := range sorted(want) {
		if at, ok := s.t.Timers[k]; !ok || !at.Equal(want[k]) {
			s.t.Timers[k] = want[k]
			s.emit(SetTimer{Timer: k, At: want[k]})
		}
	}
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
