package mattermost

import (
	"strings"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// The props of our posts. They are stored on the server, so their names are a promise.
const (
	propKey    = "lotse_key"    // of the entry that made the post
	propPart   = "lotse_part"   // number of the piece, from 1 on, where one entry makes several posts
	propTicket = "lotse_ticket" // on root posts
)

// A receipt is the ids of the posts, in order. It is stored, so its form is a promise.
func receipt(ids []string) desk.Ref { return desk.Ref(strings.Join(ids, ",")) }

func postIDs(r desk.Ref) []string {
	if r == "" {
		return nil
	}
	return strings.Split(string(r), ",")
}
