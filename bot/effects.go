package bot

import (
	"encoding/json"
	"strings"

	"github.com/digitaler-lotse/lotse/bot/redact"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// maxNotUnderstood is how much of a text editors get to see, in runes.
const maxNotUnderstood = 300

// effect carries out one effect of the engine.
func (t *turn) effect(e flows.Effect) {
	switch e := e.(type) {
	case flows.Message:
		t.send(Outbound{Message: &e})
	case flows.Venue:
		t.send(Outbound{Venue: &e})
	case flows.Answered:
		t.answered(e)
	case flows.Timer:
		t.tx.SetTimer(store.Timer{Conversation: t.id, Question: e.Serial, Due: e.At})
		t.timed = true
	case flows.Remind:
		t.tx.SetReminder(t.id, e.At)
		t.timed = true
	case flows.File:
		t.send(Outbound{File: &e})
	case flows.Rating:
		t.tx.Rate(e.Flow, e.Helpful, t.now)
	case flows.NotUnderstood:
		t.tx.AddNotUnderstood(store.NotUnderstood{Text: clip(redact.Text(e.Text), maxNotUnderstood), Lang: e.Lang, At: e.At.String()}, t.now)
	case flows.Forget:
		if m := t.from.Message; m != "" {
			t.send(Outbound{Delete: &Deletion{Message: m}})
		}
	case flows.Do:
		t.do(e)
	case flows.Fault:
		t.faults = append(t.faults, e)
	case flows.Handoff:
		t.handOff(e)
	case flows.Relay:
		t.relay()
	case flows.Leave:
		t.leave()
	}
}

// send puts something at the end of what this turn sends.
func (t *turn) send(out Outbound) {
	e := store.Entry{
		Conversation: t.id,
		Lane:         store.Messages,
		Created:      t.now,
		Direct:       t.direct,
		Edit:         out.Answered != nil,
		Body:         encode(out),
	}
	if out.Callback != nil {
		e.Lane = store.Callbacks
	}
	if out.Message != nil {
		e.Question = out.Message.Serial
	}
	t.out = append(t.out, queued{e, &out})
}

// enqueue puts what the turn sends into the outbox, but nothing to a citizen who has left.
func (t *turn) enqueue() {
	for _, q := range t.out {
		if q.Lane != store.Desk && t.tx.Left(q.Conversation) {
			continue
		}
		q.Number = t.tx.Enqueue(q.Entry)
		t.put = append(t.put, q)
	}
	t.out = nil
}

// answered takes the keyboard from a question: by an edit if it was sent, else before it is.
func (t *turn) answered(a flows.Answered) {
	if r, ok := t.tx.Receipt(t.id, a.Serial); ok {
		t.tx.DropReceipt(t.id, a.Serial)
		if out, err := decode(r.Body); err == nil && out.Message != nil {
			t.send(Outbound{Answered: &AnsweredQuestion{Message: *out.Message, Receipt: Receipt(r.Receipt), Label: a.Label}})
		}
		return
	}
	e, ok := t.tx.Question(t.id, a.Serial)
	if !ok {
		return // too old to be edited; its buttons still work
	}
	out, err := decode(e.Body)
	if err != nil || out.Message == nil {
		return
	}
	out.Message.Choices, out.Message.Nav, out.Message.Location = nil, nil, false
	// A send of the old form may be under way; settle sees by the revision that it has to be edited then.
	e.Body, e.Question, e.Answer = encode(out), 0, a.Label
	e.Revision++
	t.tx.Replace(e)
}

// do carries out an action of the flows.
func (t *turn) do(d flows.Do) {
	switch d.Action {
	case "show-data":
		t.showData(*t.session)
	case "erase":
		t.forget()
		t.say(t.session.Lang(), msgErased)
	}
}

func encode(out Outbound) []byte {
	data, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain data: a bug of ours
	}
	return data
}

func decode(data []byte) (out Outbound, err error) {
	err = json.Unmarshal(data, &out)
	return out, err
}

func clip(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return strings.TrimSpace(string(r[:runes])) + " …"
}
