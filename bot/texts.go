package bot

import (
	"strconv"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Messages of the host itself.
const (
	msgFault   = "host_fault"   // an apology; the word for the menu leads on
	msgLost    = "host_lost"    // where the conversation stood is lost, it starts over
	msgErased  = "host_erased"  // what cannot be erased, and when it goes
	msgActive  = "data_active"  // label: when the citizen last did something
	msgWaiting = "data_waiting" // label: number of messages on their way
	msgDead    = "data_dead"    // label: number of messages that could not be delivered
	msgTalk    = "data_talk"    // label: a talk with volunteers, by the invented name
	msgNames   = "data_channel" // what else is stored: the number of the chat; what is kept without any name
)

// Messages lists the ids of the texts that the host needs from the content.
func Messages() []string {
	return []string{msgFault, msgLost, msgErased, msgActive, msgWaiting, msgDead, msgTalk, msgNames}
}

// say sends one of the host's own sentences. Where the content lacks it, the engine's apology stands in rather than silence.
func (t *turn) say(lang, id string) {
	text, in := t.engine.Set.Texts.Get(lang, id, nil)
	if text == "" {
		text, in = t.engine.Set.Texts.Get(lang, "fault", nil)
	}
	t.send(Outbound{Message: &flows.Message{Text: text, Lang: in}})
}

// showData says what is stored: what the engine knows, and what the host has beside it.
func (t *turn) showData(next flows.Session) {
	lang := next.Lang()
	label := func(id string) string {
		text, _ := t.engine.Set.Texts.Get(lang, id, nil)
		return text
	}
	text := t.engine.Describe(next)
	line := func(id, value string) { text += "\n- " + label(id) + ": " + value }
	if stored, ok := t.tx.Session(t.id); ok && !stored.Active.IsZero() {
		line(msgActive, stored.Active.In(t.bot.zone).Format(label("date_layout")))
	}
	waiting, dead := 0, 0
	for range t.tx.Waiting(t.id) {
		waiting++
	}
	for range t.tx.DeadOf(t.id) {
		dead++
	}
	line(msgWaiting, strconv.Itoa(waiting))
	if dead > 0 {
		line(msgDead, strconv.Itoa(dead))
	}
	for _, id := range t.tx.TicketsOf(t.id) {
		if _, k, ok := t.ticket(id); ok {
			line(msgTalk, richtext.Escape(k.Pseudonym)+", "+k.Opened.In(t.bot.zone).Format(label("date_layout")))
		}
	}
	text += "\n\n" + label(msgNames)
	t.send(Outbound{Message: &flows.Message{Text: text, Lang: lang}})
}
