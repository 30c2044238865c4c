package mattermost

import (
	"context"
	"errors"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// updateRoot edits the root post. Without a receipt it is the thread's, or is looked for.
func (c *Channel) updateRoot(ctx context.Context, at whereabouts, out bot.DeskOutbound) error {
	ids := postIDs(out.Of)
	if len(ids) == 0 && out.Thread != "" {
		ids = []string{string(out.Thread)}
	}
	if len(ids) == 0 {
		there, err := c.find(ctx, at.channel, "", out, out.UpdateRoot.Of)
		if err != nil || there[1] == "" {
			return err
		}
		ids = []string{there[1]}
	}
	props := c.rootProps(out.Ticket, out.UpdateRoot.Of, out.UpdateRoot.Card)
	there, err := c.edit(ctx, at, ids[0], c.card(out.UpdateRoot.Card), props)
	if err == nil && !there {
		return &bot.SendError{Kind: bot.Gone, Cause: errors.New("edit the root post: it is not there any more")}
	}
	return err
}

// update carries an edit of the citizen's over: part by part, what is too much goes, what is missing comes.
func (c *Channel) update(ctx context.Context, at whereabouts, out bot.DeskOutbound) error {
	u := out.Update
	there, err := c.parts(ctx, at, out, u.Of)
	if err != nil || len(there) == 0 {
		return err
	}
	d, err := c.said(ctx, at, out, desk.PostThread{Key: u.Of, Citizen: true, Text: u.Text, Mention: u.Mention})
	if err != nil {
		return err
	}
	for i, p := range d.parts {
		if id := there[i+1]; id == "" {
			_, err = c.post(ctx, at, d, i+1, p)
		} else {
			_, err = c.edit(ctx, at, id, p.text, d.props(i+1))
		}
		if err != nil {
			return err
		}
	}
	for number, id := range there {
		if number > len(d.parts) {
			if err := c.remove(ctx, at, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// unsay deletes what an entry posted.
func (c *Channel) unsay(ctx context.Context, at whereabouts, out bot.DeskOutbound) error {
	there, err := c.parts(ctx, at, out, out.Delete.Of)
	if err != nil {
		return err
	}
	for _, id := range there {
		if err := c.remove(ctx, at, id); err != nil {
			return err
		}
	}
	return nil
}

// edit changes a post of ours. It reports whether the post is there.
func (c *Channel) edit(ctx context.Context, at whereabouts, id, text string, props mm.StringInterface) (there bool, err error) {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	props[mm.PostPropsFromBot] = "true" // an edit replaces all props
	_, resp, err := c.api.PatchPost(once, id, &mm.PostPatch{Message: &text, Props: &props})
	return c.touched(ctx, at, id, "edit a post", resp, err)
}

// remove deletes a post of ours; that it is gone already is as good.
func (c *Channel) remove(ctx context.Context, at whereabouts, id string) error {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	resp, err := c.api.DeletePost(once, id)
	_, err = c.touched(ctx, at, id, "delete a post", resp, err)
	return err
}

func (c *Channel) mark(ctx context.Context, at whereabouts, m desk.Mark) error {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, resp, err := c.api.SaveReaction(once, &mm.Reaction{UserId: at.me, PostId: string(m.Post), EmojiName: m.As.Emoji()})
	_, err = c.touched(ctx, at, string(m.Post), "mark a post", resp, err)
	return err
}

func (c *Channel) unmark(ctx context.Context, at whereabouts, m desk.Unmark) error {
	once, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	resp, err := c.api.DeleteReaction(once, &mm.Reaction{UserId: at.me, PostId: string(m.Post), EmojiName: m.As.Emoji()})
	_, err = c.touched(ctx, at, string(m.Post), "take back a mark", resp, err)
	return err
}

// erase deletes a ticket: our posts one by one, since only so their files go for certain, and the root post, with which the server
// deletes what volunteers wrote below it.
func (c *Channel) erase(ctx context.Context, at whereabouts, out bot.DeskOutbound) error {
	e := out.Erase
	ours := map[string]bool{}
	root := string(e.Root)
	if root == "" {
		root = string(out.Thread)
	}
	if root != "" { // what volunteers wrote is among e.Posts, and not ours to delete
		thread, err := c.thread(ctx, root)
		if err != nil {
			return err
		}
		for id, p := range thread {
			if p.UserId == at.me {
				ours[id] = true
			}
		}
	}
	wanted := map[string]bool{}
	for _, k := range e.Keys {
		wanted[string(k)] = true
	}
	if root == "" && len(wanted) > 0 {
		recent, err := c.recent(ctx, at.channel, out.Made)
		if err != nil {
			return err
		}
		for id, p := range recent {
			if key, _ := p.GetProp(propKey).(string); p.UserId == at.me && wanted[key] {
				ours[id] = true
			}
		}
	}
	delete(ours, root)
	for id := range ours {
		if err := c.remove(ctx, at, id); err != nil {
			return err
		}
	}
	if root == "" {
		return nil
	}
	return c.remove(ctx, at, root)
}
