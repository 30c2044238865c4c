package desk

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// TicketVersion is the version of the stored form that Encode writes.
const TicketVersion = 1

// Ticket is all that is remembered of one talk between a citizen and the volunteers. It is plain data: JSON keeps all of it, and
// the zero value is a ticket that nobody has opened. It holds no text of either side but what is held back for the moment.
type Ticket struct {
	Version   int       `json:"v"`
	ID        TicketID  `json:"id"`
	State     State     `json:"state"`
	Pseudonym string    `json:"pseudonym,omitempty"`
	Topic     string    `json:"topic,omitempty"`
	Lang      string    `json:"lang,omitempty"`
	Place     string    `json:"place,omitempty"`
	Path      []string  `json:"path,omitempty"`
	Said      string    `json:"said,omitempty"` // what the bot said before the handoff
	Consent   time.Time `json:"consent,omitzero"`
	Opened    time.Time `json:"opened,omitzero"`
	Since     time.Time `json:"since,omitzero"` // of the state
	Owner     Agent     `json:"owner,omitzero"` // a closed ticket remembers who had it
	Queue     int       `json:"queue,omitempty"`

	Serial    int                 `json:"serial,omitempty"` // of the latest key
	Root      Key                 `json:"root,omitempty"`
	Out       map[Key]Out         `json:"out,omitempty"`
	Messages  map[MessageID]Key   `json:"messages,omitempty"` // where the citizen's messages went; "" while held back or dropped
	Posts     map[PostID]Post     `json:"posts,omitempty"`    // posts of volunteers
	Held      []Held              `json:"held,omitempty"`
	Questions []Question          `json:"questions,omitempty"` // with buttons that still count, the latest last
	Status    Status              `json:"status,omitzero"`
	Timers    map[Timer]time.Time `json:"timers,omitempty"`
	Hinted    map[hint]bool       `json:"hinted,omitempty"`
	Offered   []string            `json:"offered,omitempty"`   // titles of content that a Push may name by number
	Suggested []string            `json:"suggested,omitempty"` // the same, fitting what the citizen wrote; a number means Offered first
	Trouble   Trouble             `json:"trouble,omitempty"`
	Gone      bool                `json:"gone,omitempty"`   // the citizen cannot be reached
	IDCard    bool                `json:"idCard,omitempty"` // the talk is about an ID card or its numbers

	Waits       time.Time `json:"waits,omitzero"`       // the citizen waits for an answer since
	Answered    time.Time `json:"answered,omitzero"`    // latest answer
	Active      time.Time `json:"active,omitzero"`      // the owner last did something
	Heard       time.Time `json:"heard,omitzero"`       // the citizen last did something
	Reminded    time.Time `json:"reminded,omitzero"`    // the owner was
	Announced   time.Time `json:"announced,omitzero"`   // the unclaimed ticket last was
	Promised    time.Time `json:"promised,omitzero"`    // opening that the citizen was told
	Rings       int       `json:"rings,omitempty"`      // announcements since it opened
	NobodyCame  bool      `json:"nobodyCame,omitempty"` // the citizen was told so
	IdleAsked   time.Time `json:"idleAsked,omitzero"`   // the citizen was asked whether it is solved
	CommentTill time.Time `json:"commentTill,omitzero"` // the next text of the citizen is the sentence of their rating
	Solved      *bool     `json:"solved,omitempty"`     // the rating; nil: none
}

// Out is one thing that was sent to either side.
type Out struct {
	Kind OutKind `json:"kind"`
	Post PostID  `json:"post,omitempty"` // of a volunteer, that it passes on
	Ref  Ref     `json:"ref,omitempty"`  // "" until delivered

	Tells Key `json:"tells,omitempty"` // the content that this post in the thread stands for: no volunteer's post does
}

// OutKind is what an Out is.
type OutKind string

const (
	outRoot   OutKind = "root"
	outThread OutKind = "thread"
	outSend   OutKind = "send"
	outEdit   OutKind = "edit"
	outDelete OutKind = "delete"
	outSay    OutKind = "say"
)

