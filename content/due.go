package content

import (
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Due warns of records that nobody has looked through for a year and of volunteers who are never called, and reports records that were
// checked in the future. A zero today yields nothing.
func (c *Catalogue) Due(today time.Time) source.Diagnostics {
	var ds source.Diagnostics
	if today.IsZero() {
		return ds
	}
	due := func(r *record, name string) {
		switch old := today.AddDate(-1, 0, 0); {
		case r.checked.IsZero():
		case r.checked.After(today):
			ds.Error("checked", r.checkedAt, source.T("Der Tag der Prüfung liegt in der Zukunft.", "The day of the check lies in the future."))
		case r.checked.Before(old):
			d := ds.Warn("review", r.checkedAt, source.T("„%s“ hat seit über einem Jahr niemand geprüft.", "Nobody has checked %q for more than a year.", name))
			d.Hint = source.T("Wenn alles noch stimmt: checked: %s", "If everything still holds: checked: %s", today.Format(time.DateOnly))
		}
	}
	for _, m := range c.municipalities {
		due(&m.record, m.name)
	}
	for _, p := range c.places {
		due(&p.record, p.name)
		c.expired(&ds, p, today)
	}
	for _, e := range c.events {
		due(&e.record, e.title)
		c.past(&ds, e, today)
	}
	for _, s := range c.services {
		due(&s.record, s.name)
	}
	for _, b := range c.blocks {
		due(&b.record, b.title)
	}
	c.desk.rota(&ds, today)
	return ds.Sorted()
}
