package content

import (
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// events reads termine.yaml.
func (r *reader) events(file *source.Node) {
	topics := map[string]ability{}
	for _, n := range items(file, "topics") {
		if !r.unique("topic", n.Get("id")) {
			continue
		}
		t := &topic{text(n, "id"), text(n, "title"), text(n, "ask")}
		topics[t.id] = ability{}
		r.at(n.Get("ask"))
		r.nameText("topic", n, "title", "Titel eines Themas")
		r.c.topics = append(r.c.topics, t)
	}
	for _, n := range items(file, "events") {
		if !r.unique("event", n.Get("id")) {
			continue
		}
		e := &event{record: r.record(n), id: text(n, "id"), title: text(n, "title"), topic: text(n, "topic"), place: text(n, "place"), where: text(n, "where"),
			languages: texts(n, "languages"), note: text(n, "note")}
		if topic := n.Get("topic"); topic != nil && topic.Value != "" {
			if _, ok := topics[e.topic]; !ok {
				r.Error("topic", topic.At, source.T("Ein Thema „%s“ steht oben unter „topics“ nicht.", "There is no topic %q under \"topics\" above.", e.topic))
			}
		}
		r.at(n.Get("place"))
		if r.times(n, e) {
			r.eventTexts(n)
			r.c.events = append(r.c.events, e)
		}
	}
}

// times reads when an event takes place and reports whether that is usable.
func (r *reader) times(n *source.Node, e *event) bool {
	start := n.Get("start")
	if start == nil || start.Kind != source.Scalar {
		return false // the shape has said so
	}
	ok := false
	if e.start, e.wholeDay, ok = r.moment(start); !ok {
		return false
	}
	e.length, _ = source.ParseDuration(text(n, "duration"))
	for _, day := range list(n.Get("except")) {
		if t, err := time.Parse(time.DateOnly, day.Value); err == nil {
			e.except = append(e.except, t)
		}
	}
	for _, also := range list(n.Get("also")) {
		if t, _, ok := r.moment(also); ok {
			e.also = append(e.also, t)
		}
	}
	rule := n.Get("repeat")
	if rule == nil || rule.Value == "" {
		return true
	}
	var err error
	if e.repeat, err = parseRepeat(rule.Value, e.start); err != nil {
		d := r.Error("repeat", rule.At, source.T("Diese Wiederholung kann Lotse nicht benutzen: Sie ist unlesbar, wiederholt sich innerhalb eines Tages oder tritt nie ein.", "Lotse cannot use this recurrence: it is illegible, repeats within a day or never comes true."))
		d.Hint = source.T("Jeden Montag: FREQ=WEEKLY;BYDAY=MO. Am ersten und dritten Montag im Monat: FREQ=MONTHLY;BYDAY=1MO,3MO", "Every Monday: FREQ=WEEKLY;BYDAY=MO. The first and third Monday of a month: FREQ=MONTHLY;BYDAY=1MO,3MO")
		return false
	}
	return true
}

// moment reads when something begins.
func (r *reader) moment(n *source.Node) (t time.Time, wholeDay, ok bool) {
	t, wholeDay, err := parseStart(n.Value, r.c.calendar.Location)
	if err != nil {
		d := r.Error("start", n.At, source.T("Diesen Zeitpunkt kann Lotse nicht lesen.", "Lotse cannot read this moment."))
		d.Hint = source.T("Schreiben Sie Tag und Uhrzeit so: 2026-12-07 15:00", "Write day and time like this: 2026-12-07 15:00")
	}
	return t, wholeDay, err == nil
}

// past warns of an event that is over for good.
func (c *Catalogue) past(ds *source.Diagnostics, e *event, today time.Time) {
	if len(e.next(today, 1)) == 0 {
		ds.Warn("past", e.checkedAt, source.T("Der Termin „%s“ ist vorbei. Er kann gelöscht werden.", "The date %q is over. It can be deleted.", e.title))
	}
}
