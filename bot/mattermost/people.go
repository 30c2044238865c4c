package mattermost

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// nameFor is how long a user's name is believed.
const nameFor = 10 * time.Minute

type username struct {
	name   string // without "@"; "" if there is no such user
	called string // by citizens; "" if not known
	until  time.Time
}

// reader reads the channel at at.
func (c *Channel) reader(at whereabouts) reader {
	return reader{
		me:    at.me,
		place: bot.Thread,
		mentions: func(ctx context.Context, text string) ([]desk.Mention, error) {
			return c.mentioned(ctx, at.channel, text)
		},
		reactions: func(ctx context.Context, post string) ([]*mm.Reaction, error) {
			ctx, cancel := context.WithTimeout(ctx, callTimeout)
			defer cancel()
			found, resp, err := c.api.GetReactions(ctx, post)
			return found, c.unlessGone(resp, err)
		},
		files: func(ctx context.Context, post string) ([]*mm.FileInfo, error) {
			ctx, cancel := context.WithTimeout(ctx, callTimeout)
			defer cancel()
			found, resp, err := c.api.GetFileInfosForPost(ctx, post, "")
			return found, c.unlessGone(resp, err)
		},
		member: func(ctx context.Context, user string) (bool, error) { return c.member(ctx, at.channel, user) },
	}
}

// unlessGone is no error where the post was deleted meanwhile.
func (c *Channel) unlessGone(resp *mm.Response, err error) error {
	err = c.answered(resp, err)
	if r := refused(err); r != nil && (r.code == http.StatusNotFound || r.code == http.StatusForbidden) {
		return nil
	}
	return err
}

// member reports whether a user belongs to a channel.
func (c *Channel) member(ctx context.Context, channel, user string) (bool, error) {
	if !idForm.MatchString(user) {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, resp, err := c.api.GetChannelMember(ctx, channel, user, "")
	if err == nil {
		return true, nil
	}
	err = c.answered(resp, err)
	if r := refused(err); r != nil && r.code == http.StatusNotFound {
		return false, nil
	}
	return false, fmt.Errorf("ask for a member of the channel: %w", err)
}

var atName = regexp.MustCompile(`(?:^|[^a-zA-Z0-9._-])@([a-zA-Z0-9][a-zA-Z0-9._-]{0,63})`)

// maxMentions bounds what one post makes us ask.
const maxMentions = 20

// mentioned are the members of the channel whose @name is in a text, in its order.
func (c *Channel) mentioned(ctx context.Context, channel, text string) ([]desk.Mention, error) {
	found := atName.FindAllStringSubmatch(text, maxMentions)
	if len(found) == 0 {
		return nil, nil
	}
	var names []string
	for _, m := range found {
		name := strings.ToLower(m[1])
		names = append(names, name)
		if plain := strings.TrimRight(name, "._-"); plain != name { // "@karla."
			names = append(names, plain)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	users, resp, err := c.api.GetUsersByUsernames(ctx, names)
	if err != nil {
		return nil, fmt.Errorf("find mentioned users: %w", c.answered(resp, err))
	}
	byName, ids := map[string]string{}, []string{}
	for _, u := range users {
		if u != nil && !u.IsBot && u.DeleteAt == 0 { // a deactivated account stays a member
			byName[u.Username] = u.Id
			ids = append(ids, u.Id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	members, resp, err := c.api.GetChannelMembersByIds(ctx, channel, ids)
	if err != nil {
		return nil, fmt.Errorf("find mentioned members: %w", c.answered(resp, err))
	}
	belongs := map[string]bool{}
	for _, m := range members {
		belongs[m.UserId] = true
	}
	var out []desk.Mention
	for _, name := range names {
		if id := byName[name]; belongs[id] {
			out = append(out, desk.Mention{Name: name, Agent: desk.AgentID(id)})
			delete(belongs, id)
		}
	}
	return out, nil
}

// users looks volunteers up, as far as they are not known. What it knows is in c.names afterwards. An error is a *bot.SendError.
func (c *Channel) users(ctx context.Context, agents []desk.AgentID) error {
	var ask []string
	now := time.Now()
	c.mu.Lock()
	for _, id := range agents {
		if u, ok := c.names[id]; (!ok || now.After(u.until)) && idForm.MatchString(string(id)) {
			ask = append(ask, string(id))
		}
	}
	c.mu.Unlock()
	if len(ask) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	found, resp, err := c.api.GetUsersByIds(ctx, ask)
	if err != nil {
		return c.sendError("look up names", resp, err, true)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ask {
		c.names[desk.AgentID(id)] = username{until: now.Add(nameFor)}
	}
	for _, u := range found {
		if u != nil && u.DeleteAt == 0 {
			c.names[desk.AgentID(u.Id)] = username{u.Username, firstName(u), now.Add(nameFor)}
		}
	}
	return nil
}

// atNames are the mentions of volunteers, such as "@karla @jens"; who is not there any more is left out.
func (c *Channel) atNames(ctx context.Context, agents []desk.AgentID) (string, error) {
	if err := c.users(ctx, agents); err != nil {
		return "", err
	}
	var out []string
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range agents {
		if u := c.names[id]; u.name != "" {
			out = append(out, "@"+u.name)
		}
	}
	return strings.Join(out, " "), nil
}

// name notes in an event what the volunteers in it are called.
func (c *Channel) name(ctx context.Context, e *bot.DeskEvent) error {
	var agents []desk.AgentID
	switch x := e.Event.(type) {
	case desk.AgentPosted:
		agents = append(agents, x.Agent)
		for _, m := range x.Mentions {
			agents = append(agents, m.Agent)
		}
	case desk.AgentReacted:
		agents = append(agents, x.Agent)
	case desk.AgentPressed:
		agents = append(agents, x.Agent)
		if x.To != "" {
			agents = append(agents, x.To)
		}
	}
	if err := c.users(ctx, agents); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range agents {
		if n := c.names[id].called; n != "" {
			if e.Names == nil {
				e.Names = map[desk.AgentID]string{}
			}
			e.Names[id] = n
		}
		if n := c.names[id].name; n != "" {
			if e.Users == nil {
				e.Users = map[desk.AgentID]string{}
			}
			e.Users[id] = n
		}
	}
	return nil
}

// Open opens a file of a volunteer's; the caller closes it. An error is a *bot.SendError for the entry that wanted the file.
func (c *Channel) Open(ctx context.Context, f desk.File) (io.ReadCloser, error) {
	if !idForm.MatchString(string(f.Handle)) {
		return nil, refuse("the handle of a file is none of Mattermost's")
	}
	resp, err := c.api.DoAPIGet(ctx, "/files/"+string(f.Handle), "")
	if err != nil {
		return nil, c.sendError("open a volunteer's file", mm.BuildResponse(resp), err, true)
	}
	return resp.Body, nil
}
