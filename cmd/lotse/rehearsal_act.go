package main

import (
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

// act carries out an action: it is shown, and at once delivered.
func (r *rehearsal) act(a desk.Action, t desk.Ticket, now time.Time) {
	switch a := a.(type) {
	case desk.PostRoot, desk.UpdateRoot, desk.PostThread, desk.UpdateThread, desk.Mark, desk.Unmark, desk.Tell, desk.ListTickets, desk.Erase:
		r.actThread(a, now)
	case desk.FindContent:
		found := r.content.Push(a.Query, a.Lang, t.Place, now)
		r.take(desk.Pushed{Agent: a.Agent, Post: a.Post, Found: found.Title != "", Title: found.Title, Text: found.Text, Near: found.Near}, now)
	case desk.Suggest:
		r.take(desk.Suggested{Titles: r.content.Suggest(a.Text)}, now)
	case desk.Ended:
		r.done = append(r.done, transcript.Done{Input: flows.DeskClosed{}})
	case desk.Resumed:
		r.done = append(r.done, transcript.Done{Input: flows.DeskResumed{}})
	default:
		r.actCitizen(a, t, now)
	}
}

// actThread shows what volunteers see.
func (r *rehearsal) actThread(a desk.Action, now time.Time) {
	switch a := a.(type) {
	case desk.PostRoot:
		r.desk("neues Anliegen: " + head(a.Card) + r.names(a.Mention))
		r.card = state(a.Card)
		r.deliver(a.Key, now)
	case desk.UpdateRoot:
		if s := state(a.Card); s != r.card {
			r.card = s
			r.desk("oben steht: " + s)
		}
	case desk.PostThread:
		if a.Citizen {
			a.Text = "Bürger*in: " + join(a.Text, brackets(a.Files), where(a.Location))
		}
		r.desk(a.Text + r.names(a.Mention))
		r.deliver(a.Key, now)
	case desk.UpdateThread:
		r.desk("Bürger*in, geändert: " + a.Text + r.names(a.Mention))
	case desk.Mark:
		r.desk(sign(a.As))
	case desk.Tell:
		r.desk(strings.TrimSpace(r.names([]desk.AgentID{a.Agent})) + " " + a.Text)
		r.deliver(a.Key, now)
	case desk.ListTickets:
		lines := desk.Open([]desk.Ticket{r.ticket()}, now)
		list := desk.ListText(lines, func(desk.PostID) string { return "" }, func(s string) string { return s })
		r.desk(strings.ReplaceAll(list, "]()", "]"))
	case desk.Erase:
		r.desk("Der Faden ist gelöscht.")
	}
}

// actCitizen shows what the citizen gets.
func (r *rehearsal) actCitizen(a desk.Action, t desk.Ticket, now time.Time) {
	render := func(x desk.Text) string {
		text, _ := x.Render(r.texts, t.Lang, now)
		return text
	}
	switch a := a.(type) {
	case desk.SendCitizen:
		r.lotse(flows.Message{Text: byline(a.Name) + join(a.Text, brackets(a.Files))})
		r.deliver(a.Key, now)
	case desk.EditCitizen:
		r.lotse(flows.Message{Text: "(geändert) " + byline(a.Name) + a.Text})
		r.deliver(a.Key, now)
	case desk.DeleteCitizen:
		r.lotse(flows.Message{Text: "(gelöscht)"})
		r.deliver(a.Key, now)
	case desk.StatusCitizen:
		text, _ := desk.RenderLines(a.Lines, r.texts, t.Lang, now)
		if a.Of != "" {
			text = "(geändert) " + text
		}
		r.lotse(flows.Message{Text: text})
		r.deliver(a.Key, now)
	case desk.SayCitizen:
		r.lotse(flows.Message{Text: render(a.Text)})
		r.deliver(a.Key, now)
	case desk.AskCitizen:
		r.asked = r.turns
		m := flows.Message{Text: render(a.Text)}
		for _, b := range a.Buttons {
			m.Choices = append(m.Choices, flows.Button{ID: b.ID, Label: render(b.Label)})
		}
		r.lotse(m)
		r.deliver(a.Key, now)
	}
}

// deliver tells the ticket that something has arrived.
func (r *rehearsal) deliver(k desk.Key, now time.Time) {
	if k != "" {
		r.take(desk.Delivered{Key: k, Ref: desk.Ref("r" + string(k))}, now)
	}
}

func (r *rehearsal) desk(text string) {
	r.done = append(r.done, transcript.Done{Event: transcript.Event{Who: "desk", Text: strings.TrimSpace(text)}})
}

func (r *rehearsal) lotse(m flows.Message) {
	r.done = append(r.done, transcript.Done{Event: transcript.Event{Who: "lotse", Message: m, Text: m.Text}})
}

// names are mentions, such as " @karla".
func (r *rehearsal) names(agents []desk.AgentID) string {
	out := ""
	for _, a := range agents {
		out += " @" + string(a)
	}
	return out
}

// head is the root post in one line.
func head(c desk.Card) string {
	parts := []string{c.Topic, c.Pseudonym, "Sprache " + c.Lang}
	if c.Place != "" {
		parts = append(parts, "Ort: "+c.Place)
	}
	if len(c.Path) > 0 {
		parts = append(parts, "Weg: "+strings.Join(c.Path, " > "))
	}
	return strings.Join(parts, ", ")
}

func state(c desk.Card) string {
	switch c.State {
	case desk.Claimed:
		return "übernommen von " + c.Owner.Among()
	case desk.Closed:
		return "abgeschlossen"
	}
	return "wartet"
}

func sign(m desk.MarkKind) string {
	return map[desk.MarkKind]string{desk.MarkDelivered: "✔", desk.MarkFailed: "❌", desk.MarkInternal: "🔒", desk.MarkSeen: "👀"}[m]
}

func byline(name string) string { return "**" + richtext.Escape(name) + ":** " }

func brackets(files []desk.File) string {
	var out []string
	for _, f := range files {
		out = append(out, "("+string(f.Kind)+")")
	}
	return strings.Join(out, " ")
}

func where(l *desk.Location) string {
	if l == nil {
		return ""
	}
	return "(location)"
}

// join puts the parts that are there into one line.
func join(parts ...string) string {
	there := slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(there, " ")
}
