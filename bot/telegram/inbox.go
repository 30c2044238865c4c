package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"

	"github.com/digitaler-lotse/lotse/bot"
)

// inbox hands what comes in to the host.
type inbox struct {
	reader
	accept func(context.Context, bot.Update) error
	log    *slog.Logger
}

// incoming is one update of Telegram's and what it means to the host.
type incoming struct {
	id      int64
	updates []bot.Update // none: nothing to take in
}

// read makes out an update. One that cannot be read has nothing to take in: kept, it would come back for ever and hold up
// everybody else. Its id is 0 if even that cannot be read.
func (in inbox) read(raw json.RawMessage) incoming {
	u, err := decode(raw)
	if err != nil {
		in.log.Warn("an update could not be read and is left out", "err", errUnreadable)
	}
	return incoming{id: u.ID, updates: in.updates(&u, raw)}
}

// take has a batch taken in: in order within a conversation, conversations side by side, so that the host can commit them
// together. On an error it returns the smallest id that was not taken in; from there on, some may have been.
func (in inbox) take(ctx context.Context, batch []incoming) (missed int64, err error) {
	lanes := map[bot.ConversationID][]incoming{}
	var order []bot.ConversationID
	for _, one := range batch {
		if len(one.updates) == 0 {
			continue
		}
		id := one.updates[0].Conversation
		if lanes[id] == nil {
			order = append(order, id)
		}
		lanes[id] = append(lanes[id], one)
	}
	if len(order) == 1 {
		return in.takeLane(ctx, lanes[order[0]])
	}
	var (
		wg sync.WaitGroup
		mu sync.Mutex
	)
	for _, id := range order {
		wg.Go(func() {
			at, laneErr := in.takeLane(ctx, lanes[id])
			if laneErr == nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil || at < missed {
				missed, err = at, laneErr
			}
		})
	}
	wg.Wait()
	return missed, err
}

// takeLane stops at the first update that is not taken in, so that none overtakes it.
func (in inbox) takeLane(ctx context.Context, lane []incoming) (missed int64, err error) {
	for _, one := range lane {
		if err := in.takeOne(ctx, one); err != nil {
			return one.id, err
		}
	}
	return 0, nil
}

func (in inbox) takeOne(ctx context.Context, one incoming) error {
	for _, u := range one.updates {
		if err := in.accept(ctx, u); err != nil {
			return fmt.Errorf("%w: %w", errNotTaken, err)
		}
	}
	return nil
}
