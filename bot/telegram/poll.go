package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

const (
	pollTimeout = 50 * time.Second // that Telegram waits for an update
	pollSlack   = 10 * time.Second // that the answer may take on top
	pollLimit   = 100              // updates in one answer, Telegram's most
)

// poll fetches updates until ctx ends or the token is refused.
func (c *Channel) poll(ctx context.Context, in inbox) error {
	t := trouble{log: c.log, id: c.api.ID()}
	var offset int64
	for {
		next, err := c.fetch(ctx, offset, in)
		offset = next
		if err == nil {
			t.over()
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := t.wait(ctx, err); err != nil {
			return err
		}
	}
}

// fetch asks for updates once and has them taken in. Asking with an offset confirms all updates below it. The offset that
// is returned is above every update that was taken in and below every one that was not; it may be lower than the one
// before, since Telegram counts from a random number after a week of silence.
func (c *Channel) fetch(ctx context.Context, offset int64, in inbox) (int64, error) {
	asked, cancel := context.WithTimeout(ctx, pollTimeout+pollSlack)
	defer cancel()
	var raw []json.RawMessage
	err := c.client.call(asked, "getUpdates", struct {
		Offset  int64    `json:"offset,omitempty"`
		Limit   int      `json:"limit"`
		Timeout int      `json:"timeout"`
		Allowed []string `json:"allowed_updates"`
	}{offset, pollLimit, int(pollTimeout / time.Second), allowedUpdates}, &raw)
	if err != nil {
		return offset, err
	}
	if len(raw) == 0 {
		return offset, nil
	}
	batch := make([]incoming, 0, len(raw))
	for _, r := range raw {
		if one := in.read(r); one.id > 0 {
			batch = append(batch, one)
		}
	}
	if len(batch) == 0 {
		return offset, &unreachable{errors.New("the updates have no numbers")}
	}
	slices.SortStableFunc(batch, func(a, b incoming) int { return int(a.id - b.id) })
	missed, err := in.take(ctx, batch)
	if err != nil {
		return missed, err
	}
	return batch[len(batch)-1].id + 1, nil
}
