package content

import (
	"slices"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// Desk is what the town has decided about its volunteers, from lotsen.yaml. It is read-only and safe for concurrent use.
type Desk struct {
	Times        Times
	FromCitizens int64 // bytes of a file; 0: no limit of the town's
	ToCitizens   int64 // bytes of a file; 0: no limit of the town's

	open     *hours.Hours // nil: always
	calendar *hours.Calendar
	people   []person
	peopleAt source.Span // where the file names them
	digest   *digest     // nil: none
}

// Times are the durations of the desk. Zero turns the rule off.
type Times struct {
	Usual    time.Duration // usual time until an answer, as citizens read it
	Remind   time.Duration // the owner of a ticket, from the citizen's first unanswered message on
	Return   time.Duration // of a silent owner's ticket to the channel, from there on too
	Announce time.Duration // an unclaimed ticket once more
	Reopen   time.Duration // how long a closed ticket can go on
	Idle     time.Duration // of a citizen, before they are asked whether it is solved
	Close    time.Duration // no answer to that question either
	Hold     time.Duration // what was held back, and a question without consent
}

// person is a volunteer whom the file names.
type person struct {
	user, name  string
	duty, quiet *hours.Hours // nil duty: whenever the desk is open; nil quiet: never
	at          source.Span
}

// digest is when the weekly figures are told, in the town's time.
type digest struct {
	day          time.Weekday
	hour, minute int
}

// defaultTimes hold where the file does not say otherwise.
var defaultTimes = Times{
	Remind: 30 * time.Minute, Return: 2 * time.Hour, Announce: 30 * time.Minute,
	Reopen: 7 * 24 * time.Hour, Idle: 24 * time.Hour, Close: 48 * time.Hour, Hold: time.Hour,
}

// defaultMegabytes is what Telegram lets a bot fetch of a file (https://core.telegram.org/bots/api#getfile): more would never arrive.
const defaultMegabytes = 20

// Desk is what the town has decided about its volunteers; without lotsen.yaml, what holds by default. Never nil.
func (c *Catalogue) Desk() *Desk { return c.desk }

// Location is the zone of the town's clocks.
func (d *Desk) Location() *time.Location { return d.calendar.Location }

// Open reports whether somebody answers at t.
func (d *Desk) Open(t time.Time) bool { return d.open == nil || d.at(d.open, t) }

// at reports whether hours hold; "perhaps" is not enough for a promise.
func (d *Desk) at(h *hours.Hours, t time.Time) bool {
	state, _ := h.At(d.calendar, t)
	return state == hours.Open
}

// maxChanges bounds the search for an opening among times that are all uncertain.
const maxChanges = 1000

// NextOpening is the first moment after t at which the desk opens; false if it never does, or is always open.
func (d *Desk) NextOpening(t time.Time) (time.Time, bool) {
	if d.open == nil {
		return time.Time{}, false
	}
	for range maxChanges {
		next, ok := d.open.NextChange(d.calendar, t)
		if !ok {
			return time.Time{}, false
		}
		if t = next; d.at(d.open, t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// Closing is when the desk closes, if it is open at t; false if it is not, or never closes.
func (d *Desk) Closing(t time.Time) (time.Time, bool) {
	if d.open == nil || !d.at(d.open, t) {
		return time.Time{}, false
	}
	return d.open.NextChange(d.calendar, t)
}

// OnDuty lists the user names of those who are on duty at t and want no quiet, in the order of the file.
func (d *Desk) OnDuty(t time.Time) []string {
	var users []string
	for _, p := range d.people {
		duty := d.Open(t)
		if p.duty != nil {
			duty = d.at(p.duty, t)
		}
		if duty && !d.quiet(p, t) {
			users = append(users, p.user)
		}
	}
	return users
}

// Quiet reports whether a user wants not to be called at t. Who is not in the file can always be called.
func (d *Desk) Quiet(user string, t time.Time) bool {
	p, ok := d.person(user)
	return ok && d.quiet(p, t)
}

func (d *Desk) quiet(p person, t time.Time) bool { return p.quiet != nil && d.at(p.quiet, t) }

// Users lists the user names in the file, in its order.
func (d *Desk) Users() []string {
	var users []string
	for _, p := range d.people {
		users = append(users, p.user)
	}
	return users
}

// Name is what citizens read for a user; "" if the file does not say.
func (d *Desk) Name(user string) string {
	p, _ := d.person(user)
	return p.name
}

func (d *Desk) person(user string) (person, bool) {
	i := slices.IndexFunc(d.people, func(p person) bool { return p.user == user })
	if i < 0 {
		return person{}, false
	}
	return d.people[i], true
}

// NextDigest is the first moment after t at which the figures of the week are told; false if they are not.
func (d *Desk) NextDigest(t time.Time) (time.Time, bool) {
	if d.digest == nil {
		return time.Time{}, false
	}
	t = t.In(d.Location())
	days := (int(d.digest.day) - int(t.Weekday()) + 7) % 7
	for {
		at := time.Date(t.Year(), t.Month(), t.Day()+days, d.digest.hour, d.digest.minute, 0, 0, t.Location())
		if at.After(t) {
			return at, true
		}
		days += 7
	}
}
