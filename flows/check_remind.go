package flows

import (
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// maxRemind is how far off a reminder may be: sessions are not kept much longer.
const maxRemind = 60 * 24 * time.Hour

// remind looks at a step's reminder: that it says when, once, and leads somewhere.
func (c *checker) remind(s *Step) {
	n := s.node.Get("remind")
	if s.Remind == nil {
		return
	}
	said := 0
	for _, key := range []string{"in", "on", "before"} {
		if n.Get(key) != nil {
			said++
		}
	}
	if said != 1 {
		d := c.Error("remind", s.node.Key("remind").At, source.T("Eine Erinnerung braucht genau eine Angabe, wann sie kommt: in, on oder before.", "A reminder needs exactly one of in, on and before, to say when it comes."))
		d.Hint = source.T("Nach einem Tag: remind: {in: 1d, goto: return}", "After a day: remind: {in: 1d, goto: return}")
	}
	if s.Remind.In > maxRemind {
		c.Error("remind", n.Get("in").At, source.T("So lange im Voraus kann Lotse nicht erinnern: höchstens 60d.", "Lotse cannot remind so long in advance: 60d at most."))
	}
	if v, ok := c.set.vars[s.Remind.On]; ok && v.kind != DateVar {
		c.Error("variable-type", n.Get("on").At, source.T("„%s“ ist kein Datum.", "%q is no date.", s.Remind.On))
	}
	if to := s.Remind.Goto; to != nil && (to.Kind == ToBack || to.Kind == ToEnd) {
		c.Error("goto", to.at, source.T("Später gibt es dieses Ziel nicht mehr. Nennen Sie einen Schritt, einen Ablauf oder return.", "There will be no such target then. Name a step, a flow or return."))
	}
	if c.opts.Names != nil {
		c.topic(n.Get("before"))
	}
}

// topic reports a topic of dates that the catalogue does not have.
func (c *checker) topic(n *source.Node) {
	c.known("topic", n, source.T("Ein Thema „%s“ steht nicht in termine.yaml.", "termine.yaml has no topic %q.", value(n)))
}
