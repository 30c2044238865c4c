package hours

import (
	"iter"
	"slices"
	"time"
)

// A segment is a part of a day with one status; it ends where the next begins.
type segment struct {
	from int
	status
}

// segments cuts a day where its status changes. It uses the room it is given, which is enough for usual hours, as is that for the cuts.
func (p *plan) segments(all []segment) []segment {
	var room [32]int
	cuts := append(room[:0], 0)
	cut := func(minute int) {
		if 0 < minute && minute < minutesPerDay {
			cuts = append(cuts, minute)
		}
	}
	for _, v := range p.variants[:p.n] {
		for _, m := range v {
			for _, s := range m.rule.spans {
				for _, edge := range [...]int{s.from, s.to, s.tailFrom, s.tailTo} {
					cut(edge)
					cut(edge - minutesPerDay)
				}
			}
		}
	}
	slices.Sort(cuts)
	for _, minute := range slices.Compact(cuts) {
		s := p.at(minute)
		if len(all) == 0 || all[len(all)-1].status != s {
			all = append(all, segment{minute, s})
		}
	}
	return all
}

// changes yields the status at an instant and then every change of it, in
// order, until the given number of days has passed.
func (h *Hours) changes(c *Calendar, start time.Time, days int) iter.Seq2[time.Time, status] {
	return func(yield func(time.Time, status) bool) {
		first, _ := c.wall(start)
		at, now, pending := start.In(c.Location), status{}, true
		var buf planBuffer
		var room [16]segment
		var still plan // what applied on the day before, if nothing changed
		for i := range days + 1 {
			d := first.add(i)
			p := h.plan(c, d, &buf)
			if p.equal(&still) {
				continue
			}
			segments := p.segments(room[:0])
			if still.n = 0; len(segments) == 1 {
				still.set(&p)
			}
			for _, s := range segments {
				if s.status == now {
					continue
				}
				t := c.instant(d, s.from)
				if pending && !t.After(at) {
					now = s.status // before the start, or skipped by the clock change
					continue
				}
				if pending && !yield(at, now) {
					return
				}
				at, now, pending = t, s.status, true
			}
			if pending && !yield(at, now) {
				return
			}
			pending = false
		}
	}
}
