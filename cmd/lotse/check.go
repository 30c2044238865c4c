package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

type checkCmd struct {
	contentFlag
	Lang   string `default:"de" placeholder:"de|en" help:"Language of the messages."`
	Format string `default:"text" placeholder:"text|json" help:"text for people, json for programs."`
	Strict bool   `help:"Warnings count as errors."`
	Links  bool   `help:"Follow all links as well: one request a second for each host."`
}

func (c checkCmd) Run(s streams) error {
	if err := misuse(oneOf("lang", c.Lang, "de", "en"), oneOf("format", c.Format, "text", "json")); err != nil {
		return err
	}
	l, err := load(c.contentFlag, time.Now())
	if err != nil {
		return err
	}
	links := 0
	if c.Links {
		var broken source.Diagnostics
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		checker := linkChecker{transport: http.DefaultTransport, pause: linkPause, now: time.Now()}
		if broken, links, err = checker.check(ctx, l.fsys); err != nil {
			return err
		}
		l.found = append(l.found, broken...).Sorted()
	}
	if c.Format == "json" {
		err = l.found.WriteJSON(s.out, c.Lang)
	} else if err = l.found.WriteText(s.out, l.files, c.Lang); err == nil {
		fmt.Fprintln(s.out, summary(l.found, len(l.files)).In(c.Lang))
		if c.Links {
			fmt.Fprintln(s.out, source.T("Links verfolgt: %d.", "Links followed: %d.", links).In(c.Lang))
		}
	}
	if err == nil && (l.found.Failed() || c.Strict && len(l.found) > 0) {
		err = failure{code: exitFailed}
	}
	return err
}

func summary(ds source.Diagnostics, files int) source.Text {
	errors := 0
	for _, d := range ds {
		if d.Severity == source.Error {
			errors++
		}
	}
	if len(ds) == 0 {
		return source.T("%d Dateien geprüft, alles in Ordnung.", "%d files checked, all is well.", files)
	}
	return source.T("%d Dateien geprüft: %d Fehler, %d Warnungen.", "%d files checked: %d errors, %d warnings.", files, errors, len(ds)-errors)
}

// oneOf reports a value that is none of those allowed.
func oneOf(flag, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	near, ok := source.Suggest(value, allowed)
	if ok {
		return misset(fmt.Sprintf("--%s %s is not possible; did you mean %s?", flag, value, near), fmt.Sprintf("%s kann nicht %s sein.", envName(flag), value), "Meinten Sie "+near+"?")
	}
	return misset(fmt.Sprintf("--%s %s is not possible; choose one of %v", flag, value, allowed), fmt.Sprintf("%s kann nicht %s sein.", envName(flag), value), "Möglich sind: "+strings.Join(allowed, ", ")+".")
}
