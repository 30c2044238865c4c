package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// acceptDesk takes in one event of the volunteers' side in one transaction. It fails only if nothing could be stored.
func (b *Bot) acceptDesk(ctx context.Context, e DeskEvent) error {
	_, err := b.press(ctx, e, nil)
	return err
}

// Press takes in a pressed button or a slash command, and returns what the volunteer reads about it, visible to them alone; "" for nothing.
func (b *Bot) Press(ctx context.Context, e DeskEvent) (reply string, err error) {
	p, ok := e.Event.(desk.AgentPressed)
	if !ok || b.desk == nil {
		return "", nil
	}
	return b.press(ctx, e, &press{agent: p.Agent})
}

// press is a button or a command whose answer is shown to the volunteer alone.
type press struct {
	agent desk.AgentID
	text  string
}

func (p *press) answer(text string) {
	if p.text != "" {
		p.text += "\n\n"
	}
	p.text += text
}

func (b *Bot) press(ctx context.Context, e DeskEvent, p *press) (reply string, err error) {
	try := func(fn func(*turn)) error {
		return b.turn(ctx, "", func(t *turn) {
			if t.names, t.users, t.event = e.Names, e.Users, e.Key; p != nil {
				t.pressed = &press{agent: p.agent} // the transaction may run again
			}
			if t.arriveDesk(e) {
				fn(t)
			}
			if t.pressed != nil {
				reply = t.pressed.text
			}
		})
	}
	err = try(func(t *turn) { t.deskEvent(e) })
	if bad, ok := errors.AsType[*panicked](err); ok {
		b.log.Error("panic in an event of the volunteers' side; it was dropped", "kind", bad.kind, "stack", bad.stack)
		err = try(func(*turn) {})
	}
	if err != nil {
		return "", fmt.Errorf("accept an event of the volunteers' side: %w", err)
	}
	return reply, nil
}

// arriveDesk takes an event in, up to what it means. It reports whether it is new and means something.
func (t *turn) arriveDesk(e DeskEvent) bool {
	if e.Cursor != 0 {
		t.tx.SetCursor(t.bot.desk.Name(), e.Cursor)
	}
	if e.Event == nil || t.tx.SeenAtDesk(e.Key) {
		return false
	}
	t.tx.MarkSeenAtDesk(e.Key, t.now)
	for _, key := range e.Covers {
		t.tx.MarkSeenAtDesk(key, t.now)
	}
	return true
}

// deskEvent finds whom an event concerns.
func (t *turn) deskEvent(e DeskEvent) {
	if x, ok := e.Event.(desk.ChannelTrouble); ok {
		t.channelTrouble(x)
		return
	}
	if e.Place == Top || e.Place == Direct {
		t.outsideThreads(e)
		return
	}
	if id, ok := t.tx.TicketOf(string(e.Thread)); ok {
		t.step(id, e.Event)
		return
	}
	// The root post was seen before its receipt: the thread belongs to the ticket that the post names, if that waits for this one.
	stored, k, ok := t.ticket(store.TicketID(e.Ticket))
	if _, pressed := e.Event.(desk.AgentPressed); ok && pressed { // a button names its ticket
		t.take(stored, k, e.Event)
		return
	}
	if !ok || stored.Thread != "" || k.Root == "" || k.Root != e.Root {
		return
	}
	t.step(stored.ID, desk.Delivered{Key: k.Root, Ref: desk.Ref(e.Thread)})
	t.step(stored.ID, e.Event)
}

// channelTrouble tells all tickets that go on.
func (t *turn) channelTrouble(x desk.ChannelTrouble) {
	if x.Trouble == desk.TroubleOver {
		t.reached = true
		t.retryDesk()
	}
	if string(x.Trouble) == t.tx.Trouble() {
		return
	}
	t.trouble = &x.Trouble
	t.tx.SetTrouble(string(x.Trouble))
	for _, id := range t.tx.OpenTickets() {
		if stored, k, ok := t.ticket(id); ok {
			t.take(stored, k, x)
		}
	}
}

// news is what delivery has to know of the turn.
func (t *turn) news() news {
	n := news{put: t.put}
	if t.reached {
		n.open = channelOf(store.OfTicket(""))
	}
	return n
}

// retryDesk lets all that waits for the volunteers' side go at once.
func (t *turn) retryDesk() {
	for _, track := range t.tx.Tracks() {
		if track.Lane != store.Desk {
			continue
		}
		if e, ok := t.tx.Head(track); ok && !e.NotBefore.IsZero() && !e.Damaged {
			e.NotBefore = t.now
			t.tx.Replace(e)
		}
		t.put = append(t.put, lane(track))
	}
}

// outsideThreads answers who writes to the bot alone, with the list of open tickets unless they ask for help. In the channel only the words for the
// desk mean the bot; one that belongs into a thread gets the list of them too, or it would seem to have worked.
func (t *turn) outsideThreads(e DeskEvent) {
	var agent desk.AgentID
	var do desk.Command
	switch x := e.Event.(type) {
	case desk.AgentPosted:
		if agent, do = x.Agent, desk.ParseWords(x.Text).Do; e.Place == Direct && do == "" {
			do = desk.List
		}
	case desk.AgentPressed:
		agent, do = x.Agent, x.Do
	}
	switch do {
	case "":
	case desk.List:
		t.tell(agent, t.openTickets())
	case desk.Help:
		t.tell(agent, desk.HelpText())
	default:
		t.tell(agent, desk.ThreadText()+"\n\n"+t.openTickets())
	}
}

// openTickets is the list of what volunteers have to do.
func (t *turn) openTickets() string {
	var all []desk.Ticket
	for _, id := range t.tx.OpenTickets() {
		if _, k, ok := t.ticket(id); ok {
			all = append(all, k)
		}
	}
	return desk.ListText(desk.Open(all, t.now), t.bot.desk.Link, richtext.Escape)
}
