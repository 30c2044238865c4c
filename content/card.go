package content

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// What the ids of cards begin with that are not of services.
const (
	placePrefix     = "place/"
	neighbourPrefix = "neighbour/"
)

// Card shows a service by its id, its way online by "online/" and its id, a place by "place/" and its id, where to turn to outside the district by "neighbour/" and the name of
// the place there, or the next dates of a topic by "events/" and its id; false if there is none.
func (c *Catalogue) Card(id, lang string, about flows.About) (flows.Card, bool) {
	if place, ok := strings.CutPrefix(id, placePrefix); ok {
		if p := c.place(place); p != nil {
			return c.placeCard(p, lang, view{about: about, from: c.origin("", about.Location), matters: true}), true
		}
		return flows.Card{}, false
	}
	if name, ok := strings.CutPrefix(id, neighbourPrefix); ok {
		return c.neighbourCard(name, lang)
	}
	if topic, ok := strings.CutPrefix(id, flows.EventsPrefix); ok {
		return c.eventsCard(topic, lang, about)
	}
	if id, ok := strings.CutPrefix(id, flows.OnlinePrefix); ok {
		if s := c.service(id); s != nil {
			return c.onlineCard(s, lang, about), true
		}
		return flows.Card{}, false
	}
	if s := c.service(id); s != nil {
		return c.serviceCard(s, lang, about), true
	}
	return flows.Card{}, false
}

// place is the place of an id; nil if there is none.
func (c *Catalogue) place(id string) *place { return c.directory.byID[id] }

// neighbourCard says where somebody turns to who lives outside the district.
func (c *Catalogue) neighbourCard(name, lang string) (flows.Card, bool) {
	website, known := c.neighbours[name]
	if !known && !c.gazetteer.Foreign(name) {
		return flows.Card{}, false
	}
	k := c.newCard(lang)
	k.raw(k.label("card.outside", "place", richtext.Escape(name)), false)
	k.link("card.link.website", website, false)
	return k.done(nil), true
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

// serviceName is what a service is called in a language.
func (c *Catalogue) serviceName(id, lang string) string {
	return c.nameOf("service", id, c.service(id).name, lang)
}

// Messages are the ids of the texts that cards are made of, for checks that all of them exist.
func Messages() []string {
	return []string{
		"card.phone", "card.mail", "card.hours", "card.hours_undated", "card.hours_fresh", "card.hours_then", "card.call_first", "card.ask_first",
		"card.access", "card.access_unknown", "card.wheelchair.yes", "card.wheelchair.limited", "card.wheelchair.no", "card.lift.yes", "card.lift.no", "card.toilet.yes", "card.toilet.no",
		"card.loop.yes", "card.loop.no", "card.signing.yes", "card.signing.no", "card.parking.yes", "card.parking.no", "card.languages", "card.can", "card.stop",
		"card.unknown", "card.unknown.address", "card.unknown.phone", "card.unknown.hours", "card.unknown.access", "card.address_distance", "card.other_distance", "card.other_open", "card.other_closed",
		"card.ask_there", "card.check", "card.check_all", "card.kind", "card.source", "card.source_dated", "card.source_public", "card.source_public_dated", "card.no_source", "card.german", "card.german_some", "card.outside",
		"open.now", "open.until", "open.later", "open.perhaps", "open.holiday", "open.closed", "open.closed_today", "open.opens", "open.tomorrow", "open.weekday", "open.date", "open.hour", "open.minute",
		"open.weekdays", "open.date_layout", "events.one", "events.span", "events.whole_day", "events.today", "events.none", "events.ask", "events.ask_phone", "events.languages", "push.flow",
		"card.responsible", "card.responsible_in", "card.responsible_case", "card.responsible_rest", "card.responsible_unknown", "card.deadline", "card.fee", "card.duration", "card.documents", "card.online", "card.level.bundid", "card.level.eid", "card.level.eid-optional", "card.for", "card.for_nobody", "card.nearest", "card.ready", "card.no_link",
		"emergency.112", "emergency.110", "emergency.116117", "emergency.116116", "emergency.telefonseelsorge",
		"card.link.website", "card.link.booking", "card.link.route", "card.link.online", "card.link.form", "card.link.info", "card.link.portal", "card.link.check",
	}
}

// A card in the making.
type card struct {
	c     *Catalogue
	lang  string // asked for
	in    string // of the labels
	facts wording
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

// joined lists texts with ", " or "; " between them, as the card's language writes these.
func (k *card) joined(texts []string, mark string) string {
	return strings.Join(texts, flows.ListMark(k.in, mark))
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
	switch {
	case k.in == flows.German || !k.facts.german:
	case k.facts.translated:
		k.raw(k.label("card.german_some"), false)
	default:
		k.raw(k.label("card.german"), false)
	}
	k.cite(r)
}

// cite adds where the record comes from, and when somebody looked.
func (k *card) cite(r *record) {
	checked := r.checked.Format(k.label("date_layout"))
	id := "card.source"
	switch {
	case len(r.sources) == 0:
		k.raw(k.label("card.no_source", "checked", checked), false)
		return
	case citation(r.sources) == "":
		id = "card.source_public"
	}
	if r.asOf != "" {
		id += "_dated"
	}
	k.raw(k.label(id, "source", richtext.Escape(citation(r.sources)), "as_of", richtext.Escape(r.asOf), "checked", checked), false)
}

func (k *card) done(venue *flows.Venue) flows.Card {
	return flows.Card{Text: strings.Join(k.lines, "\n"), Lang: k.in, Links: k.links, Venue: venue}
}

// encyclopediaRE finds copies of encyclopedias: whoever reads "Source" expects somebody who knows first hand.
var encyclopediaRE = regexp.MustCompile(`(?i)wiki|pedia|academic`)

// citation names the first source that says something to a reader; "" if all of them are copies of encyclopedias or bare numbers.
func citation(sources []string) string {
	for _, s := range sources {
		name := cited(s)
		if !encyclopediaRE.MatchString(s) && strings.ContainsFunc(name, unicode.IsLetter) {
			return name
		}
	}
	return ""
}

// cited names a source in one word or two: the words before its link, or the link's host.
func cited(source string) string {
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
