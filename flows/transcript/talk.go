package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// Talk is a conversation in progress, with both sides of the desk. The zero session is a stranger.
type Talk struct {
	Engine *flows.Engine
	Now    time.Time

	session []byte          // JSON: nothing else survives from line to line
	timer   *flows.Timer    // the pending deadline
	open    bool            // a ticket is open
	shown   []flows.Button  // all buttons shown so far, the latest last
	last    []flows.Message // what was said since the citizen's last line
}

// Event is one thing that is seen after a line.
type Event struct {
	Who     string // "lotse", "desk" or "host"
	Message flows.Message
	Text    string // for desk and host; for lotse the message's text
}

// Session returns the session as it stands.
func (t *Talk) Session() flows.Session {
	if t.session == nil {
		return flows.Session{}
	}
	s, err := flows.DecodeSession(t.session)
	if err != nil {
		panic(fmt.Sprintf("session does not survive its own encoding: %v", err)) // a bug of ours, for tests to find
	}
	return s
}

// Begin opens the conversation in a language and at a flow, both optional, without a first line of the citizen.
func (t *Talk) Begin(lang, payload string) []Event {
	s := flows.Session{}
	if lang != "" {
		s.Vars = map[string]any{"lang": lang}
	}
	t.keep(s)
	if payload == "" {
		return nil
	}
	return t.advance(flows.Start{Payload: strings.ReplaceAll(payload, "/", "__"), Lang: lang})
}

// Citizen takes one line of the citizen.
func (t *Talk) Citizen(line string) []Event {
	line = strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
		if id, ok := t.button(line[1 : len(line)-1]); ok {
			return t.advance(flows.Tapped{ID: id})
		}
	case strings.HasPrefix(line, "(location ") && strings.HasSuffix(line, ")"):
		if lat, lon, ok := coordinates(line[len("(location ") : len(line)-1]); ok {
			return t.advance(flows.Located{Lat: lat, Lon: lon})
		}
	case attachments[line] != "":
		return t.relayed(line, t.advance(flows.Sent{Kind: attachments[line]}))
	}
	return t.relayed(line, t.advance(flows.Said{Text: line}))
}

var attachments = map[string]flows.Attachment{
	"(photo)": flows.Photo, "(document)": flows.Document, "(voice)": flows.Voice, "(sticker)": flows.Sticker, "(contact)": flows.Contact,
}

// relayed fills in what the desk sees.
func (t *Talk) relayed(line string, events []Event) []Event {
	for i := range events {
		if events[i].Who == "desk" && events[i].Text == "" {
			events[i].Text = "Bürger*in: " + line
		}
	}
	return events
}

// Agent takes one line of the volunteer: "fertig" closes the ticket, everything else goes to the citizen.
func (t *Talk) Agent(line string) []Event {
	line = strings.TrimSpace(line)
	switch {
	case !t.open:
		return []Event{{Who: "desk", Text: "Es gibt kein offenes Anliegen."}}
	case strings.EqualFold(line, "fertig"):
		t.open = false
		return t.advance(flows.DeskClosed{})
	}
	return []Event{{Who: "lotse", Message: flows.Message{Text: "Lotse: " + line, Lang: flows.German}}}
}

// Later lets time pass.
func (t *Talk) Later(d time.Duration) []Event {
	until := t.Now.Add(d)
	var events []Event
	for t.timer != nil && !t.timer.At.After(until) {
		due := *t.timer
		t.timer, t.Now = nil, due.At
		events = append(events, t.advance(flows.TimeUp{Serial: due.Serial})...)
	}
	t.Now = until
	return events
}

// Questions returns the labels that may be typed or tapped now, in order.
func (t *Talk) Choices() []flows.Button {
	for i := len(t.last) - 1; i >= 0; i-- {
		if t.last[i].Serial > 0 {
			return t.last[i].Choices
		}
	}
	return nil
}

func (t *Talk) advance(in flows.Input) []Event {
	next, effects := t.Engine.Advance(t.Session(), in, t.Now)
	t.keep(next)
	var events []Event
	t.last = nil
	for _, e := range effects {
		events = append(events, t.event(e)...)
	}
	return events
}

func (t *Talk) keep(s flows.Session) {
	data, err := s.Encode()
	if err != nil {
		panic(fmt.Sprintf("session cannot be encoded: %v", err)) // a bug of ours, for tests to find
	}
	t.session = data
}

// event shows an effect the way a host would carry it out.
func (t *Talk) event(e flows.Effect) []Event {
	host := func(format string, args ...any) []Event {
		return []Event{{Who: "host", Text: fmt.Sprintf(format, args...)}}
	}
	switch e := e.(type) {
	case flows.Message:
		return []Event{t.said(e)}
	case flows.Venue:
		return []Event{{Who: "lotse", Message: flows.Message{Text: fmt.Sprintf("(Karte: %s, %s, %.4f,%.4f)", e.Name, e.Address, e.Lat, e.Lon)}}}
	case flows.Timer:
		t.timer = &e
		return host("Frist bis %s", e.At.Format("02.01.2006 15:04"))
	case flows.Handoff:
		t.open = true
		text := "neues Anliegen: " + e.Topic + ", Sprache " + e.Lang
		if e.Place != "" {
			text += ", Ort: " + e.Place
		}
		return []Event{{Who: "desk", Text: text + ", Weg: " + strings.Join(e.Path, " > ")}}
	case flows.Relay:
		return []Event{{Who: "desk"}}
	case flows.Leave:
		t.open = false
		return append([]Event{{Who: "desk", Text: "Bürger*in hat das Gespräch beendet."}}, t.advance(flows.DeskClosed{})...)
	case flows.Rating:
		verdict := map[bool]string{true: "hilfreich", false: "nicht hilfreich"}[e.Helpful]
		return host("Bewertung von %s: %s", e.Flow, verdict)
	case flows.NotUnderstood:
		return host("nicht verstanden bei %s", e.At)
	case flows.Forget:
		return host("Nachricht löschen, nicht aufbewahren")
	case flows.Fault:
		return host("Störung: %s bei %s", e.Kind, e.At)
	case flows.Do:
		return t.do(e)
	}
	return nil
}

func (t *Talk) said(m flows.Message) Event {
	t.shown = append(append(t.shown, m.Nav...), m.Choices...)
	t.last = append(t.last, m)
	return Event{Who: "lotse", Message: m, Text: m.Text}
}

func (t *Talk) do(e flows.Do) []Event {
	if e.Action == "show-data" {
		return []Event{{Who: "lotse", Message: flows.Message{Text: t.Engine.Describe(t.Session())}}}
	}
	t.timer = nil
	return []Event{{Who: "host", Text: "alles gelöscht"}}
}

// button finds the latest button of that label.
func (t *Talk) button(label string) (string, bool) {
	for i := len(t.shown) - 1; i >= 0; i-- {
		if t.shown[i].Label == label {
			return t.shown[i].ID, true
		}
	}
	return "", false
}

func coordinates(s string) (lat, lon float64, ok bool) {
	a, b, found := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	return lat, lon, found && err1 == nil && err2 == nil
}
