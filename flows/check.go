package flows

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// reviewAfter is how long facts count as fresh where a flow names no day of its own.
const reviewAfter = 180 * 24 * time.Hour

// checker holds the rules over content that could be read.
type checker struct {
	*linker
	opts Options
	read source.Diagnostics // what was wrong before the rules were looked at
	torn map[string]bool    // files with errors in the YAML itself: what was read of them is not what was meant
}

func (c *checker) check() {
	for _, f := range c.set.Flows() {
		c.facts(f)
		c.names(f)
		c.aside(f)
		for _, s := range f.Steps {
			c.step(f, s)
		}
	}
	if c.opts.Names != nil {
		for _, n := range c.services {
			c.serviceTarget(n)
		}
	}
	c.reserved()
	c.reach()
	c.loops()
	c.texts()
}

// reserved looks for the flows without which the engine cannot work.
func (c *checker) reserved() {
	for _, id := range []string{startFlow, menuFlow, helpFlow, humanFlow, languageFlow, endFlow} {
		if f := c.set.flow[id]; f == nil || len(f.Steps) == 0 {
			d := c.Error("reserved-flow", source.Span{File: "flows"}, source.T("Der Ablauf „%s“ fehlt. Ohne ihn kann Lotse nicht arbeiten.", "The flow %q is missing. Lotse cannot work without it.", id))
			d.Hint = source.T("Legen Sie die Datei flows/%s.yaml an.", "Create the file flows/%s.yaml.", id)
		}
	}
}

func isReserved(id string) bool {
	switch id {
	case startFlow, menuFlow, helpFlow, humanFlow, languageFlow, endFlow:
		return true
	}
	return false
}

// facts looks at source, checked and review.
func (c *checker) facts(f *Flow) {
	if isReserved(f.ID) {
		return
	}
	if len(f.Sources) == 0 {
		c.Warn("source", f.at, source.T("Dem Ablauf „%s“ fehlt die Quelle (source): Woher stammen die Angaben?", "The flow %q lacks its source: where do the statements come from?", f.ID))
	}
	if f.Checked.IsZero() {
		c.Warn("checked", f.at, source.T("Dem Ablauf „%s“ fehlt der Tag der letzten Prüfung (checked: JJJJ-MM-TT).", "The flow %q lacks the day of the last check (checked: YYYY-MM-DD).", f.ID))
		return
	}
	if f.Review.IsZero() {
		f.Review = f.Checked.Add(reviewAfter)
	}
	today := c.opts.Today
	if today.IsZero() {
		return
	}
	at := f.CheckedAt()
	if f.Checked.After(day(today)) {
		c.Error("checked", at, source.T("Der Tag der Prüfung liegt in der Zukunft.", "The day of the check lies in the future."))
	}
	if f.Review.Before(day(today)) {
		d := c.Warn("review", at, source.T("Die Angaben in „%s“ müssen neu geprüft werden; fällig seit %s.", "The statements in %q are due for review since %s.",
			f.ID, f.Review.Format(isoDate)))
		d.Hint = source.T("Wenn alles noch stimmt: checked: %s", "If everything still holds: checked: %s", today.Format(isoDate))
	}
}

// aside reports a button below every question that leads nowhere.
func (c *checker) aside(f *Flow) {
	if f.Aside == "" || c.set.flow[f.Aside] != nil {
		return
	}
	d := c.Error("goto", f.node.Get("aside").At, source.T("Den Ablauf „%s“ gibt es nicht.", "There is no flow %q.", f.Aside))
	d.Meant, _ = source.Suggest(f.Aside, c.set.flowNames())
}

