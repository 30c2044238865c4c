package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// topic is what people ask for dates of.
type topic struct {
	id, title string
	ask       string // id of the place to ask when no date is known
}

// event is something that takes place once or again and again.
type event struct {
	record
	id, title, topic string
	start            time.Time // in German time
	wholeDay         bool
	length           time.Duration
	repeat           *rrule.ROption // nil: once
	except           []time.Time    // days on which it is cancelled
	also             []time.Time
	place            string // id; "" if it is at none of the places
	where            string
	languages        []string
	note             string
}

// untilDay is the end of a recurrence as a day, without a time.
var untilDay = regexp.MustCompile(`UNTIL=\d{8}(;|$)`)

// maxOccurrences bounds the way to the present for rules that began long ago: ten years of every day.
const maxOccurrences = 3660

// next are the n next times at which the event begins and is not over yet at a moment.
func (e *event) next(from time.Time, n int) []time.Time {
	var out []time.Time
	keep := func(t time.Time) {
		if e.end(t).After(from) && !e.cancelled(t) && !slices.ContainsFunc(out, t.Equal) {
			out = append(out, t)
		}
	}
	for _, t := range e.also {
		keep(t)
	}
	if e.repeat == nil {
		keep(e.start)
	} else if rule, err := rrule.NewRRule(*e.repeat); err == nil { // a new one each time: iterating writes to it
		next, most := rule.Iterator(), len(out)+n
		for range maxOccurrences {
			t, ok := next()
			if !ok || len(out) >= most {
				break
			}
			keep(t)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out[:min(n, len(out))]
}

// end is when an occurrence is over; without a length, when its day is.
func (e *event) end(start time.Time) time.Time {
	if e.length > 0 && !e.wholeDay {
		return start.Add(e.length)
	}
	return time.Date(start.Year(), start.Month(), start.Day()+1, 0, 0, 0, 0, start.Location())
}

func (e *event) cancelled(t time.Time) bool {
	return slices.ContainsFunc(e.except, func(day time.Time) bool {
		return day.Year() == t.Year() && day.Month() == t.Month() && day.Day() == t.Day()
	})
}

// parseStart reads "2026-12-07 15:00", "2026-12-07T15:00" or a whole day, in a zone.
func parseStart(text string, where *time.Location) (t time.Time, wholeDay bool, err error) {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err = time.ParseInLocation(layout, text, where); err == nil {
			return t, false, nil
		}
	}
	t, err = time.ParseInLocation(time.DateOnly, text, where)
	return t, true, err
}

// parseRepeat reads a rule of RFC 5545 for something that begins at a time. Rules that repeat within a day or never are refused.
func parseRepeat(rule string, start time.Time) (*rrule.ROption, error) {
	rule = strings.TrimPrefix(strings.TrimSpace(rule), "RRULE:")
	if strings.ContainsAny(rule, "\n\r") || strings.Contains(rule, "DTSTART") {
		return nil, fmt.Errorf("a rule has one line and no DTSTART")
	}
	option, err := rrule.StrToROptionInLocation(rule, start.Location())
	if err != nil {
		return nil, err
	}
	if option.Freq > rrule.DAILY || len(option.Byhour)+len(option.Byminute)+len(option.Bysecond) > 0 {
		return nil, fmt.Errorf("it repeats within a day")
	}
	if until := option.Until; !until.IsZero() && untilDay.MatchString(rule) {
		option.Until = time.Date(until.Year(), until.Month(), until.Day(), 23, 59, 59, 0, until.Location()) // the day included, as people mean it
	}
	option.Dtstart = start
	r, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, err
	}
	if _, ok := r.Iterator()(); !ok {
		return nil, fmt.Errorf("it never comes true")
	}
	return option, nil
}
