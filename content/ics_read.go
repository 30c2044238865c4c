package content

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxImported is how many entries of a calendar are looked at.
const maxImported = 2000

// calendarEntry is one VEVENT.
type calendarEntry struct {
	summary, description, location, uid string
	start                               time.Time
	wholeDay                            bool
	end                                 time.Time
	length                              time.Duration
	repeat                              string
	except                              []time.Time
	also                                []time.Time
	replaces                            time.Time // the occurrence of a series that this one stands for
	cancelled                           bool
	private                             bool
	away                                string   // the time zone in which it is kept, if that is another one
	notes                               []string // what a person should look at
}

// readICS reads the entries of a calendar file. Times become those of a zone; what cannot be read is noted at its entry.
func readICS(data string, where *time.Location) ([]*calendarEntry, error) {
	if !strings.Contains(data, "BEGIN:VCALENDAR") {
		return nil, errors.New("this is no calendar: BEGIN:VCALENDAR is missing")
	}
	var out []*calendarEntry
	var e *calendarEntry
	inside := 0 // depth within the entry: alarms have properties of the same names
	for _, line := range unfold(data) {
		name, params, value, ok := property(line)
		switch {
		case !ok:
		case name == "BEGIN" && e == nil && strings.EqualFold(value, "VEVENT"):
			e, inside = &calendarEntry{}, 0
		case e == nil:
		case name == "BEGIN":
			inside++
		case name == "END" && inside > 0:
			inside--
		case name == "END":
			if !e.start.IsZero() {
				e.settle()
				out = append(out, e)
			}
			if e = nil; len(out) == maxImported {
				return out, nil
			}
		case inside == 0:
			e.take(name, params, value, where)
		}
	}
	return out, nil
}

// unfold joins lines that go on with a space.
func unfold(data string) []string {
	data = strings.ReplaceAll(data, "\r\n", "\n")
	data = strings.NewReplacer("\n ", "", "\n\t", "", "\ufeff", "").Replace(data)
	return strings.Split(data, "\n")
}

// property takes a line apart: NAME;PARAM=VALUE;…:value. A parameter in quotes may contain colons.
func property(line string) (name string, params map[string]string, value string, ok bool) {
	quoted := false
	end := strings.IndexFunc(line, func(r rune) bool {
		quoted = quoted != (r == '"')
		return r == ':' && !quoted
	})
	if end < 0 {
		return "", nil, "", false
	}
	head := strings.Split(line[:end], ";")
	params = map[string]string{}
	for _, p := range head[1:] {
		key, v, _ := strings.Cut(p, "=")
		params[strings.ToUpper(key)] = strings.Trim(v, `"`)
	}
	return strings.ToUpper(head[0]), params, line[end+1:], true
}

func (e *calendarEntry) take(name string, params map[string]string, value string, where *time.Location) {
	switch name {
	case "SUMMARY":
		e.summary = plainText(value)
	case "DESCRIPTION":
		e.description = plainText(value)
	case "LOCATION":
		e.location = plainText(value)
	case "UID":
		e.uid = value
	case "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
		if strings.EqualFold(value, "TENTATIVE") {
			e.note("der Termin steht noch nicht fest")
		}
	case "CLASS":
		e.private = strings.EqualFold(value, "PRIVATE") || strings.EqualFold(value, "CONFIDENTIAL")
	case "RRULE":
		e.repeat = value
	case "DTSTART":
		if t, ok := e.moment(params, value, where); ok {
			e.start, e.wholeDay = t, len(value) == len(icsDay)
			if zone := e.zone(params, value, where); zone.String() != where.String() && !e.wholeDay {
				e.away = zone.String()
			}
		}
	case "DTEND":
		e.end, _ = e.moment(params, value, where)
	case "DURATION":
		e.length = icsDuration(value)
	case "RECURRENCE-ID":
		e.replaces, _ = e.moment(params, value, where)
	case "EXDATE", "RDATE":
		for v := range strings.SplitSeq(value, ",") {
			t, ok := e.moment(params, v, where)
			switch {
			case !ok:
			case name == "EXDATE":
				e.except = append(e.except, t)
			default:
				e.also = append(e.also, t)
			}
		}
	}
}

// moment reads a time in the form of calendars: in UTC, in a named zone, or without one.
func (e *calendarEntry) moment(params map[string]string, value string, where *time.Location) (time.Time, bool) {
	layout := icsTime
	switch {
	case len(value) == len(icsDay):
		layout = icsDay
	case strings.HasSuffix(value, "Z"):
		layout = icsTime + "Z"
	}
	t, err := time.ParseInLocation(layout, value, e.zone(params, value, where))
	if err != nil {
		e.note(fmt.Sprintf("der Zeitpunkt %q ist nicht lesbar", value))
		return time.Time{}, false
	}
	return t.In(where), true
}

// zone is the time zone that a moment is written in.
func (e *calendarEntry) zone(params map[string]string, value string, where *time.Location) *time.Location {
	name := params["TZID"]
	switch {
	case len(value) == len(icsDay):
		return where
	case strings.HasSuffix(value, "Z"):
		return time.UTC
	case name == "":
		return where
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		return zone
	}
	if !strings.Contains(name, "Berlin") && name != "W. Europe Standard Time" {
		e.note("die Zeitzone " + name + " ist unbekannt; angenommen ist die deutsche Zeit")
	}
	return where
}

// settle derives what only the whole entry tells: its lines come in any order.
func (e *calendarEntry) settle() {
	if e.end.After(e.start) {
		e.length = e.end.Sub(e.start)
	}
	if e.away != "" && e.repeat != "" {
		e.note("die Wiederholung zählt in der Zeitzone " + e.away + "; nach einer Zeitumstellung weicht die Uhrzeit vielleicht ab")
	}
}

func (e *calendarEntry) note(text string) {
	if !slices.Contains(e.notes, text) {
		e.notes = append(e.notes, text)
	}
}

// plainText undoes the escapes of the format; line breaks become spaces.
func plainText(value string) string {
	value = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, " ", `\N`, " ").Replace(value)
	return strings.Join(strings.Fields(value), " ")
}

// icsDuration reads "PT1H30M", "P1D"; 0 if it is none.
func icsDuration(value string) time.Duration {
	rest, ok := strings.CutPrefix(value, "P")
	if !ok {
		return 0
	}
	var sum time.Duration
	for rest != "" {
		if rest[0] == 'T' {
			rest = rest[1:]
			continue
		}
		n := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if n <= 0 || n > 4 {
			return 0
		}
		count, _ := strconv.Atoi(rest[:n]) // only digits
		units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour, 'H': time.Hour, 'M': time.Minute, 'S': time.Second}
		sum += time.Duration(count) * units[rest[n]]
		rest = rest[n+1:]
	}
	return sum
}