// names looks at names that would be misunderstood.
func (c *checker) names(f *Flow) {
	if strings.Contains(f.ID, "__") {
		c.Error("name", f.at, source.T("Ein Name darf keine zwei Unterstriche hintereinander haben.", "A name must not have two underscores in a row."))
	}
	for _, s := range f.Steps {
		name := s.Ref.Step
		switch {
		case strings.Contains(name, "__"):
			c.Error("name", s.at, source.T("Ein Name darf keine zwei Unterstriche hintereinander haben.", "A name must not have two underscores in a row."))
		case name == "back" || name == "return" || name == "end":
			c.Error("name", s.at, source.T("„%s“ hat als Ziel eine feste Bedeutung. Bitte nennen Sie den Schritt anders.", "%q has a fixed meaning as a target. Please name the step differently.", name))
		case c.set.flow[name] != nil && name != f.ID:
			d := c.Error("name", s.at, source.T("Der Schritt „%s“ heißt wie ein Ablauf; ein „goto: %[1]s“ wäre nicht eindeutig.", "The step %q has the name of a flow; a \"goto: %[1]s\" would be ambiguous.", name))
			d.Related = append(d.Related, source.Related{At: c.set.flow[name].at, Text: source.T("der Ablauf", "the flow")})
		}
		if len(f.ID)+2+len(name) > 64 {
			c.Warn("name", s.at, source.T("Der Name ist zu lang: Auf „ablauf__schritt“ mit mehr als 64 Zeichen kann kein Link zeigen.", "The name is too long: no link can point to \"flow__step\" with more than 64 characters."))
		}
	}
}

// step looks at one step: that it has a way on, and only one.
func (c *checker) step(f *Flow, s *Step) {
	c.exits(s)
	c.choices(f, s)
	c.remind(s)
	if in := s.Input; in != nil {
		at := s.node.Key("input").At
		if in.Save == "" {
			c.Warn("save", at, source.T("Die Antwort wird nicht gemerkt: Es fehlt „save“.", "The answer is not kept: \"save\" is missing."))
		}
		if in.Min != nil && in.Max != nil && *in.Min > *in.Max {
			c.Error("value", s.node.Get("input").Get("min").At, source.T("min ist größer als max.", "min is greater than max."))
		}
	}
	if s.Asks() && s.Say == "" && s.Service == "" && s.Online == "" && s.Places == nil && s.Events == "" {
		c.Error("question", s.at, source.T("Der Schritt „%s“ fragt etwas, sagt aber nichts: Es fehlt „say“.", "The step %q asks but says nothing: \"say\" is missing.", s.Ref.Step))
	}
	if c.opts.Names == nil {
		return
	}
	for _, key := range []string{"service", "online"} {
		c.service(s.node.Get(key))
	}
	c.service(s.node.Get("places").Get("for"))
	c.topic(s.node.Get("events"))
	p := s.node.Get("places")
	c.known("ability", p.Get("can"), source.T("Keine Anlaufstelle kann „%s“.", "No place can do %q.", value(p.Get("can"))))
	c.known("place-kind", p.Get("kind"), source.T("Die Art „%s“ gibt es bei keiner Anlaufstelle.", "No place is of the kind %q.", value(p.Get("kind"))))
}

// service reports the name of a service that the catalogue does not have.
func (c *checker) service(n *source.Node) {
	if value(n) == serviceVar {
		return
	}
	c.known("service", n, source.T("Eine Leistung „%s“ gibt es im Katalog nicht.", "The catalogue has no service %q.", value(n)))
}

// serviceTarget reports a target such as leistung/wohngeld that names neither a service nor a step.
func (c *checker) serviceTarget(n *source.Node) {
	_, id, _ := strings.Cut(n.Value, "/")
	names := c.opts.Names("service")
	if slices.Contains(names, id) {
		return
	}
	d := c.Error("reference", n.At, source.T("„%s“ ist weder eine Leistung noch ein Schritt des Ablaufs „%s“.", "%q is neither a service nor a step of the flow %q.", id, serviceFlow))
	if near, ok := source.Suggest(id, append(c.set.flow[serviceFlow].stepNames(), names...)); ok {
		d.Meant = serviceFlow + "/" + near
	}
}

// known reports a name that the catalogue does not have.
func (c *checker) known(kind string, n *source.Node, text source.Text) {
	if n == nil || n.Value == "" {
		return
	}
	names := c.opts.Names(kind)
	for _, name := range names {
		if name == n.Value {
			return
		}
	}
	d := c.Error("reference", n.At, text)
	d.Meant, _ = source.Suggest(n.Value, names)
}

