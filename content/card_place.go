package content

import (
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// placeCard shows a place. With caution it says that nobody knows whether the matter can be dealt with there.
func (c *Catalogue) placeCard(p *place, lang string, caution bool) flows.Card {
	k := c.newCard(lang)
	title := "**" + richtext.Escape(p.name) + "**"
	if kind, ok := c.kinds[p.kind]; ok && k.in != flows.German {
		title = k.label("card.kind", "name", title, "kind", kind.in(k.in))
	}
	k.raw(title, false)
	if caution {
		k.raw(k.label("card.ask_there"), false)
	}
	k.plain(p.address(), p.doubtful("address"))
	k.line("card.phone", p.phone, p.doubtful("phone"))
	k.line("card.mail", p.mail, p.doubtful("mail"))
	k.hours(p)
	k.access(p)
	k.plain(p.note, p.doubtful("note"))
	k.origin(&p.record)
	k.link("card.link.booking", p.booking, p.doubtful("booking"))
	k.link("card.link.website", p.website, p.doubtful("website"))
	if !p.onMap() {
		return k.done(nil)
	}
	lat, lon := strconv.FormatFloat(p.point.Lat, 'f', -1, 64), strconv.FormatFloat(p.point.Lon, 'f', -1, 64)
	k.link("card.link.route", "https://www.openstreetmap.org/?mlat="+lat+"&mlon="+lon+"#map=18/"+lat+"/"+lon, p.doubtful("coordinates"))
	return k.done(&flows.Venue{Name: p.name, Address: p.address(), Lat: p.point.Lat, Lon: p.point.Lon})
}

// address is street, postcode and town as far as they are known.
func (p *place) address() string {
	town := strings.TrimSpace(p.postcode + " " + p.town)
	if p.street == "" {
		return town
	}
	return strings.Trim(p.street+", "+town, ", ")
}

func (k *card) hours(p *place) {
	if p.hours == nil {
		return
	}
	text := p.hours.Render(k.in)
	if p.hoursNote != "" {
		text += ". " + p.hoursNote
	}
	text = richtext.Escape(text)
	if p.hoursAsOf == "" {
		k.raw(k.label("card.hours_undated", "text", text), p.doubtful("hours"))
		return
	}
	k.raw(k.label("card.hours", "as_of", richtext.Escape(p.hoursAsOf), "text", text), p.doubtful("hours"))
}

func (k *card) access(p *place) {
	var known []string
	if p.wheelchair != "" {
		known = append(known, k.label("card.wheelchair."+p.wheelchair))
	}
	if p.lift != "" {
		known = append(known, k.label("card.lift."+p.lift))
	}
	switch text := strings.Join(known, ", "); {
	case text != "" && p.accessNote != "":
		k.raw(k.label("card.access_note", "text", text, "note", richtext.Escape(p.accessNote)), p.doubtful("access"))
	case text != "":
		k.raw(k.label("card.access", "text", text), p.doubtful("access"))
	default:
		k.line("card.access", p.accessNote, p.doubtful("access"))
	}
}
