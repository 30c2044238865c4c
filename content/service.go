package content

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
)

// Service tells what flows may ask about a service; false if there is none.
func (c *Catalogue) Service(id, lang string, about flows.About) (flows.Service, bool) {
	s := c.service(id)
	if s == nil {
		return flows.Service{}, false
	}
	online := c.onlineIn(s, about.Place)
	return flows.Service{
		Name:   c.serviceName(id, lang),
		Local:  s.local(),
		Online: online,
		Eid:    online && s.wantsEid(),
		Places: c.done(s, about.Place),
	}, true
}

// done reports whether some place is known where people from a municipality have it done, or may have as long as theirs is unknown.
func (c *Catalogue) done(s *service, home string) bool {
	if s.can == "" || c.municipalities[home] == nil {
		return s.can != ""
	}
	found, _ := c.find(flows.PlacesQuery{Can: s.can}, home, nil, 1)
	return len(found) > 0
}

// onlineIn reports whether a service can be done online in a municipality, as far as known.
func (c *Catalogue) onlineIn(s *service, home string) bool {
	url := c.urlIn(s, home)
	return url != "" && !s.onlyTells(url)
}

// onlyTells reports whether a link of the service leads to a form or to information, not to an online service.
func (s *service) onlyTells(url string) bool { return s.page != "" && url == s.url }

// wantsEid reports whether the online service needs the online ID or is easier with it.
func (s *service) wantsEid() bool { return s.level == needsEid || s.level == easierWithEid }

// Needing lists the services that can be done online where somebody lives and need the online ID for it, those that nobody can do
// without it first, at most n.
func (c *Catalogue) Needing(lang string, about flows.About, n int) []flows.Hit {
	var found []*service
	for _, s := range c.services {
		if s.wantsEid() && c.onlineIn(s, about.Place) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b *service) int { return strings.Compare(a.level, b.level) })
	var out []flows.Hit
	for _, s := range found[:min(n, len(found))] {
		out = append(out, flows.Hit{ID: s.id, Title: c.serviceName(s.id, lang)})
	}
	return out
}
