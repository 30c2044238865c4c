package content

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// portal is the page of a service in the federal portal, by its LeiKa key.
const portal = "https://verwaltung.bund.de/leistungsverzeichnis/de/leistung/"

// maxLines is what fits on the screen of a phone; the least important facts give way.
const maxLines = 9

// serviceCard shows a service, as far as known for the place somebody lives in.
func (c *Catalogue) serviceCard(s *service, lang string, about flows.About) flows.Card {
	k := c.newCard(lang)
	s, k.facts = c.serviceIn(s, k.in)
	k.raw("**"+richtext.Escape(s.name)+"**", false)
	k.responsible(s, about.Place)
	k.line("card.deadline", s.deadline, s.doubtful("deadline"))
	k.line("card.fee", s.fee, s.doubtful("fee"))
	k.line("card.documents", strings.Join(s.documents, "; "), s.doubtful("documents"))
	url := s.urlIn(about.Place)
	if url != "" || s.url == "" {
		k.line("card.online", s.onlineNote, s.doubtful("online"))
	}
	k.plain(s.note, s.doubtful("note"))
	k.room(func() { k.line("card.duration", s.duration, s.doubtful("duration")) })
	k.room(func() { k.line("card.eid", s.eid, !s.eidSure || s.doubtful("eid")) })
	k.origin(&s.record)
	k.link("card.link.online", url, !s.onlineSure || s.doubtful("online"))
	if url == "" && s.kind == single {
		k.link("card.link.portal", portal+s.leika, false)
	}
	return k.done(nil)
}

// room adds what is only worth it if there is room left for it and the last lines.
func (k *card) room(add func()) {
	if len(k.lines)+2 < maxLines {
		add()
	}
}

// urlIn is the link that holds for a municipality; without one ("") the link that holds for most.
func (s *service) urlIn(home string) string {
	switch {
	case len(s.urlFor) == 0 || slices.Contains(s.urlFor, home):
		return s.url
	case home == "" && s.elsewhere == "":
		return s.url
	}
	return s.elsewhere
}

// responsible says who is responsible in a municipality; if it is unknown (""), who is responsible where.
func (k *card) responsible(s *service, home string) {
	doubtful := s.doubtful("responsible")
	who, ok := s.responsible[home]
	if !ok && home != "" {
		who = s.responsible[rest]
	}
	if who == "" {
		who = s.responsible[all]
	}
	switch {
	case who != "":
		k.line("card.responsible", who, doubtful)
	case home == "" && len(s.responsible) > 0:
		k.everywhere(s, doubtful)
	case len(s.responsible) > 0 && len(s.cases) == 0:
		k.raw(k.label("card.responsible_unknown"), false)
	}
	for _, p := range s.cases {
		k.raw(k.label("card.responsible_case", "case", richtext.Escape(p.key), "text", richtext.Escape(p.value)), s.doubtful("cases"))
	}
}

// everywhere lists who is responsible in which municipality, the rest last.
func (k *card) everywhere(s *service, doubtful bool) {
	var names []string
	for name := range s.responsible {
		if name != rest && name != all {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		k.raw(k.label("card.responsible_in", "place", short(name), "text", richtext.Escape(s.responsible[name])), doubtful)
	}
	k.line("card.responsible_rest", s.responsible[rest], doubtful)
}
