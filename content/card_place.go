package content

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// view is for whom and when a place is shown.
type view struct {
	about   flows.About
	from    *gazetteer.Point // where the person is, for the distance; nil if unknown
	caution bool             // nobody knows whether the matter can be dealt with there
	matters bool             // nobody asked for a matter: say what can be dealt with there
}

// placeCard shows a place. What is unknown is said to be unknown.
func (c *Catalogue) placeCard(p *place, lang string, v view) flows.Card {
	k := c.newCard(lang)
	p, k.facts = c.placeIn(p, k.in)
	title := "**" + richtext.Escape(p.name) + "**"
	if kind, ok := c.kinds[p.kind]; ok && k.in != flows.German {
		if called := k.name("kind", p.kind, kind.name); !strings.Contains(p.name, strings.ReplaceAll(called, "-", "")) {
			title = k.label("card.kind", "name", title, "kind", called)
		}
	}
	k.raw(title, false)
	if v.caution {
		k.raw(k.label("card.ask_there"), false)
	}
	if v.about.Accessible {
		k.access(p, true)
	}
	k.address(p, v.from)
	k.phone(p)
	k.line("card.mail", p.mail, p.doubtful("mail"))
	k.hours(p, v.about.Now)
	if !v.about.Accessible {
		k.access(p, false)
	}
	if v.matters {
		k.abilities(p)
	}
	k.line("card.languages", p.speaks(), p.doubtful("languages"))
	k.line("card.stop", p.stop, p.doubtful("stop"))
	k.plain(p.note, p.doubtful("note"))
	k.unknown(p, v.about.Accessible)
	k.origin(&p.record)
	k.link("card.link.booking", p.booking, p.doubtful("booking"))
	k.link("card.link.website", p.website, p.doubtful("website"))
	if !p.onMap() {
		if p.street != "" && p.town != "" { // a map finds the address; where exactly that is, we do not say
			k.link("card.link.route", "https://www.openstreetmap.org/search?query="+url.QueryEscape(p.address()), p.doubtful("address"))
		}
		return k.done(nil)
	}
	lat, lon := strconv.FormatFloat(p.point.Lat, 'f', -1, 64), strconv.FormatFloat(p.point.Lon, 'f', -1, 64)
	k.link("card.link.route", "https://www.openstreetmap.org/?mlat="+lat+"&mlon="+lon+"#map=18/"+lat+"/"+lon, p.doubtful("coordinates"))
	return k.done(&flows.Venue{Name: p.name, Address: p.address(), Lat: p.point.Lat, Lon: p.point.Lon})
}

// abilities lists what can be dealt with at a place.
func (k *card) abilities(p *place) {
	var names []string
	for _, id := range p.can {
		names = append(names, k.name("ability", id, k.c.abilities[id].name))
	}
	k.line("card.can", k.joined(names, "; "), p.doubtful("can"))
}

// address is street, postcode and town as far as they are known.
func (p *place) address() string {
	town := strings.TrimSpace(p.postcode + " " + p.town)
	if p.street == "" {
		return town
	}
	return strings.Trim(p.street+", "+town, ", ")
}

// address adds where the place is, and how far away from the person.
func (k *card) address(p *place, from *gazetteer.Point) {
	text := p.address()
	if text == "" {
		return
	}
	if km, ok := p.distance(from); ok {
		text = k.label("card.address_distance", "text", richtext.Escape(text), "km", kilometres(km))
	} else {
		text = richtext.Escape(text)
	}
	k.raw(text, p.doubtful("address"))
}

// distance is the way as the crow flies, in kilometres; false if one of the ends is not known well enough to say so.
func (p *place) distance(from *gazetteer.Point) (float64, bool) {
	if from == nil || p.point == nil || p.accuracy == "minute" || p.accuracy == "unknown" {
		return 0, false
	}
	return from.Distance(*p.point), true
}

// kilometres are whole ones, at least 1.
func kilometres(km float64) string { return strconv.Itoa(max(1, int(math.Round(km)))) }

