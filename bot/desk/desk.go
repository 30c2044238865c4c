package desk

import (
	"cmp"
	"time"
)

// Ids of the two sides. All of them are opaque here and compared only for equality.
type (
	TicketID  string // names a ticket; at most 32 bytes, without "/" and ":"
	AgentID   string // a volunteer, as the volunteers' chat names the user
	PostID    string // a post in the ticket's thread
	MessageID string // a message of the citizen, as the citizen's channel names it
	Handle    string // a file on the side it came from, to be fetched by whoever passes it on
	Key       string // names one thing to be done once: the ticket's id, "/" and a number; never used twice
	Ref       string // what the other side calls a thing once it is there: the post's id, the receipt of a message
)

// State is where a ticket stands.
type State string

const (
	Asking  State = "asking"  // the citizen has not agreed yet: volunteers know nothing of it
	Waiting State = "waiting" // in the channel, nobody has taken it
	Claimed State = "claimed" // Owner speaks with the citizen
	Closed  State = "closed"  // may be reopened within Rules.ReopenWithin
	Erased  State = "erased"  // nothing is known any more, and nothing happens any more
)

// Agent is a volunteer. Name is what citizens read: the chosen or the first name, "Lotse" for who has neither.
type Agent struct {
	ID   AgentID `json:"id"`
	Name string  `json:"name"`
	User string  `json:"user,omitempty"` // what volunteers read of one without a name: several of them are "Lotse"
}

// Among is what volunteers read.
func (a Agent) Among() string { return cmp.Or(a.User, a.Name) }

// File is something that is no text. Its content is never looked at here.
type File struct {
	Kind   FileKind `json:"kind"`
	Handle Handle   `json:"handle"`
	Name   string   `json:"name,omitempty"`
	MIME   string   `json:"mime,omitempty"`
	Size   int64    `json:"size,omitempty"` // bytes; 0 if unknown
}

// FileKind is what a File is.
type FileKind string

const (
	Photo    FileKind = "photo" // the largest variant: letters have to be readable
	Document FileKind = "document"
	Voice    FileKind = "voice"
	Video    FileKind = "video"
	Sticker  FileKind = "sticker" // is passed on as its word or emoji, which is the text
	Contact  FileKind = "contact" // never passed on: it names third persons
	Other    FileKind = "other"   // never passed on
)

// Location is a point on the map that the citizen wants the volunteer to see. The ticket keeps it only while it is held back.
type Location struct {
	Lat float64 `json:"lat"` // degrees, WGS 84
	Lon float64 `json:"lon"`
}

// Text is something to say to the citizen in their language: a message of the content and the values of its placeholders.
type Text struct {
	ID     string               `json:"id"`
	Values map[string]string    `json:"values,omitempty"` // shown as they are
	Times  map[string]time.Time `json:"times,omitempty"`  // {x}: "heute um 14:02 Uhr"; {x_date}: "Montag, 30.11., 09:00 Uhr", true tomorrow too
	Spans  map[string]int       `json:"spans,omitempty"`  // minutes: "20 Minuten", "2 Stunden"
}

// Button is an answer that the citizen can tap. ID is at most 64 bytes and comes back in CitizenAnswered.
type Button struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// Hours are the opening hours of the desk.
type Hours interface {
	Open(t time.Time) bool
	NextOpening(t time.Time) (time.Time, bool) // first moment after t when it opens; false: never
	Closing(t time.Time) (time.Time, bool)     // when it closes, if it is open at t; false: unknown
}

// Rules are what a town decides. The zero value works: always open, no reminders, nothing closes by itself.
// A zero duration turns a rule off. RemindAfter and ReturnAfter end in opening hours.
type Rules struct {
	Hours         Hours         // nil: always open
	UsualAnswer   time.Duration // said to the citizen; 0: nothing is said
	RemindAfter   time.Duration // the owner, from the citizen's first unanswered message on
	ReturnAfter   time.Duration // to the channel, from there on too
	AnnounceAfter time.Duration // unclaimed: once more, and again and again
	ReopenWithin  time.Duration // after closing
	IdleAfter     time.Duration // the citizen stays silent after an answer: ask whether it is solved
	CloseAfter    time.Duration // no answer to that question either
	HoldFor       time.Duration // what the guard held back, and a ticket without consent
	MaxToAgents   int64         // bytes of a file; 0: no limit of ours
	MaxToCitizen  int64         // bytes of a file; 0: no limit of ours

	Digest func(after time.Time) (time.Time, bool) // next moment for the digest; nil or false: none
	OnDuty func(time.Time) []AgentID               // nil: nobody is mentioned
	Quiet  func(AgentID, time.Time) bool           // no mention of this agent now; nil: never quiet
	Name   func(AgentID) string                    // what citizens read; nil or "": "Lotse"
	User   func(AgentID) string                    // what volunteers call one who has no Name; nil or "": "Lotse"
}