// exits reports a step without a way on, and one with several.
func (c *checker) exits(s *Step) {
	var ways []string
	for _, w := range []struct {
		name string
		has  bool
	}{{"choices", len(s.Choices) > 0}, {"input", s.Input != nil}, {"wait", s.Wait != nil}, {"branch", s.Branch != nil}, {"call", s.Call != nil}, {"handoff", s.Handoff != nil}} {
		if w.has {
			ways = append(ways, w.name)
		}
	}
	if c.broken(s) {
		return // the step cannot be read as it was meant: a dead end would only be its echo
	}
	asks := strings.NewReplacer("choices", "", "input", "", "wait", "").Replace(strings.Join(ways, ""))
	switch {
	case len(ways) == 0 && s.Goto == nil:
		d := c.Error("dead-end", s.at, source.T("Beim Schritt „%s“ geht es nicht weiter.", "The step %q leads nowhere.", s.Ref.Step))
		d.Hint = source.T("Fügen Sie „choices“, „input“ oder „goto“ hinzu, am Ende eines Ablaufs zum Beispiel „goto: end“.", "Add \"choices\", \"input\" or \"goto\"; at the end of a flow for example \"goto: end\".")
	case asks != "" && len(ways) > 1:
		c.Error("exits", s.node.Key(ways[1]).At, source.T("Ein Schritt kann nicht zugleich „%s“ und „%s“ haben: Wohin soll es gehen?", "A step cannot have both %q and %q: where should it go?", ways[0], ways[1]))
	case s.Goto != nil && s.Goto.Kind == ToBack && (s.Call != nil || s.Handoff != nil):
		c.Error("goto", s.Goto.at, source.T("Nach „%s“ gibt es kein „back“: Nennen Sie den Schritt, bei dem es weitergeht.", "After %q there is no \"back\": name the step to go on at.", ways[0]))
	case s.Goto != nil && (s.Branch != nil || s.Wait != nil && !s.Asks()):
		c.Error("exits", s.node.Key("goto").At, source.T("Dieses „goto“ wird nie erreicht: „%s“ sagt schon, wohin es geht.", "This \"goto\" is never reached: %q says already where to go.", ways[0]))
	case s.Goto != nil && len(s.Choices) > 0 && s.Input == nil && choicesLead(s):
		c.Error("exits", s.node.Key("goto").At, source.T("Dieses „goto“ wird nie erreicht: Jede Antwort hat ihr eigenes Ziel.", "This \"goto\" is never reached: every choice has a target of its own."))
	case (s.Input != nil || s.Call != nil) && s.Goto == nil:
		d := c.Error("dead-end", s.at, source.T("Beim Schritt „%s“ geht es danach nicht weiter: Es fehlt „goto“.", "After the step %q nothing follows: \"goto\" is missing.", s.Ref.Step))
		d.Hint = source.T("goto sagt, wohin es nach der Eingabe oder dem Aufruf geht.", "goto says where to go after the input or the call.")
	}
	for i, a := range s.Branch {
		last := i == len(s.Branch)-1
		switch {
		case last && a.When != nil:
			c.Error("dead-end", a.at, source.T("Der letzte Weg einer Weiche braucht ein „goto“ ohne „when“, sonst geht es manchmal nicht weiter.", "The last arm of a branch needs a \"goto\" without \"when\", or there is sometimes no way on."))
		case !last && a.When == nil:
			c.Error("exits", a.at, source.T("In dieser Weiche gilt der %d. Weg immer; die danach werden nie erreicht.", "Arm %d of this branch always holds; the following are never reached.", i+1))
			return
		}
	}
}

// broken reports whether reading the step has found errors already.
func (c *checker) broken(s *Step) bool {
	if c.torn[s.at.File] {
		return true
	}
	f := c.set.flow[s.Ref.Flow]
	end := math.MaxInt
	for _, other := range f.Steps {
		if other.at.Line > s.at.Line {
			end = min(end, other.at.Line)
		}
	}
	return slices.ContainsFunc(c.read, func(d source.Diagnostic) bool {
		return d.At.File == s.at.File && d.At.Line >= s.at.Line && d.At.Line < end
	})
}

func choicesLead(s *Step) bool {
	for _, ch := range s.Choices {
		if ch.Goto == nil && ch.URL == "" {
			return false
		}
	}
	return true
}
