package desk

import "time"

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
	// CitizenSaid is a message of the citizen. The same Message twice counts once.
	CitizenSaid struct {
		Message  MessageID
		Text     string // plain; also the caption of files
		Files    []File
		Location *Location
		ReplyTo  Ref  // the message that it answers: an id that one of our receipts holds; "" for none
		More     bool // goes on with an album, whose first file has rung already
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
		Agent    AgentID
		Post     PostID
		Text     string
		Mentions []Mention
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
	// Suggested answers a Suggest, the best first; German titles that a Push finds. None: nothing fits.
	Suggested struct{ Titles []string }
	// Mention is an @name and who that is.
	Mention struct {
		Name  string // without "@"
		Agent AgentID
	}
)

// What happened to what was sent, and time.
type (
	// Delivered says that the action of that Key was carried out. Ref is the id of the post or the receipt of the message. For an
	// action that changed another one's thing, Of is that one's key; a Ref that is not "" is its new one then. Key may be "" there.
	Delivered struct {
		Key Key
		Ref Ref
		Of  Key
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

	ReasonUnfetched Reason = "unfetched" // the file could not be had
)

// Trouble is what is wrong with the volunteers' side.
type Trouble string

const (
	TroubleOver        Trouble = ""
	TroubleArchived    Trouble = "archived"
	TroubleRemoved     Trouble = "removed" // the bot is no member any more
	TroubleMuted       Trouble = "muted"   // it is one, and may not post
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

func (Opened) event()          {}
func (CitizenSaid) event()     {}
func (CitizenEdited) event()   {}
func (CitizenLeaving) event()  {}
func (CitizenLeft) event()     {}
func (CitizenAnswered) event() {}
func (CitizenErased) event()   {}
func (QueueMoved) event()      {}
func (AgentPosted) event()     {}
func (AgentEdited) event()     {}
func (AgentDeleted) event()    {}
func (AgentReacted) event()    {}
func (AgentPressed) event()    {}
func (Pushed) event()          {}
func (Suggested) event()       {}
func (Delivered) event()       {}
func (Undeliverable) event()   {}
func (TimeUp) event()          {}
func (ChannelTrouble) event()  {}
