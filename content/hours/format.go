package hours

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the expression in canonical form. It parses to the same hours.
func (h *Hours) String() string {
	var b strings.Builder
	for i := range h.rules {
		if i > 0 {
			b.WriteString([...]string{replaces: "; ", adds: ", ", fallback: " || "}[h.rules[i].sep])
		}
		// "Mo 08:00-12:00 open, 14:00-16:00" would without "open" read as two
		// ranges of Monday.
		beforeTime := i+1 < len(h.rules) && h.rules[i+1].sep == adds && !h.rules[i+1].dated
		b.WriteString(h.rules[i].format(beforeTime))
	}
	return b.String()
}

func (r *rule) format(sayOpen bool) string {
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if r.always {
		add("24/7")
	}
	add(list(r.years, yearRange.String))
	if len(parts) == 1 && len(r.dates) > 0 && len(r.years) == 1 && parts[0] == strconv.Itoa(r.years[0].from) {
		parts[0] += "-" + parts[0] // "2024 Dec 24" would make the year a part of the date
	}
	add(list(r.dates, dateRange.String))
	if len(r.weeks) > 0 {
		add("week " + list(r.weeks, weekRange.String))
	}
	add(r.formatDays())
	add(list(r.spans, span.String))
	switch {
	case r.state == Closed:
		add("off")
	case r.state == Unknown && r.comment == "":
		add("unknown")
	case r.state == Open && (r.comment != "" || r.explicit && len(r.spans) == 0 || sayOpen):
		add("open")
	}
	if r.comment != "" {
		add(`"` + r.comment + `"`)
	}
	return strings.Join(parts, " ")
}

func list[T any](items []T, format func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = format(item)
	}
	return strings.Join(parts, ",")
}

func (r yearRange) String() string {
	switch {
	case r.to == 0 && r.period == 0:
		return fmt.Sprintf("%04d+", r.from)
	case r.to == 0 || r.to == r.from:
		return fmt.Sprintf("%04d", r.from) + formatPeriod(r.period)
	}
	return fmt.Sprintf("%04d-%04d", r.from, r.to) + formatPeriod(r.period)
}

func (r weekRange) String() string {
	if r.to == r.from {
		return fmt.Sprintf("%02d", r.from)
	}
	return fmt.Sprintf("%02d-%02d", r.from, r.to) + formatPeriod(r.period)
}

func formatPeriod(n int) string {
	if n == 0 {
		return ""
	}
	return "/" + strconv.Itoa(n)
}

func formatOffset(days int) string {
	switch days {
	case 0:
		return ""
	case 1, -1:
		return fmt.Sprintf(" %+d day", days)
	}
	return fmt.Sprintf(" %+d days", days)
}

func (m mark) String() string {
	s := "easter"
	switch m.kind {
	case fixedMark:
		s = fmt.Sprintf("%s %02d", monthCodes[m.month-1], m.day)
	case nthMark:
		s = fmt.Sprintf("%s %s[%d]", monthCodes[m.month-1], weekdayCodes[m.weekday], m.nth)
	}
	return formatYear(m.year) + s + formatOffset(m.offset)
}

func formatYear(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d ", year)
}

func (r dateRange) String() string {
	from, to := r.from, r.to
	switch {
	case r.months:
		s := formatYear(from.year) + monthCodes[from.month-1]
		if to.month != from.month || to.year != from.year {
			s += "-"
			if to.year != from.year {
				s += formatYear(to.year)
			}
			s += monthCodes[to.month-1]
		}
		return s
	case r.onward:
		return from.String() + "+"
	case from == to:
		return from.String()
	case from.kind == fixedMark && to.kind == fixedMark && from.month == to.month && from.year == to.year &&
		from.offset == 0 && to.offset == 0 && from.day < to.day:
		return fmt.Sprintf("%s-%02d", from, to.day) + formatPeriod(r.period)
	}
	return from.String() + "-" + to.String() + formatPeriod(r.period)
}

func (r *rule) formatDays() string {
	var b strings.Builder
	for i, item := range r.days {
		if i > 0 {
			if r.bothDays && item.kind == weekdays && r.days[i-1].kind != weekdays {
				b.WriteByte(' ')
			} else {
				b.WriteByte(',')
			}
		}
		b.WriteString(item.String())
	}
	return b.String()
}

func (i dayItem) String() string {
	var s string
	switch {
	case i.kind == publicHoliday:
		s = "PH"
	case i.kind == schoolHoliday:
		s = "SH"
	case i.from != i.to:
		s = weekdayCodes[i.from] + "-" + weekdayCodes[i.to]
	default:
		s = weekdayCodes[i.from]
	}
	if len(i.nth) > 0 {
		s += "[" + list(i.nth, nthRange.String) + "]"
	}
	return s + formatOffset(i.offset)
}

func (n nthRange) String() string {
	if n.from == n.to {
		return strconv.Itoa(n.from)
	}
	return fmt.Sprintf("%d-%d", n.from, n.to)
}

func (s span) String() string {
	text := formatTime(s.from)
	if s.to != s.from {
		to := s.to
		if to > minutesPerDay && to-minutesPerDay <= s.from {
			to -= minutesPerDay
		}
		text += "-" + formatTime(to)
	}
	if s.openEnd {
		text += "+"
	}
	return text
}

func formatTime(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
