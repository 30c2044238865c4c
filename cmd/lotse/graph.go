package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// graphCmd draws the conversations.
type graphCmd struct {
	contentFlag
	Flow   string `arg:"" optional:"" help:"Flow to draw, such as umzug; without it, all flows and the ways between them."`
	Format string `default:"mermaid" placeholder:"mermaid|dot|svg" help:"Language of the drawing; svg needs the program dot of Graphviz."`
}

func (c graphCmd) Run(s streams) error {
	if err := misuse(oneOf("format", c.Format, "mermaid", "dot", "svg")); err != nil {
		return err
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	g, ok := l.engine.Set.Graph(c.Flow)
	if !ok {
		return misuse(noFlow(l.engine.Set, c.Flow))
	}
	switch c.Format {
	case "dot":
		_, err = fmt.Fprint(s.out, g.DOT())
	case "svg":
		return svg(g, s)
	default:
		_, err = fmt.Fprint(s.out, g.Mermaid())
	}
	return err
}

func noFlow(set *flows.Set, name string) error {
	var ids []string
	for _, f := range set.Flows() {
		ids = append(ids, f.ID)
	}
	if near, ok := source.Suggest(name, ids); ok {
		return fmt.Errorf("lotse: there is no flow %s; did you mean %s?", name, near)
	}
	return fmt.Errorf("lotse: there is no flow %s; there are: %s", name, strings.Join(ids, ", "))
}

// svg lets Graphviz lay the graph out: it does that better than we could.
func svg(g flows.Graph, s streams) error {
	dot, err := exec.LookPath("dot")
	if err != nil {
		return failure{exitFailed, "lotse: a picture in SVG needs the program dot of Graphviz, which is not installed here; --format mermaid and --format dot do without"}
	}
	cmd := exec.Command(dot, "-Tsvg")
	var wrong bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(g.DOT()), s.out, &wrong
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("draw with Graphviz: %w", errors.Join(err, errors.New(strings.TrimSpace(wrong.String()))))
	}
	return nil
}
