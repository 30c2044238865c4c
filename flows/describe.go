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
	line(get("data_language"), get("language_name"))
	for _, name := range slices.Sorted(maps.Keys(s.Vars)) {
		if name != langVar {
			value, _ := t.variable(name)
			line(e.variableName(name, s.Lang()), value)
		}
	}
	if topics := e.topics(s, s.Lang()); len(topics) > 0 {
		line(get("data_topics"), richtext.Escape(strings.Join(topics, ListMark(s.Lang(), ", "))))
	}
	for _, r := range s.Reminders {
		line(get("data_reminder"), e.moment(r.At, s.Lang())+ListMark(s.Lang(), ", ")+richtext.Escape(e.matter(r, s.Lang())))
	}
	if s.Ticket != nil {
		line(get("data_ticket"), get("yes"))
	}
	return b.String()
}

// variableName is what people call a variable: the message "var."+name, else the name itself.
func (e *Engine) variableName(name, lang string) string {
	if label := e.Set.Texts.get(lang, "var."+name); label != "" {
		return label
	}
	return richtext.Escape(name)
}

// topics are the titles of the flows that the person went through, without those that only show the way.
func (e *Engine) topics(s Session, lang string) []string {
	var out []string
	for _, id := range s.Path {
		if service, ok := strings.CutPrefix(id, serviceFlow+"/"); ok && e.Catalogue != nil {
			if found, ok := e.Catalogue.Service(service, lang, About{}); ok {
				out = append(out, found.Name)
			}
			continue
		}
		if f := e.Set.flow[id]; f != nil && !isReserved(id) {
			out = append(out, e.Set.Texts.get(lang, id+".title"))
		}
	}
	return out
}
