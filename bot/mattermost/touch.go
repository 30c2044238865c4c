package mattermost

import (
	"context"
	"fmt"
	"net/http"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
)

// touched says what the answer to a change of one post means. The server says 403 of a post that is gone as well as of one that we
// may not change, so it is asked.
func (c *Channel) touched(ctx context.Context, at whereabouts, id, what string, resp *mm.Response, err error) (there bool, _ error) {
	if err == nil {
		return true, nil
	}
	r := refused(c.answered(resp, err))
	if r == nil || r.code != http.StatusForbidden && r.code != http.StatusNotFound && r.code != http.StatusBadRequest {
		return false, c.sendError(what, resp, err, true)
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, look, lookErr := c.api.GetPost(ctx, id, "")
	if seen := refused(c.answered(look, lookErr)); seen != nil && seen.code == http.StatusNotFound {
		return false, nil
	}
	return false, c.notAllowed(ctx, at, what, resp, err)
}

// notAllowed is the *bot.SendError of a failed call that concerns one post. Behind a 403 there may be a lost membership, which concerns
// all of them.
func (c *Channel) notAllowed(ctx context.Context, at whereabouts, what string, resp *mm.Response, err error) error {
	if r := refused(c.answered(resp, err)); r != nil && r.code == http.StatusForbidden {
		member, memberErr := c.member(ctx, at.channel, at.me)
		if r := refused(memberErr); r != nil && r.code == http.StatusForbidden { // members can ask for members
			member, memberErr = false, nil
		}
		if memberErr != nil {
			return c.sendError(what, nil, memberErr, true)
		}
		if !member {
			return &bot.SendError{Kind: bot.Forbidden, Cause: fmt.Errorf("%s: %w", what, ErrRemoved)}
		}
	}
	return c.sendError(what, resp, err, true)
}
