package bot

import (
	"context"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// ConversationID names a conversation: the channel's name, a colon, and an id that only the channel reads, such as "tg:4711".
// It is stored, so its form is a promise; it holds no zero byte.
type ConversationID = store.ConversationID

// Update is one thing that came in from a channel.
type Update struct {
	Key          string         // the same for every delivery of the same thing, and for nothing else
	Cursor       int64          // where the channel goes on after a restart: everything before it has been accepted; 0: leave the stored one
	Conversation ConversationID // "" if the update belongs to no conversation (then only Key and Cursor count)
	Input        flows.Input    // nil: nothing for the engine
	Callback     string         // id of a tap that wants an answer; "" for none
	Presence     Presence       // the citizen left or came back
	Lang         string         // language that the device proposes, BCP 47; "" if unknown
	Reply        *Outbound      // what the channel itself has to say; it goes to the conversation's outbox like an effect

	Message desk.MessageID // the citizen's message that Input is, or whose text was edited; "" for a tap
	ReplyTo Receipt        // of ours that the message answers: an id that one of our receipts holds; "" for none
	Edited  *string        // new text or caption of Message, which may be empty; Input is nil then

	// Files is what Message holds besides words. A file without a Handle cannot be fetched, only named.
	Files []desk.File
	// Caption is what was written along with Files, or the emoji of a sticker. In a talk it goes with them; else a caption is an
	// input of its own after Input.
	Caption string
	// Album is the same for all messages of one album, each of which is an update; "" for none. It is a key beside Key: outside of a
	// talk, only the first of them wants an answer.
	Album string
}

// Presence tells whether a citizen can be reached.
type Presence int

const (
	Unchanged Presence = iota
	Left               // blocked the bot: nothing can be sent
	Returned
)

// Outbound is one thing to send, of exactly one kind. Entries of one conversation are sent in order.
type Outbound struct {
	Message  *flows.Message    `json:"message,omitempty"`
	Venue    *flows.Venue      `json:"venue,omitempty"`
	Answered *AnsweredQuestion `json:"answered,omitempty"`
	Callback *CallbackAnswer   `json:"callback,omitempty"`
	Edit     *Edit             `json:"edit,omitempty"`
	Delete   *Deletion         `json:"delete,omitempty"`
	Files    *FileGroup        `json:"files,omitempty"`
	File     *flows.File       `json:"file,omitempty"` // small, and made by us: it travels with the entry
}

// AnsweredQuestion turns a question that was sent into its answer: the text and the choice stay, the keyboard goes.
type AnsweredQuestion struct {
	Message flows.Message `json:"message"` // the question as it was sent
	Receipt Receipt       `json:"receipt"` // where it was sent
	Label   string        `json:"label"`   // the choice made; "" if the answer is not to be shown
}

// CallbackAnswer ends the waiting sign on a button.
type CallbackAnswer struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"` // at most 200 characters
}

// Edit gives a message that was sent another text. If it is gone, Send succeeds; if it is too old, the error says so. The receipt of an
// edit replaces that of the message.
type Edit struct {
	Receipt Receipt       `json:"receipt"`
	Message flows.Message `json:"message"` // a text, no question
}

// Deletion takes a message out of the conversation: one of ours, or one of the citizen's. Exactly one of its fields is set. If the message
// is gone, Send succeeds; if it is too old, the error says so.
type Deletion struct {
	Receipt Receipt        `json:"receipt,omitempty"`
	Message desk.MessageID `json:"message,omitempty"`
}

// FileGroup sends files, up to ten, with one caption. The channel fetches their content when it sends them.
type FileGroup struct {
	Caption string      `json:"caption,omitempty"` // Markdown as package richtext defines it
	Lang    string      `json:"lang,omitempty"`    // language that the caption is in
	Files   []desk.File `json:"files"`
}

// Receipt is what a channel says of something it sent: stored, and given back to edit or delete it. It begins with the ids of the
// messages that the entry has become, separated by commas; the rest is the channel's own.
type Receipt string

// Channel is a messenger. Its methods may be called side by side for different conversations; a callback answer also beside what
// else is sent to the same conversation.
type Channel interface {
	// Name is the prefix of the channel's conversation ids.
	Name() string
	// Receive takes in updates until ctx ends or the channel is refused for good (a wrong token). It hands each to accept, in order,
	// and acknowledges it to the other side only after accept returned nil. It starts at the given cursor. Accept may be called side
	// by side for different conversations: what waits at the same time becomes durable in one go. It fails only when nothing can be
	// stored, with an error without personal data; the same update is then handed in again later.
	Receive(ctx context.Context, cursor int64, accept func(context.Context, Update) error) error
	// Send delivers one entry, which it does not change. An error is a *SendError; anything else counts as temporary.
	Send(ctx context.Context, to ConversationID, out Outbound) (Receipt, error)
}

// SendError says itself what it means; deliver branches on nothing else.
type SendError struct {
	Kind   SendErrorKind
	After  time.Duration // Throttled: how long the other side wants us to wait
	Reason desk.Reason   // Refused: why, where a volunteer can do something about it; "" if not known
	Cause  error         // without texts, names or tokens
}

// SendErrorKind is what has to happen after a failed send.
type SendErrorKind int

const (
	Temporary SendErrorKind = iota // try again later
	Throttled                      // try again after After
	Gone                           // the citizen has left: drop what is waiting for them
	Refused                        // this entry will never be accepted: dead letter, go on with the next
	Forbidden                      // nothing will be accepted until somebody acts (revoked token): keep all, tell the operator
	Unfetched                      // a file could not be had from where it came from: try again, but not for long, others wait behind it
)

func (e *SendError) Error() string { return e.Cause.Error() }
func (e *SendError) Unwrap() error { return e.Cause }
