package bot

import (
	"context"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Desk is the chat of the volunteers. Its methods may be called side by side.
type Desk interface {
	// Name names the kind of chat, in the log and for the cursor.
	Name() string
	// Receive takes in what volunteers do until ctx ends; it does not give up before. It starts at the given cursor, with 0 it starts now.
	// Accept may be called side by side for different threads. It fails only when nothing can be stored; the same event is then handed in again.
	Receive(ctx context.Context, cursor int64, accept func(context.Context, DeskEvent) error) error
	// Send carries out one entry and returns what refers to the posts it made; "" for an entry that makes none. An error is a *SendError; of kind Gone, it says that
	// the thread is not there any more.
	Send(ctx context.Context, out DeskOutbound) (desk.Ref, error)
	// Readable turns what a volunteer wrote into Markdown as package richtext defines it.
	Readable(text string) string
	// Link is the address of a post, for people.
	Link(post desk.PostID) string
}

// DeskEvent is one thing that volunteers did, or that happened to their channel.
type DeskEvent struct {
	Key    string   // the same whenever the same thing is seen, and for nothing else; "" for an event that only moves the cursor
	Covers []string // keys that are done with as well, if Key was not: the edits of a post that is seen for the first time
	Cursor int64    // where to go on after a restart: everything before it has been taken in; 0: leave the stored one

	Place  Place
	Thread desk.PostID   // root post of the thread; "" outside of threads
	Ticket desk.TicketID // of that thread, as its root post says; "" if the thread is none of ours
	Root   desk.Key      // of the action that made the root post; "" if it is not known

	Names map[desk.AgentID]string // what the volunteers in it call themselves: the first name; none where that is not known
	Users map[desk.AgentID]string // what they are called in their chat, without "@"
	Event desk.Event              // an Agent… event or ChannelTrouble; nil if only the cursor moves
}

// Place is where a volunteer wrote something.
type Place int

const (
	Nowhere Place = iota // not written: trouble, a cursor
	Thread               // in a thread of the channel
	Top                  // in the channel, outside of threads
	Direct               // to the bot alone
)

// DeskOutbound is one thing to be done at the volunteers', of exactly one kind. Entries of one ticket are carried out in order.
type DeskOutbound struct {
	Ticket desk.TicketID `json:"ticket,omitempty"`
	Thread desk.PostID   `json:"thread,omitempty"` // root post of the ticket; "" before there is one
	Of     desk.Ref      `json:"of,omitempty"`     // receipt of the action that the action's Of names; "" if it is not known: the posts are looked for by their key
	Made   time.Time     `json:"made,omitzero"`    // when the entry was made: no post of it is older
	Doubt  bool          `json:"doubt,omitempty"`  // an earlier attempt may have taken effect: look before posting

	Root       *desk.PostRoot     `json:"root,omitempty"`
	UpdateRoot *desk.UpdateRoot   `json:"update_root,omitempty"`
	Post       *desk.PostThread   `json:"post,omitempty"`
	Update     *desk.UpdateThread `json:"update,omitempty"`
	Delete     *DeskRemoval       `json:"delete,omitempty"`
	Mark       *desk.Mark         `json:"mark,omitempty"`
	Unmark     *desk.Unmark       `json:"unmark,omitempty"`
	Tell       *desk.Tell         `json:"tell,omitempty"` // in the thread with the name, or directly where there is no Thread
	Notice     *DeskNotice        `json:"notice,omitempty"`
	Erase      *desk.Erase        `json:"erase,omitempty"`
}

// DeskNotice is a post in the channel outside of threads: the weekly digest.
type DeskNotice struct {
	Key  desk.Key `json:"key"`
	Text string   `json:"text"` // German Markdown
}

// DeskRemoval deletes what an entry posted.
type DeskRemoval struct {
	Of desk.Key `json:"of"`
}
