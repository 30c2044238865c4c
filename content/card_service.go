package content

import (
	"slices"
	"strings"
	"unicode"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// portal is the page of a service in the federal portal, by its LeiKa key.
const portal = "https://verwaltung.bund.de/leistungsverzeichnis/de/leistung/"

// maxLines is what fits on the screen of a phone; the least important facts give way.
const maxLines = 11

// serviceCard shows a service, as far as known for the place somebody lives in.
func (c *Catalogue) serviceCard(s *service, lang string, about flows.About) flows.Card {
	k := c.newCard(lang)
	s, k.facts = c.serviceIn(s, k.in)
	url := c.urlIn(s, about.Place)
	k.title(s, about.Place)
	k.responsible(s, about.Place)
	k.line("card.deadline", s.deadline, s.doubtful("deadline"))
	k.line("card.fee", s.fee, s.doubtful("fee"))
	k.line("card.documents", k.joined(s.documents, "; "), s.doubtful("documents"))
	k.online(s, url)
	k.room(func() { k.plain(s.note, s.doubtful("note")) })
	k.room(func() { k.line("card.duration", s.duration, s.doubtful("duration")) })
	k.room(func() { k.nearest(s, about) })
	k.origin(&s.record)
	k.onlineLink(s, url)
	if url == "" && s.kind == single {
		k.link("card.link.portal", portal+s.leika, false)
	}
	return k.done(nil)
}

// onlineCard shows what is needed to do a service online, and the way there.
func (c *Catalogue) onlineCard(s *service, lang string, about flows.About) flows.Card {
	k := c.newCard(lang)
	s, k.facts = c.serviceIn(s, k.in)
	url := c.urlIn(s, about.Place)
	k.title(s, about.Place)
	if url == "" {
		k.raw(k.label("card.no_link"), false)
		return k.done(nil)
	}
	k.line("card.ready", k.joined(s.documents, "; "), s.doubtful("documents"))
	k.line("card.online", s.onlineNote, s.doubtful("online"))
	k.origin(&s.record)
	k.onlineLink(s, url)
	return k.done(nil)
}

// title names the service, and the municipality that the card holds for where that makes a difference.
func (k *card) title(s *service, home string) {
	name := "**" + richtext.Escape(s.name) + "**"
	switch {
	case !s.local():
	case home == "":
		name = k.label("card.for_nobody", "name", name)
	default:
		name = k.label("card.for", "name", name, "place", richtext.Escape(short(home)))
	}
	k.raw(name, false)
}

// local reports whether the answer depends on the municipality.
func (s *service) local() bool {
	for name := range s.responsible {
		if name != all {
			return true
		}
	}
	return len(s.urlFor) > 0
}

// online says in one line how it goes online and what one needs to sign in, as far as that is known.
func (k *card) online(s *service, url string) {
	before := len(k.lines)
	if url != "" || s.url == "" {
		k.line("card.online", s.onlineNote, s.doubtful("online") || url == "" && !s.onlineSure) // else the link says it
	}
	if url != "" && slices.Contains([]string{bundID, needsEid, easierWithEid}, s.level) {
		k.raw(k.label("card.level."+s.level), s.eid != "" && !s.eidSure)
	}
	if said := k.lines[before:]; len(said) == 2 {
		k.lines = append(k.lines[:before], strings.TrimSuffix(said[0], ".")+". "+said[1])
	}
}

// onlineLink leads to the online service; what is only a form or tells about it is not called one.
func (k *card) onlineLink(s *service, url string) {
	label := "card.link.online"
	if s.onlyTells(url) {
		label = "card.link." + s.page
	}
	k.link(label, url, !s.onlineSure || s.doubtful("online"))
}

// nearest names the place where the service is done, with what somebody needs to decide whether to go.
func (k *card) nearest(s *service, about flows.About) {
	if s.can == "" {
		return
	}
	home := about.Place
	if _, known := k.c.municipalities[home]; !known {
		home = ""
	}
	found, caution := k.c.find(flows.PlacesQuery{Can: s.can}, home, k.c.origin(home, about.Location), 1)
	if len(found) == 0 || caution {
		return
	}
	p := found[0]
	name, _, _ := strings.Cut(p.name, " (")
	text := name
	if p.street != "" && !p.uncertain && !p.doubtful("address") {
		text = strings.Trim(strings.Join([]string{name, p.street, p.town}, ", "), ", ")
	}
	known := within(text, k.c.office(k.c.service(s.id), home)) // names are German in every language
	if p.hours != nil && !about.Now.IsZero() && !k.c.callFirst(p, about.Now) {
		text, known = text+", "+k.opening(k.c.opening(p, about.Now)), false
	}
	if !known {
		k.line("card.nearest", text, false)
	}
}

// within reports whether a text says each word and number of another one, so that the other one is no news.
func within(part, text string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	all := words(text)
	for _, w := range words(part) {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}

// room adds what is only worth it if there is room left for it and the last lines.
func (k *card) room(add func()) {
	if len(k.lines)+2 < maxLines {
		add()
	}
}

// urlIn is the link that holds for a municipality; without one ("") the link that holds for most.
func (c *Catalogue) urlIn(s *service, home string) string {
	switch {
	case len(s.urlFor) == 0 || slices.Contains(s.urlFor, home) || slices.Contains(s.urlFor, c.associationOf(home)):
		return s.url
	case home == "" && s.elsewhere == "":
		return s.url
	}
	return s.elsewhere
}