// Post is what became of a volunteer's post.
type Post struct {
	Agent    AgentID `json:"agent"`
	Internal bool    `json:"internal,omitempty"` // never sent, or taken back
	Deleted  bool    `json:"deleted,omitempty"`
	Text     Key     `json:"text,omitempty"`  // its text at the citizen's
	Files    []Key   `json:"files,omitempty"` // its files at the citizen's
	Sum      uint32  `json:"sum,omitempty"`   // of the text: a change of something else is no edit
	Failed   bool    `json:"failed,omitempty"`

	Did  Command  `json:"did,omitempty"`  // as a word for the desk
	Mark MarkKind `json:"mark,omitempty"` // the latest
}

// Held is a message that waits for the citizen's word.
type Held struct {
	Serial   int       `json:"serial"`
	Message  MessageID `json:"message"`
	Text     string    `json:"text,omitempty"` // a PIN in it is masked already
	Files    []File    `json:"files,omitempty"`
	Location *Location `json:"location,omitempty"`
	ReplyTo  PostID    `json:"replyTo,omitempty"`
	More     bool      `json:"more,omitempty"` // of an album
	Edit     bool      `json:"edit,omitempty"` // the new text of a message that was passed on
	Kinds    []Kind    `json:"kinds,omitempty"`
	At       time.Time `json:"at"`
}

// Question is an AskCitizen whose buttons still count.
type Question struct {
	Key     Key       `json:"key"`
	Text    Text      `json:"text"`
	Buttons []Button  `json:"buttons"`
	At      time.Time `json:"at,omitzero"`
}

// Status is the one status message.
type Status struct {
	Key   Key    `json:"key,omitempty"`
	Lines []Text `json:"lines,omitempty"`
}

// DecodeTicket reads a stored ticket. It fails on data that is no ticket and on data of a newer version; the stored data is then
// left for somebody to look at.
func DecodeTicket(data []byte) (Ticket, error) {
	var t Ticket
	if err := json.Unmarshal(data, &t); err != nil {
		return Ticket{}, fmt.Errorf("read ticket: %w", err)
	}
	if t.Version != TicketVersion {
		return Ticket{}, fmt.Errorf("read ticket: version %d is not this program's %d", t.Version, TicketVersion)
	}
	return t, nil
}

// Encode returns the stored form.
func (t Ticket) Encode() ([]byte, error) {
	t.Version = TicketVersion
	return json.Marshal(t)
}

// Open reports whether the talk goes on.
func (t Ticket) Open() bool { return t.State == Asking || t.State == Waiting || t.State == Claimed }

// Listening reports whether what the citizen writes now belongs to the desk.
func (t Ticket) Listening(now time.Time) bool {
	return t.Open() || t.State == Closed && now.Before(t.CommentTill)
}

// Reopenable reports whether the citizen's next wish for a person goes on with this ticket instead of a new one.
func (t Ticket) Reopenable(r Rules, now time.Time) bool {
	return t.State == Closed && now.Before(t.Since.Add(r.ReopenWithin))
}

// Ref returns what the other side calls the thing that an action made; false: not delivered yet, or unknown.
func (t Ticket) Ref(k Key) (Ref, bool) {
	o := t.Out[k]
	return o.Ref, o.Ref != ""
}

// RootPost is the root post of the thread; "" while it was not confirmed.
func (t Ticket) RootPost() PostID { return PostID(t.Out[t.Root].Ref) }

func (t Ticket) clone() Ticket {
	t.Path = slices.Clone(t.Path)
	t.Out, t.Messages, t.Posts = maps.Clone(t.Out), maps.Clone(t.Messages), maps.Clone(t.Posts)
	t.Timers, t.Hinted = maps.Clone(t.Timers), maps.Clone(t.Hinted)
	t.Held, t.Questions = slices.Clone(t.Held), slices.Clone(t.Questions)
	if t.Out == nil {
		t.Out = map[Key]Out{}
	}
	if t.Messages == nil {
		t.Messages = map[MessageID]Key{}
	}
	if t.Posts == nil {
		t.Posts = map[PostID]Post{}
	}
	if t.Timers == nil {
		t.Timers = map[Timer]time.Time{}
	}
	if t.Hinted == nil {
		t.Hinted = map[hint]bool{}
	}
	return t
}
