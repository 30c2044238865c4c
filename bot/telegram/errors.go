package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// ErrToken says that Telegram knows no bot with our token, or no longer.
var ErrToken = errors.New("telegram: Telegram does not accept the bot token; please compare it with the one from @BotFather")

// refusal is Telegram's own answer that it will not do something.
type refusal struct {
	code        int
	description string // may quote what a citizen wrote, so it is not shown as it is
	after       time.Duration
}

// Error leaves out of Telegram's description whatever may be a citizen's words.
func (r *refusal) Error() string {
	if s := r.reason(); s != "" {
		return fmt.Sprintf("refused with %d: %s", r.code, s)
	}
	return fmt.Sprintf("refused with %d", r.code)
}

var constantReason = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// reason is the part of the description that is always the same; "" if none is known.
func (r *refusal) reason() string {
	_, text, _ := strings.Cut(r.description, ": ")
	for _, known := range knownReasons {
		if strings.HasPrefix(text, known) {
			return known
		}
	}
	if constantReason.MatchString(text) {
		return text
	}
	return ""
}

func (r *refusal) says(parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(r.description, part) {
			return true
		}
	}
	return false
}

// because is the reason that a volunteer can understand; "" if there is none.
func (r *refusal) because() desk.Reason {
	switch {
	case r == nil:
		return ""
	case r.code == http.StatusRequestEntityTooLarge, r.code == http.StatusBadRequest && r.says("file is too big", "FILE_PARTS_INVALID"):
		return desk.ReasonTooBig
	case r.code == http.StatusBadRequest && r.says("message can't be edited", "message can't be deleted"):
		return desk.ReasonTooLate
	}
	return ""
}

var knownReasons = []string{
	"bot was blocked by the user", "bot was kicked", "bot is not a member", "bot can't initiate conversation with a user", "user is deactivated",
	"chat not found", "user not found", "group chat was upgraded to a supergroup chat", "group chat was deactivated",
	"message is not modified", "message to edit not found", "message can't be edited", "message to delete not found", "message can't be deleted",
	"message text is empty", "message is too long", "can't parse entities", "text must be non-empty",
	"query is too old", "can't parse inline keyboard button", "can't parse reply keyboard", "inline keyboard button URL", "wrong HTTP URL", "unsupported URL protocol",
	"file is too big", "wrong file_id or the file is temporarily unavailable", "file must be non-empty", "message caption is too long", "Request Entity Too Large",
	"not enough rights", "terminated by other getUpdates request", "can't use getUpdates method while webhook is active", "bad webhook",
	"retry after", "unauthorized",
}

// asRefusal finds Telegram's answer in an error of the library's or of our own calls; nil if there is none.
func asRefusal(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	if e, ok := errors.AsType[*tg.TooManyRequestsError](err); ok {
		return &refusal{http.StatusTooManyRequests, "", time.Duration(e.RetryAfter) * time.Second}
	}
	for _, known := range []struct {
		err  error
		code int
	}{
		{tg.ErrorBadRequest, http.StatusBadRequest},
		{tg.ErrorUnauthorized, http.StatusUnauthorized},
		{tg.ErrorForbidden, http.StatusForbidden},
		{tg.ErrorNotFound, http.StatusNotFound},
		{tg.ErrorConflict, http.StatusConflict},
	} {
		if errors.Is(err, known.err) {
			return &refusal{code: known.code, description: strings.TrimPrefix(err.Error(), known.err.Error()+", ")}
		}
	}
	return nil
}

// sendError says what a failed call means for the entry that was to be sent. It is nil if err is, and else a
// *bot.SendError.
func sendError(method string, err error) error {
	if err == nil {
		return nil
	}
	fail := func(kind bot.SendErrorKind, after time.Duration, cause error) error {
		return &bot.SendError{Kind: kind, After: after, Reason: asRefusal(err).because(), Cause: fmt.Errorf("%s: %w", method, cause)}
	}
	r := asRefusal(err)
	if r == nil {
		return fail(bot.Temporary, 0, publicCause(err))
	}
	switch r.code {
	case http.StatusTooManyRequests:
		return fail(bot.Throttled, max(r.after, time.Second), r)
	case http.StatusForbidden:
		return fail(bot.Gone, 0, r)
	case http.StatusUnauthorized, http.StatusNotFound:
		return fail(bot.Forbidden, 0, ErrToken)
	case http.StatusBadRequest:
		if r.says("chat not found", "user not found", "PEER_ID_INVALID", "USER_IS_BLOCKED", "INPUT_USER_DEACTIVATED", "group chat was") {
			return fail(bot.Gone, 0, r)
		}
		return fail(bot.Refused, 0, r)
	case http.StatusConflict:
		return fail(bot.Temporary, 0, r)
	}
	if r.code >= 400 && r.code < 500 {
		return fail(bot.Refused, 0, r)
	}
	return fail(bot.Temporary, 0, r)
}

// publicCause is what may be shown of an error that is no answer of Telegram's: the library's own error may hold the whole
// body of a page.
func publicCause(err error) error {
	if u, ok := errors.AsType[*unreachable](err); ok {
		return u
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New("the answer could not be read")
}
