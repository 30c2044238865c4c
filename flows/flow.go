package flows

import (
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Flow is one conversation about one matter, as one YAML file describes it.
type Flow struct {
	ID      string
	Title   string
	Words   []string            // what people say when they mean this flow
	WordsIn map[string][]string // the same in other languages, by language
	Sources []string            // https links that the statements rest on
	Checked time.Time           // day on which somebody compared the text with the sources
	Review  time.Time           // day from which it must be compared again
	Owner   string              // who looks after the text
	Steps   []*Step             // in file order; the first is the start
	Aside   string              // flow that a button below every question leads to, and back from; "" for none
	Secret  bool                // the talk is about something that has a PIN: lone numbers of that length are not kept

	at   source.Span
	node *source.Node
	step map[string]*Step
}

// CheckedAt is where the day of the check stands; the beginning of the flow if there is none.
func (f *Flow) CheckedAt() source.Span {
	if n := f.node.Get("checked"); n != nil {
		return n.At
	}
	return f.at
}

// Step says something and then does exactly one of: wait for an answer, hand off, branch, call, or go on.
type Step struct {
	Ref     Ref
	Set     []Assignment
	Do      string // action of the host: "show-data", "erase" or "forget-reminders"; "" for none
	Say     string // German source text; "" if the step says nothing
	Service string // id of a service whose card is shown; "leistung" is the one at hand, here and below
	Online  string // id of a service whose way online is shown
	Places  *PlacesQuery
	Offer   string // what is offered as further buttons: "eid-leistungen"; "" for nothing
	Events  string // topic whose next dates are shown
	Remind  *RemindSpec

	Choices []*Choice
	Input   *InputSpec
	Wait    *Deadline
	Handoff *HandoffSpec
	Branch  []Arm
	Call    *Target
	Goto    *Target // also: where an input, a call or a handoff leads afterwards

	at   source.Span
	node *source.Node
}

// Ref names a step; an empty Step means the first step of the flow.
type Ref struct {
	Flow string `json:"f"`
	Step string `json:"s,omitempty"`
}

func (r Ref) String() string {
	if r.Step == "" {
		return r.Flow
	}
	return r.Flow + "/" + r.Step
}

// TargetKind says how a goto is meant.
type TargetKind int

const (
	ToStep   TargetKind = iota // to a step or flow
	ToBack                     // to the question before
	ToReturn                   // to the caller; to the menu if there is none
	ToEnd                      // to the flow "ende", which asks whether it helped
)

// Target is where a goto leads.
type Target struct {
	Kind TargetKind
	Ref  Ref // for ToStep

	Service string // id of the service that the flow is about from then on; "" leaves it

	at source.Span
}

// Choice is one button.
type Choice struct {
	ID    string // stable within the step; part of the translation key
	Label string // German source text
	When  *Expr  // shown only if true; nil: always
	Set   []Assignment
	Goto  *Target // nil for a link
	URL   string  // a link button; it does not answer the question
	Rate  string  // "yes" or "no": the answer to "was it helpful?"

	step Ref
	hash string // of step and choice, for button ids
	at   source.Span
	node *source.Node
}

// InputKind is a kind of typed answer.
type InputKind string

const (
	TextInput     InputKind = "text"
	NumberInput   InputKind = "number"
	DateInput     InputKind = "date"
	PlaceInput    InputKind = "place"    // postcode or name of a place
	LocationInput InputKind = "location" // a shared location, or a place
	LanguageInput InputKind = "language" // one of the languages that are open, with a button for each
)

// InputSpec is what a step wants to be typed.
type InputSpec struct {
	Kind    InputKind
	Save    string   // variable that keeps the answer
	Min     *float64 // numbers: smallest value; text: least length
	Max     *float64
	Past    bool   // dates: not after today
	Invalid string // German source text of the re-ask; "" for the standard sentence
}

// Deadline is a limit to waiting.
type Deadline struct {
	For  time.Duration
	Goto *Target
}

// RemindSpec makes a reminder when the step is entered. Exactly one of In, On and Before is set. If it is too late for it, the engine says so
// instead of what the step says.
type RemindSpec struct {
	In     time.Duration
	On     string  // variable that holds a day: at 10:00 then
	Before string  // topic of dates: at 10:00 on the day before the next one
	Goto   *Target // where the conversation goes on then: a step, or ToReturn for the question that the person came from
	Say    string  // German source text of what is said then; "" for the standard sentence
}

// HandoffSpec hands the conversation to the desk.
type HandoffSpec struct {
	Topic string // in German, for the volunteers
}

// PlacesQuery asks the catalogue for help points.
type PlacesQuery struct {
	Can  string // ability, such as "eid-pin-setzen"; "" for any
	Kind string // kind of place; "" for any
	Of   string // variable that holds a place; "" for anywhere
	For  string // service that is to be done there; "" for any
}

// Arm is one way of a branch.
type Arm struct {
	When *Expr // nil: otherwise
	Goto *Target

	at source.Span
}

// Assignment gives a variable a value when a step is entered or a choice is taken.
type Assignment struct {
	Var   string
	Value any   // string, float64 or bool; nil forgets the variable; unused if Expr is set
	Expr  *Expr // a value that begins with "="
}

// Key is the id of the step's text in message files.
func (s *Step) Key(field string) string { return s.Ref.Flow + "." + s.Ref.Step + "." + field }

// Waits reports whether the conversation pauses at the step.
func (s *Step) Waits() bool {
	return len(s.Choices) > 0 || s.Input != nil || s.Wait != nil || s.Handoff != nil
}

// Asks reports whether the step puts a question.
func (s *Step) Asks() bool { return len(s.Choices) > 0 || s.Input != nil }

// labelNode is where the label stands.
func (c *Choice) labelNode() *source.Node {
	if pickChoice(c.node) == 1 {
		return c.node.Pairs[0].Key
	}
	return c.node.Get("label")
}

// key is the id of the label in message files.
func (c *Choice) key() string { return c.step.Flow + "." + c.step.Step + "." + c.ID }
