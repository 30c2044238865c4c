package transcript

import (
	"io"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Print writes events in the notation of transcripts.
func Print(w io.StringWriter, events []Event) {
	for _, e := range events {
		text := e.Text
		if e.Who == "lotse" {
			text = Render(e.Message)
		}
		prefix := (e.Who + "<" + indent)[:len(indent)]
		for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
			_, _ = w.WriteString(strings.TrimRight(prefix+line, " ") + "\n")
			prefix = indent
		}
	}
}

// Render is a message as a transcript shows it: the text as it can be read, without markup, then the buttons in one line.
func Render(m flows.Message) string {
	var buttons []string
	for _, b := range m.Links {
		buttons = append(buttons, "["+b.Label+" → "+b.URL+"]")
	}
	for _, b := range m.Choices {
		buttons = append(buttons, "["+b.Label+"]")
	}
	for _, b := range m.Nav {
		if b.ID != "n."+string(flows.CmdBack) && b.ID != "n."+string(flows.CmdMenu) {
			buttons = append(buttons, "["+b.Label+"]")
		}
	}
	if m.Location {
		buttons = append(buttons, "[Standort]")
	}
	text := richtext.Parse(m.Text).Terminal(false, 0)
	if len(buttons) == 0 {
		return text
	}
	return strings.TrimRight(text, "\n") + "\n" + strings.Join(buttons, " ")
}
