package content

import (
	"slices"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// responsible says who is responsible in a municipality; if it is unknown (""), who is responsible where.
func (k *card) responsible(s *service, home string) {
	doubtful := s.doubtful("responsible")
	who, ok := s.responsible[home]
	if !ok && home != "" {
		who = s.responsible[rest]
	}
	if who == "" {
		who = s.responsible[all]
	}
	switch {
	case who != "":
		k.line("card.responsible", who, doubtful)
	case home == "" && len(s.responsible) > 0:
		k.everywhere(s, doubtful)
	case len(s.responsible) > 0 && len(s.cases) == 0:
		k.raw(k.label("card.responsible_unknown"), false)
	}
	for _, p := range s.cases {
		k.raw(k.label("card.responsible_case", "case", richtext.Escape(p.key), "text", richtext.Escape(p.value)), s.doubtful("cases"))
	}
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
		k.raw(k.label("card.responsible_in", "place", short(name), "text", richtext.Escape(s.responsible[name])), doubtful)
	}
	k.line("card.responsible_rest", s.responsible[rest], doubtful)
}
