package bot_test

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/flows"
)

// city is the other side of the simulation: people with phones, and a messenger that keeps their updates until they are
// confirmed and shows them what is sent. It outlives the crashes of the bot. Whether something goes wrong depends on the seed and on
// what it happens to, not on the order of events, so that a seed shows the same again.
type city struct {
	seed   uint64
	people []*person

	mu      sync.Mutex
	updates []bot.Update // not confirmed yet
	number  int
	faults  map[string]int // attempts so far, by what is attempted
	wrong   []string       // what the model says must not happen
	news    chan struct{}  // there are new updates
	crash   func()
	dead    bool // the process has crashed; nothing that it does has an effect
	crashes int
}

// person is one citizen, what they must see and what they see.
type person struct {
	id              bot.ConversationID
	rng             *rand.Rand
	expect          []reply
	count           int // of the model: inputs since the start or the erasure
	gone            bool
	erased, shocked bool

	seen     []string       // messages shown, repeats included
	shown    *flows.Message // the latest question
	tapped   int            // its serial, once it was tapped
	doubt    map[string]int // messages that may be repeated once more
	receipts map[bot.Receipt]string
	done     bool
}

// reply is a message that must arrive.
type reply struct {
	text     string
	optional bool // the person left or erased everything before it had to arrive
}

var errLine = errors.New("the line was cut")

func newCity(seed uint64) *city {
	c := &city{seed: seed, faults: map[string]int{}, news: make(chan struct{}, 1)}
	for i := range 3 {
		id := bot.ConversationID(fmt.Sprintf("sim:4711%d", i))
		c.people = append(c.people, &person{id: id, rng: rand.New(rand.NewPCG(seed, uint64(i))), doubt: map[string]int{}, receipts: map[bot.Receipt]string{}})
	}
	return c
}

// chance draws a number for a thing: the same one for the same seed.
func (c *city) chance(what ...any) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprint(h, what...)
	return rand.New(rand.NewPCG(c.seed, h.Sum64()))
}

func (c *city) fail(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// die crashes the bot, a few times at most. The caller holds mu.
func (c *city) die() {
	if c.crashes < 6 && !c.dead {
		c.crashes++
		c.dead = true
		c.crash()
	}
}

// post puts an update where the bot finds it.
func (c *city) post(p *person, u bot.Update, replies ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.number++
	u.Key, u.Conversation = fmt.Sprint("u", c.number), p.id
	c.updates = append(c.updates, u)
	for _, r := range replies {
		p.expect = append(p.expect, reply{text: r})
	}
	select {
	case c.news <- struct{}{}:
	default:
	}
}

// forgive makes all that is expected so far optional.
func (c *city) forgive(p *person) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range p.expect {
		p.expect[i].optional = true
	}
}

func (c *city) Name() string { return "sim" }

// Receive hands in what is not confirmed, people side by side, now and then twice.
func (c *city) Receive(ctx context.Context, _ int64, accept func(context.Context, bot.Update) error) error {
	for ctx.Err() == nil {
		c.mu.Lock()
		batch := append([]bot.Update(nil), c.updates...)
		c.mu.Unlock()
		var side sync.WaitGroup
		for _, p := range c.people {
			side.Go(func() { c.handIn(ctx, p, batch, accept) })
		}
		side.Wait()
		select {
		case <-ctx.Done():
		case <-c.news:
		}
	}
	return ctx.Err()
}

func (c *city) handIn(ctx context.Context, p *person, batch []bot.Update, accept func(context.Context, bot.Update) error) {
	for _, u := range batch {
		if u.Conversation != p.id {
			continue
		}
		luck := c.chance("update", u.Key).IntN(20)
		if c.try("before", u.Key) && luck == 0 && c.kill() {
			return
		}
		if accept(ctx, u) != nil {
			return
		}
		if luck == 1 && accept(ctx, u) != nil {
			return
		}
		if c.try("after", u.Key) && luck == 2 && c.kill() {
			return // accepted, not confirmed: it comes again
		}
		c.confirm(u.Key)
	}
}

