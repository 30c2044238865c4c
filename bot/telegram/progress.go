package telegram

import (
	"errors"
	"hash/fnv"
	"io"
	"sync"

	"github.com/digitaler-lotse/lotse/bot"
)

// progress remembers which steps of an entry were done when a later one failed: the pieces of a long message, the groups of files. The host
// sends the whole entry again, and none is repeated. It is lost with the process; then the pieces are repeated, as any message whose
// receipt was not stored. The zero value is ready.
type progress struct {
	mu   sync.Mutex
	open map[int64]mark // by chat; only chats with a message begun
}

// mark is how far a message has come.
type mark struct {
	print uint64 // of the entry; a chat's next one may be another
	steps int    // done
	done  []int  // ids of the messages sent; a step may send several
}

// resume returns how far the entry of these steps has come; step says what one of them sends. An entry of one step is not
// remembered.
func (p *progress) resume(chat int64, steps int, step func(i int) string) mark {
	if steps == 1 {
		return mark{}
	}
	h := fnv.New64a()
	for i := range steps {
		io.WriteString(h, step(i))
		h.Write([]byte{0})
	}
	m := mark{print: h.Sum64()}
	p.mu.Lock()
	defer p.mu.Unlock()
	if begun, ok := p.open[chat]; ok && begun.print == m.print {
		return begun
	}
	return m
}

// suspend keeps the mark if the host is going to send the entry again.
func (p *progress) suspend(chat int64, m mark, err error) {
	fail, ok := errors.AsType[*bot.SendError](err)
	if m.steps == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if ok && (fail.Kind == bot.Gone || fail.Kind == bot.Refused) {
		delete(p.open, chat)
		return
	}
	if p.open == nil {
		p.open = map[int64]mark{}
	}
	p.open[chat] = m
}

// finish forgets the chat's mark.
func (p *progress) finish(chat int64, m mark) {
	if m.print == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, chat)
}
