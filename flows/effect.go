package flows

import "time"

// Effect is one thing that the host has to do, in order: Message, Venue, Answered, Timer, Handoff, Relay, Leave, Rating, NotUnderstood, Forget, Remind,
// File, Do or Fault.
type Effect interface{ effect() }

// Message is something to say to the citizen.
type Message struct {
	Text     string   `json:"text"` // Markdown as package richtext defines it
	Lang     string   `json:"lang"` // language that the text is in
	Serial   int      `json:"serial,omitempty"`
	Choices  []Button `json:"choices,omitempty"`  // answers; the typed number n picks the n-th
	Links    []Button `json:"links,omitempty"`    // buttons with a URL
	Nav      []Button `json:"nav,omitempty"`      // back, menu: the same at every question
	Location bool     `json:"location,omitempty"` // a shared location would be welcome
}

// Button is a button under a message.
type Button struct {
	ID    string `json:"id,omitempty"` // at most 64 bytes; "" for a link
	Label string `json:"label"`
	URL   string `json:"url,omitempty"`
}

// Venue is a place on the map.
type Venue struct {
	Name    string  `json:"name"`
	Address string  `json:"address"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
}

// Answered says that a question needs no buttons any more; Label is the answer that was given.
type Answered struct {
	Serial int    `json:"serial"`
	Label  string `json:"label"`
}

// Timer asks for TimeUp{Serial} at the given time. A later timer replaces an earlier one.
type Timer struct {
	Serial int       `json:"serial"`
	At     time.Time `json:"at"`
}

// Handoff opens a ticket. Everything in it may be read by volunteers.
type Handoff struct {
	Topic string   `json:"topic"`
	Lang  string   `json:"lang"`
	Path  []string `json:"path"`            // titles of the flows visited, in German
	Said  string   `json:"said,omitempty"`  // what the bot said before the way to a human, in German, without what the citizen answered; "" for nothing
	Place string   `json:"place,omitempty"` // the municipality, if the citizen told it

	// Agreed: the flow has asked whether volunteers may read along, and the citizen agreed just now (the variable "einverstanden"). Else the desk asks.
	Agreed bool `json:"agreed,omitempty"`
}

// Relay passes the input of this turn on to the desk.
type Relay struct{}

// Leave says that the citizen wants to leave the ticket. The desk makes sure that they mean it; DeskClosed follows then.
type Leave struct{}

// Rating answers "was it helpful?".
type Rating struct {
	Flow    string `json:"flow"`
	Helpful bool   `json:"helpful"`
}

// NotUnderstood reports a text that fitted nothing and was not found either. It may hold personal data.
type NotUnderstood struct {
	Text string `json:"text"`
	Lang string `json:"lang"`
	At   Ref    `json:"at"`
}

// Forget asks to delete the citizen's message of this turn, where the channel can: it holds a PIN or the like.
type Forget struct{}

// Remind asks for Reminded at the given time, and for no other; zero: for none.
type Remind struct {
	At time.Time `json:"at"`
}

// File is something for the citizen's device, made by us: a date for the calendar.
type File struct {
	Name string `json:"name"` // with its ending
	Text string `json:"text"` // what is in it
}

// Do is an action of the host: "show-data" or "erase".
type Do struct {
	Action string `json:"action"`
}

// Fault tells the operator about broken content; the citizen has had a friendly sentence.
type Fault struct {
	Kind string `json:"kind"` // a constant: "step-limit", "step-gone", "expression"
	At   Ref    `json:"at"`
}

func (Message) effect()       {}
func (Venue) effect()         {}
func (Answered) effect()      {}
func (Timer) effect()         {}
func (Handoff) effect()       {}
func (Relay) effect()         {}
func (Leave) effect()         {}
func (Rating) effect()        {}
func (NotUnderstood) effect() {}
func (Forget) effect()        {}
func (Remind) effect()        {}
func (File) effect()          {}
func (Do) effect()            {}
func (Fault) effect()         {}
