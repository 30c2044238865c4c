package desk

import "time"

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

// Agent is a volunteer. Name is what citizens read: the chosen or the first name.
type Agent struct {
	ID   AgentID `json:"id"`
	Name string  `json:"name"`
}

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

// Location is a point on the map that the citizen wants the volunteer to see. The ticket does not keep it.
type Location struct{ Lat, Lon float64 } // degrees, WGS 84

// Text is something to say to the citizen in their language: a message of the content and the values of its placeholders.
type Text struct {
	ID     string               `json:"id"`
	Values map[string]string    `json:"values,omitempty"` // shown as they are
	Times  map[string]time.Time `json:"times,omitempty"`  // "heute um 14:02", "am Montag, 30.11., um 9:00"
	Spans  map[string]int       `json:"spans,omitempty"`  // minutes: "20 Minuten", "2 Stunden"
}

// Button is an answer that the citizen can tap. ID is at most 64 bytes and comes back in CitizenAnswered.
type Button struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// Event is one thing that happened. Every event fits every state: what makes no sense any more does nothing.
type Event interface{ event() }

// What the citizen does, and what is done for them.
type (
	// Opened begins a ticket (a zero Ticket), or goes on with one that is closed or still open.
	Opened struct {
		ID      TicketID
		Seed    uint64 // of the pseudonym
		Topic   string
		Lang    string    // BCP 47
		Place   string    // municipality; "" if unknown
		Path    []string  // titles of the flows visited, in German
		Said    string    // what the bot said last, in German; "" for nothing
		Consent time.Time // when the citizen agreed that volunteers read along; zero: they are asked before anything is passed on
		Queue   int       // place in the queue, 1 is next; 0 if unknown
	}
	// CitizenSaid is a message of the citizen. Files of one album come together. The same Message twice counts once.
	CitizenSaid struct {
		Message  MessageID
		Text     string // plain; also the caption of files
		Files    []File
		Location *Location
		ReplyTo  Ref // receipt of the message that it answers; "" for none
	}
	// CitizenEdited is the new text of a message.
	CitizenEdited struct {
		Message MessageID
		Text    string
	}
	// CitizenLeaving asks for the end: the citizen is asked whether they mean it.
	CitizenLeaving struct{}
	// CitizenLeft ends the talk without asking. Gone: the citizen has blocked the bot, nothing can be sent.
	CitizenLeft struct{ Gone bool }
	// CitizenAnswered is a tapped button of an AskCitizen.
	CitizenAnswered struct{ Button string }
	// CitizenErased ends everything: /loeschen, or retention.
	CitizenErased struct{}
	// QueueMoved says which place the ticket has now; 1 is next.
	QueueMoved struct{ Place int }
)

// What volunteers do. Only posts of the ticket's own thread, and never the bot's own, become events.
type (
	// AgentPosted is a new post. The same Post twice counts once.
	AgentPosted struct {
		Agent    AgentID
		Post     PostID
		Text     string // Markdown as written
		Files    []File
		Mentions []Mention // every @name in Text that is a member of the channel
	}
	// AgentEdited is the new text of a post.
	AgentEdited struct {
		Agent AgentID
		Post  PostID
		Text  string
	}
	// AgentDeleted says that a post is gone, whoever deleted it; also for the root post.
	AgentDeleted struct{ Post PostID }
	// AgentReacted is a reaction, by its name without colons. On the root post it may be an action.
	AgentReacted struct {
		Agent AgentID
		Post  PostID
		Emoji string
	}
	// AgentPressed is a button or a slash command. Answers to it are a Tell.
	AgentPressed struct {
		Agent AgentID
		Do    Command
		To    AgentID // Assign: to whom
		Query string  // Push: part of the name
	}
	// Pushed answers a Push: what was found, in the citizen's language; Found false: nothing, or more than one.
	Pushed struct {
		Agent AgentID
		Post  PostID // that asked; "" for a slash command
		Found bool
		Title string   // German
		Text  string   // Markdown
		Near  []string // titles to choose from
	}
	// Mention is an @name and who that is.
	Mention struct {
		Name  string // without "@"
		Agent AgentID
	}
)

