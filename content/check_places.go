package content

import (
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// farOff is how far from the known villages of its municipality a place may lie, in kilometres.
const farOff = 15

// surroundings reports coordinates and a postcode that do not fit the municipality that a place is said to lie in.
func (r *reader) surroundings(n *source.Node, p *place) {
	var codes []string
	nearest, name := farOff+1.0, p.municipality
	points := 0
	for _, e := range r.entries {
		if e.Owner != name && (e.Owner != "" || e.Name != name) {
			continue
		}
		codes = append(codes, e.Postcodes...)
		if p.point != nil && e.Point != nil {
			points++
			nearest = min(nearest, p.point.Distance(*e.Point))
		}
	}
	codes = append(codes, r.olderCodes[name]...)
	if points > 0 && nearest > farOff {
		d := r.Warn("surroundings", n.Get("coordinates").Get("lat").At, source.T("Diese Koordinaten liegen mehr als %d km von %s entfernt.", "These coordinates are more than %d km away from %s.", farOff, name))
		if m, ok := gazetteer.New(r.entries).Nearest(*p.point, farOff); ok {
			d.Hint = source.T("Dort liegt %s. Stimmt „municipality“?", "That is where %s lies. Is \"municipality\" right?", m.Owner)
		}
	}
	if code := n.Get("address").Get("plz"); code != nil && len(code.Value) == 5 && len(codes) > 0 && !slices.Contains(codes, code.Value) {
		slices.Sort(codes)
		d := r.Warn("plz-elsewhere", code.At, source.T("Die Postleitzahl %s gehört nicht zu %s.", "The postcode %s is not one of %s.", code.Value, name))
		d.Hint = source.T("Bekannt sind dort: %v", "Known there: %v", slices.Compact(codes))
	}
}

// use is a name of a place or an ability that stands somewhere.
type use struct {
	id      *source.Node
	ability bool // else a place
}

// done notes that an ability is asked for.
func (r *reader) done(id *source.Node) {
	if id != nil {
		r.uses = append(r.uses, use{id, true})
	}
}

// at notes that a place is named.
func (r *reader) at(id *source.Node) {
	if id != nil {
		r.uses = append(r.uses, use{id, false})
	}
}

// references reports names of places that do not exist, and abilities that no place has.
func (r *reader) references() {
	for _, u := range r.uses {
		switch {
		case !u.ability && r.c.directory.byID[u.id.Value] == nil:
			d := r.Error("place", u.id.At, source.T("Eine Anlaufstelle „%s“ gibt es nicht.", "There is no place %q.", u.id.Value))
			var ids []string
			for _, p := range r.c.places {
				ids = append(ids, p.id)
			}
			d.Meant, _ = source.Suggest(u.id.Value, ids)
		case u.ability && len(r.c.places) > 0 && r.c.directory.can[u.id.Value] == nil && knownAbility(r.c.abilities, u.id.Value):
			d := r.Warn("no-place", u.id.At, source.T("Keine Anlaufstelle kann „%s“.", "No place can do %q.", u.id.Value))
			d.Hint = source.T("Tragen Sie es bei einer Stelle unter „can“ ein, oder streichen Sie es hier.", "Add it to the \"can\" of a place, or delete it here.")
		}
	}
}

func knownAbility(abilities map[string]ability, id string) bool {
	_, ok := abilities[id]
	return ok
}

// expired warns of opening hours that never hold any more, that keep a place open day and night, and of those that nobody has looked at
// for a year though the place was. It reports those that were checked in the future.
func (c *Catalogue) expired(ds *source.Diagnostics, p *place, today time.Time) {
	if p.hours == nil {
		return
	}
	if p.hoursChecked.After(today) && !p.checked.After(today) {
		ds.Error("checked", p.hoursAt, source.T("Der Tag, an dem diese Öffnungszeiten geprüft wurden, liegt in der Zukunft.", "The day on which these hours were checked lies in the future."))
	}
	coming := p.hours.Intervals(c.calendar, today, today.AddDate(1, 0, 0))
	if day, ok := allDay(coming); ok && !strings.Contains(p.hours.String(), "24/7") && !strings.Contains(p.hours.String(), "00:00-24:00") {
		d := ds.Warn("all-day", p.hoursAt, source.T("Nach diesen Öffnungszeiten ist bei „%s“ Tag und Nacht geöffnet, zum Beispiel am %s.", "By these hours %q is open day and night, for example on %s.",
			p.name, day.Format("02.01.2006")))
		d.Hint = source.T("Fehlt hinter einem Tag die Uhrzeit? Wenn es stimmt, schreiben Sie 00:00-24:00.", "Does a day lack its times? If it is right, write 00:00-24:00.")
	}
	if len(coming) == 0 {
		d := ds.Warn("expired", p.hoursAt, source.T("Nach diesen Öffnungszeiten ist bei „%s“ im nächsten Jahr nie geöffnet.", "By these hours %q is never open during the next year.", p.name))
		d.Hint = source.T("Sind es Zeiten eines vergangenen Jahres? Dann tragen Sie die neuen ein.", "Are these the hours of a past year? Then enter the new ones.")
		return
	}
	if year := today.AddDate(-1, 0, 0); p.hoursChecked.Before(year) && !p.hoursChecked.IsZero() && !p.checked.Before(year) {
		ds.Warn("review", p.hoursAt, source.T("Die Öffnungszeiten von „%s“ hat seit über einem Jahr niemand geprüft.", "Nobody has checked the hours of %q for more than a year.", p.name))
	}
}

// allDay finds the first of the intervals that is open for a whole day.
func allDay(intervals []hours.Interval) (time.Time, bool) {
	for _, i := range intervals {
		if i.State == hours.Open && !i.To.Before(i.From.AddDate(0, 0, 1)) {
			return i.From, true
		}
	}
	return time.Time{}, false
}
