package mattermost

import (
	"context"
	"fmt"
	"strings"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Member is a volunteer: somebody who belongs to the channel and is no bot.
type Member struct {
	ID   desk.AgentID
	User string // name in Mattermost, without "@"
	Name string // first name, else nickname; "" if neither is set
}

const (
	memberPage     = 200 // most users in one answer of the server
	maxMemberPages = 25  // bounds what we keep: 5,000 volunteers
)

// Members lists who belongs to the channel now.
func (c *Channel) Members(ctx context.Context) ([]Member, error) {
	at, err := c.where(ctx)
	if err != nil {
		return nil, err
	}
	var out []Member
	for page := range maxMemberPages {
		users, err := c.memberPage(ctx, at.channel, page)
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			if u != nil && !u.IsBot && u.DeleteAt == 0 {
				out = append(out, Member{ID: desk.AgentID(u.Id), User: u.Username, Name: firstName(u)})
			}
		}
		if len(users) < memberPage {
			break
		}
	}
	return out, nil
}

func (c *Channel) memberPage(ctx context.Context, channel string, page int) ([]*mm.User, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	users, resp, err := c.api.GetUsersInChannel(ctx, channel, page, memberPage, "")
	if err != nil {
		return nil, fmt.Errorf("list the members of the channel: %w", c.answered(resp, err))
	}
	return users, nil
}

// firstName is what a volunteer is called unless the town says otherwise.
func firstName(u *mm.User) string {
	if name := strings.TrimSpace(u.FirstName); name != "" {
		return name
	}
	return strings.TrimSpace(u.Nickname)
}