// try reports whether this is the first time.
func (c *city) try(what ...any) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := fmt.Sprint(what...)
	c.faults[key]++
	return c.faults[key] == 1
}

// kill crashes the bot and reports whether it did.
func (c *city) kill() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.die()
	return c.dead
}

func (c *city) confirm(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dead {
		return
	}
	for i, u := range c.updates {
		if u.Key == key {
			c.updates = append(c.updates[:i], c.updates[i+1:]...)
			return
		}
	}
}

// Send shows a message to a person, or fails in one of the ways of the world.
func (c *city) Send(ctx context.Context, to bot.ConversationID, out bot.Outbound) (bot.Receipt, error) {
	text := delivered{out: out}.String()
	c.mu.Lock()
	key := fmt.Sprint("send", to, text)
	c.faults[key]++
	attempt := c.faults[key]
	c.mu.Unlock()
	luck := c.chance(key, attempt)
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(time.Duration(luck.IntN(2000)) * time.Millisecond):
	}
	r, err := c.outcome(to, out, text, attempt, luck)
	if err != nil {
		time.Sleep(time.Duration(luck.IntN(5000)) * time.Millisecond) // bad news may be old news
	}
	return r, err
}

func (c *city) outcome(to bot.ConversationID, out bot.Outbound, text string, attempt int, luck *rand.Rand) (bot.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.person(to)
	switch {
	case c.dead:
		return "", errLine
	case p.gone:
		return "", &bot.SendError{Kind: bot.Gone, Cause: errors.New("blocked")}
	case c.refuses(to, text):
		return "", &bot.SendError{Kind: bot.Refused, Cause: errors.New("bad request")}
	}
	switch n := luck.IntN(40); {
	case attempt > 4 || n >= 12:
	case n < 3:
		return "", &bot.SendError{Kind: bot.Temporary, Cause: errLine}
	case n < 5:
		return "", &bot.SendError{Kind: bot.Throttled, After: 3 * time.Second, Cause: errLine}
	case n == 5:
		return "", errLine
	case n < 9: // it takes effect, and the answer is lost
		c.show(p, out, text)
		p.doubt[text]++
		return "", &bot.SendError{Kind: bot.Temporary, Cause: errLine}
	case n == 9:
		c.die()
		return "", errLine
	default:
		r := c.show(p, out, text)
		c.die()
		return r, nil
	}
	return c.show(p, out, text), nil
}

func (c *city) person(id bot.ConversationID) *person {
	for _, p := range c.people {
		if p.id == id {
			return p
		}
	}
	panic("a message to nobody: " + string(id))
}

// refuses says of some messages that they will never be accepted.
func (c *city) refuses(to bot.ConversationID, text string) bool {
	return strings.HasPrefix(text, "Nummer") && !strings.Contains(text, "->") && c.chance("refused", to, text).IntN(25) == 0
}

// show puts a message on a person's screen.
func (c *city) show(p *person, out bot.Outbound, text string) bot.Receipt {
	switch {
	case out.Answered != nil:
		if p.receipts[out.Answered.Receipt] != out.Answered.Message.Text {
			c.fail("%s: an edit of something else: %q", p.id, out.Answered.Message.Text)
		}
	case out.Edit != nil:
		if _, ok := p.receipts[out.Edit.Receipt]; !ok {
			c.fail("%s: an edit of nothing: %q", p.id, text)
		}
		p.receipts[out.Edit.Receipt] = out.Edit.Message.Text
		return out.Edit.Receipt
	case out.Callback == nil:
		p.seen = append(p.seen, text)
		if out.Message != nil && len(out.Message.Choices) > 0 {
			p.shown = out.Message
		}
		r := bot.Receipt(fmt.Sprint(p.id, "/", len(p.seen)))
		if out.Message != nil {
			p.receipts[r] = text
		}
		return r
	}
	return ""
}
