package transcript

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/berlin"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// Script is a transcript as it stands in a file.
type Script struct {
	Name  string
	Lang  string    // language chosen before the first line; "" for none
	Start string    // flow or flow/step where the talk begins; "" for nowhere
	Now   time.Time // time of the first line, in German time
	Desk  bool      // there are volunteers
	Turns []Turn

	head []string // header and comments above the first turn, as they stand
}

// Turn is one line of a person or the clock, and what is expected to happen then.
type Turn struct {
	Line   int
	Who    string // "citizen", "agent" or "later", perhaps with a name: "agent karla"; "" for what comes before the first line
	Text   string
	Expect []string // the lines below, as they stand
	Notes  []string // comments and blank lines above
}

// defaultNow is the time of transcripts that name none: results never depend on the day of the run.
const defaultNow = "2026-11-23T10:00"

const timeLayout = "2006-01-02T15:04"

// clock reads a time by German clocks, whatever those of this machine show.
func clock(text string) (time.Time, error) {
	return time.ParseInLocation(timeLayout, text, berlin.Location())
}

// Parse reads a transcript. What it does not understand is reported with its line.
func Parse(name string, data []byte) (*Script, source.Diagnostics) {
	s := &Script{Name: name, Desk: true}
	s.Now, _ = clock(defaultNow)
	var ds source.Diagnostics
	var notes []string
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		who, rest, ok := actor(line)
		switch {
		case ok:
			s.Turns = append(s.Turns, Turn{Line: i + 1, Who: who, Text: rest, Notes: notes})
			notes = nil
		case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
			notes = append(notes, line)
		case outcome(line) || strings.HasPrefix(line, indent):
			s.expect(i+1, line)
			notes = nil
		case len(s.Turns) == 0:
			s.header(i+1, line, &ds)
			s.head = append(append(s.head, notes...), line)
			notes = nil
		default:
			ds.Error("transcript", source.Span{File: name, Line: i + 1, Col: 1}, source.T(
				"Diese Zeile verstehe ich nicht. Sie muss mit „citizen>“, „agent>“, „later>“, „lotse<“, „desk<“ oder „host<“ beginnen.",
				"I do not understand this line. It must begin with \"citizen>\", \"agent>\", \"later>\", \"lotse<\", \"desk<\" or \"host<\"."))
		}
	}
	if s.Start == "" && (len(s.Turns) == 0 || len(s.Turns) == 1 && s.Turns[0].Who == "") {
		ds.Error("transcript", source.Span{File: name, Line: 1, Col: 1}, source.T("In diesem Gespräch sagt niemand etwas.", "Nobody says anything in this conversation."))
	}
	return s, ds
}

// indent is how continued lines begin.
const indent = "         "

var actorForm = regexp.MustCompile(`^(citizen|agent(?: [a-z0-9][a-z0-9._-]*)?|later)>(.*)$`)

// actor splits a line of a person or the clock.
func actor(line string) (who, rest string, ok bool) {
	m := actorForm.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], strings.TrimSpace(m[2]), true
}

// Line is a line of a person or the clock as it stands in a transcript.
func Line(who, text string) string {
	if len(who)+1 < len(indent) {
		return fmt.Sprintf("%-*s%s\n", len(indent), who+">", text)
	}
	return who + "> " + text + "\n"
}

func outcome(line string) bool {
	return strings.HasPrefix(line, "lotse<") || strings.HasPrefix(line, "desk<") || strings.HasPrefix(line, "host<")
}

// expect notes what happens after the latest turn, or at the very beginning.
func (s *Script) expect(line int, text string) {
	if len(s.Turns) == 0 {
		s.Turns = append(s.Turns, Turn{Line: line})
	}
	t := &s.Turns[len(s.Turns)-1]
	t.Expect = append(t.Expect, text)
}

func (s *Script) header(line int, text string, ds *source.Diagnostics) {
	key, value, _ := strings.Cut(text, ":")
	value = strings.TrimSpace(value)
	at := source.Span{File: s.Name, Line: line, Col: 1, Len: len([]rune(key))}
	switch key {
	case "lang":
		s.Lang = value
	case "start":
		s.Start = value
	case "desk":
		s.Desk = value != "no"
	case "now":
		now, err := clock(value)
		if err != nil {
			ds.Error("transcript", at, source.T("So wird die Zeit geschrieben: now: 2026-11-23T10:00", "Write the time like this: now: 2026-11-23T10:00"))
			return
		}
		s.Now = now
	default:
		d := ds.Error("transcript", at, source.T("Diese Zeile verstehe ich nicht. Am Anfang stehen lang:, start:, now: oder desk:, danach „citizen>“ und so weiter.",
			"I do not understand this line. At the top stand lang:, start:, now: or desk:, then \"citizen>\" and so on."))
		d.Meant, _ = source.Suggest(key, []string{"lang", "start", "now", "desk", "citizen", "agent", "later"})
	}
}

// Play runs the script and returns it as it really goes, in the same notation. A desk that nobody has used yet plays the volunteers' side;
// nil: see Talk.
func (s *Script) Play(engine flows.Engine, desk Desk) (string, source.Diagnostics) {
	engine.Desk = s.Desk
	t := &Talk{Engine: &engine, Now: s.Now, Desk: desk}
	var b strings.Builder
	var ds source.Diagnostics
	for _, line := range s.head {
		b.WriteString(line + "\n")
	}
	begin := t.Begin(s.Lang, s.Start)
	if len(s.Turns) == 0 || s.Turns[0].Who != "" {
		if len(begin) > 0 {
			b.WriteString("\n")
		}
		Print(&b, begin)
	}
	for _, turn := range s.Turns {
		for _, n := range turn.Notes {
			b.WriteString(n + "\n")
		}
		if turn.Who == "" {
			b.WriteString("\n")
			Print(&b, begin)
			continue
		}
		b.WriteString(Line(turn.Who, turn.Text))
		events, err := t.Play(turn.Who, turn.Text)
		if err != nil {
			ds.Error("transcript", source.Span{File: s.Name, Line: turn.Line, Col: 1}, source.T("So wird eine Dauer geschrieben: later> 24h (oder 30m, 14d)", "Write a duration like this: later> 24h (or 30m, 14d)"))
		}
		Print(&b, events)
	}
	return b.String(), ds
}

// Play takes one line of a person or the clock. The error says that the text is no duration.
func (t *Talk) Play(who, text string) ([]Event, error) {
	if name, ok := strings.CutPrefix(who, "agent"); ok {
		return t.Agent(strings.TrimSpace(name), text), nil
	}
	if who == "later" {
		d, err := source.ParseDuration(text)
		if err != nil {
			return nil, err
		}
		return t.Later(d), nil
	}
	return t.Citizen(text), nil
}

// Actor splits a line into who does something and what; without a prefix it is the citizen.
func Actor(line string) (who, text string) {
	if who, text, ok := actor(line); ok {
		return who, text
	}
	return "citizen", line
}
