package bot

import (
	"encoding/json"
	"regexp"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// act carries out one action of a ticket. Timers need nothing: the store knows when the ticket's first one is due. An Alert is one for all
// tickets and is logged where the trouble comes in.
func (t *turn) act(k store.Ticket, now desk.Ticket, a desk.Action) {
	switch a := a.(type) {
	case desk.PostRoot, desk.UpdateRoot, desk.PostThread, desk.UpdateThread, desk.Mark, desk.Unmark, desk.Tell:
		t.actDesk(k, a)
	case desk.SendCitizen, desk.EditCitizen, desk.DeleteCitizen, desk.StatusCitizen, desk.SayCitizen, desk.AskCitizen, desk.AnsweredCitizen:
		t.actCitizen(k, now, a)
	case desk.ListTickets:
		t.tell(a.Agent, t.openTickets())
	case desk.FindContent:
		found := desk.Pushed{}
		if t.bot.find != nil {
			found = t.bot.find(a.Query, a.Lang, now.Place)
		}
		found.Agent, found.Post = a.Agent, a.Post
		t.step(k.ID, found)
	case desk.Suggest:
		if t.bot.suggest != nil {
			t.step(k.ID, desk.Suggested{Titles: t.bot.suggest(a.Text)})
		}
	case desk.Ended:
		if current, ok := t.tx.CurrentTicket(k.Conversation); !ok || current == k.ID {
			t.turnTo(k.Conversation)
			t.advance(flows.DeskClosed{}, "")
		}
	case desk.Resumed:
		t.tx.SetCurrentTicket(k.Conversation, k.ID)
		t.turnTo(k.Conversation)
		t.advance(flows.DeskResumed{}, "")
	case desk.Note:
		t.tx.Count(string(a.Figure), a.Took, t.now)
	}
}

// turnTo makes a conversation the one whose session the turn is about.
func (t *turn) turnTo(id ConversationID) {
	if t.id != id {
		t.id, t.session = id, nil
	}
}

// actDesk puts an action towards the volunteers into the outbox.
func (t *turn) actDesk(k store.Ticket, a desk.Action) {
	out := DeskOutbound{Ticket: desk.TicketID(k.ID), Made: t.now}
	var key, of desk.Key
	switch a := a.(type) {
	case desk.PostRoot:
		out.Root, key = &a, a.Key
	case desk.UpdateRoot:
		out.UpdateRoot, of = &a, a.Of
	case desk.PostThread:
		out.Post, key = &a, a.Key
	case desk.UpdateThread:
		out.Update, of = &a, a.Of
	case desk.Mark:
		out.Mark = &a
	case desk.Unmark:
		out.Unmark = &a
	case desk.Tell:
		if t.pressed != nil && t.pressed.agent == a.Agent {
			t.pressed.answer(a.Text)
			return
		}
		out.Tell, key = &a, a.Key
	}
	t.out = append(t.out, queued{Entry: store.Entry{Conversation: store.OfTicket(k.ID), Lane: store.Desk, Created: t.now, Edit: key == "",
		Ticket: k.ID, Key: string(key), Of: string(of), First: out.Root != nil, Needed: out.Root != nil, Body: encodeDesk(out)}})
}

// tell answers one volunteer outside of threads.
func (t *turn) tell(agent desk.AgentID, text string) {
	if t.pressed != nil && t.pressed.agent == agent {
		t.pressed.answer(text)
		return
	}
	key := desk.Key("tell/" + t.event)
	t.out = append(t.out, queued{Entry: store.Entry{Conversation: store.OfTicket(store.TicketID("@" + agent)), Lane: store.Desk, Created: t.now, Key: string(key),
		Body: encodeDesk(DeskOutbound{Made: t.now, Tell: &desk.Tell{Key: key, Agent: agent, Text: text}})}})
}

// actCitizen puts an action towards the citizen into the outbox.
func (t *turn) actCitizen(k store.Ticket, now desk.Ticket, a desk.Action) {
	say := func(x desk.Text) *flows.Message {
		text, in := x.Render(t.engine.Set.Texts, now.Lang, t.now)
		return &flows.Message{Text: text, Lang: in}
	}
	switch a := a.(type) {
	case desk.SendCitizen:
		if len(a.Files) > 0 {
			t.talk(k, Outbound{Files: &FileGroup{Caption: byline(a.Name), Lang: now.Lang, Files: a.Files}}, a.Key, "")
			return
		}
		text := a.Text
		if !a.Content {
			text = t.bot.desk.Readable(text)
		}
		t.talk(k, Outbound{Message: signed(a.Name, text, now.Lang)}, a.Key, "")
	case desk.EditCitizen:
		t.talk(k, Outbound{Edit: &Edit{Message: *signed(a.Name, t.bot.desk.Readable(a.Text), now.Lang)}}, a.Key, a.Of)
	case desk.DeleteCitizen:
		t.talk(k, Outbound{Delete: &Deletion{}}, a.Key, a.Of)
	case desk.StatusCitizen:
		text, in := desk.RenderLines(a.Lines, t.engine.Set.Texts, now.Lang, t.now)
		m := &flows.Message{Text: text, Lang: in}
		if a.Of == "" {
			t.talk(k, Outbound{Message: m}, a.Key, "")
		} else {
			t.talk(k, Outbound{Edit: &Edit{Message: *m}}, a.Key, a.Of)
		}
	case desk.SayCitizen:
		t.talk(k, Outbound{Message: say(a.Text)}, a.Key, "")
	case desk.AskCitizen:
		m := say(a.Text)
		for _, b := range a.Buttons {
			m.Choices = append(m.Choices, flows.Button{ID: b.ID, Label: say(b.Label).Text})
		}
		t.talk(k, Outbound{Message: m}, a.Key, "")
	case desk.AnsweredCitizen:
		answer := &AnsweredQuestion{Message: *say(a.Text)}
		if a.Label.ID != "" {
			answer.Label = say(a.Label).Text
		}
		t.talk(k, Outbound{Answered: answer}, "", a.Of)
	}
}

// talk puts something of a ticket's into the citizen's outbox. What changes an earlier entry's message gets its receipt when it is sent.
func (t *turn) talk(k store.Ticket, out Outbound, key, of desk.Key) {
	t.out = append(t.out, queued{Entry: store.Entry{Conversation: k.Conversation, Lane: store.Messages, Created: t.now, Direct: t.direct,
		Edit: of != "", Ticket: k.ID, Key: string(key), Of: string(of), Body: encode(out)}, out: &out})
}

// byline names who speaks to the citizen.
func byline(name string) string { return "**" + richtext.Escape(name) + ":**" }

// blockStart begins Markdown that needs a line of its own.
var blockStart = regexp.MustCompile("^\\s*(?:[-*+]\\s|#+\\s|\\d+[.)]\\s|>|\\||```|~~~)")

// signed is what a volunteer wrote, with the name.
func signed(name, text, lang string) *flows.Message {
	space := " "
	if blockStart.MatchString(text) {
		space = "\n\n"
	}
	return &flows.Message{Text: byline(name) + space + text, Lang: lang}
}

func encodeDesk(out DeskOutbound) []byte {
	data, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain data: a bug of ours
	}
	return data
}
