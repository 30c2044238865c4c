package flows

import (
	"maps"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Describe lists what a session knows of a person, as Markdown in the person's language.
func (e *Engine) Describe(s Session) string {
	t := &turn{Engine: e, s: s}
	get := func(id string) string { return e.Set.Texts.get(s.Lang(), id) }
	var b strings.Builder
	b.WriteString(get("data_intro"))
	line := func(name, value string) { b.WriteString("\n- " + name + ": " + value) }
	line(get("data_language"), richtext.Escape(s.Lang()))
	for _, name := range slices.Sorted(maps.Keys(s.Vars)) {
		if name != langVar {
			value, _ := t.variable(name)
			line(richtext.Escape(name), value)
		}
	}
	if at, ok := s.At(); ok {
		if f := e.Set.flow[at.Flow]; f != nil {
			title, _ := e.Set.Texts.Get(s.Lang(), f.ID+".title", t.variable)
			line(get("data_position"), title)
		}
	}
	if s.Ticket != nil {
		line(get("data_ticket"), get("yes"))
	}
	return b.String()
}
