package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// Place is the place of a ticket in the queue of all that wait, 1 is next; 0 if it does not wait.
func Place(id TicketID, all []Ticket) int {
	waiting := queue(all)
	return 1 + slices.IndexFunc(waiting, func(t Ticket) bool { return t.ID == id })
}

func queue(all []Ticket) []Ticket {
	var waiting []Ticket
	for _, t := range all {
		if t.State == Waiting {
			waiting = append(waiting, t)
		}
	}
	slices.SortFunc(waiting, func(a, b Ticket) int {
		return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(a.ID, b.ID))
	})
	return waiting
}

// Listed is one line of the list of open tickets. Owner is "" for one that waits.
type Listed struct {
	Ticket    TicketID
	Root      PostID // for the link
	Pseudonym string
	Topic     string
	Lang      string
	Since     string // in German: "seit 5 Minuten"
	Owner     string
}

// Open lists what volunteers have to do: first those that wait, the longest first, then those that somebody has.
func Open(all []Ticket, now time.Time) []Listed {
	open := queue(all)
	for _, t := range all {
		if t.State == Claimed {
			open = append(open, t)
		}
	}
	var lines []Listed
	for _, t := range open {
		lines = append(lines, Listed{Ticket: t.ID, Root: t.RootPost(), Pseudonym: t.Pseudonym, Topic: t.Topic, Lang: t.Lang,
			Since: "seit " + spanGerman(now.Sub(later(t.Since, t.Waits))), Owner: t.Owner.Among()})
	}
	return lines
}

// LanguageName is what volunteers call a language; one that has no name is called by its tag.
func LanguageName(tag string) string {
	if tag == flows.Simple {
		return "Deutsch, Leichte Sprache"
	}
	return cmp.Or(flows.LanguageName(tag, flows.German), tag)
}

// ListText writes the list as Markdown; link makes the address of a root post, escape makes plain text harmless.
func ListText(lines []Listed, link func(PostID) string, escape func(string) string) string {
	if len(lines) == 0 {
		return "Gerade wartet niemand. 🎉"
	}
	var b strings.Builder
	for _, l := range lines {
		who, lang := "wartet", ""
		if l.Owner != "" {
			who = "bei " + escape(l.Owner)
		}
		if l.Lang != flows.German {
			lang = " (" + escape(LanguageName(l.Lang)) + ")"
		}
		fmt.Fprintf(&b, "- [%s](%s): %s%s, %s %s\n", escape(l.Pseudonym), link(l.Root), escape(l.Topic), lang, who, l.Since)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
