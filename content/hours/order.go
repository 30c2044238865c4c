package hours

import "slices"

// Reordered is for the usual slip in the order of rules: in "PH off; Mo-Fr 08:00-12:00" the second rule takes the place of the first, so that it
// is open on a holiday from Monday to Friday. It returns the expression with such closing rules at its end, or "" if there are none.
func (h *Hours) Reordered() string {
	var rules, closing []rule
	for i, r := range h.rules {
		later := h.rules[i+1:]
		if r.closesHolidays() && slices.ContainsFunc(later, rule.undoesHolidays) && !slices.ContainsFunc(later, rule.namesHolidays) {
			r.sep = replaces
			closing = append(closing, r)
			continue
		}
		rules = append(rules, r)
	}
	if len(closing) == 0 {
		return ""
	}
	return (&Hours{rules: append(rules, closing...)}).String()
}

func (r rule) closesHolidays() bool {
	return r.state == Closed && len(r.spans) == 0 && r.weekly() && r.namesHolidays()
}

// undoesHolidays says whether a rule opens without a word about holidays; one for certain dates may well mean to.
func (r rule) undoesHolidays() bool {
	return r.state == Open && !r.fills && r.weekly() && !r.namesHolidays()
}

// weekly says whether a rule holds all the year.
func (r rule) weekly() bool { return len(r.years)+len(r.dates)+len(r.weeks) == 0 }

// namesHolidays says whether a rule speaks of holidays.
func (r rule) namesHolidays() bool {
	return slices.ContainsFunc(r.days, func(i dayItem) bool { return i.kind != weekdays })
}
