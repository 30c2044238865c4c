package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Talk is a conversation in progress, with both sides of the desk. The zero session is a stranger.
type Talk struct {
	Engine *flows.Engine
	Desk   Desk // nil: only what the engine does is shown, and a volunteer's line goes straight to the citizen
	Now    time.Time

	session []byte          // JSON: nothing else survives from line to line
	timer   *flows.Timer    // the pending deadline
	remind  time.Time       // the next reminder; zero: none
	open    bool            // a ticket is open
	shown   []flows.Button  // all buttons shown so far, the latest last
	last    []flows.Message // what was said since the citizen's last line
	input   flows.Input     // what the engine is taking in
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
	in := t.meant(line)
	t.last = nil
	if t.Desk != nil {
		if done, all := t.Desk.Offer(in, t.Now); all {
			return t.carryOut(done)
		}
	}
	return t.relayed(line, t.advance(in))
}

// meant is what a line of the citizen does.
func (t *Talk) meant(line string) flows.Input {
	switch {
	case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
		if id, ok := t.button(line[1 : len(line)-1]); ok {
			return flows.Tapped{ID: id}
		}
	case strings.HasPrefix(line, "(location ") && strings.HasSuffix(line, ")"):
		if lat, lon, ok := coordinates(line[len("(location ") : len(line)-1]); ok {
			return flows.Located{Lat: lat, Lon: lon}
		}
	case attachments[line] != "":
		return flows.Sent{Kind: attachments[line]}
	}
	return flows.Said{Text: line}
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

// Choices returns the labels that may be typed or tapped now, in order.
func (t *Talk) Choices() []flows.Button {
	for i := len(t.last) - 1; i >= 0; i-- {
		if t.last[i].Serial > 0 {
			return t.last[i].Choices
		}
	}
	return nil
}

func (t *Talk) advance(in flows.Input) []Event {
	t.last = nil
	return t.take(in)
}

// take lets the engine take something in, while the citizen's latest line is answered.
func (t *Talk) take(in flows.Input) []Event {
	next, effects := t.Engine.Advance(t.Session(), in, t.Now)
	t.keep(next)
	t.input = in
	var events []Event
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
	if t.Desk == nil {
		return t.effect(e)
	}
	done, all := t.Desk.Effect(e, t.input, t.Now)
	events := t.carryOut(done)
	if all {
		return events
	}
	return append(events, t.effect(e)...)
}

// effect is event for what no desk carries out.
func (t *Talk) effect(e flows.Effect) []Event {
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
	case flows.Remind:
		t.remind = e.At
		if e.At.IsZero() {
			return host("keine Erinnerung")
		}
		return host("Erinnerung am %s", e.At.Format("02.01.2006 15:04"))
	case flows.File:
		return []Event{{Who: "lotse", Message: flows.Message{Text: richtext.Escape("(Datei: " + e.Name + ")")}}}
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
	t.timer, t.remind = nil, time.Time{}
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