func (k *card) hours(p *place, now time.Time) {
	if p.hours == nil {
		return
	}
	shown, state := p.hours.Render(k.in), ""
	if k.in != flows.German && slices.ContainsFunc(p.hours.Comments(), func(c string) bool { return hours.Remark(k.in, c) == c }) {
		k.facts.german = true
	}
	if !now.IsZero() {
		o := k.c.opening(p, now)
		if o.comment = hours.Remark(k.in, o.comment); strings.Contains(shown, o.comment) {
			o.comment = "" // it is read in the hours
		}
		state = richtext.Escape(k.opening(o))
	}
	text := richtext.Escape(shown)
	if !k.c.callFirst(p, now) {
		text = k.label("card.hours_fresh", "now", sentence(state), "text", text)
	} else {
		text = k.label(undated("card.hours", p.hoursAsOf), "as_of", richtext.Escape(p.hoursAsOf), "call", k.callFirst(p), "text", text)
		if state != "" {
			text = k.label("card.hours_then", "text", strings.TrimSuffix(text, "."), "now", state)
		}
	}
	if p.hoursNote != "" {
		text = strings.TrimSuffix(text, ".") + ". " + richtext.Escape(p.hoursNote)
	}
	k.raw(text, false) // doubts are said by the request to call first
}

// undated is the label for facts whose age nobody knows.
func undated(id, asOf string) string {
	if asOf == "" {
		return id + "_undated"
	}
	return id
}

// callFirst asks people to call, or to ask where no number is known.
func (k *card) callFirst(p *place) string {
	if p.phone == "" {
		return k.label("card.ask_first")
	}
	return k.label("card.call_first")
}

// access adds how to get in. Who asked for it is told also that it is unknown.
func (k *card) access(p *place, asked bool) {
	var known []string
	if p.wheelchair != "" {
		known = append(known, k.label("card.wheelchair."+p.wheelchair))
	}
	for _, f := range p.facilities {
		known = append(known, k.label("card."+f))
	}
	text := k.joined(known, ", ")
	if p.accessNote != "" {
		if text != "" {
			text += ". "
		}
		text += richtext.Escape(p.accessNote)
	}
	switch {
	case text != "":
		k.raw(k.label("card.access", "text", text), p.doubtful("access"))
	case asked:
		k.raw(k.label("card.access_unknown"), false)
	}
}

// unknown lists what somebody would look for and nobody knows.
func (k *card) unknown(p *place, accessSaid bool) {
	var missing []string
	for _, f := range []struct {
		id string
		is bool
	}{
		{"address", p.street == "" && p.town == ""}, {"phone", p.phone == ""}, {"hours", p.hours == nil},
		{"access", !accessSaid && p.wheelchair == "" && len(p.facilities) == 0 && p.accessNote == ""},
	} {
		if f.is {
			missing = append(missing, k.label("card.unknown."+f.id))
		}
	}
	if len(missing) > 0 {
		k.raw(k.label("card.unknown", "text", k.joined(missing, ", ")), false)
	}
}

// maxName is how much of a place's name fits on a button beside distance and state.
const maxName = 26

// alternative is what a button says that leads to a place.
func (c *Catalogue) alternative(p *place, lang string, now time.Time, from *gazetteer.Point) string {
	k := c.newCard(lang)
	name, _, _ := strings.Cut(p.name, " (")
	text := clip(name, maxName)
	if km, ok := p.distance(from); ok {
		text = k.label("card.other_distance", "name", text, "km", kilometres(km))
	}
	if p.hours == nil || now.IsZero() || c.callFirst(p, now) {
		return text
	}
	switch c.opening(p, now).state {
	case hours.Open:
		return k.label("card.other_open", "name", text)
	case hours.Closed:
		return k.label("card.other_closed", "name", text)
	}
	return text
}

// clip shortens a text at the end of a word.
func clip(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	text = string(r[:most])
	if i := strings.LastIndexByte(text, ' '); i > most/2 {
		text = text[:i]
	}
	return strings.TrimRight(text, " –-,") + " …"
}
