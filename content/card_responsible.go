package content

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// responsible says who is responsible in a municipality; if it is unknown (""), who is responsible where.
func (k *card) responsible(s *service, home string) {
	doubtful := s.doubtful("responsible")
	switch who := k.c.office(s, home); {
	case who != "":
		k.line("card.responsible", who, doubtful)
	case home == "":
		k.everywhere(s, doubtful)
	case len(s.responsible) > 0:
		k.raw(k.label("card.responsible_unknown"), false)
	}
	for _, p := range s.cases {
		k.raw(k.label("card.responsible_case", "case", richtext.Escape(p.key), "text", richtext.Escape(p.value)), s.doubtful("cases"))
	}
}

// office is who is responsible in a municipality: who is named for it, else for its association, else for the rest, else for all; ""
// if nobody knows, or if home is "" and it depends on the municipality.
func (c *Catalogue) office(s *service, home string) string {
	if home != "" {
		for _, where := range []string{home, c.associationOf(home), rest} {
			if who := s.responsible[where]; who != "" {
				return who
			}
		}
	}
	return s.responsible[all]
}

// everywhere lists who is responsible in which municipality, the rest last.
func (k *card) everywhere(s *service, doubtful bool) {
	var names []string
	for name := range s.responsible {
		if name != rest && name != all {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		place := strings.TrimPrefix(short(name), "Verbandsgemeinde ")
		k.raw(k.label("card.responsible_in", "place", richtext.Escape(place), "text", richtext.Escape(s.responsible[name])), doubtful)
	}
	k.line("card.responsible_rest", s.responsible[rest], doubtful)
}
