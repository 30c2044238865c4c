package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// Kinds of what has to be looked through, as editors call them.
const (
	kindMunicipality = "Gemeinde"
	kindPlace        = "Anlaufstelle"
	kindHours        = "Öffnungszeiten"
	kindService      = "Leistung"
	kindEvent        = "Termin"
	kindFlow         = "Ablauf"
	kindBlock        = "Textbaustein"
)

// Review is something that a person has to compare with its sources now and then.
type Review struct {
	Kind    string      // in German: Leistung, Anlaufstelle, Öffnungszeiten, Gemeinde, Termin, Ablauf, Textbaustein
	Name    string      // as citizens or editors know it
	Owner   string      // who looks after it; "" if nobody is named
	At      source.Span // where the day of the last check stands
	Checked time.Time   // day of the last check
	Due     time.Time   // first day on which it has to be looked through again
	Why     string      // the reason in German, the end of a sentence without full stop
}

// Reviews lists everything that is looked through regularly, what is due first at the top. Flows are due on their own day of review;
// opening hours when they are older than the content allows (hours_old_after) or of unknown age, when they never hold during the
// next year, and a year after they were checked; dates when they are over; everything else a year after it was checked. What has no day
// of a check, or one in the future, is left to the check of the content.
func (c *Catalogue) Reviews(set *flows.Set, today time.Time) []Review {
	l := reviews{today: today}
	for _, m := range c.municipalities {
		l.yearly(kindMunicipality, m.name, &m.record)
	}
	for _, p := range c.places {
		l.yearly(kindPlace, p.name, &p.record)
		l.hours(c, p)
	}
	for _, e := range c.events {
		if len(e.next(today, 1)) == 0 {
			l.add(Review{Kind: kindEvent, Name: e.title, Owner: e.owner, At: e.checkedAt, Checked: e.checked, Due: today, Why: "vorbei, kann gelöscht werden"})
			continue
		}
		l.yearly(kindEvent, e.title, &e.record)
	}
	for _, s := range c.services {
		l.yearly(kindService, s.name, &s.record)
	}
	for _, b := range c.blocks {
		l.yearly(kindBlock, b.title, &b.record)
	}
	for _, f := range set.Flows() {
		l.add(Review{Kind: kindFlow, Name: f.Title, Owner: f.Owner, At: f.CheckedAt(), Checked: f.Checked, Due: f.Review, Why: checkedOn(f.Checked)})
	}
	slices.SortFunc(l.all, func(a, b Review) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line))
	})
	return l.all
}

// reviews is a list in the making.
type reviews struct {
	today time.Time
	all   []Review
}

func (l *reviews) add(r Review) {
	if !r.Checked.IsZero() && !r.Checked.After(l.today) && !r.Due.IsZero() {
		l.all = append(l.all, r)
	}
}

func (l *reviews) yearly(kind, name string, r *record) {
	l.add(Review{Kind: kind, Name: name, Owner: r.owner, At: r.checkedAt, Checked: r.checked, Due: r.checked.AddDate(1, 0, 0), Why: checkedOn(r.checked)})
}

func (l *reviews) hours(c *Catalogue, p *place) {
	if p.hours == nil {
		return
	}
	r := Review{Kind: kindHours, Name: p.name, Owner: p.owner, At: p.hoursAt, Checked: p.hoursChecked, Due: p.hoursChecked.AddDate(1, 0, 0), Why: checkedOn(p.hoursChecked)}
	day, known := latest(p.hoursAsOf)
	switch old := day.Add(c.hoursAge); {
	case len(p.hours.Intervals(c.calendar, l.today, l.today.AddDate(1, 0, 0))) == 0:
		r.Due, r.Why = l.today, "danach ist im nächsten Jahr nie geöffnet"
	case p.hoursAsOf == "":
		r.Due, r.Why = r.Checked, "ohne Stand"
	case !known:
		r.Due, r.Why = r.Checked, "Stand unklar: "+p.hoursAsOf
	case old.Before(r.Due):
		r.Due, r.Why = old, "Stand: "+p.hoursAsOf
	}
	l.add(r)
}

func checkedOn(day time.Time) string { return "zuletzt geprüft am " + day.Format("2.1.2006") }

// Overdue are those of a list that are due on a day or have been before, in the same order.
func Overdue(all []Review, today time.Time) []Review {
	return slices.DeleteFunc(slices.Clone(all), func(r Review) bool { return r.Due.After(today) })
}

// noted is how many overdue statements a weekly note names; a longer one nobody reads.
const noted = 5

// ReviewNote is what the volunteers' channel is told once a week about what is due: German Markdown, "" if nothing is.
func ReviewNote(all []Review, today time.Time) string {
	due := Overdue(all, today)
	if len(due) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("**Bitte prüfen:** ")
	if len(due) == 1 {
		b.WriteString("Eine Angabe ist fällig.\n")
	} else {
		fmt.Fprintf(&b, "%d Angaben sind fällig. Am längsten warten:\n", len(due))
	}
	for _, r := range due[:min(len(due), noted)] {
		fmt.Fprintf(&b, "- %s „%s“ (%s)", r.Kind, richtext.Escape(r.Name), richtext.Escape(r.Why))
		if r.Owner != "" {
			b.WriteString(", zuständig: " + richtext.Escape(r.Owner))
		}
		b.WriteString("\n")
	}
	if len(due) > noted {
		b.WriteString("Alle nennt `lotse freshness`.\n")
	}
	return b.String()
}
