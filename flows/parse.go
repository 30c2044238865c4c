package flows

import (
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// reader turns the nodes of one flow file into a Flow. What does not fit the shape was reported before; it is skipped here.
type reader struct {
	*linker
	flow *Flow
}

func (r *reader) read(n *source.Node) *Flow {
	f := r.flow
	f.ID, f.Title, f.Owner = value(n.Get("flow")), value(n.Get("title")), value(n.Get("owner"))
	f.Checked, f.Review = dateOf(n.Get("checked")), dateOf(n.Get("review"))
	for _, w := range items(n.Get("words")) {
		f.Words = append(f.Words, w.Value)
	}
	if in := n.Get("words_in"); in != nil {
		f.WordsIn = map[string][]string{}
		for _, p := range in.Pairs {
			for _, w := range items(p.Value) {
				f.WordsIn[p.Key.Value] = append(f.WordsIn[p.Key.Value], w.Value)
			}
		}
	}
	for _, s := range items(n.Get("source")) {
		f.Sources = append(f.Sources, s.Value)
	}
	f.Aside, f.Secret = value(n.Get("aside")), value(n.Get("secret")) == "true"
	steps := n.Get("steps")
	if steps == nil || steps.Kind != source.Map {
		return f
	}
	for _, p := range steps.Pairs {
		s := r.step(p.Key.Value, p.Value)
		s.at = p.Key.At
		f.Steps = append(f.Steps, s)
		f.step[s.Ref.Step] = s
	}
	return f
}

func (r *reader) step(name string, n *source.Node) *Step {
	s := &Step{Ref: Ref{r.flow.ID, name}, node: n, at: n.At}
	s.Say, s.Do, s.Service, s.Events = value(n.Get("say")), value(n.Get("do")), value(n.Get("service")), value(n.Get("events"))
	s.Online, s.Offer = value(n.Get("online")), value(n.Get("offer"))
	s.Set = r.assignments(n.Get("set"))
	if p := n.Get("places"); p != nil {
		s.Places = &PlacesQuery{Can: value(p.Get("can")), Kind: value(p.Get("kind")), Of: value(p.Get("of")), For: value(p.Get("for"))}
		r.useVar(p.Get("of"))
	}
	if c := n.Get("choices"); c != nil {
		s.Choices = r.choices(s, c)
	}
	s.Input = r.input(n.Get("input"))
	if w := n.Get("wait"); w != nil {
		d, _ := source.ParseDuration(value(w.Get("for")))
		s.Wait = &Deadline{For: d, Goto: r.target(w.Get("goto"))}
	}
	s.Remind = r.remind(n.Get("remind"))
	if h := n.Get("handoff"); h != nil {
		s.Handoff = &HandoffSpec{Topic: h.Value}
	}
	for _, a := range items(n.Get("branch")) {
		s.Branch = append(s.Branch, Arm{When: r.condition(a.Get("when")), Goto: r.target(a.Get("goto")), at: a.At})
	}
	if c := r.target(n.Get("call")); c != nil {
		s.Call = c
		r.targets[len(r.targets)-1].call = true
	}
	s.Goto = r.target(n.Get("goto"))
	return s
}

func (r *reader) remind(n *source.Node) *RemindSpec {
	if n == nil || n.Kind != source.Map {
		return nil
	}
	out := &RemindSpec{On: value(n.Get("on")), Before: value(n.Get("before")), Say: value(n.Get("say")), Goto: r.target(n.Get("goto"))}
	out.In, _ = source.ParseDuration(value(n.Get("in")))
	r.useVar(n.Get("on"))
	return out
}

func (r *reader) choices(s *Step, n *source.Node) []*Choice {
	var out []*Choice
	used := map[string]bool{}
	for _, item := range n.Items {
		c := &Choice{node: item, at: item.At}
		var goes *source.Node
		if item.Kind != source.Map {
			continue
		}
		if pickChoice(item) == 1 {
			c.Label, c.at, goes = item.Pairs[0].Key.Value, item.Pairs[0].Key.At, item.Pairs[0].Value
		} else {
			goes = item.Get("goto")
			c.Label, c.URL, c.Rate, c.ID = value(item.Get("label")), value(item.Get("url")), value(item.Get("rate")), value(item.Get("id"))
			if l := item.Get("label"); l != nil {
				c.at = l.At
			}
			c.When, c.Set = r.condition(item.Get("when")), r.assignments(item.Get("set"))
		}
		c.Goto = r.target(goes)
		if c.ID == "" {
			c.ID = freeID(used, choiceID(goes))
		} else if used[c.ID] {
			r.Error("choice-id", item.Get("id").At, source.T("Den Namen „%s“ hat schon eine andere Antwort dieses Schritts.", "Another choice of this step has the id %q already.", c.ID))
			c.ID = freeID(used, c.ID)
		}
		used[c.ID] = true
		c.step = s.Ref
		c.hash = hashOf(s.Ref.String() + "#" + c.ID)
		out = append(out, c)
	}
	return out
}

// choiceID is the name of the target: it stays the same when a label is reworded or the buttons change places.
func choiceID(goes *source.Node) string {
	if goes == nil || goes.Value == "" {
		return "link"
	}
	_, step, ok := strings.Cut(goes.Value, "/")
	if !ok {
		step = goes.Value
	}
	return step
}

func freeID(used map[string]bool, id string) string {
	for n, free := 2, id; ; n++ {
		if !used[free] {
			return free
		}
		free = id + "-" + strconv.Itoa(n)
	}
}

func (r *reader) input(n *source.Node) *InputSpec {
	if n == nil || n.Kind != source.Map {
		return nil
	}
	in := &InputSpec{Kind: InputKind(value(n.Get("kind"))), Save: value(n.Get("save")), Invalid: value(n.Get("invalid")),
		Past: value(n.Get("past")) == "true", Min: numberOf(n.Get("min")), Max: numberOf(n.Get("max"))}
	kind := TextVar
	switch in.Kind {
	case NumberInput:
		kind = NumberVar
	case DateInput:
		kind = DateVar
	}
	if in.Kind == LanguageInput {
		in.Save = langVar
	} else if in.Save != "" {
		r.define(in.Save, kind, n.Get("save").At)
	}
	return in
}

func (r *reader) assignments(n *source.Node) []Assignment {
	if n == nil || n.Kind != source.Map {
		return nil
	}
	var out []Assignment
	for _, p := range n.Pairs {
		a := Assignment{Var: p.Key.Value}
		if src, ok := strings.CutPrefix(p.Value.Value, "="); ok {
			a.Expr = r.expression(p.Value, src, pendingExpr{skip: 1, define: p.Key})
			out = append(out, a)
			continue
		}
		if p.Value.Null {
			r.useVar(p.Key) // forgets the variable; the type comes from where it is set
			out = append(out, a)
			continue
		}
		var kind VarType
		a.Value, kind = literal(p.Value)
		r.define(a.Var, kind, p.Key.At)
		out = append(out, a)
	}
	return out
}

// literal is the value that stands there, with the type that a reader would expect.
func literal(n *source.Node) (any, VarType) {
	if n.Plain {
		switch n.Value {
		case "true":
			return true, BoolVar
		case "false":
			return false, BoolVar
		}
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return v, NumberVar
		}
		if _, err := time.Parse(isoDate, n.Value); err == nil {
			return n.Value, DateVar
		}
	}
	return n.Value, TextVar
}

func value(n *source.Node) string {
	if n == nil {
		return ""
	}
	return n.Value
}

// items are the entries of a list; a single value counts as a list of one.
func items(n *source.Node) []*source.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == source.List:
		return n.Items
	}
	return []*source.Node{n}
}

func dateOf(n *source.Node) time.Time {
	t, _ := time.Parse(isoDate, value(n))
	return t
}

func numberOf(n *source.Node) *float64 {
	if n == nil {
		return nil
	}
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil {
		return nil
	}
	return &v
}
