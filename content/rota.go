package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// rota warns of people whom nobody will ever call in the year to come.
func (d *Desk) rota(ds *source.Diagnostics, today time.Time) {
	for _, p := range d.people {
		called, inHours := d.called(p, today)
		if called {
			continue
		}
		say := source.T("%s wird in den nächsten zwölf Monaten nie gerufen: Die Ruhezeit deckt den ganzen Dienst ab.", "%s will never be called in the next twelve months: the quiet hours cover all of the duty.", p.user)
		if !inHours {
			say = source.T("%s wird in den nächsten zwölf Monaten nie gerufen: Der Dienst (duty) liegt nie in den Zeiten oben (hours).", "%s will never be called in the next twelve months: the duty is never within the hours above.", p.user)
		}
		ds.Warn("duty", p.at, say)
	}
	if german, english := d.gaps(today); german != "" {
		ds.Warn("duty", d.peopleAt, source.T("In diesen Zeiten wird niemand gerufen, obwohl jemand da sein soll (hours): %[1]s.", "At these times nobody is called, though somebody should be there (hours): %[2]s.", german, english))
	}
}

// called reports whether there is a moment at which somebody is on duty and not quiet, and one of duty while the desk is open.
func (d *Desk) called(p person, today time.Time) (called, inHours bool) {
	duty := p.duty
	if duty == nil {
		duty = d.open
	}
	if duty == nil && p.quiet == nil {
		return true, true
	}
	end := today.AddDate(1, 0, 0)
	walk := d.changes(end, duty, d.open, p.quiet)
	for t := today; t.Before(end); t = walk.after(t) {
		if (duty == nil || d.at(duty, t)) && d.Open(t) {
			inHours = true
			if !d.quiet(p, t) {
				return true, true
			}
		}
	}
	return false, inHours
}

// changes walks through the moments up to an end at which one of several hours changes. Between two of them it is enough to look at one moment.
type changes struct {
	calendar *hours.Calendar
	end      time.Time
	all      []*hours.Hours
	next     []time.Time // of each; to find out that hours never change takes long
}

func (d *Desk) changes(end time.Time, all ...*hours.Hours) *changes {
	all = slices.DeleteFunc(all, func(h *hours.Hours) bool { return h == nil })
	return &changes{calendar: d.calendar, end: end, all: all, next: make([]time.Time, len(all))}
}

// after is the first change after t, at most the end. It is asked with ever later times.
func (c *changes) after(t time.Time) time.Time {
	first := c.end
	for i, h := range c.all {
		if !c.next[i].After(t) {
			c.next[i] = c.end
			if at, ok := h.NextChange(c.calendar, t); ok && at.Before(c.end) {
				c.next[i] = at
			}
		}
		if c.next[i].Before(first) {
			first = c.next[i]
		}
	}
	return first
}

// maxGaps is how many gaps are written out.
const maxGaps = 7

// gaps are the times of the year to come at which the desk is open and nobody is called, in German and in English: those of every week by their
// day, others by their date. "" for none, and where nobody is named: then everybody is called.
func (d *Desk) gaps(today time.Time) (german, english string) {
	if len(d.people) == 0 {
		return "", ""
	}
	all := []*hours.Hours{d.open}
	for _, p := range d.people {
		all = append(all, p.duty, p.quiet)
	}
	start := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, d.Location())
	end := start.AddDate(1, 0, 0)
	found := map[string][]gap{} // by day of the week and times
	var since time.Time         // of the gap that goes on
	walk := d.changes(end, all...)
	for t := start; ; t = walk.after(t) {
		empty := t.Before(end) && d.Open(t) && len(d.OnDuty(t)) == 0
		if !empty && !since.IsZero() {
			g := gap{since.In(d.Location()), t.In(d.Location())}
			found[g.weekly(weekdays)] = append(found[g.weekly(weekdays)], g)
			since = time.Time{}
		}
		if !t.Before(end) {
			break
		}
		if empty && since.IsZero() {
			since = t
		}
	}
	var first []gap // of each kind
	for _, gs := range found {
		first = append(first, gs[0])
	}
	often := func(g gap) bool { return len(found[g.weekly(weekdays)]) > 1 && g.to.Sub(g.from) < 7*24*time.Hour }
	slices.SortFunc(first, func(a, b gap) int {
		switch x, y := often(a), often(b); {
		case x && y:
			return cmp.Or(cmp.Compare((a.from.Weekday()+6)%7, (b.from.Weekday()+6)%7), a.from.Compare(b.from))
		case x != y:
			return map[bool]int{true: -1, false: 1}[x]
		}
		return a.from.Compare(b.from)
	})
	var de, en []string
	for i, g := range first {
		if i == maxGaps {
			de, en = append(de, fmt.Sprintf("und weitere (%d)", len(first)-i)), append(en, fmt.Sprintf("and %d more", len(first)-i))
			break
		}
		if often(g) {
			de, en = append(de, g.weekly(germanWeekdays)), append(en, g.weekly(weekdays))
		} else {
			de, en = append(de, g.once(" bis ")), append(en, g.once(" to "))
		}
	}
	return strings.Join(de, ", "), strings.Join(en, ", ")
}

// germanWeekdays are the days as people write them, Sunday first.
var germanWeekdays = []string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}

// gap is a time in which nobody is called.
type gap struct{ from, to time.Time }

// weekly is the gap by the days of the week: "Mo 10:00-14:00".
func (g gap) weekly(days []string) string {
	last := g.to.Add(-time.Second)
	to := g.to.Format("15:04")
	if g.to.Day() != last.Day() { // ends at midnight
		to = "24:00"
	}
	if g.from.Format(time.DateOnly) != last.Format(time.DateOnly) {
		to = days[last.Weekday()] + " " + to
	}
	return days[g.from.Weekday()] + g.from.Format(" 15:04-") + to
}

// once is the gap by its dates.
func (g gap) once(until string) string {
	if g.from.Format(time.DateOnly) == g.to.Format(time.DateOnly) {
		return g.from.Format("02.01.2006 15:04-") + g.to.Format("15:04")
	}
	return g.from.Format("02.01.2006 15:04") + until + g.to.Format("02.01.2006 15:04")
}
