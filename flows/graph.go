package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Graph is a drawing of one flow, step by step, or of all flows and the ways between them.
type Graph struct {
	Title string
	Nodes []GraphNode
	Edges []GraphEdge
}

// NodeKind says what happens at a node.
type NodeKind int

const (
	AskNode     NodeKind = iota // a question with choices or an input
	SayNode                     // says or does something and goes on
	BranchNode                  // chooses by conditions
	CallNode                    // visits another flow
	HandoffNode                 // hands over to a person
	OutsideNode                 // another flow, or one of the words back, return and end
)

// GraphNode is a step, or a flow.
type GraphNode struct {
	ID    string // as in Ref, or back, return, end
	Label string // what people read, short, one line or several
	Kind  NodeKind
}

// GraphEdge is a way from a node to another.
type GraphEdge struct {
	From, To string // ids
	Label    string // button, condition or deadline; "" if it is simply what follows
	Dashed   bool   // not taken by an answer: a deadline, or the return from a call or a handoff
}

// Graph draws a flow; "" draws all flows. It is false if there is no such flow.
func (s *Set) Graph(flow string) (Graph, bool) {
	if flow == "" {
		return s.overview(), true
	}
	f := s.flow[flow]
	if f == nil {
		return Graph{}, false
	}
	d := &drawing{set: s, flow: f, Graph: Graph{Title: f.Title}}
	for _, step := range f.Steps {
		d.Nodes = append(d.Nodes, GraphNode{step.Ref.String(), step.caption(), step.nodeKind()})
	}
	for _, step := range f.Steps {
		d.step(step)
	}
	return d.Graph, true
}

type drawing struct {
	Graph
	set  *Set
	flow *Flow
}

func (s *Step) nodeKind() NodeKind {
	switch {
	case s.Handoff != nil:
		return HandoffNode
	case s.Call != nil:
		return CallNode
	case s.Branch != nil:
		return BranchNode
	case s.Asks() || s.Wait != nil:
		return AskNode
	}
	return SayNode
}

// caption is what a node says: the name of the step, and the end of its text, which is the question.
func (s *Step) caption() string {
	lines := []string{s.Ref.Step}
	if text := lastLine(s.Say); text != "" {
		lines = append(lines, shorten(text))
	}
	if s.Input != nil {
		lines = append(lines, "Eingabe: "+string(s.Input.Kind))
	}
	if s.Service != "" {
		lines = append(lines, "Leistung: "+s.Service)
	}
	if s.Online != "" {
		lines = append(lines, "Online-Dienst: "+s.Online)
	}
	if s.Offer != "" {
		lines = append(lines, "Angebot: "+s.Offer)
	}
	if s.Places != nil {
		lines = append(lines, "Stellen: "+strings.TrimSpace(strings.Join([]string{s.Places.Can, s.Places.Kind, s.Places.For}, " ")))
	}
	if s.Events != "" {
		lines = append(lines, "Termine: "+s.Events)
	}
	if s.Remind != nil {
		lines = append(lines, "Erinnerung: "+s.Remind.when())
	}
	if s.Do != "" {
		lines = append(lines, "Aktion: "+s.Do)
	}
	if s.Handoff != nil {
		lines = append(lines, "an Menschen: "+s.Handoff.Topic)
	}
	return strings.Join(lines, "\n")
}

// captionLength is how much of a sentence a node shows.
const captionLength = 48

// shorten cuts a text between words and drops its markup.
func shorten(text string) string {
	text = listMarkRE.ReplaceAllString(text, "")
	text = strings.NewReplacer("**", "", "*", "", "`", "").Replace(markdownLinkRE.ReplaceAllString(text, "$1"))
	if len([]rune(text)) <= captionLength {
		return text
	}
	text = string([]rune(text)[:captionLength])
	if i := strings.LastIndex(text, " "); i > captionLength/2 {
		text = text[:i]
	}
	return strings.TrimRight(text, " ,;:") + " …"
}

