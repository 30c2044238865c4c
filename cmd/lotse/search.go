package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/digitaler-lotse/lotse/content/search"
)

type searchCmd struct {
	contentFlag
	Catalogue string   `placeholder:"FILE" help:"Search lines of {id,title,keywords,description} instead of the content."`
	Batch     bool     `help:"Answer lines of {id,query} from standard input."`
	JSON      bool     `help:"Print JSON."`
	N         int      `short:"n" default:"5" help:"How many hits."`
	Query     []string `arg:"" optional:"" help:"What a citizen would write."`
}

// answer is what is said to one query.
type answer struct {
	ID       string `json:"id,omitempty"`
	Hits     []hit  `json:"hits"`
	Answered bool   `json:"answered"`
}

type hit struct {
	ID    string   `json:"id"`
	Score float64  `json:"score"`
	Title string   `json:"title,omitempty"`
	Why   []string `json:"why,omitempty"`
}

func (c searchCmd) Run(s streams) error {
	var problems []error
	if c.N < 1 || c.N > search.MaxHits {
		problems = append(problems, fmt.Errorf("lotse: -n %d is not possible; choose 1 to %d", c.N, search.MaxHits))
	}
	switch {
	case c.Batch && len(c.Query) > 0:
		problems = append(problems, errors.New("lotse: with --batch the queries come from standard input, not from the command line"))
	case !c.Batch && len(c.Query) == 0:
		problems = append(problems, errors.New("lotse: say what to search for, or use --batch"))
	}
	if err := misuse(problems...); err != nil {
		return err
	}
	find, err := c.finder(s)
	if err != nil {
		return err
	}
	if c.Batch {
		return batch(s, find)
	}
	a := find(strings.Join(c.Query, " "))
	if c.JSON {
		return json.NewEncoder(s.out).Encode(a)
	}
	if !a.Answered {
		fmt.Fprintln(s.out, "Dazu hätte Lotse nichts gesagt, sondern nachgefragt.")
	}
	for _, h := range a.Hits {
		fmt.Fprintf(s.out, "%6.2f  %s  %s\n", h.Score, h.ID, h.Title)
		for _, w := range h.Why {
			fmt.Fprintf(s.out, "        %s\n", w)
		}
	}
	return nil
}

// finder searches a catalogue file or the content: the same code as in the bot.
func (c searchCmd) finder(s streams) (func(string) answer, error) {
	if c.Catalogue == "" {
		l, err := usable(c.contentFlag, s)
		if err != nil {
			return nil, err
		}
		return func(q string) answer { return c.answer(l.catalogue.Find(q, c.N)) }, nil
	}
	docs, err := documents(c.Catalogue)
	if err != nil {
		return nil, err
	}
	index := search.New(docs)
	titles := map[string]string{}
	for _, d := range docs {
		titles[d.ID] = d.Title
	}
	return func(q string) answer {
		r := index.Search(q, c.N)
		return c.answer(r.Hits, r.Answered(), titles)
	}, nil
}

func (c searchCmd) answer(hits []search.Hit, answered bool, titles map[string]string) answer {
	a := answer{Hits: []hit{}, Answered: answered}
	for _, h := range hits {
		out := hit{ID: h.ID, Score: h.Score}
		if !c.Batch {
			out.Title, out.Why = titles[h.ID], h.Why
		}
		a.Hits = append(a.Hits, out)
	}
	return a
}

// documents reads a catalogue, one JSON object a line.
func documents(name string) ([]search.Document, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, misuse(fmt.Errorf("lotse: the catalogue cannot be read: %w", err))
	}
	defer func() { _ = f.Close() }()
	var docs []search.Document
	err = eachLine(f, func(n int, line []byte) error {
		var d struct {
			ID          string          `json:"id"`
			Title       string          `json:"title"`
			Keywords    json.RawMessage `json:"keywords"`
			Description string          `json:"description"`
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf("lotse: %s:%d: this is no line of {id,title,keywords,description}: %w", name, n, err)
		}
		if d.ID == "" {
			return fmt.Errorf("lotse: %s:%d: the id is missing", name, n)
		}
		docs = append(docs, search.Document{ID: d.ID, Title: d.Title, Keywords: keywords(d.Keywords), Body: d.Description})
		return nil
	})
	return docs, misuse(err)
}

// keywords are a list, or one text with commas.
func keywords(raw json.RawMessage) []string {
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return nil
	}
	for w := range strings.SplitSeq(text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			list = append(list, w)
		}
	}
	return list
}

// batch answers line by line, in order.
func batch(s streams, find func(string) answer) error {
	out := bufio.NewWriter(s.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err := eachLine(s.in, func(n int, line []byte) error {
		var q struct {
			ID    any    `json:"id"`
			Query string `json:"query"`
		}
		if err := json.Unmarshal(line, &q); err != nil {
			return failure{exitFailed, fmt.Sprintf("lotse: line %d of standard input is no {id,query}: %v", n, err)}
		}
		a := find(q.Query)
		return enc.Encode(struct {
			ID any `json:"id"`
			answer
		}{q.ID, a})
	})
	return errors.Join(err, out.Flush())
}

// eachLine hands out the lines that are not empty, with their numbers.
func eachLine(r io.Reader, do func(int, []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if len(strings.TrimSpace(string(line))) == 0 {
			continue
		}
		if err := do(n, line); err != nil {
			return err
		}
	}
	return lines.Err()
}
