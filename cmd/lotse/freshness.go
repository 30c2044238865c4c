package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/digitaler-lotse/lotse/content"
)

type freshnessCmd struct {
	contentFlag
	At     string `placeholder:"DATE" help:"Day to look at, such as 2027-01-31; today by default."`
	All    bool   `help:"Also list what is not due yet."`
	Format string `default:"text" placeholder:"text|json" help:"text for people, json for programs."`
}

// Run lists what a person has to compare with its sources again. That something is due is no failure.
func (c freshnessCmd) Run(s streams) error {
	at, err := moment("at", c.At, townTime())
	if err := misuse(err, oneOf("format", c.Format, "text", "json")); err != nil {
		return err
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	today := dayOf(at)
	all := l.catalogue.Reviews(l.engine.Set, today)
	due := content.Overdue(all, today)
	shown := due
	if c.All {
		shown = all
	}
	if c.Format == "json" {
		return printReviews(s, shown, today)
	}
	fmt.Fprintf(s.out, "%s: %d von %d Angaben sind fällig.\n", today.Format("2.1.2006"), len(due), len(all))
	for _, group := range byOwner(shown) {
		owner := group[0].Owner
		if owner == "" {
			owner = "niemand eingetragen (owner)"
		}
		fmt.Fprintf(s.out, "\nZuständig: %s\n", owner)
		for _, r := range group {
			since := "seit"
			if r.Due.After(today) {
				since = "ab"
			}
			fmt.Fprintf(s.out, "  %s %s  %s „%s“, %s\n    %s\n", since, r.Due.Format(time.DateOnly), r.Kind, r.Name, r.Why, r.At)
		}
	}
	return nil
}

// dayOf is the day of a moment where that is, in the form in which the content's days are read.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// due is what the volunteers are told with their weekly digest about the content in use.
func (c *current) due(now time.Time) string {
	l, today := c.loaded.Load(), dayOf(now)
	return content.ReviewNote(l.catalogue.Reviews(l.engine.Set, today), today)
}

// byOwner groups a list, the group with the oldest statement first; that of nobody comes last.
func byOwner(all []content.Review) [][]content.Review {
	var groups [][]content.Review
	at := map[string]int{}
	for _, nobody := range []bool{false, true} {
		for _, r := range all {
			if (r.Owner == "") != nobody {
				continue
			}
			i, known := at[r.Owner]
			if !known {
				i, at[r.Owner] = len(groups), len(groups)
				groups = append(groups, nil)
			}
			groups[i] = append(groups[i], r)
		}
	}
	return groups
}

// printReviews writes one JSON object with a list, dates as YYYY-MM-DD.
func printReviews(s streams, all []content.Review, today time.Time) error {
	type row struct {
		Due     string `json:"due"`
		Overdue bool   `json:"overdue"`
		Kind    string `json:"kind"`
		Name    string `json:"name"`
		Owner   string `json:"owner"`
		Checked string `json:"checked"`
		Why     string `json:"why"`
		File    string `json:"file"`
		Line    int    `json:"line"`
		Col     int    `json:"col"`
	}
	rows := []row{}
	for _, r := range all {
		rows = append(rows, row{r.Due.Format(time.DateOnly), !r.Due.After(today), r.Kind, r.Name, r.Owner, r.Checked.Format(time.DateOnly), r.Why, r.At.File, r.At.Line, r.At.Col})
	}
	e := json.NewEncoder(s.out)
	e.SetIndent("", "  ")
	if err := e.Encode(map[string]any{"at": today.Format(time.DateOnly), "reviews": rows}); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	return nil
}