// step draws the ways on from a step.
func (d *drawing) step(s *Step) {
	from := s.Ref.String()
	for _, c := range s.Choices {
		switch to := c.Goto; {
		case c.URL != "":
		case to == nil:
			d.edge(from, s.Goto, when(c.Label, c.When), false)
		default:
			d.edge(from, to, when(c.Label, c.When), false)
		}
	}
	for _, a := range s.Branch {
		label := "sonst"
		if a.When != nil {
			label = a.When.Source
		}
		d.edge(from, a.Goto, label, false)
	}
	if s.Wait != nil {
		d.edge(from, s.Wait.Goto, "nach "+duration(s.Wait.For), true)
	}
	if s.Remind != nil {
		d.edge(from, s.Remind.Goto, "Erinnerung", true)
	}
	switch {
	case s.Call != nil:
		d.edge(from, s.Call, "ruft auf", false)
		d.edge(from, s.Goto, "danach", true)
	case s.Handoff != nil && s.Goto == nil:
		d.edge(from, &Target{Kind: ToEnd}, "danach", true)
	case s.Handoff != nil:
		d.edge(from, s.Goto, "danach", true)
	case s.Input != nil:
		d.edge(from, s.Goto, "Antwort", false)
	case len(s.Choices) == 0:
		d.edge(from, s.Goto, "", false)
	}
}

func when(label string, cond *Expr) string {
	if cond == nil {
		return label
	}
	return label + "\nwenn " + cond.Source
}

// duration is a time in the units that editors write.
func duration(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= 2*day && d%day == 0:
		return fmt.Sprintf("%d Tagen", d/day)
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}

// when says in German when a reminder comes.
func (r *RemindSpec) when() string {
	switch {
	case r.On != "":
		return "am Tag „" + r.On + "“"
	case r.Before != "":
		return "vor dem Termin „" + r.Before + "“"
	}
	return "nach " + duration(r.In)
}

// edge draws a way, and the flow at its end where that is another one.
func (d *drawing) edge(from string, to *Target, label string, dashed bool) {
	if to == nil {
		return
	}
	id, caption := to.Ref.String(), ""
	switch to.Kind {
	case ToBack:
		id, caption = "back", "zurück zur vorigen Frage"
	case ToReturn:
		id, caption = "return", "zurück zum Aufrufer"
	case ToEnd:
		id, caption = "end", "Ende: Hat es geholfen?"
	default:
		target := d.set.Step(to.Ref)
		if target != nil && target.Ref.Flow == d.flow.ID {
			id = target.Ref.String()
			break
		}
		if f := d.set.flow[to.Ref.Flow]; f != nil {
			caption = f.Title + "\n" + id
		}
	}
	if caption != "" && !slices.ContainsFunc(d.Nodes, func(n GraphNode) bool { return n.ID == id }) {
		d.Nodes = append(d.Nodes, GraphNode{id, caption, OutsideNode})
	}
	d.Edges = append(d.Edges, GraphEdge{from, id, label, dashed})
}

// overview draws all flows and which leads to which.
func (s *Set) overview() Graph {
	g := Graph{Title: "Alle Abläufe"}
	for _, f := range s.Flows() {
		kind := SayNode
		if isReserved(f.ID) {
			kind = OutsideNode
		}
		g.Nodes = append(g.Nodes, GraphNode{f.ID, f.Title + "\n" + f.ID, kind})
	}
	for _, f := range s.Flows() {
		var seen []GraphEdge
		add := func(to, label string) {
			e := GraphEdge{From: f.ID, To: to, Label: label, Dashed: label != ""}
			if to != f.ID && to != menuFlow && !slices.Contains(seen, e) {
				seen = append(seen, e)
			}
		}
		for _, step := range f.Steps {
			now, later := step.next()
			for _, t := range append(now, later...) {
				add(t.Ref.Flow, "")
			}
			if step.Call != nil {
				add(step.Call.Ref.Flow, "ruft auf")
			}
		}
		g.Edges = append(g.Edges, seen...)
	}
	return g
}
