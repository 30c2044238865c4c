package store

import (
	"errors"
	"fmt"
	"time"
)

// Kind is a kind of record that is not kept for ever.
type Kind string

const (
	KindSession       Kind = "sessions"       // with all that belongs to the conversation; age counts from the last activity
	KindSeen          Kind = "seen"           // keys of updates
	KindDead          Kind = "dead-letters"   // age counts from the day they died
	KindAside         Kind = "set-aside"      // sessions that could not be read
	KindNotUnderstood Kind = "not-understood" // texts for editors
	KindLeft          Kind = "left"           // who has left, where no session is left to go with
	KindTicket        Kind = "tickets"        // talks with volunteers, with what was posted of them; age counts from the last thing that happened
	KindDeskSeen      Kind = "desk-seen"      // keys of what volunteers did
)

// Kinds are all kinds, in the order of reports.
func Kinds() []Kind {
	return []Kind{KindSession, KindSeen, KindDead, KindAside, KindNotUnderstood, KindLeft, KindTicket, KindDeskSeen}
}

// Retention is how long records are kept.
type Retention struct {
	Sessions      time.Duration // without activity of the citizen
	Seen          time.Duration // longer than any channel repeats an update (Telegram: 24 hours)
	DeadLetters   time.Duration // also sessions that could not be read
	NotUnderstood time.Duration
	Tickets       time.Duration // of talks with volunteers, also at theirs
	DeskSeen      time.Duration // longer than any downtime
}

const day = 24 * time.Hour

// DefaultRetention is what holds where nothing else is set.
func DefaultRetention() Retention {
	return Retention{Sessions: 90 * day, Seen: 48 * time.Hour, DeadLetters: 30 * day, NotUnderstood: 180 * day,
		Tickets: 90 * day, DeskSeen: 60 * day}
}

// Validate lists everything that is wrong with the settings.
func (r Retention) Validate() error {
	var errs []error
	need := func(name string, d, least time.Duration) {
		if d < least {
			errs = append(errs, fmt.Errorf("retention of %s is %v, it must be at least %v", name, d, least))
		}
	}
	need("sessions", r.Sessions, day)
	need("seen keys", r.Seen, day)
	need("dead letters", r.DeadLetters, day)
	need("texts that were not understood", r.NotUnderstood, 0)
	need("tickets", r.Tickets, day)
	need("keys of the volunteers' side", r.DeskSeen, 7*day)
	return errors.Join(errs...)
}

// Keep is the rule: whether a record of that kind and time is still kept. A record from the future is kept: a clock may have jumped.
func (r Retention) Keep(kind Kind, since, now time.Time) bool {
	return now.Sub(since) < r.limit(kind)
}

func (r Retention) limit(kind Kind) time.Duration {
	switch kind {
	case KindSession, KindLeft:
		return r.Sessions
	case KindSeen:
		return r.Seen
	case KindDead, KindAside:
		return r.DeadLetters
	case KindNotUnderstood:
		return r.NotUnderstood
	case KindTicket:
		return r.Tickets
	case KindDeskSeen:
		return r.DeskSeen
	}
	return 1<<63 - 1 // unknown kinds are kept
}
