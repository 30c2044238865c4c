package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// What an operator has to act upon. Each of them is found in a bot.SendError of kind Forbidden.
var (
	// ErrToken says that the server does not accept the token: revoked, or the bot account is deactivated.
	ErrToken = errors.New("mattermost: the server does not accept the token of the bot account")
	// ErrArchived says that the channel is archived: nobody can post in it.
	ErrArchived = errors.New("mattermost: the channel is archived")
	// ErrRemoved says that the bot account may not post in the channel, mostly because it is no member any more.
	ErrRemoved = errors.New("mattermost: the bot account may not post in the channel")
	// ErrMuted says that it is a member, and still may not post. Receive finds it out; a send alone cannot tell it from ErrRemoved.
	ErrMuted = errors.New("mattermost: the bot account is a member of the channel, but may not post in it")
)

// ErrTooBig says that the server takes no file of that size. It is found in a bot.SendError of kind Refused.
var ErrTooBig = errors.New("mattermost: the file is too big")

// refusal is the server's own answer that it will not do something. The server's text may quote what people wrote, so only
// its id is kept, which is a constant of the server's code.
type refusal struct {
	code int
	id   string // such as "api.context.permissions.app_error"; "" if the answer was no such thing
}

func (r *refusal) Error() string {
	if r.id == "" {
		return fmt.Sprintf("refused with %d", r.code)
	}
	return fmt.Sprintf("refused with %d: %s", r.code, r.id)
}

// archivedID are the answers to whatever is done in an archived channel.
var archivedID = regexp.MustCompile(`^api\.(post|reaction)\..*(archived_channel|(to|in)_deleted)\b`)

var errorID = regexp.MustCompile(`^[a-z0-9_.-]{1,100}$`)

// cause is what may be shown of an error of the library's: no text, no address, no token.
func (c *Channel) cause(err error) error {
	if err == nil {
		return nil
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	if a, ok := errors.AsType[*mm.AppError](err); ok && a.StatusCode >= 300 {
		r := &refusal{code: a.StatusCode}
		if errorID.MatchString(a.Id) {
			r.id = a.Id
		}
		return r
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, errUnreadable} {
		if errors.Is(err, known) {
			return known
		}
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return errors.New(strings.ReplaceAll(u.Err.Error(), c.cfg.Token, "***"))
	}
	return errUnreadable
}

// errUnreadable stands for an answer that is not the API's: a proxy's page, a broken end.
var errUnreadable = errors.New("the answer could not be read")

// refused finds the server's answer in an error that went through cause, also one with a page in place of JSON; nil if there
// was none.
func refused(err error) *refusal {
	r, _ := errors.AsType[*refusal](err)
	return r
}

// answered is the error of a call together with the answer that it came with, which is nil if the network failed.
func (c *Channel) answered(resp *mm.Response, err error) error {
	if err == nil {
		return nil
	}
	err = c.cause(err)
	if refused(err) == nil && resp != nil && resp.StatusCode >= 300 {
		return &refusal{code: resp.StatusCode}
	}
	return err
}

// sendError says what a failed call means for the entry that was to be carried out. It is nil if err is, and else a
// *bot.SendError. What a 403 means depends on the call; onlyThis says that other entries may go through all the same.
func (c *Channel) sendError(what string, resp *mm.Response, err error, onlyThis bool) error {
	if err == nil {
		return nil
	}
	err = c.answered(resp, err)
	fail := func(kind bot.SendErrorKind, after time.Duration, cause error) error {
		return &bot.SendError{Kind: kind, After: after, Cause: fmt.Errorf("%s: %w", what, cause)}
	}
	r := refused(err)
	switch {
	case r == nil:
		return fail(bot.Temporary, 0, err)
	case r.code == http.StatusTooManyRequests:
		return fail(bot.Throttled, pause(resp), r)
	case r.code == http.StatusUnauthorized:
		return fail(bot.Forbidden, 0, ErrToken)
	case archivedID.MatchString(r.id):
		return fail(bot.Forbidden, 0, ErrArchived)
	case r.code == http.StatusForbidden && !onlyThis:
		return fail(bot.Forbidden, 0, ErrRemoved)
	case r.code == http.StatusRequestEntityTooLarge || strings.Contains(r.id, "too_large"):
		return tooBig(what)
	case strings.Contains(r.id, "create_post.root_id"):
		return fail(bot.Gone, 0, r)
	case r.code >= 500 && r.code != http.StatusNotImplemented, r.code < 400, r.code == http.StatusRequestTimeout:
		return fail(bot.Temporary, 0, r)
	}
	return fail(bot.Refused, 0, r)
}

func tooBig(what string) error {
	return &bot.SendError{Kind: bot.Refused, Reason: desk.ReasonTooBig, Cause: fmt.Errorf("%s: %w", what, ErrTooBig)}
}

// pause is how long the server wants to be left alone, at least a second and at most a minute.
func pause(resp *mm.Response) time.Duration {
	wait := time.Second
	if resp != nil {
		for _, name := range []string{"Retry-After", "X-Ratelimit-Reset"} {
			if s, err := strconv.Atoi(resp.Header.Get(name)); err == nil {
				wait = time.Duration(s) * time.Second
				break
			}
		}
	}
	return min(max(wait, time.Second), time.Minute)
}
