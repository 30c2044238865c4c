package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content/questions"
)

type questionsCmd struct {
	List questionsListCmd `cmd:"" default:"withargs" help:"What was not understood, similar questions together."`
	Word questionsWordCmd `cmd:"" help:"Make a question a word of everyday use of a service or flow."`
	Drop questionsDropCmd `cmd:"" help:"Remove questions for good."`
}

type questionsListCmd struct {
	dataFlag
	N    int  `short:"n" default:"50" help:"How many groups at most; 0: all."`
	JSON bool `help:"Print JSON."`
}

// wordings is how many other wordings of a question are shown.
const wordings = 3

func (c questionsListCmd) Run(s streams) error {
	if c.N < 0 {
		return misuse(fmt.Errorf("lotse: -n %d is not possible; choose 1 or more, or 0 for all", c.N))
	}
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		all, err := op.Questions()
		if err != nil {
			return err
		}
		clusters := questions.Clusters(all)
		shown := clusters
		if c.N > 0 {
			shown = clusters[:min(c.N, len(clusters))]
		}
		if c.JSON {
			e := json.NewEncoder(s.out)
			e.SetIndent("", "  ")
			return e.Encode(append([]questions.Cluster{}, shown...))
		}
		fmt.Fprintf(s.out, "%d Fragen nicht verstanden, %d Gruppen.\n", len(all), len(clusters))
		return printClusters(s.out, shown)
	})
}

func printClusters(out io.Writer, clusters []questions.Cluster) error {
	if len(clusters) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Nummer\tAnzahl\tSprachen\tzuletzt\tFrage")
	for _, c := range clusters {
		var langs, others []string
		for _, l := range c.Languages {
			langs = append(langs, fmt.Sprintf("%s %d", l.Lang, l.Count))
		}
		for _, o := range c.Others[:min(wordings, len(c.Others))] {
			others = append(others, oneLine(o))
		}
		also := ""
		if len(others) > 0 {
			also = "; auch: " + strings.Join(others, ", ")
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s%s\n", c.Number, c.Count, strings.Join(langs, ", "), c.Last, oneLine(c.Text), also)
	}
	return w.Flush()
}

// oneLine quotes what somebody typed, so that it cannot steer the terminal or break the table.
func oneLine(text string) string {
	return "„" + strings.Trim(strconv.Quote(strings.Join(strings.Fields(text), " ")), `"`) + "“"
}

type questionsDropCmd struct {
	dataFlag
	All    bool     `help:"All questions."`
	Number []string `arg:"" optional:"" help:"Numbers as lotse questions lists them; the whole group goes."`
}

func (c questionsDropCmd) Run(s streams) error {
	var problems []error
	for _, text := range c.Number {
		if _, err := strconv.ParseUint(text, 10, 64); err != nil {
			problems = append(problems, fmt.Errorf("lotse: %q is no number of a question; lotse questions lists them", text))
		}
	}
	if len(c.Number) == 0 && !c.All {
		problems = append(problems, errors.New("lotse: name a question by its number, or use --all"))
	}
	if err := misuse(problems...); err != nil {
		return err
	}
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		all, err := op.Questions()
		if err != nil {
			return err
		}
		clusters := questions.Clusters(all)
		drop, missing := []uint64{}, 0
		for _, text := range c.Number {
			cluster, ok := clusterOf(clusters, text)
			if !ok {
				missing++
				fmt.Fprintf(s.err, "lotse: there is no question %s\n", text)
			}
			drop = append(drop, cluster.Numbers...)
		}
		if c.All {
			for _, q := range all {
				drop = append(drop, q.Number)
			}
		}
		n, err := op.DropQuestions(drop)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%d Fragen gelöscht.\n", n)
		if missing > 0 {
			return failure{code: exitFailed}
		}
		return nil
	})
}

// clusterOf finds the cluster that a question belongs to, by the number of the question.
func clusterOf(clusters []questions.Cluster, number string) (questions.Cluster, bool) {
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return questions.Cluster{}, false
	}
	for _, c := range clusters {
		if slices.Contains(c.Numbers, n) {
			return c, true
		}
	}
	return questions.Cluster{}, false
}
