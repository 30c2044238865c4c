package content

import (
	"slices"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// maxDates is how many dates are shown for one question.
const maxDates = 3

// occurrence is one occurrence of an event.
type occurrence struct {
	*event
	at time.Time
}

// upcoming are the next dates of a topic, the earliest first.
func (c *Catalogue) upcoming(topic string, now time.Time, n int) []occurrence {
	var out []occurrence
	for _, e := range c.events {
		if e.topic != topic {
			continue
		}
		for _, t := range e.next(now, n) {
			out = append(out, occurrence{e, t})
		}
	}
	slices.SortStableFunc(out, func(a, b occurrence) int { return a.at.Compare(b.at) })
	return out[:min(n, len(out))]
}

// eventsCard shows the next dates of a topic; if none is known it says so and names whom to ask.
func (c *Catalogue) eventsCard(id, lang string, about flows.About) (flows.Card, bool) {
	i := slices.IndexFunc(c.topics, func(t *topic) bool { return t.id == id })
	if i < 0 {
		return flows.Card{}, false
	}
	k, t := c.newCard(lang), c.topics[i]
	k.raw("**"+richtext.Escape(k.name("topic", t.id, t.title))+"**", false)
	dates := c.upcoming(id, about.Now, maxDates)
	if len(dates) == 0 || about.Now.IsZero() {
		k.raw(k.label("events.none"), false)
		k.ask(c.place(t.ask))
		return k.done(nil), true
	}
	for i, d := range dates {
		again := i > 0 && d.id == dates[i-1].id
		dates[i].event = k.event(d.event)
		k.occurrence(dates[i], about.Now.In(c.calendar.Location), again)
	}
	first := dates[0]
	k.line("events.languages", k.joined(first.languages, ", "), first.doubtful("languages"))
	k.plain(first.note, first.doubtful("note"))
	k.origin(&first.record)
	var venue *flows.Venue
	if p := c.place(first.place); p != nil && p.onMap() {
		venue = &flows.Venue{Name: p.name, Address: p.address(), Lat: p.point.Lat, Lon: p.point.Lon}
	}
	card := k.done(venue)
	card.Begins = first.at
	card.File = &flows.File{Name: id + ".ics", Text: c.ics(first.event, about.Now)}
	return card, true
}

// event is an event with its texts in the language of the card.
func (k *card) event(e *event) *event {
	e, facts := k.c.eventIn(e, k.in)
	k.facts.german, k.facts.translated = k.facts.german || facts.german, k.facts.translated || facts.translated
	return e
}

// occurrence adds one date with its place; both are said already if it is the same event again.
func (k *card) occurrence(o occurrence, now time.Time, again bool) {
	when := k.label("events.whole_day", "day", k.weekday(o.at), "date", k.day(o.at))
	if !o.wholeDay {
		clock := k.clock(o.at)
		if o.length > 0 {
			clock = k.label("events.span", "from", clock, "to", k.clock(o.at.Add(o.length)))
		}
		when = k.label("open.date", "day", k.weekday(o.at), "date", k.day(o.at), "time", clock)
		if sameDay(now, o.at) {
			when = k.label("events.today", "time", clock)
		}
	}
	if again {
		k.raw(richtext.Escape(sentence(when)), o.doubtful("start"))
		return
	}
	where := o.where
	if p := k.c.place(o.place); p != nil {
		where = p.name + ", " + p.address()
	}
	text := richtext.Escape(o.title + ": " + when)
	if where != "" {
		text = k.label("events.one", "text", text, "place", richtext.Escape(where))
	}
	k.raw(text, o.doubtful("start"))
}

// ask names a place where people know more.
func (k *card) ask(p *place) {
	switch {
	case p == nil:
	case p.phone == "":
		k.raw(k.label("events.ask", "name", richtext.Escape(p.name)), false)
	default:
		k.raw(k.label("events.ask_phone", "name", richtext.Escape(p.name), "phone", callable(p.phone)), p.doubtful("phone"))
	}
}
