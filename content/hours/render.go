package hours

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Render writes the hours as one line for people. lang is a BCP 47 tag: de,
// de-XL (Leichte Sprache), en, uk, ru, ar or pl; another language is rendered
// in German. Comments stay as they were written, but for the usual one.
func (h *Hours) Render(lang string) string {
	l := languageOf(lang)
	var b strings.Builder
	for i := range h.rules {
		r := &h.rules[i]
		text := l.rule(r)
		if r.sep == fallback {
			text = l.instead + text
		}
		if l.sentence {
			text = capital(text) + "."
		}
		if i > 0 {
			b.WriteString(l.next)
		}
		b.WriteString(text)
	}
	return b.String()
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// rule writes days, times and state, each only if it says something.
func (l *language) rule(r *rule) string {
	days, times := l.when(r), l.times(r.spans)
	whole := len(r.spans) == 0 || r.spans[0] == span{to: minutesPerDay}
	if whole && r.state == Open {
		if times = l.allDay; days == "" {
			times = l.always
		}
	} else if whole {
		times = ""
	}
	var state string
	switch {
	case r.state == Closed:
		state = l.closed
	case r.state == Unknown && r.comment == "":
		state = l.unsure
	}
	switch {
	case r.comment == "":
	case days == "" && times == "" && state == "":
		state = l.remark(r.comment)
	default:
		state = strings.TrimSpace(state + " (" + l.remark(r.comment) + ")")
	}
	text := days
	for i, part := range []string{times, state} {
		switch {
		case part == "":
		case text == "":
			text = part
		case text == days && (i == 0 || !strings.HasPrefix(part, "(")):
			text += l.colon + part
		default:
			text += " " + part
		}
	}
	return text
}

// when writes years, dates, weeks and days.
func (l *language) when(r *rule) string {
	var parts []string
	for _, group := range [][]string{
		each(r.years, l.years), each(r.dates, l.dates), l.weekList(r.weeks), {l.days(r)},
	} {
		if text := l.join(group); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func each[T any](items []T, text func(T) string) []string {
	var all []string
	for _, item := range items {
		all = append(all, text(item))
	}
	return all
}

func (l *language) join(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], l.comma) + l.and + items[last]
}

func (l *language) period(text string, n int) string {
	if n < 2 {
		return text
	}
	return text + " " + fmt.Sprintf(l.every, n)
}

func (l *language) between(first, last string) string {
	if first == last {
		return first
	}
	return fmt.Sprintf(l.dayRange, first, last)
}

func (l *language) years(y yearRange) string {
	if y.to == 0 {
		return l.period(fmt.Sprintf(l.onward, strconv.Itoa(y.from)), y.period)
	}
	return l.period(l.between(strconv.Itoa(y.from), strconv.Itoa(y.to)), y.period)
}

func (l *language) weekList(weeks []weekRange) []string {
	if len(weeks) == 0 {
		return nil
	}
	if w := weeks[0]; len(weeks) == 1 && w.period == 2 && w.from <= 2 && w.to >= 52 {
		if w.from == 2 {
			return []string{l.evenWeeks}
		}
		if w.to == 53 {
			return []string{l.oddWeeks}
		}
	}
	return []string{fmt.Sprintf(l.weeks, l.join(each(weeks, func(w weekRange) string {
		return l.period(l.between(strconv.Itoa(w.from), strconv.Itoa(w.to)), w.period)
	})))}
}

func (l *language) times(spans []span) string {
	var ranges, ends []string
	for _, s := range spans {
		from, to := l.clock(s.from), s.to
		if to > minutesPerDay {
			to -= minutesPerDay
		}
		switch {
		case s.to == s.from:
			ends = append(ends, fmt.Sprintf(l.openEnd, from))
		case s.openEnd:
			ends = append(ends, fmt.Sprintf(l.timeRange, from, l.clock(to))+l.unit, fmt.Sprintf(l.openEnd, l.clock(to)))
		default:
			ranges = append(ranges, fmt.Sprintf(l.timeRange, from, l.clock(to)))
		}
	}
	if len(ranges) > 0 {
		ends = append([]string{l.join(ranges) + l.unit}, ends...)
	}
	return l.join(ends)
}
