package hours

import "slices"

const minutesPerDay = 24 * 60

// A span is a time range of a day in minutes; to may lie on the next day.
// Where an open end follows, the end of the visit is unknown from tailFrom to
// tailTo.
type span struct {
	from, to         int
	openEnd          bool
	tailFrom, tailTo int
}

// A status is a state with its explanation.
type status struct {
	state   State
	comment string
}

// A match is a rule that applies on a day: by ranges that begin on the day, or
// by those that began the day before and spill over.
type match struct {
	rule  *rule
	spill bool
	name  string // of the holiday the rule applies by
}

// A plan lists what applies on one day. Where school holidays are unknown
// there is one variant for each assumption; only what they agree on is certain.
type plan struct {
	variants [4][]match
	n        int
}

// A planBuffer gives a plan room on the stack for the usual number of rules.
type planBuffer [8]match

func (h *Hours) plan(c *Calendar, d date, buf *planBuffer) plan {
	p := plan{n: 1}
	var before date
	if h.spills || h.school {
		before = d.add(-1)
	}
	if h.school && !(c.schoolKnown(d) && c.schoolKnown(before)) {
		p.n = 4
		buf = new(planBuffer) // four variants do not share one
	}
	for v := range p.n {
		list := buf[:0]
		if v > 0 {
			list = nil
		}
		for i := range h.rules {
			r := &h.rules[i]
			name, today := r.match(c, d, v&1 != 0)
			if today && r.resets {
				list = list[:0]
			}
			if r.spills {
				if name, ok := r.match(c, before, v&2 != 0); ok {
					list = append(list, match{r, true, name})
				}
			}
			if today {
				list = append(list, match{r, false, name})
			}
		}
		p.variants[v] = list
	}
	return p
}

func (p *plan) equal(q *plan) bool {
	if p.n != q.n {
		return false
	}
	for i := range p.n {
		if !slices.Equal(p.variants[i], q.variants[i]) {
			return false
		}
	}
	return true
}

// set makes p a copy of q, which may share its memory with a planBuffer.
func (p *plan) set(q *plan) {
	p.n = q.n
	for i := range q.n {
		p.variants[i] = append(p.variants[i][:0], q.variants[i]...)
	}
}

// at returns the status at a minute of the plan's day.
func (p *plan) at(minute int) status {
	s := statusAt(p.variants[0], minute)
	for _, v := range p.variants[1:p.n] {
		if statusAt(v, minute).state != s.state {
			return status{Unknown, NoSchoolData}
		}
	}
	return s
}

func statusAt(matches []match, minute int) status {
	var s status
	for _, m := range matches {
		firm, tail := m.covers(minute)
		if !firm && !tail || m.rule.fills && s.state != Closed {
			continue
		}
		s = status{m.rule.state, m.rule.comment}
		if !firm && s.state != Closed {
			s.state = Unknown
			if s.comment == "" {
				s.comment = OpenEnd
			}
		}
		if s.comment == "" {
			s.comment = m.name
		}
	}
	return s
}

// covers says whether a minute lies in one of the rule's ranges (firm) or in
// the time after an open end (tail).
func (m match) covers(minute int) (firm, tail bool) {
	if m.spill {
		minute += minutesPerDay
	} else if len(m.rule.spans) == 0 {
		return true, false
	}
	for _, s := range m.rule.spans {
		firm = firm || s.from <= minute && minute < s.to
		tail = tail || s.tailFrom <= minute && minute < s.tailTo
	}
	return firm, tail
}
