package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Import says where a calendar comes from and what becomes of it.
type Import struct {
	Topic  string // topic of termine.yaml that the dates belong to
	Source string // https link of the calendar; "" if it is a file
	Now    time.Time
}

// ProposeEvents turns a calendar file (RFC 5545) into dates as they would stand in termine.yaml, for a person to look through: what is
// over, cancelled or private is left out, and what is doubtful has a remark. Count is how many dates there are. It fails on data that is no calendar.
func (c *Catalogue) ProposeEvents(data string, in Import) (yaml string, count int, err error) {
	entries, err := readICS(data, c.calendar.Location)
	if err != nil {
		return "", 0, err
	}
	p := proposal{c: c, in: in, ids: map[string]bool{}}
	for _, e := range c.events {
		p.ids[e.id] = true
	}
	for _, e := range entries {
		if !e.replaces.IsZero() {
			for _, series := range entries {
				if series.uid == e.uid && series.replaces.IsZero() {
					series.except = append(series.except, e.replaces)
				}
			}
		}
	}
	p.b.WriteString("# Vorschlag aus einem Kalender. Bitte jeden Termin prüfen und die richtigen in termine.yaml unter „events“ einfügen.\n" +
		"# Stimmt ein Termin mit der Quelle überein, schreiben Sie confidence: sourced.\nevents:\n")
	for _, e := range entries {
		p.entry(e)
	}
	if p.count == 0 {
		p.b.WriteString("  []\n")
	}
	return p.b.String(), p.count, nil
}

// proposal is YAML in the making.
type proposal struct {
	c     *Catalogue
	in    Import
	b     strings.Builder
	ids   map[string]bool
	count int
}

func (p *proposal) entry(e *calendarEntry) {
	as := event{start: e.start, wholeDay: e.wholeDay, length: e.length, except: e.except, also: e.also}
	if e.repeat != "" {
		option, err := parseRepeat(e.repeat, e.start)
		if err != nil {
			e.note(fmt.Sprintf("die Wiederholung %q ist nicht brauchbar", e.repeat))
			e.repeat = ""
		}
		as.repeat = option
	}
	if e.cancelled || e.private || e.summary == "" || len(as.next(p.in.Now, 1)) == 0 {
		return
	}
	p.count++
	p.b.WriteString("\n  - id: " + p.id(e.summary) + "\n")
	p.text("title", e.summary)
	p.text("topic", p.in.Topic)
	p.b.WriteString("    start: " + p.moment(e.start, e.wholeDay) + "\n")
	if e.length > 0 && !e.wholeDay {
		p.b.WriteString("    duration: " + strconv.Itoa(int(e.length.Minutes())) + "m\n")
	}
	p.text("repeat", e.repeat)
	p.moments("except", e.except, true)
	p.moments("also", e.also, e.wholeDay)
	p.text("where", e.location)
	p.text("note", clip(e.description, 200))
	if strings.HasPrefix(p.in.Source, "https://") {
		p.b.WriteString("    source:\n      - " + strconv.Quote(p.in.Source) + "\n")
	}
	p.b.WriteString("    checked: " + p.in.Now.Format(time.DateOnly) + "\n    confidence: uncertain\n")
	p.text("remark", strings.Join(e.notes, "; "))
}

// text writes a value in quotes, which YAML reads as JSON does; nothing if there is none.
func (p *proposal) text(key, value string) {
	if value != "" {
		p.b.WriteString("    " + key + `: "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(printable(value)) + "\"\n")
	}
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

func (p *proposal) moment(t time.Time, wholeDay bool) string {
	if wholeDay {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}

func (p *proposal) moments(key string, times []time.Time, days bool) {
	var out []string
	for _, t := range times {
		out = append(out, p.moment(t, days))
	}
	if slices.Sort(out); len(out) > 0 {
		p.b.WriteString("    " + key + ": [" + strings.Join(slices.Compact(out), ", ") + "]\n")
	}
}

// id makes a free name of a title: "Digital-Café am Montag" becomes digital-cafe-am-montag.
func (p *proposal) id(title string) string {
	title = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(title))
	words := strings.FieldsFunc(norm.NFD.String(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !unicode.Is(unicode.Mn, r) })
	id := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, strings.Join(words, "-"))
	if id = strings.Trim(id[:min(len(id), 40)], "-"); id == "" || id[0] < 'a' {
		id = "termin-" + id
	}
	id = strings.TrimRight(id, "-")
	for free, n := id, 2; ; n++ {
		if !p.ids[free] {
			p.ids[free] = true
			return free
		}
		free = id + "-" + strconv.Itoa(n)
	}
}
