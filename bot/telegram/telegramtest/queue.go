package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

const keptFor = 24 * time.Hour // that Telegram keeps an update

// queue holds updates that are not confirmed, oldest first, and some that are, for repeating.
type queue struct {
	pending   []update
	confirmed []update
	last      int64
	allowed   []string      // nil: all but the kinds that must be asked for
	wake      chan struct{} // closed and replaced when an update comes
	waiting   chan struct{} // of the getUpdates that waits; closed to end it; nil: none waits
}

type update struct {
	id   int64
	chat int64
	kind string
	at   time.Time
	raw  json.RawMessage
}

func newQueue() queue { return queue{last: 1000, wake: make(chan struct{})} }

func (q *queue) wants(kind string) bool {
	if len(q.allowed) == 0 {
		return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
	}
	return slices.Contains(q.allowed, kind)
}

// confirm drops the updates below offset. A negative offset keeps only that many of the last.
func (q *queue) confirm(offset int64) {
	old := time.Now().Add(-keptFor)
	keep := q.pending[:0:0]
	for i, u := range q.pending {
		switch {
		case u.at.Before(old):
		case offset > 0 && u.id < offset, offset < 0 && i < len(q.pending)+int(offset):
			q.confirmed = append(q.confirmed, u)
		default:
			keep = append(keep, u)
		}
	}
	q.pending = keep
}

func (q *queue) batch(limit int) []json.RawMessage {
	out := []json.RawMessage{}
	for _, u := range q.pending[:min(limit, len(q.pending))] {
		out = append(out, u.raw)
	}
	return out
}

// getUpdates waits without the lock.
func (s *Server) getUpdates(ctx context.Context, p map[string]any, repeat bool) answer {
	limit := number(p, "limit", 100)
	if limit < 1 || limit > 100 {
		return badRequest("limit must be between 1 and 100")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	q := &s.queue
	if q.waiting != nil {
		close(q.waiting)
	}
	waiting := make(chan struct{})
	q.waiting = waiting
	defer func() {
		if q.waiting == waiting {
			q.waiting = nil
		}
	}()
	if names, ok := p["allowed_updates"].([]any); ok {
		q.allow(names)
	}
	q.confirm(int64(number(p, "offset", 0)))
	if n := len(q.confirmed); repeat && n > 0 {
		again := []json.RawMessage{}
		for _, u := range q.confirmed[max(0, n-3):] {
			again = append(again, u.raw)
		}
		return success(append(again, q.batch(limit)...))
	}
	timer := time.NewTimer(time.Duration(number(p, "timeout", 0)) * time.Second)
	defer timer.Stop()
	for len(q.pending) == 0 {
		wake := q.wake
		s.mu.Unlock()
		var over, ended, gave bool
		select {
		case <-wake:
		case <-timer.C:
			over = true
		case <-waiting:
			ended = true
		case <-ctx.Done():
			gave = true
		}
		s.mu.Lock()
		switch {
		case gave:
			return answer{code: gone}
		case ended:
			return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		case over:
			return success(q.batch(limit))
		}
	}
	return success(q.batch(limit))
}

func (q *queue) allow(names []any) {
	q.allowed = nil
	for _, n := range names {
		name, _ := n.(string)
		if slices.Contains(loadSchema().Updates, name) {
			q.allowed = append(q.allowed, name)
		}
	}
}

// Push puts an update of any kind into the queue, as Telegram would send it but for its update_id, which is given to it
// and returned. It returns 0 if the bot does not want updates of that kind.
func (s *Server) Push(kind string, content map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(kind, content)
}

func (s *Server) push(kind string, content map[string]any) int64 {
	if !s.queue.wants(kind) {
		return 0
	}
	s.queue.last++
	u := update{id: s.queue.last, chat: chatOf(content), kind: kind, at: time.Now()}
	raw, err := json.Marshal(map[string]any{"update_id": u.id, kind: content})
	if err != nil {
		panic(err)
	}
	u.raw = raw
	s.queue.pending = append(s.queue.pending, u)
	close(s.queue.wake)
	s.queue.wake = make(chan struct{})
	return u.id
}

// chatOf finds the chat that an update belongs to; 0 for none.
func chatOf(content map[string]any) int64 {
	switch m := content["message"].(type) {
	case map[string]any:
		return chatOf(m)
	case posted: // one of ours, as in a tap
		return chatOf(map[string]any{"chat": m.Chat})
	}
	if c, ok := content["chat"].(map[string]any); ok {
		switch id := c["id"].(type) {
		case int64:
			return id
		case float64: // from JSON
			return int64(id)
		}
	}
	return 0
}

// Pending returns the numbers of the updates that are not confirmed.
func (s *Server) Pending() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := []int64{}
	for _, u := range s.queue.pending {
		ids = append(ids, u.id)
	}
	return ids
}

// SkipTo makes the next update's number n, as Telegram does after a week without any. It may be lower than the last.
func (s *Server) SkipTo(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.last = n - 1
}

func number(p map[string]any, name string, otherwise int) int {
	if f, ok := p[name].(float64); ok {
		return int(f)
	}
	return otherwise
}

func text(p map[string]any, name string) string {
	s, _ := p[name].(string)
	return s
}