// What happened to what was sent, and time.
type (
	// Delivered says that the action of that Key was carried out. Ref is the id of the post or the receipt of the message.
	Delivered struct {
		Key Key
		Ref Ref
	}
	// Undeliverable says that the action of that Key will never be carried out.
	Undeliverable struct {
		Key    Key
		Reason Reason
	}
	// TimeUp says that a timer is due. One that was moved or cleared meanwhile does nothing.
	TimeUp struct{ Timer Timer }
	// ChannelTrouble says that volunteers cannot be reached, or, with TroubleOver, that they can again.
	ChannelTrouble struct{ Trouble Trouble }
)

// Command is something that a volunteer wants the desk to do.
type Command string

const (
	Claim   Command = "claim"
	Release Command = "release"
	Assign  Command = "assign" // give it to somebody
	Close   Command = "close"
	Reopen  Command = "reopen"
	Help    Command = "help" // how it works
	List    Command = "list" // open tickets
	Push    Command = "push" // checked content into the talk
)

// Reason is why something could not be delivered.
type Reason string

const (
	ReasonGone    Reason = "gone"    // the citizen has left
	ReasonTooBig  Reason = "too-big" // the file
	ReasonKind    Reason = "kind"    // cannot be passed on at all
	ReasonTooLate Reason = "too-late"
	ReasonRefused Reason = "refused" // the other side will not have it
)

// Trouble is what is wrong with the volunteers' side.
type Trouble string

const (
	TroubleOver        Trouble = ""
	TroubleArchived    Trouble = "archived"
	TroubleRemoved     Trouble = "removed" // the bot is no member any more
	TroubleRevoked     Trouble = "revoked" // the token
	TroubleUnreachable Trouble = "unreachable"
)

// Timer is what a deadline is for.
type Timer string

const (
	TimerOpening  Timer = "opening"  // the desk opens: a question from before is announced
	TimerAnnounce Timer = "announce" // nobody has taken it: announce it again
	TimerRemind   Timer = "remind"   // the owner owes an answer
	TimerReturn   Timer = "return"   // the owner stays silent: back to the channel
	TimerIdle     Timer = "idle"     // the citizen stays silent: ask whether it is solved
	TimerClose    Timer = "close"    // no answer to that either
	TimerHeld     Timer = "held"     // what was held back is forgotten
	TimerAsking   Timer = "asking"   // no answer to the question for consent
	TimerComment  Timer = "comment"  // the optional sentence is not awaited any more
)

// Action is one thing to be done, in order, towards each side. What carries a Key is answered by Delivered or Undeliverable with it;
// doing it twice is prevented by that key. Of names the action that made the thing to be changed; Ticket.Ref tells its Ref then.
type Action interface{ action() }

// Towards the volunteers. Texts are German Markdown unless they are the citizen's.
type (
	// PostRoot puts the ticket into the channel and begins its thread.
	PostRoot struct {
		Key     Key
		Card    Card
		Mention []AgentID // on duty
	}
	// UpdateRoot edits it.
	UpdateRoot struct {
		Of   Key
		Card Card
	}
	// PostThread writes into the thread.
	PostThread struct {
		Key      Key
		Citizen  bool   // Text was written by the citizen: to be made harmless, split if too long
		Text     string // may be empty where there are Files or a Location
		Files    []File
		Location *Location
		Mention  []AgentID
		ReplyTo  PostID // post of a volunteer that it answers; "" for none
	}
	// UpdateThread edits a post of the citizen's.
	UpdateThread struct {
		Of      Key
		Text    string // the citizen's
		Mention []AgentID
	}
	// DeleteThread takes back a post of ours.
	DeleteThread struct{ Of Key }
	// Mark puts a reaction on a post of a volunteer.
	Mark struct {
		Post PostID
		As   MarkKind
	}
	// Tell answers one volunteer: visible to them alone where the way they used allows it, else in the thread with their name.
	Tell struct {
		Key   Key
		Agent AgentID
		Text  string
	}
	// ListTickets answers one volunteer with the open tickets.
	ListTickets struct{ Agent AgentID }
	// FindContent looks up content by part of its name; the answer is Pushed.
	FindContent struct {
		Agent AgentID
		Post  PostID
		Query string
		Lang  string // the citizen's
	}
)

