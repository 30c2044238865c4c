package content

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// summerTime is the time zone as calendars want it told: summer time from the last Sunday of March to the last of October.
const summerTime = `BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`

const (
	icsTime = "20060102T150405"
	icsDay  = "20060102"
)

// ICS is an event as a calendar file (RFC 5545), made at a moment; false if there is no such event.
func (c *Catalogue) ICS(id string, made time.Time) (string, bool) {
	i := slices.IndexFunc(c.events, func(e *event) bool { return e.id == id })
	if i < 0 {
		return "", false
	}
	return c.ics(c.events[i], made), true
}

// ics writes an event, which may be a translation, as a calendar file.
func (c *Catalogue) ics(e *event, made time.Time) string {
	var w icsWriter
	w.raw("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Lotse//Termine//DE\n" + summerTime + "\nBEGIN:VEVENT")
	w.line("UID", e.id+"@lotse")
	w.line("DTSTAMP", made.UTC().Format(icsTime)+"Z")
	w.moment("DTSTART", e, e.start)
	if e.length > 0 && !e.wholeDay {
		w.line("DURATION", "PT"+strconv.Itoa(int(e.length.Minutes()))+"M")
	}
	if e.repeat != nil {
		w.line("RRULE", e.rule())
	}
	for _, day := range e.except {
		w.moment("EXDATE", e, time.Date(day.Year(), day.Month(), day.Day(), e.start.Hour(), e.start.Minute(), 0, 0, e.start.Location()))
	}
	for _, also := range e.also {
		w.moment("RDATE", e, also)
	}
	w.text("SUMMARY", e.title)
	where := e.where
	if p := c.place(e.place); p != nil {
		where = p.name + ", " + p.address()
		if p.onMap() {
			w.line("GEO", strconv.FormatFloat(p.point.Lat, 'f', 6, 64)+";"+strconv.FormatFloat(p.point.Lon, 'f', 6, 64))
		}
	}
	w.text("LOCATION", where)
	w.text("DESCRIPTION", e.note)
	w.raw("END:VEVENT\nEND:VCALENDAR")
	return w.b.String()
}

// rule is the recurrence; its end is a day for what lasts whole days.
func (e *event) rule() string {
	rule := e.repeat.RRuleString()
	if until := e.repeat.Until; e.wholeDay && !until.IsZero() {
		rule = strings.Replace(rule, "UNTIL="+until.UTC().Format(icsTime)+"Z", "UNTIL="+until.Format(icsDay), 1)
	}
	return rule
}

// icsWriter writes lines as the format wants them: at most 75 bytes, ended by CR LF.
type icsWriter struct{ b strings.Builder }

func (w *icsWriter) raw(lines string) {
	for l := range strings.SplitSeq(lines, "\n") {
		w.b.WriteString(l + "\r\n")
	}
}

func (w *icsWriter) line(name, value string) {
	rest, room := name+":"+value, 75
	for len(rest) > room {
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.b.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], 74
	}
	w.b.WriteString(rest + "\r\n")
}

// text writes free text; nothing if there is none.
func (w *icsWriter) text(name, value string) {
	if value != "" {
		w.line(name, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(value))
	}
}

func (w *icsWriter) moment(name string, e *event, t time.Time) {
	if e.wholeDay {
		w.line(name+";VALUE=DATE", t.Format(icsDay))
		return
	}
	w.line(name+";TZID=Europe/Berlin", t.Format(icsTime))
}
