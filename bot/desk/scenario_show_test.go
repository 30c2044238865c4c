package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// show writes an action as a line; timers are left out, they show when they fire.
func (p *play) show(a desk.Action) string {
	switch a := a.(type) {
	case desk.PostRoot:
		return "root<    new " + p.card(a.Card) + names(a.Mention)
	case desk.UpdateRoot:
		return "root<    " + p.card(a.Card)
	case desk.PostThread:
		who := ""
		if a.Citizen {
			who = "Bürger*in: "
		}
		if a.Location != nil {
			a.Text += "(location)"
		}
		return "thread<  " + who + oneLine(a.Text) + attached(a.Files) + names(a.Mention)
	case desk.UpdateThread:
		return "thread<  " + p.refs[a.Of] + " Bürger*in: " + oneLine(a.Text) + names(a.Mention)
	case desk.Mark:
		return "mark<    " + string(a.Post) + " " + string(a.As)
	case desk.Unmark:
		return "mark<    " + string(a.Post) + " no more " + string(a.As)
	case desk.Tell:
		return "tell<    " + string(a.Agent) + ": " + oneLine(a.Text)
	case desk.ListTickets:
		return "list<    " + string(a.Agent)
	case desk.FindContent:
		return "find<    " + a.Query
	case desk.SendCitizen:
		return "citizen< " + a.Name + ": " + oneLine(a.Text) + attached(a.Files)
	case desk.EditCitizen:
		return "citizen< edit " + p.refs[a.Of] + " " + a.Name + ": " + oneLine(a.Text)
	case desk.DeleteCitizen:
		return "citizen< delete " + p.refs[a.Of]
	case desk.StatusCitizen:
		text, _ := desk.RenderLines(a.Lines, p.texts, "de", p.now)
		return "status<  " + strings.ReplaceAll(text, "\n", " ")
	case desk.SayCitizen:
		return "citizen< " + p.render(a.Text)
	case desk.AskCitizen:
		line := "ask<     " + p.render(a.Text)
		for _, b := range a.Buttons {
			line += " [" + p.render(b.Label) + "]"
		}
		return line
	case desk.AnsweredCitizen:
		if a.Label.ID == "" {
			return "ask<     withdrawn"
		}
		return "ask<     answered: " + p.render(a.Label)
	case desk.Ended:
		return "engine<  ended"
	case desk.Resumed:
		return "engine<  resumed"
	case desk.Erase:
		slices.Sort(a.Posts)
		data, _ := json.Marshal(a)
		return "erase<   " + string(data)
	case desk.Note:
		return strings.TrimSpace("figure<  " + string(a.Figure) + " " + strings.TrimSuffix(a.Took.String(), "0s"))
	case desk.Alert:
		return "alert<   " + string(a.Trouble)
	}
	return ""
}

func (p *play) render(x desk.Text) string {
	text, _ := x.Render(p.texts, "de", p.now)
	return strings.ReplaceAll(text, "\n", " ")
}

func (p *play) card(c desk.Card) string {
	line := string(c.State) + " since " + c.Since.In(p.now.Location()).Format("15:04")
	if c.Owner.Name != "" {
		line += ", " + c.Owner.Among()
	}
	return fmt.Sprintf("%s: %s, %s, %s, %s, %s", line, c.Pseudonym, c.Topic, c.Lang, c.Place, strings.Join(c.Path, " > "))
}

// oneLine keeps long sentences of the desk readable here.
func oneLine(s string) string {
	s = strings.ReplaceAll(s, "\n", " / ")
	if r := []rune(s); len(r) > 110 {
		s = string(r[:110]) + " …"
	}
	return s
}

func names(ids []desk.AgentID) string {
	out := ""
	for _, id := range ids {
		out += " @" + string(id)
	}
	return out
}

func attached(files []desk.File) string {
	out := ""
	for _, f := range files {
		out += " (" + string(f.Kind) + ")"
	}
	return out
}
