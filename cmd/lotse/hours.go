package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/berlin"
)

type hoursCmd struct {
	At    string `placeholder:"TIME" help:"Moment to look at, local time such as 2026-12-24T14:00; now by default."`
	From  string `placeholder:"TIME" help:"Beginning of the period whose intervals are listed; --at by default."`
	To    string `placeholder:"TIME" help:"End of the period, not included; a week after --from by default."`
	State string `default:"ST" placeholder:"ST" help:"German state whose public holidays count."`
	JSON  bool   `help:"Print JSON."`
	Lang  string `default:"de" placeholder:"de|en" help:"Language of the messages."`
	Expr  string `arg:"" help:"Opening hours as OpenStreetMap writes them, such as 'Mo-Fr 09:00-12:00; PH off'."`
}

func (c hoursCmd) Run(s streams) error {
	cal, err := hours.NewCalendar(strings.ToUpper(c.State), berlin.Location())
	if err != nil {
		err = fmt.Errorf("lotse: --state: %w", err)
	}
	at, err1 := moment("at", c.At, townTime())
	from, err2 := moment("from", c.From, at)
	to, err3 := moment("to", c.To, from.AddDate(0, 0, 7))
	if err := misuse(err, oneOf("lang", c.Lang, "de", "en"), err1, err2, err3); err != nil {
		return err
	}
	if !from.Before(to) {
		return misuse(errors.New("lotse: --from must lie before --to"))
	}
	h, err := hours.Parse(c.Expr)
	if err != nil {
		return c.explain(err)
	}
	r := h.Report(cal, at, from, to)
	if c.JSON {
		data, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		_, err = fmt.Fprintf(s.out, "%s\n", data)
		return err
	}
	c.print(s, h, r)
	return nil
}

// moments are the forms in which a time can be written; those without zone are local.
var moments = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"}

// townTime is what the clocks show that people read, wherever this machine is.
func townTime() time.Time { return time.Now().In(berlin.Location()) }

func moment(flag, text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	where := otherwise.Location()
	for _, layout := range moments {
		if t, err := time.ParseInLocation(layout, text, where); err == nil {
			return t.In(where), nil
		}
	}
	return otherwise, fmt.Errorf("lotse: --%s %q is no time; write it like 2026-12-24T14:00", flag, text)
}

// explain shows an expression that is not understood, with a caret.
func (c hoursCmd) explain(err error) error {
	var bad *hours.Error
	if !errors.As(err, &bad) {
		return err
	}
	caret := strings.Repeat(" ", bad.Offset) + "^" + strings.Repeat("~", max(0, bad.Length-1))
	return failure{exitFailed, fmt.Sprintf("%s\n\n  %s\n  %s", bad.Message(c.Lang), strings.ReplaceAll(c.Expr, "\n", " "), caret)}
}

// print is the report for people.
func (c hoursCmd) print(s streams, h *hours.Hours, r hours.Report) {
	comment := ""
	if r.Comment != "" {
		comment = " (" + r.Comment + ")"
	}
	fmt.Fprintf(s.out, "%s%s\n", r.State, comment)
	if !r.NextChange.IsZero() {
		fmt.Fprintf(s.out, "next change: %s\n", r.NextChange.Format(time.RFC3339))
	}
	fmt.Fprintln(s.out, h.Render(c.Lang))
	for _, i := range r.Intervals {
		fmt.Fprintf(s.out, "%s  %s  %s", i.From.Format(time.RFC3339), i.To.Format(time.RFC3339), i.State)
		if i.Comment != "" {
			fmt.Fprintf(s.out, "  %s", i.Comment)
		}
		fmt.Fprintln(s.out)
	}
}
