package flows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// SessionVersion is the version of the stored form that Encode writes.
const SessionVersion = 1

const (
	maxBack = 30 // questions that "back" can return to
	maxPath = 12 // flows that the desk is told about
)

// Session is where one citizen stands. It is plain data: JSON keeps all of it, and the zero value is a person whom nobody has met.
// Advance never changes the session that it was given; what did not change may be shared with the next one.
type Session struct {
	Version   int            `json:"v"`
	Proposed  string         `json:"proposed,omitempty"`  // language of the person's device; Vars["lang"] is the one chosen
	Stack     []Frame        `json:"stack,omitempty"`     // the running flow is last, its callers before it
	Vars      map[string]any `json:"vars,omitempty"`      // string, float64 or bool; dates as 2006-01-02
	Back      [][]Frame      `json:"back,omitempty"`      // earlier questions, the latest last
	Serial    int            `json:"serial,omitempty"`    // number of the latest question
	Tapped    string         `json:"tapped,omitempty"`    // id of the button that answered the last question
	Misses    int            `json:"misses,omitempty"`    // answers in a row that fitted nothing
	Offers    []Offer        `json:"offers,omitempty"`    // buttons of the latest question that are not in the flow
	Aside     bool           `json:"aside,omitempty"`     // the offers stood alone, beside the question of the flow
	Deadline  *time.Time     `json:"deadline,omitempty"`  // when the wait of the latest question ends
	Ticket    *Ticket        `json:"ticket,omitempty"`    // an open handoff
	Ended     string         `json:"ended,omitempty"`     // flow that "was it helpful?" asks about
	Path      []string       `json:"path,omitempty"`      // flows visited, the latest last
	Apology   bool           `json:"apology,omitempty"`   // "only in German" was said for the language in use
	Offered   string         `json:"offered,omitempty"`   // language that was offered because the person wrote in it
	Reminders []Reminder     `json:"reminders,omitempty"` // by time, the next one first
	Machine   []string       `json:"machine,omitempty"`   // languages of which it was said that a machine translated
}

// Frame is a place in a flow.
type Frame struct {
	Ref
	Ask     bool   `json:"ask,omitempty"`     // the question was put before; coming back only repeats it
	Service string `json:"service,omitempty"` // id of the service that the flow is about
}

// Offer is a button that was made for one question: a place to choose from, something that was found.
type Offer struct {
	Label string  `json:"label"`
	Value string  `json:"value,omitempty"` // answer to the input
	Goto  *Ref    `json:"goto,omitempty"`
	Show  string  `json:"show,omitempty"` // catalogue id of a card
	Do    Command `json:"do,omitempty"`

	Visit  string `json:"visit,omitempty"`  // flow to visit: its return leads back to the question
	Beside bool   `json:"beside,omitempty"` // the question stays: it is put again below what is shown
	Lang   string `json:"lang,omitempty"`   // language to go on in

	Resume []Frame `json:"resume,omitempty"` // place to go on at
	Remind *Ref    `json:"remind,omitempty"` // step whose next date one wants to be reminded of
	File   string  `json:"file,omitempty"`   // catalogue id of a card whose file is sent
}

// Ticket is an open handoff. What is said in it belongs to the desk, not to the session.
type Ticket struct {
	After   []Frame `json:"after"`          // where the conversation goes on when the ticket closes
	Talking bool    `json:"talk,omitempty"` // what the citizen writes goes to the desk
}

// migrations[i] turns version i+1 into version i+2. A released entry never changes.
var migrations = []func(map[string]any) error{}

// DecodeSession reads a stored session and migrates it from older versions. It fails on data that is no session and on
// data of a newer version; the stored data is then left for somebody to look at.
func DecodeSession(data []byte) (Session, error) { return decodeSession(data, migrations) }

func decodeSession(data []byte, steps []func(map[string]any) error) (Session, error) {
	current := len(steps) + 1
	var s Session
	if err := json.Unmarshal(data, &s); err == nil && s.Version == current {
		return s, nil
	}
	var head struct {
		Version int `json:"v"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Session{}, fmt.Errorf("read session: %w", err)
	}
	switch {
	case head.Version > current:
		return Session{}, fmt.Errorf("read session: version %d is newer than this program's %d", head.Version, current)
	case head.Version < 1:
		return Session{}, fmt.Errorf("read session: no version")
	}
	data, err := migrate(data, head.Version, steps)
	if err != nil {
		return Session{}, err
	}
	s = Session{}
	if err := json.Unmarshal(data, &s); err != nil {
		return Session{}, fmt.Errorf("read session: %w", err)
	}
	return s, nil
}

func migrate(data []byte, from int, steps []func(map[string]any) error) ([]byte, error) {
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, fmt.Errorf("read session: %w", err)
	}
	for i, step := range steps[from-1:] {
		if err := step(fields); err != nil {
			return nil, fmt.Errorf("migrate session from version %d: %w", from+i, err)
		}
	}
	fields["v"] = len(steps) + 1
	return json.Marshal(fields)
}

// Encode returns the stored form.
func (s Session) Encode() ([]byte, error) {
	s.Version = SessionVersion
	return json.Marshal(s)
}

// Lang returns the language in use: the chosen one, else the proposed one, else German.
func (s Session) Lang() string {
	if l, ok := s.Vars[langVar].(string); ok && l != "" {
		return l
	}
	if s.Proposed != "" {
		return s.Proposed
	}
	return German
}

// At returns the step where the session stands; ok is false before the start and after "stop".
func (s Session) At() (Ref, bool) {
	if len(s.Stack) == 0 {
		return Ref{}, false
	}
	return s.Stack[len(s.Stack)-1].Ref, true
}

// Talking reports whether what the person writes goes to the desk.
func (s Session) Talking() bool { return s.Ticket != nil && s.Ticket.Talking }

func (s Session) clone() Session {
	s.Stack = slices.Clone(s.Stack)
	s.Back = slices.Clone(s.Back) // the frames inside are never written
	s.Path = slices.Clone(s.Path)
	if s.Ticket != nil {
		t := *s.Ticket
		s.Ticket = &t
	}
	return s
}

// remember puts the question at hand on the way back.
func (s *Session) remember() {
	if len(s.Stack) == 0 {
		return
	}
	mark := slices.Clone(s.Stack)
	mark[len(mark)-1].Ask = true
	if n := len(s.Back); n > 0 && slices.Equal(s.Back[n-1], mark) {
		return
	}
	s.Back = append(s.Back, mark)
	if n := len(s.Back) - maxBack; n > 0 {
		s.Back = slices.Delete(s.Back, 0, n)
	}
}

func (s *Session) visit(flow string) {
	if n := len(s.Path); n > 0 && s.Path[n-1] == flow {
		return
	}
	s.Path = append(s.Path, flow)
	if n := len(s.Path) - maxPath; n > 0 {
		s.Path = slices.Delete(s.Path, 0, n)
	}
}
