package content

import (
	"errors"
	"fmt"
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
	length                              time.Duration
	repeat                              string
	except                              []time.Time
	also                                []time.Time
	replaces                            time.Time // the occurrence of a series that this one stands for
	cancelled                           bool
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
	case "RRULE":
		e.repeat = value
	case "DTSTART":
		if t, ok := e.moment(params, value, where); ok {
			e.start, e.wholeDay = t, len(value) == len(icsDay)
		}
	case "DTEND":
		if t, ok := e.moment(params, value, where); ok && t.After(e.start) && !e.start.IsZero() {
			e.length = t.Sub(e.start)
		}
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
	zone := where
	if name := params["TZID"]; name != "" {
		if loaded, err := time.LoadLocation(name); err == nil {
			zone = loaded
		} else if !strings.Contains(name, "Berlin") && name != "W. Europe Standard Time" {
			e.note("die Zeitzone " + name + " ist unbekannt; angenommen ist die deutsche Zeit")
		}
	}
	layout := icsTime
	switch {
	case len(value) == len(icsDay):
		layout, zone = icsDay, where
	case strings.HasSuffix(value, "Z"):
		layout, zone = icsTime+"Z", time.UTC
	}
	t, err := time.ParseInLocation(layout, value, zone)
	if err != nil {
		e.note(fmt.Sprintf("der Zeitpunkt %q ist nicht lesbar", value))
		return time.Time{}, false
	}
	return t.In(where), true
}

func (e *calendarEntry) note(text string) { e.notes = append(e.notes, text) }

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
