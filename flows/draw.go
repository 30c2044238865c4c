package flows

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	markdownLinkRE = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	mermaidIDRE    = regexp.MustCompile(`[^a-z0-9]`)
)

// Mermaid is the graph as a diagram in Mermaid's language, which many forges and editors show as a picture.
func (g Graph) Mermaid() string {
	shapes := map[NodeKind][2]string{AskNode: {"(", ")"}, SayNode: {"[", "]"}, BranchNode: {"{", "}"}, CallNode: {"[[", "]]"}, HandoffNode: {"([", "])"}, OutsideNode: {">", "]"}}
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	id, taken := map[string]string{}, map[string]bool{}
	for _, n := range g.Nodes {
		name := "n_" + mermaidIDRE.ReplaceAllString(n.ID, "_") // a bare "end" would be read as a word of the language
		name = freeID(taken, name)
		id[n.ID], taken[name] = name, true
		s := shapes[n.Kind]
		fmt.Fprintf(&b, "  %s%s\"%s\"%s\n", id[n.ID], s[0], mermaidText(n.Label), s[1])
	}
	for _, e := range g.Edges {
		arrow := "-->"
		if e.Dashed {
			arrow = "-.->"
		}
		if e.Label != "" {
			arrow += `|"` + mermaidText(e.Label) + `"|`
		}
		fmt.Fprintf(&b, "  %s %s %s\n", id[e.From], arrow, id[e.To])
	}
	return b.String()
}

func mermaidText(s string) string {
	return strings.NewReplacer("&", "#amp;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "`", "#96;", "\n", "<br>").Replace(s)
}

// DOT is the graph in the language of Graphviz.
func (g Graph) DOT() string {
	styles := map[NodeKind]string{AskNode: `shape=box, style="rounded,filled", fillcolor="#e8f1fb"`, SayNode: "shape=box", BranchNode: "shape=diamond",
		CallNode: "shape=box, peripheries=2", HandoffNode: `shape=box, style="rounded,filled", fillcolor="#fdf0d5"`, OutsideNode: "shape=cds"}
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s {\n  graph [fontname=\"sans-serif\"]\n  node [fontname=\"sans-serif\", fontsize=11]\n  edge [fontname=\"sans-serif\", fontsize=10]\n", dotText(g.Title))
	for _, n := range g.Nodes {
		fmt.Fprintf(&b, "  %s [label=%s, %s]\n", dotText(n.ID), dotText(n.Label), styles[n.Kind])
	}
	for _, e := range g.Edges {
		var more string
		if e.Label != "" {
			more = " [label=" + dotText(e.Label) + "]"
		}
		if e.Dashed {
			more += " [style=dashed]"
		}
		fmt.Fprintf(&b, "  %s -> %s%s\n", dotText(e.From), dotText(e.To), more)
	}
	b.WriteString("}\n")
	return b.String()
}

func dotText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
