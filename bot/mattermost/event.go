package mattermost

import (
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Event is one thing that volunteers did, or that happened to the channel.
type Event struct {
	Key    string   // the same whenever the same thing is seen, and for nothing else; "" for an event that only moves the cursor
	Covers []string // keys that are done with as well, if Key was not: the edits of a post that is seen for the first time
	Cursor int64    // where to go on after a restart: everything before it has been taken in; 0: leave the stored one

	Place  Place
	Thread desk.PostID   // root post of the thread; "" outside of threads
	Ticket desk.TicketID // of that thread, as its root post says; "" if the thread is none of ours

	Event desk.Event // an Agent… event or ChannelTrouble; nil if only the cursor moves
}

// Place is where something was written.
type Place int

const (
	Nowhere Place = iota // not written: trouble, a cursor
	Thread               // in a thread of the channel
	Top                  // in the channel, outside of threads
	Direct               // to the bot alone
)

// The props of our posts. They are stored on the server, so their names are a promise.
const (
	propKey    = "lotse_key"    // of the entry that made the post
	propPart   = "lotse_part"   // number of the piece, from 1 on, where one entry makes several posts
	propTicket = "lotse_ticket" // on root posts
)
