package mattermost

import (
	"context"
	"errors"
	"strconv"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Send carries out one entry and returns the posts it made, if it made any: the first id of the receipt is the post to refer to. What
// is not there any more needs no change: marking, editing or deleting a post that is gone succeeds; a thread that is gone is a
// bot.SendError of kind Gone. Every error is a *bot.SendError. With Doubt, an earlier attempt that took effect is found and only what is
// missing is done.
func (c *Channel) Send(ctx context.Context, out bot.DeskOutbound) (desk.Ref, error) {
	ref, err := c.carryOut(ctx, out)
	if fail, ok := errors.AsType[*bot.SendError](err); ok && fail.Kind == bot.Forbidden {
		c.refused.Store(true)
	}
	return ref, err
}

func (c *Channel) carryOut(ctx context.Context, out bot.DeskOutbound) (desk.Ref, error) {
	at, err := c.where(ctx)
	if err != nil {
		return "", c.sendError("get ready", nil, err, false)
	}
	switch {
	case out.Root != nil, out.Post != nil, out.Tell != nil, out.Notice != nil:
		return c.write(ctx, at, out)
	case out.UpdateRoot != nil:
		return "", c.updateRoot(ctx, at, out)
	case out.Update != nil:
		return "", c.update(ctx, at, out)
	case out.Delete != nil:
		return "", c.unsay(ctx, at, out)
	case out.Mark != nil:
		return "", c.mark(ctx, at, *out.Mark)
	case out.Unmark != nil:
		return "", c.unmark(ctx, at, *out.Unmark)
	case out.Erase != nil:
		return "", c.erase(ctx, at, out)
	}
	return "", refuse("an entry of no kind that Mattermost could show")
}

// Confirm looks whether an entry that makes posts has been carried out, all of it. An error is a *bot.SendError.
func (c *Channel) Confirm(ctx context.Context, out bot.DeskOutbound) (desk.Ref, bool, error) {
	at, err := c.where(ctx)
	if err != nil {
		return "", false, c.sendError("get ready", nil, err, false)
	}
	d, err := c.draft(ctx, at, out)
	if err != nil {
		return "", false, err
	}
	there, err := c.find(ctx, d.channel, d.root, out, d.key)
	if err != nil {
		return "", false, err
	}
	var ids []string
	for i := range d.parts {
		id, ok := there[i+1]
		if !ok {
			return "", false, nil
		}
		ids = append(ids, id)
	}
	return receipt(ids), true, nil
}

func refuse(why string) error {
	return &bot.SendError{Kind: bot.Refused, Cause: errors.New(why)}
}

// write posts what an entry says, part by part.
func (c *Channel) write(ctx context.Context, at whereabouts, out bot.DeskOutbound) (desk.Ref, error) {
	d, err := c.draft(ctx, at, out)
	if err != nil {
		return "", err
	}
	there := map[int]string{}
	if out.Doubt {
		if there, err = c.find(ctx, d.channel, d.root, out, d.key); err != nil {
			return "", err
		}
	}
	var ids []string
	for i, part := range d.parts {
		id := there[i+1]
		if id == "" {
			if id, err = c.post(ctx, at, d, i+1, part); err != nil {
				return "", err
			}
		}
		ids = append(ids, id)
	}
	return receipt(ids), nil
}

// post makes one post.
func (c *Channel) post(ctx context.Context, at whereabouts, d draft, number int, p part) (string, error) {
	files, err := c.upload(ctx, at, d.channel, p.files)
	if err != nil {
		return "", err
	}
	post := &mm.Post{ChannelId: d.channel, RootId: d.root, Message: p.text, FileIds: files}
	post.PendingPostId = c.pendingID(d.key, number)
	post.SetProps(d.props(number))
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	made, resp, err := c.api.CreatePost(ctx, post)
	if err != nil {
		return "", c.sendError("post", resp, err, false)
	}
	if made == nil || !idForm.MatchString(made.Id) {
		return "", c.sendError("post", resp, errUnreadable, false)
	}
	if len(made.FileIds) < len(files) {
		return "", refuse("the server has dropped a file of a post")
	}
	return made.Id, nil
}

// pendingID makes the server drop a repeat within half a minute. It hands the post to whoever sends the same id, so nobody must be
// able to guess it.
func (c *Channel) pendingID(key desk.Key, number int) string {
	return newSigner([]byte(c.cfg.Token)).mac("pending", string(key), strconv.Itoa(number))
}
