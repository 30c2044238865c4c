package flows

import (
	"fmt"
	"io"
)

// Coverage notes which steps and choices were visited.
type Coverage struct {
	set  *Set
	seen map[string]bool
}

// NewCoverage starts with nothing visited.
func NewCoverage(set *Set) *Coverage { return &Coverage{set, map[string]bool{}} }

// Visit is for Engine.Visit; choice is "" for a step.
func (c *Coverage) Visit(at Ref, choice string) { c.seen[at.String()+"#"+choice] = true }

// Counts returns how many steps and choices there are, and how many of them were visited. Links are no choices: nobody is told of a tap on them.
func (c *Coverage) Counts() (steps, stepsSeen, choices, choicesSeen int) {
	c.each(func(_ *Step, ch *Choice, seen bool) {
		switch {
		case ch == nil:
			steps++
			if seen {
				stepsSeen++
			}
		default:
			choices++
			if seen {
				choicesSeen++
			}
		}
	})
	return
}

func (c *Coverage) each(visit func(*Step, *Choice, bool)) {
	for _, f := range c.set.Flows() {
		for _, s := range f.Steps {
			visit(s, nil, c.seen[s.Ref.String()+"#"])
			for _, ch := range s.Choices {
				if ch.URL == "" {
					visit(s, ch, c.seen[s.Ref.String()+"#"+ch.ID])
				}
			}
		}
	}
}

// Report names what was never visited, with its line, and the share of what was.
func (c *Coverage) Report(w io.Writer) {
	c.each(func(s *Step, ch *Choice, seen bool) {
		switch {
		case seen:
		case ch == nil:
			fmt.Fprintf(w, "%s:%d: Schritt „%s“ wird von keinem Test besucht\n", s.at.File, s.at.Line, s.Ref.Step)
		default:
			fmt.Fprintf(w, "%s:%d: Antwort „%s“ wählt kein Test\n", ch.at.File, ch.at.Line, ch.Label)
		}
	})
	steps, stepsSeen, choices, choicesSeen := c.Counts()
	fmt.Fprintf(w, "Schritte: %d von %d besucht (%s). Antworten: %d von %d gewählt (%s).\n",
		stepsSeen, steps, percent(stepsSeen, steps), choicesSeen, choices, percent(choicesSeen, choices))
}

// percent rounds down: 100 % means all.
func percent(part, whole int) string {
	if whole == 0 {
		return "100 %"
	}
	return fmt.Sprintf("%d %%", part*100/whole)
}