// Towards the citizen.
type (
	// SendCitizen passes on what a volunteer wrote. Either Text or Files is set; all Files fit one album.
	SendCitizen struct {
		Key     Key
		Name    string // of the volunteer
		Text    string // Markdown as the volunteer wrote it
		Files   []File
		Content bool // Text is checked content, pushed by the volunteer
	}
	// EditCitizen carries an edit over.
	EditCitizen struct {
		Key  Key
		Of   Key
		Name string
		Text string
	}
	// DeleteCitizen takes back what was sent, as far as the channel allows it.
	DeleteCitizen struct {
		Key Key
		Of  Key
	}
	// StatusCitizen shows the one status message: it is sent the first time and edited in place from then on (Of is empty the first time).
	StatusCitizen struct {
		Key   Key
		Of    Key
		Lines []Text
	}
	// SayCitizen is a sentence of the desk's own that has to be noticed.
	SayCitizen struct {
		Key  Key
		Text Text
	}
	// AskCitizen is SayCitizen with buttons.
	AskCitizen struct {
		Key     Key
		Text    Text
		Buttons []Button
	}
	// AnsweredCitizen takes the buttons from an AskCitizen; Label is the answer, zero if there was none.
	AnsweredCitizen struct {
		Of    Key
		Label Text
	}
)

// Towards the host.
type (
	// SetTimer asks for TimeUp{Timer}. It replaces an earlier one of its kind; a zero At clears it.
	SetTimer struct {
		Timer Timer
		At    time.Time
	}
	// Ended tells the engine that the talk is over (flows.DeskClosed).
	Ended struct{}
	// Resumed tells the engine that the talk goes on: what the citizen writes belongs to the desk again.
	Resumed struct{}
	// Erase deletes everything in the volunteers' chat: the root post, all posts with their files, and whatever of Keys is still on its way.
	Erase struct {
		Root  PostID // "" if it was never confirmed
		Posts []PostID
		Keys  []Key
	}
	// Note counts for the digest. It holds nothing personal.
	Note struct {
		Figure Figure
		Took   time.Duration // time since the citizen began to wait, where it has a meaning
	}
	// Alert tells the operator.
	Alert struct{ Trouble Trouble }
)

// MarkKind is what a mark says about a volunteer's post.
type MarkKind string

const (
	MarkDelivered MarkKind = "delivered" // the citizen has it
	MarkFailed    MarkKind = "failed"    // a post in the thread says why
	MarkInternal  MarkKind = "internal"  // the citizen does not see it
	MarkSeen      MarkKind = "seen"      // was a word for the desk, and understood
)

// Emoji is the name of the mark's reaction.
func (m MarkKind) Emoji() string {
	switch m {
	case MarkDelivered:
		return "heavy_check_mark"
	case MarkFailed:
		return "x"
	case MarkInternal:
		return "lock"
	default:
		return "eyes"
	}
}

// Figure is what is counted.
type Figure string

const (
	FigureOpened   Figure = "opened"
	FigureReopened Figure = "reopened"
	FigureClaimed  Figure = "claimed"  // Took: until somebody took it
	FigureAnswered Figure = "answered" // the first answer; Took: until then
	FigureReturned Figure = "returned"
	FigureClosed   Figure = "closed" // Took: the whole ticket
	FigureSolved   Figure = "solved"
	FigureUnsolved Figure = "unsolved"
	FigureHeld     Figure = "held" // held back by the guard
)

// Card is what the root post shows. All texts but those of the content are escaped by whoever renders it.
type Card struct {
	State     State
	Topic     string
	Lang      string
	Place     string
	Pseudonym string
	Path      []string
	Said      string
	Since     time.Time // waiting or taken since, or closed at
	Owner     Agent     // zero if nobody
	Rule      string    // German: who speaks to the citizen, and how
	Actions   []Command // buttons that make sense now
}

// Hours are the opening hours of the desk.
type Hours interface {
	Open(t time.Time) bool
	NextOpening(t time.Time) (time.Time, bool) // first moment after t when it opens; false: never
	Closing(t time.Time) (time.Time, bool)     // when it closes, if it is open at t; false: unknown
}

// Rules are what a town decides. The zero value works: always open, no reminders, nothing closes by itself.
// A zero duration turns a rule off. RemindAfter, ReturnAfter and AnnounceAfter count in opening hours.
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

	OnDuty func(time.Time) []AgentID     // nil: nobody is mentioned
	Quiet  func(AgentID, time.Time) bool // no mention of this agent now; nil: never quiet
	Name   func(AgentID) string          // what citizens read; nil or "": "Lotse"
}
