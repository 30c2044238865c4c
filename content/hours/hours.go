package hours

import (
	"fmt"
	"time"
)

// State says whether a place is open. The zero value is Closed.
type State uint8

// The states. Unknown means that the expression or the data does not say.
const (
	Closed State = iota
	Open
	Unknown
)

// String returns "closed", "open" or "unknown".
func (s State) String() string {
	switch s {
	case Open:
		return "open"
	case Unknown:
		return "unknown"
	}
	return "closed"
}

// MarshalText writes the state as its String.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *State) UnmarshalText(text []byte) error {
	for _, known := range []State{Closed, Open, Unknown} {
		if known.String() == string(text) {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("read state: %q is none of open, closed, unknown", text)
}

// Comments the evaluation adds where the expression has none of its own.
const (
	// OpenEnd is the comment of the hours after an open end ("17:00+").
	OpenEnd = "Ende offen"
	// NoSchoolData is the comment where the answer depends on school holidays
	// that the calendar does not know.
	NoSchoolData = "Schulferien nicht hinterlegt"
)

// Hours is a parsed expression. It never changes and may be used by several
// goroutines. The zero value is never open.
type Hours struct {
	rules  []rule
	school bool // some rule asks for school holidays
	spills bool // some rule reaches past midnight
}

// A separator says how a rule relates to the rules before it.
type separator uint8

const (
	replaces separator = iota // ";" takes the place of earlier rules on its days
	adds                      // "," keeps them
	fallback                  // "||" fills what they leave closed
)

type rule struct {
	sep      separator
	always   bool // written 24/7
	years    []yearRange
	dates    []dateRange
	weeks    []weekRange
	days     []dayItem
	bothDays bool // "PH Mo-Fr": holiday and weekday must both match
	spans    []span
	state    State
	explicit bool // the state or a comment is written out
	comment  string

	dated  bool // restricts the days at all
	fills  bool // is a fallback, or adds to one: only counts where nothing else does
	resets bool // discards earlier rules on the days it matches
	spills bool // some span reaches past midnight
}

// At returns the state at an instant, with the comment that explains it: the
// rule's own, else the holiday's name, else [OpenEnd] or [NoSchoolData], else "".
func (h *Hours) At(c *Calendar, t time.Time) (State, string) {
	d, minute := c.wall(t)
	var buf planBuffer
	p := h.plan(c, d, &buf)
	s := p.at(minute)
	return s.state, s.comment
}

// horizonDays bounds how far NextChange looks. Weekdays and leap years repeat
// after 28 years, so a rule that can match at all matches before.
const horizonDays = 40 * 366

// NextChange returns the first instant after t at which the state differs from
// the state at t; a change of the comment alone does not count. It looks 40
// years ahead: false means that nothing changes until then.
func (h *Hours) NextChange(c *Calendar, t time.Time) (time.Time, bool) {
	now, _ := h.At(c, t)
	for at, s := range h.changes(c, t, horizonDays) {
		if s.state != now {
			return at, true
		}
	}
	return time.Time{}, false
}

// An Interval is a period of one state and comment, From included, To excluded.
// Both are in the calendar's location.
type Interval struct {
	From, To time.Time
	State    State
	Comment  string
}

// Intervals returns when the place is open or perhaps open (Unknown) between
// from and to, in order, clipped to [from, to), neighbours of one state and
// comment joined. What no interval covers is closed.
func (h *Hours) Intervals(c *Calendar, from, to time.Time) []Interval {
	var all []Interval
	if !from.Before(to) {
		return all
	}
	from, to = from.In(c.Location), to.In(c.Location)
	days := int(to.Sub(from)/(24*time.Hour)) + 2
	var open *Interval // the interval that the next change ends
	for at, s := range h.changes(c, from, days) {
		if !at.Before(to) {
			break
		}
		if open != nil && open.State == s.state && open.Comment == s.comment {
			continue
		}
		if open != nil {
			open.To = at
		}
		if open = nil; s.state != Closed {
			all = append(all, Interval{From: at, To: to, State: s.state, Comment: s.comment})
			open = &all[len(all)-1]
		}
	}
	return all
}
