package mattermost

import (
	"context"
	"net/http"
	"strconv"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// clockSlack is how far our clock and the server's may differ.
const clockSlack = 15 * time.Minute

// find are the posts that were made under a key, by number of the part. It looks in the thread, or in what the channel got since the
// entry was made.
func (c *Channel) find(ctx context.Context, channel, root string, out bot.DeskOutbound, key desk.Key) (map[int]string, error) {
	at, err := c.where(ctx)
	if err != nil {
		return nil, c.sendError("get ready", nil, err, false)
	}
	var posts map[string]*mm.Post
	if root != "" {
		posts, err = c.thread(ctx, root)
	} else {
		posts, err = c.recent(ctx, channel, out.Made)
	}
	if err != nil {
		return nil, err
	}
	found := map[int]string{}
	for _, id := range sorted(posts) {
		p := posts[id]
		if k, _ := p.GetProp(propKey).(string); p.UserId != at.me || k != string(key) || p.DeleteAt != 0 {
			continue
		}
		found[partNumber(p)] = id
	}
	return found, nil
}

// parts are the posts of an entry that was carried out: by its receipt, else by its key.
func (c *Channel) parts(ctx context.Context, at whereabouts, out bot.DeskOutbound, key desk.Key) (map[int]string, error) {
	ids := postIDs(out.Of)
	if len(ids) == 0 {
		return c.find(ctx, at.channel, string(out.Thread), out, key)
	}
	found := map[int]string{}
	for i, id := range ids {
		found[i+1] = id
	}
	return found, nil
}

func partNumber(p *mm.Post) int {
	s, _ := p.GetProp(propPart).(string)
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1
	}
	return n
}

// thread are the posts of a thread, without deleted ones; none if it is gone. An error is a *bot.SendError.
func (c *Channel) thread(ctx context.Context, root string) (map[string]*mm.Post, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	list, resp, err := c.api.GetPostThread(ctx, root, "", false)
	if r := refused(c.answered(resp, err)); r != nil && r.code == http.StatusNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, c.sendError("read the thread", resp, err, false)
	}
	return tidy(list).Posts, nil
}

// recent are the posts that a channel got since a time of ours. An error is a *bot.SendError.
func (c *Channel) recent(ctx context.Context, channel string, made time.Time) (map[string]*mm.Post, error) {
	var since int64
	if !made.IsZero() {
		since = made.Add(-clockSlack).UnixMilli()
	}
	posts, err := c.created(ctx, channel, since)
	if err != nil {
		return nil, c.sendError("read the channel", nil, err, false)
	}
	return posts, nil
}
