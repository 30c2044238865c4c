package content

import (
	"net/url"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// placePrefix begins the id of a place's card.
const placePrefix = "place/"

// Card shows a service by its id, or a place by "place/" and its id; false if there is none.
func (c *Catalogue) Card(id, lang string, about flows.About) (flows.Card, bool) {
	if place, ok := strings.CutPrefix(id, placePrefix); ok {
		if p := c.place(place); p != nil {
			return c.placeCard(p, lang, false), true
		}
		return flows.Card{}, false
	}
	if s := c.service(id); s != nil {
		return c.serviceCard(s, lang, about), true
	}
	return flows.Card{}, false
}

// place is the place of an id; nil if there is none.
func (c *Catalogue) place(id string) *place {
	for _, p := range c.places {
		if p.id == id {
			return p
		}
	}
	return nil
}

// service is the service of an id; nil if there is none.
func (c *Catalogue) service(id string) *service {
	for _, s := range c.services {
		if s.id == id {
			return s
		}
	}
	return nil
}

// Messages are the ids of the texts that cards are made of, for checks that all of them exist.
func Messages() []string {
	return []string{
		"card.phone", "card.mail", "card.hours", "card.hours_undated", "card.access", "card.access_note", "card.wheelchair.yes", "card.wheelchair.limited", "card.wheelchair.no",
		"card.lift.yes", "card.lift.no", "card.ask_there", "card.check", "card.check_all", "card.kind", "card.source", "card.source_dated", "card.no_source", "card.german",
		"card.responsible", "card.responsible_in", "card.responsible_case", "card.responsible_rest", "card.responsible_unknown", "card.deadline", "card.fee", "card.duration", "card.documents", "card.online", "card.eid",
		"emergency.112", "emergency.110", "emergency.116117", "emergency.116116", "emergency.telefonseelsorge",
		"card.link.website", "card.link.booking", "card.link.route", "card.link.online", "card.link.portal", "card.link.check",
	}
}

// A card in the making.
type card struct {
	c     *Catalogue
	lang  string // asked for
	in    string // of the labels
	lines []string
	links []flows.Button
}

func (c *Catalogue) newCard(lang string) *card {
	_, in := c.text(lang, "card.check", nil)
	return &card{c: c, lang: lang, in: in}
}

// label is a text of the messages; vars are placeholder, value, placeholder, value …
func (k *card) label(id string, vars ...string) string {
	text, _ := k.c.text(k.lang, id, func(name string) (string, bool) {
		for i := 0; i+1 < len(vars); i += 2 {
			if vars[i] == name {
				return vars[i+1], true
			}
		}
		return "", false
	})
	return text
}

// line adds a labelled fact; nothing if it is unknown. The label's placeholder is {text}.
func (k *card) line(id, fact string, doubtful bool) {
	if fact == "" {
		return
	}
	k.raw(k.label(id, "text", richtext.Escape(fact)), doubtful)
}

// plain adds a fact without a label.
func (k *card) plain(fact string, doubtful bool) {
	if fact != "" {
		k.raw(richtext.Escape(fact), doubtful)
	}
}

// raw adds Markdown.
func (k *card) raw(markdown string, doubtful bool) {
	if doubtful {
		markdown += " " + k.label("card.check")
	}
	k.lines = append(k.lines, markdown)
}

// link adds a button; nothing if there is no address.
func (k *card) link(id, url string, doubtful bool) {
	if url == "" {
		return
	}
	label := k.label(id)
	if doubtful {
		label = k.label("card.link.check", "text", label)
	}
	k.links = append(k.links, flows.Button{Label: label, URL: url})
}

// origin adds the last lines: how sure the record is, and where it comes from.
func (k *card) origin(r *record) {
	if r.uncertain {
		k.raw(k.label("card.check_all"), false)
	}
	if k.in != flows.German {
		k.raw(k.label("card.german"), false)
	}
	checked := r.checked.Format(k.label("date_layout"))
	switch {
	case len(r.sources) == 0:
		k.raw(k.label("card.no_source", "checked", checked), false)
	case r.asOf == "":
		k.raw(k.label("card.source", "source", richtext.Escape(citation(r.sources[0])), "checked", checked), false)
	default:
		k.raw(k.label("card.source_dated", "source", richtext.Escape(citation(r.sources[0])), "as_of", richtext.Escape(r.asOf), "checked", checked), false)
	}
}

func (k *card) done(venue *flows.Venue) flows.Card {
	return flows.Card{Text: strings.Join(k.lines, "\n"), Lang: k.in, Links: k.links, Venue: venue}
}

// citation names a source in one word or two: the words before its link, or the link's host.
func citation(source string) string {
	words, address, found := strings.Cut(source, "http")
	if words, _, _ = strings.Cut(words, ";"); found && words == "" {
		address, _, _ = strings.Cut(address, " ")
		if u, err := url.Parse("http" + address); err == nil && u.Host != "" {
			return strings.TrimPrefix(strings.TrimSuffix(u.Hostname(), "."), "www.")
		}
	}
	words, _, _ = strings.Cut(words, " (")
	return strings.TrimRight(strings.TrimSpace(words), ":")
}
