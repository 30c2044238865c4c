package mattermost

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// card renders a root post. The first line says most, since phones show it alone.
func (c *Channel) card(k desk.Card) string {
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			b.WriteString("\n**" + label + ":** " + value)
		}
	}
	b.WriteString(c.state(k) + " · **" + oneLine(k.Topic) + "** · " + oneLine(k.Pseudonym))
	b.WriteString("\n")
	line("Sprache", oneLine(desk.LanguageName(k.Lang)))
	line("Ort", oneLine(k.Place))
	path := make([]string, len(k.Path))
	for i, step := range k.Path {
		path[i] = oneLine(step)
	}
	line("Weg bisher", strings.Join(path, " → "))
	if said := richtext.Parse(k.Said); said.Len() > 0 {
		line("Der Lotse sagte zuletzt", "\n"+quoted(said))
	}
	if k.Rule != "" {
		b.WriteString("\n\n" + k.Rule)
	}
	return strings.TrimRight(b.String(), "\n")
}

// state is a sign and words: a screen reader reads no colours.
func (c *Channel) state(k desk.Card) string {
	when := c.clock(k.Since)
	switch k.State {
	case desk.Claimed:
		return ":speech_balloon: übernommen von " + oneLine(k.Owner.Among()) + when
	case desk.Closed:
		return ":white_check_mark: abgeschlossen" + when
	case desk.Erased:
		return ":wastebasket: gelöscht"
	default:
		return ":bell: wartet" + strings.Replace(when, " am ", " seit ", 1)
	}
}

func (c *Channel) clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(c.zone).Format(" am 02.01. um 15:04 Uhr")
}

// oneLine makes a text literal and keeps it in its line.
func oneLine(s string) string { return Literal(strings.Join(strings.Fields(s), " ")) }

// quoted renders a text as a quotation.
func quoted(t richtext.Text) string {
	return "> " + strings.ReplaceAll(t.Markdown(), "\n", "\n> ")
}
