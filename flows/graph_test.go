package flows_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/flows"
)

// everything is a flow with all that a drawing can show.
const everything = `flow: alles
title: Alles & "mehr"
words: [alles]
steps:
  frage:
    say: |
      Davor.
      1. Was ist mit **dem** [Ausweis](https://www.example.org), der schon seit vielen Jahren weg ist?
    choices:
      - Weg: aufruf
      - {label: "Alt <16>", when: jahre < 16, goto: eingabe}
      - {label: Seite, url: "https://www.example.org"}
      - Zurück bitte: back
    wait: {for: 14d, goto: weiche}
  eingabe:
    say: Wie alt?
    input: {kind: number, save: jahre}
    goto: weiche
    choices: [{label: Weiß nicht}]
  weiche:
    branch:
      - {when: jahre > 3, goto: mensch}
      - {goto: daten}
  aufruf:
    call: pinhilfe
    goto: umzug/wohin
  freiwillige:
    say: Bitte.
    handoff: Thema
  daten:
    do: show-data
    service: hund
    places: {can: personalausweis}
    goto: freiwillige
  kurz:
    say: Moment.
    wait: {for: 90m, goto: end}
  lang:
    say: Moment.
    wait: {for: 24h, goto: return}
`

func drawn(t *testing.T) *flows.Set {
	t.Helper()
	fsys := baseMap(t)
	fsys["flows/alles.yaml"] = &fstest.MapFile{Data: []byte(everything)}
	return engine(t, fsys).Set
}

// TestGraph compares drawings with testdata/graph; -update rewrites them.
func TestGraph(t *testing.T) {
	set := drawn(t)
	for file, flow := range map[string]string{"alles": "alles", "overview": ""} {
		g, ok := set.Graph(flow)
		if !ok {
			t.Fatalf("no graph of %q", flow)
		}
		for name, got := range map[string]string{file + ".mmd": g.Mermaid(), file + ".dot": g.DOT()} {
			name = "testdata/graph/" + name
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
		}
	}
	if _, ok := set.Graph("unbekannt"); ok {
		t.Error("a graph of a flow that does not exist")
	}
}

// Every way of every flow is drawn, begins and ends at a node, and every step is one.
func TestGraphIsWhole(t *testing.T) {
	set := drawn(t)
	for _, f := range set.Flows() {
		g, _ := set.Graph(f.ID)
		has := func(id string) bool {
			return slices.ContainsFunc(g.Nodes, func(n flows.GraphNode) bool { return n.ID == id })
		}
		ways := 0
		for _, s := range f.Steps {
			if !has(s.Ref.String()) {
				t.Errorf("%s is not drawn", s.Ref)
			}
			for _, c := range s.Choices {
				if c.URL == "" {
					ways++
				}
			}
			ways += len(s.Branch)
			for _, there := range []bool{s.Wait != nil, s.Remind != nil, s.Call != nil, s.Handoff != nil || s.Goto != nil && (len(s.Choices) == 0 || s.Input != nil)} {
				if there {
					ways++
				}
			}
		}
		if ways != len(g.Edges) {
			t.Errorf("%s has %d ways, %d are drawn", f.ID, ways, len(g.Edges))
		}
		for _, e := range g.Edges {
			if !has(e.From) || !has(e.To) {
				t.Errorf("%s: from %s to %s, where nothing is", f.ID, e.From, e.To)
			}
		}
		if n := strings.Count(g.Mermaid(), "\n"); n != 1+len(g.Nodes)+len(g.Edges) {
			t.Errorf("%s: %d lines for %d nodes and %d edges", f.ID, n, len(g.Nodes), len(g.Edges))
		}
	}
}
