package flows

// Input is one thing that happened: Start, Said, Tapped, Located, Sent, TimeUp, Reminded, DeskClosed or DeskResumed.
type Input interface{ input() }

// Start is the first contact, or /start again.
type Start struct {
	Payload string // of a deep link: a flow, or flow/step with "/" written as "_" doubled; "" for none
	Lang    string // language that the device proposes, BCP 47; "" if unknown
}

// Said is a typed message, commands such as /menu included.
type Said struct{ Text string }

// Tapped is a button, by the id that its Button carried.
type Tapped struct{ ID string }

// Located is a shared location. It is used for this turn and not kept.
type Located struct{ Lat, Lon float64 } // degrees, WGS 84

// Sent is something that is no text.
type Sent struct{ Kind Attachment }

// TimeUp is a deadline that a Timer effect asked for.
type TimeUp struct{ Serial int }

// Reminded is the moment that a Remind effect asked for.
type Reminded struct{}

// DeskClosed says that the desk has closed the ticket.
type DeskClosed struct{}

// DeskResumed says that the talk with the desk goes on: what the citizen writes belongs to the desk again. When it closes, the
// conversation goes on where it stands now.
type DeskResumed struct{}

func (Start) input()       {}
func (Said) input()        {}
func (Tapped) input()      {}
func (Located) input()     {}
func (Sent) input()        {}
func (TimeUp) input()      {}
func (Reminded) input()    {}
func (DeskClosed) input()  {}
func (DeskResumed) input() {}

// Attachment is a kind of thing that is no text.
type Attachment string

const (
	Photo    Attachment = "photo"
	Document Attachment = "document"
	Voice    Attachment = "voice"
	Sticker  Attachment = "sticker"
	Contact  Attachment = "contact"
	Other    Attachment = "other"
)
