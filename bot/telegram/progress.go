package telegram

import (
	"errors"
	"hash/fnv"
	"sync"

	"github.com/digitaler-lotse/lotse/bot"
)

// progress remembers which steps of an entry were done when a later one failed: the pieces of a long message, the groups of files. The host
// sends the whole entry again, and none is repeated. It is lost with the process; then the pieces are repeated, as any message whose
// receipt was not stored. The zero value is ready.
type progress struct {
	mu   sync.Mutex
	open map[int64]mark // by chat; only chats with an entry begun
}

// mark is how far an entry has come.
type mark struct {
	steps []uint64 // what was done, as hashes
	done  []int    // ids of the messages sent; a step may send several
}

// did notes that a step was done and which messages it has sent; step says what it sends.
func (m *mark) did(step string, ids ...int) {
	m.steps, m.done = append(m.steps, hash(step)), append(m.done, ids...)
}

func hash(step string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(step))
	return h.Sum64()
}

// resume returns how far the entry of these steps has come; step says what one of them sends. An entry that was begun may have become
// shorter since: a question that was answered asks for nothing more. Any other entry shows that the one begun was given up.
func (p *progress) resume(chat int64, steps int, step func(i int) string) mark {
	p.mu.Lock()
	defer p.mu.Unlock()
	begun, ok := p.open[chat]
	if !ok {
		return mark{}
	}
	delete(p.open, chat)
	if len(begun.steps) > steps {
		return mark{}
	}
	for i, done := range begun.steps {
		if done != hash(step(i)) {
			return mark{}
		}
	}
	return begun
}

// suspend keeps the mark if the host is going to send the entry again.
func (p *progress) suspend(chat int64, m mark, err error) {
	fail, ok := errors.AsType[*bot.SendError](err)
	if len(m.steps) == 0 || ok && (fail.Kind == bot.Gone || fail.Kind == bot.Refused) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open == nil {
		p.open = map[int64]mark{}
	}
	p.open[chat] = m
}
