package mattermost

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Outbound is one thing to be done, of exactly one kind. It is plain data, to be kept in an outbox. Entries of one ticket are carried
// out in order.
type Outbound struct {
	Ticket desk.TicketID `json:"ticket,omitempty"`
	Thread desk.PostID   `json:"thread,omitempty"` // root post of the ticket; "" before there is one
	Of     desk.Ref      `json:"of,omitempty"`     // receipt of the action that the action's Of names; "" if it is not known: the posts are looked for by their key
	Made   time.Time     `json:"made,omitzero"`    // when the entry was made: no post of it is older
	Doubt  bool          `json:"doubt,omitempty"`  // an earlier attempt may have taken effect: look before posting

	Root       *desk.PostRoot     `json:"root,omitempty"`
	UpdateRoot *desk.UpdateRoot   `json:"update_root,omitempty"`
	Post       *desk.PostThread   `json:"post,omitempty"`
	Update     *desk.UpdateThread `json:"update,omitempty"`
	Delete     *Removal           `json:"delete,omitempty"`
	Mark       *desk.Mark         `json:"mark,omitempty"`
	Unmark     *desk.Mark         `json:"unmark,omitempty"`
	Tell       *desk.Tell         `json:"tell,omitempty"` // in the thread with the name, or directly where there is no Thread
	Notice     *Notice            `json:"notice,omitempty"`
	Erase      *desk.Erase        `json:"erase,omitempty"`
}

// Notice is a post in the channel outside of threads: the weekly digest, the list of open tickets.
type Notice struct {
	Key  desk.Key `json:"key"`
	Text string   `json:"text"` // German Markdown
}

// Removal deletes what an entry posted.
type Removal struct {
	Of desk.Key `json:"of"`
}

// A receipt is the ids of the posts, in order. It is stored, so its form is a promise.
func receipt(ids []string) desk.Ref { return desk.Ref(strings.Join(ids, ",")) }

func postIDs(r desk.Ref) []string {
	if r == "" {
		return nil
	}
	return strings.Split(string(r), ",")
}
