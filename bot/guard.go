package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"runtime/debug"
)

// panicked is a panic of our own code. It does not hold the panic's value, which may quote what a citizen wrote.
type panicked struct {
	kind  string // the runtime's words, or the type of the value
	stack string
}

func (p *panicked) Error() string { return "panic: " + p.kind }

// guard calls fn and turns a panic into an error. It is the only place that recovers.
func guard(fn func() error) (err error) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		p := &panicked{kind: fmt.Sprintf("%T", v), stack: string(debug.Stack())}
		if r, ok := v.(runtime.Error); ok {
			p.kind = r.Error()
		}
		err = p
	}()
	return fn()
}

// pseudonym is how a conversation is called in logs: the same within this data file, and meaningless without it.
func (b *Bot) pseudonym(id ConversationID) string {
	mac := hmac.New(sha256.New, b.secret)
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil)[:6])
}
