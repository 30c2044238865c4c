package content

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/content/hours"
)

const (
	ahead    = 5 * 7 * 24 * time.Hour // how far the next opening is looked for
	farAhead = 24 * time.Hour         // an end beyond it is not worth naming
)

// opening is how things stand at a place at a moment.
type opening struct {
	at      time.Time // in the zone of the place
	state   hours.State
	comment string    // why, as the hours or the calendar say
	today   bool      // open or perhaps open at some time of this day
	change  time.Time // when it closes if open, else when it surely opens next; zero if that is far off or unknown
}

// opening finds out how things stand; only for places whose hours are known.
func (c *Catalogue) opening(p *place, now time.Time) opening {
	o := opening{at: now.In(c.calendar.Location)}
	o.state, o.comment = p.times.At(c.calendar, o.at)
	if o.state == hours.Open {
		o.today = true
		o.change, _ = p.times.NextChange(c.calendar, o.at)
		return o
	}
	midnight := time.Date(o.at.Year(), o.at.Month(), o.at.Day(), 0, 0, 0, 0, o.at.Location())
	for _, i := range p.times.Intervals(c.calendar, midnight, o.at.Add(ahead)) {
		o.today = o.today || i.From.Before(midnight.AddDate(0, 0, 1))
		if i.State == hours.Open && i.From.After(o.at) {
			o.change = i.From
			break
		}
	}
	return o
}

// evaluated are the hours that the state is told by. Hours that say nothing about public holidays are of somebody who did not think of
// them: then nobody knows.
func evaluated(h *hours.Hours) *hours.Hours {
	expr := h.String()
	if strings.Contains(expr, "PH") || strings.Contains(expr, "24/7") || strings.Contains(expr, "||") {
		return h
	}
	if careful, err := hours.Parse(expr + "; PH unknown"); err == nil {
		return careful
	}
	return h
}

// opening says how things stand, in the middle of a sentence: "jetzt offen bis 12 Uhr".
func (k *card) opening(o opening) string {
	text := ""
	switch {
	case o.state == hours.Open && (o.change.IsZero() || o.change.Sub(o.at) > farAhead):
		text = k.label("open.now")
	case o.state == hours.Open:
		text = k.label("open.until", "time", k.moment(o.at, o.change))
	case o.state == hours.Unknown && k.c.isHoliday(o.at):
		text = k.label("open.holiday")
	case o.state == hours.Unknown:
		text = k.label("open.perhaps")
	case sameDay(o.at, o.change):
		return k.label("open.later", "time", k.clock(o.change))
	case o.today:
		text = k.label("open.closed")
	default:
		text = k.label("open.closed_today")
	}
	if o.comment != "" {
		text += " (" + o.comment + ")"
	}
	if (o.state == hours.Closed || k.c.isHoliday(o.at)) && o.state != hours.Open && !o.change.IsZero() {
		text = k.label("open.opens", "now", text, "time", k.moment(o.at, o.change))
	}
	return text
}

func (c *Catalogue) isHoliday(t time.Time) bool {
	if c.calendar.Public == nil {
		return false
	}
	_, ok := c.calendar.Public(t.Year(), t.Month(), t.Day())
	return ok
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

// moment names a time as seen from now: "14 Uhr", "morgen, 9 Uhr", "Do 9 Uhr", "Mo, 7.12., 15 Uhr".
func (k *card) moment(now, t time.Time) string {
	clock, day := k.clock(t), k.weekday(t)
	switch {
	case sameDay(now, t):
		return clock
	case sameDay(now.AddDate(0, 0, 1), t):
		return k.label("open.tomorrow", "time", clock)
	case t.Before(now.AddDate(0, 0, 6)):
		return k.label("open.weekday", "day", day, "time", clock)
	}
	return k.label("open.date", "day", day, "date", k.day(t), "time", clock)
}

// clock is a time of day: "9 Uhr", "13:30 Uhr".
func (k *card) clock(t time.Time) string {
	if t.Minute() == 0 {
		return k.label("open.hour", "hour", strconv.Itoa(t.Hour()))
	}
	return k.label("open.minute", "hour", strconv.Itoa(t.Hour()), "minute", t.Format("04"))
}

// weekday is a short name of the day.
func (k *card) weekday(t time.Time) string {
	names := strings.Fields(k.label("open.weekdays"))
	if len(names) != 7 {
		return ""
	}
	return names[t.Weekday()]
}

// day is a date without its year.
func (k *card) day(t time.Time) string { return t.Format(k.label("open.date_layout")) }

// sentence begins a text with a capital letter.
func sentence(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[n:]
}
