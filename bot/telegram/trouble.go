package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"
)

const (
	firstDelay = 500 * time.Millisecond
	maxDelay   = 30 * time.Second
)

// trouble waits longer from failure to failure, and says once what is wrong and once that it is over.
type trouble struct {
	log     *slog.Logger
	id      int64 // of the bot
	attempt int
	said    string
}

// wait reports err and waits before the next attempt. It returns an error if there must be none: ctx's, or ErrToken.
func (t *trouble) wait(ctx context.Context, err error) error {
	if final(err) {
		return ErrToken
	}
	sentence, after := diagnose(err)
	if sentence != t.said {
		t.said = sentence
		t.log.Warn(sentence, "err", logged(err))
	}
	timer := time.NewTimer(max(after, delay(t.id, t.attempt)))
	defer timer.Stop()
	t.attempt++
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// over ends the trouble, if there was any.
func (t *trouble) over() {
	if t.said != "" {
		t.log.Info("receiving goes on")
	}
	t.attempt, t.said = 0, ""
}

// diagnose says in a sentence what is wrong, and how long Telegram wants us to wait.
func diagnose(err error) (string, time.Duration) {
	if errors.Is(err, errNotTaken) {
		return "an update could not be stored; Telegram keeps it and delivers it again", 0
	}
	r := asRefusal(err)
	switch {
	case r == nil:
		return "Telegram cannot be reached; trying again", 0
	case r.code == http.StatusConflict && r.says("webhook"):
		return "a webhook is set for this bot, so updates cannot be fetched; trying again", 0
	case r.code == http.StatusConflict:
		return "a second program fetches updates with the same bot token; please stop one of the two", 0
	case r.code == http.StatusTooManyRequests:
		return "Telegram asks for a pause", r.after
	}
	return "Telegram refuses a request; trying again", 0
}

// logged is err without what must not be in a log.
func logged(err error) error {
	if errors.Is(err, errNotTaken) {
		return err
	}
	if r := asRefusal(err); r != nil {
		return r
	}
	return publicCause(err)
}

// delay doubles from attempt to attempt up to maxDelay, less up to a half. What it is less by depends on the bot and the
// attempt alone: bots differ, and a simulation can be replayed.
func delay(id int64, attempt int) time.Duration {
	d := min(firstDelay<<min(attempt, 10), maxDelay)
	mix := (uint64(id) + uint64(attempt)*0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9
	return d - time.Duration(float64(d)*float64(mix>>33)/(1<<32))
}
