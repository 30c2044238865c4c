package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/flows"
)

// live is what a person does. Each step also tells the model what must come of it.
func (c *city) live(p *person) {
	c.post(p, said("/start"), hello)
	for i := range 9 {
		time.Sleep(time.Duration(p.rng.IntN(8000)) * time.Millisecond)
		switch n := p.rng.IntN(20); {
		case n < 4:
			c.tap(p)
		case n == 4 && !p.shocked:
			p.shocked = true
			c.post(p, said("Panik"), fault)
		case n == 5 && c.seed%2 == 1: // in every other city; those of kept seeds stay as they were
			c.remind(p)
		case n == 5:
			c.wait(p)
		case n == 6 && !p.erased: // these once, so that no answer is expected in two places
			p.erased = true
			c.erase(p)
		case n == 7:
			c.goAway(p)
		default:
			p.count++
			word := fmt.Sprintf("GEHEIM%d", i)
			c.post(p, said(word), fmt.Sprintf("Nummer %d: %s", p.count, word))
		}
	}
	c.mu.Lock()
	p.done = true
	c.mu.Unlock()
}

func said(text string) bot.Update { return bot.Update{Input: flows.Said{Text: text}} }

// tap taps a button of the question on the screen, which may be an old one. The second tap on the same question counts no more.
func (c *city) tap(p *person) {
	c.mu.Lock()
	m := p.shown
	c.mu.Unlock()
	if m == nil || m.Serial == p.tapped || len(m.Choices) == 0 {
		return
	}
	p.tapped = m.Serial
	p.count++
	u := bot.Update{Input: flows.Tapped{ID: m.Choices[0].ID}, Callback: fmt.Sprint("cb", p.count)}
	c.post(p, u, fmt.Sprintf("Nummer %d: getippt", p.count))
}

// wait says nothing until the time of a question is up.
func (c *city) wait(p *person) {
	p.count++
	c.await(p, "Warten", fmt.Sprintf("Warte %d", p.count), fmt.Sprintf("Zeit um %d", p.count))
}

// remind says nothing until a reminder comes, which at night is in the morning.
func (c *city) remind(p *person) {
	p.count++
	c.await(p, "Erinnern", fmt.Sprintf("Bis später %d", p.count), fmt.Sprintf("Es ist so weit.\n\nErinnert %d", p.count))
}

// await says something that is answered, and waits for what comes of it later, before the menu.
func (c *city) await(p *person, text, answer, end string) {
	c.post(p, said(text), answer, end)
	word := "unbekannt"
	for _, r := range p.expect[:len(p.expect)-2] {
		if _, after, ok := strings.Cut(r.text, ": "); ok && strings.HasPrefix(r.text, "Nummer") {
			word = after
		}
	}
	c.mu.Lock()
	p.expect = append(p.expect, reply{text: fmt.Sprintf("Nummer %d: %s", p.count, word)})
	c.mu.Unlock()
	for range 20 * 60 { // minutes
		time.Sleep(time.Minute)
		if c.sees(p, end) {
			return
		}
	}
}

func (c *city) sees(p *person, text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(p.seen, text)
}

// erase erases everything. What had not arrived yet may be gone.
func (c *city) erase(p *person) {
	c.forgive(p)
	p.count = 100 // as the flow does, so that no answer can be taken for an earlier one
	c.post(p, said("Erase"), "Ich lösche jetzt alles über Sie. Was keinen Namen trägt, bleibt.", "Nummer 100: unbekannt")
}

// goAway blocks the bot for a while; every other time the messenger tells.
func (c *city) goAway(p *person) {
	c.forgive(p)
	c.mu.Lock()
	p.gone = true
	c.mu.Unlock()
	tell := p.rng.IntN(2) == 0
	if tell {
		c.post(p, bot.Update{Presence: bot.Left})
	}
	time.Sleep(time.Duration(p.rng.IntN(6000)) * time.Millisecond)
	c.mu.Lock()
	p.gone = false
	c.mu.Unlock()
	if tell {
		c.post(p, bot.Update{Presence: bot.Returned})
	}
}

// judge compares what a person saw with what they must have seen: everything, in order, and repeated only where there was doubt.
func (c *city) judge(p *person, dead map[string]bool) {
	next, last := 0, ""
	for _, text := range p.seen {
		if text == last && p.doubt[text] > 0 && (next == len(p.expect) || p.expect[next].text != text) {
			p.doubt[text]--
			continue
		}
		at := next
		for at < len(p.expect) && p.expect[at].text != text && (p.expect[at].optional || c.refuses(p.id, p.expect[at].text)) {
			at++
		}
		if at == len(p.expect) || p.expect[at].text != text {
			c.fail("%s: %q came out of order, twice or for nothing", p.id, text)
			return
		}
		next, last = at+1, text
	}
	for _, r := range p.expect[next:] {
		if !r.optional && !c.refuses(p.id, r.text) {
			c.fail("%s: %q never came", p.id, r.text)
		}
	}
	for _, r := range p.expect {
		if c.refuses(p.id, r.text) && !r.optional && !dead[string(p.id)+r.text] {
			c.fail("%s: %q is no dead letter", p.id, r.text)
		}
	}
}
