package desk

import "time"

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
	// Mark puts a reaction on a post of a volunteer.
	Mark struct {
		Post PostID
		As   MarkKind
	}
	// Unmark takes one away.
	Unmark struct {
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
	// Suggest looks for content that fits what the citizen wrote; the answer is Suggested.
	Suggest struct{ Text string }
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
	// AnsweredCitizen takes the buttons from an AskCitizen, whose Text stays; Label is the answer, zero if there was none.
	AnsweredCitizen struct {
		Of    Key
		Text  Text
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
		Took   time.Duration // time since the citizen began to wait, where it has a meaning; opening hours only
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

func (PostRoot) action()        {}
func (UpdateRoot) action()      {}
func (PostThread) action()      {}
func (UpdateThread) action()    {}
func (Mark) action()            {}
func (Unmark) action()          {}
func (Tell) action()            {}
func (ListTickets) action()     {}
func (FindContent) action()     {}
func (Suggest) action()         {}
func (SendCitizen) action()     {}
func (EditCitizen) action()     {}
func (DeleteCitizen) action()   {}
func (StatusCitizen) action()   {}
func (SayCitizen) action()      {}
func (AskCitizen) action()      {}
func (AnsweredCitizen) action() {}
func (SetTimer) action()        {}
func (Ended) action()           {}
func (Resumed) action()         {}
func (Erase) action()           {}
func (Note) action()            {}
func (Alert) action()           {}
