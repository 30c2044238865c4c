package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// standing finds out whether the channel is still ours to write in. Reading says nothing about it: an archived channel and a public
// one that the bot was removed from can be read.
func (w *watch) standing(ctx context.Context, at whereabouts) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ch, resp, err := w.api.GetChannel(ctx, at.channel)
	if err != nil {
		return fmt.Errorf("look at the channel: %w", w.answered(resp, err))
	}
	if ch.DeleteAt != 0 {
		return ErrArchived
	}
	_, resp, err = w.api.GetChannelMember(ctx, at.channel, at.me, "")
	if r := refused(w.answered(resp, err)); r != nil && (r.code == http.StatusNotFound || r.code == http.StatusForbidden) {
		return ErrRemoved
	}
	if err != nil {
		return fmt.Errorf("look at our membership: %w", w.answered(resp, err))
	}
	if w.refused.Load() {
		return w.mayPost(ctx, at)
	}
	return nil
}

// nowhere has the form of a post's id and is none.
var nowhere = strings.Repeat("z", 26)

// mayPost asks the server by answering a post that is not there. Rights come first: who may not post is told so, who may is told about the post,
// and nothing is written. That tells the truth whatever took the right away: a role, a scheme, a plug-in.
func (w *watch) mayPost(ctx context.Context, at whereabouts) error {
	_, resp, err := w.api.CreatePost(ctx, &mm.Post{ChannelId: at.channel, RootId: nowhere, Message: "?"})
	err = w.answered(resp, err)
	switch r := refused(err); {
	case r == nil:
		return err
	case r.code == http.StatusForbidden:
		return ErrMuted
	case archivedID.MatchString(r.id):
		return ErrArchived
	case r.code == http.StatusBadRequest:
		return nil
	}
	return fmt.Errorf("ask whether we may post: %w", err)
}

// worked notes that everything is well. After a failure, that includes our standing: the next look is at everything. If a send was
// refused since the last such look, the host is told even if it knows of no trouble: it waits for somebody to act, and that has happened.
func (w *watch) worked(ctx context.Context, all bool) {
	if w.said != "" {
		w.log.Info("receiving goes on")
	}
	w.attempt, w.said, w.since = 0, "", time.Time{}
	if all && w.refused.Swap(false) {
		w.told = false
	}
	w.tell(ctx, desk.TroubleOver)
}

// failed reports an error and says how long to wait before the next look.
func (w *watch) failed(ctx context.Context, err error) time.Duration {
	if w.since.IsZero() {
		w.since = time.Now()
	}
	trouble, sentence := diagnose(err)
	if trouble != desk.TroubleUnreachable || time.Since(w.since) >= unreachable && !errors.Is(err, errNotTaken) {
		w.tell(ctx, trouble)
	}
	if sentence != w.said {
		w.said = sentence
		w.log.Warn(sentence, "err", err)
	}
	w.attempt++
	if trouble == desk.TroubleRevoked {
		return revokedPause
	}
	return delay(w.cfg.URL, w.attempt-1)
}

// tell lets the host know of trouble, once. What it cannot store now is told with the next look.
func (w *watch) tell(ctx context.Context, t desk.Trouble) {
	if w.told && w.trouble == t {
		return
	}
	key := "mm:trouble:" + string(t) + ":" + strconv.FormatInt(time.Now().UnixNano(), 36)
	if w.accept(ctx, bot.DeskEvent{Key: key, Event: desk.ChannelTrouble{Trouble: t}}) == nil {
		w.told, w.trouble = true, t
	}
}

// diagnose says what an error means to the desk, and in a sentence to the operator.
func diagnose(err error) (desk.Trouble, string) {
	r := refused(err)
	switch {
	case errors.Is(err, errNotTaken):
		return desk.TroubleUnreachable, "an event could not be stored; it is read again"
	case errors.Is(err, ErrArchived):
		return desk.TroubleArchived, "the channel of the volunteers is archived; please restore it"
	case errors.Is(err, ErrRemoved):
		return desk.TroubleRemoved, "the bot account is no member of the volunteers' channel; please add it again"
	case errors.Is(err, ErrMuted):
		return desk.TroubleMuted, "the bot account is a member of the volunteers' channel, but may not post there; please give it the right to"
	case r == nil:
		return desk.TroubleUnreachable, "Mattermost cannot be reached; trying again"
	case r.code == http.StatusUnauthorized:
		return desk.TroubleRevoked, "Mattermost does not accept the token of the bot account; please create a new one"
	case r.code == http.StatusForbidden, r.code == http.StatusNotFound:
		return desk.TroubleRemoved, "the team or the channel of the volunteers is not there for the bot account; please add it"
	}
	return desk.TroubleUnreachable, "Mattermost refuses a request; trying again"
}

const (
	firstDelay = 500 * time.Millisecond
	maxDelay   = 30 * time.Second
)

// delay doubles from attempt to attempt up to maxDelay, less up to a half. What it is less by depends on the seed and the attempt
// alone: installations differ, and a simulation can be replayed.
func delay(seed string, attempt int) time.Duration {
	d := min(firstDelay<<min(attempt, 10), maxDelay)
	mix := uint64(14695981039346656037)
	for _, b := range []byte(seed + strconv.Itoa(attempt)) {
		mix = (mix ^ uint64(b)) * 1099511628211
	}
	return d - time.Duration(float64(d)*float64(mix>>33)/(1<<32))
}
