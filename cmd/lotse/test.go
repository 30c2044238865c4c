package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

type testCmd struct {
	contentFlag
	Update   bool     `help:"Rewrite the expectations to what happens now. Needs --content."`
	Coverage bool     `help:"Name the steps and choices that no test visits."`
	Tests    []string `arg:"" optional:"" help:"Files to play, relative to the tests folder; without it, all."`
}

func (c testCmd) Run(s streams) error {
	if c.Update && c.Content == "" {
		return misuse(fmt.Errorf("lotse: --update rewrites files, so it needs --content DIR; the content inside the program cannot be changed"))
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	names, err := c.names(l.fsys)
	if err != nil {
		return err
	}
	cover := flows.NewCoverage(l.engine.Set)
	l.engine.Visit = cover.Visit
	failed := 0
	for _, name := range names {
		ok, err := c.play(l, name, s)
		if err != nil {
			return err
		}
		if !ok {
			failed++
		}
	}
	if c.Coverage {
		cover.Report(s.out)
	}
	fmt.Fprintf(s.out, "%d Gespräche gespielt, %d nicht wie erwartet.\n", len(names), failed)
	if failed > 0 {
		return failure{code: exitFailed}
	}
	return nil
}

func (c testCmd) names(fsys fs.FS) ([]string, error) {
	if len(c.Tests) == 0 {
		names, err := fs.Glob(fsys, "tests/*.txt")
		slices.Sort(names)
		return names, err
	}
	var names []string
	for _, t := range c.Tests {
		name := "tests/" + strings.TrimPrefix(filepath.ToSlash(t), "tests/")
		if _, err := fs.Stat(fsys, name); err != nil {
			return nil, misuse(fmt.Errorf("lotse: there is no conversation test %s", name))
		}
		names = append(names, name)
	}
	return names, nil
}

// play runs one test and reports whether it went as expected.
func (c testCmd) play(l *loaded, name string, s streams) (bool, error) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return false, fmt.Errorf("read conversation test: %w", err)
	}
	script, ds := transcript.Parse(name, data)
	got, more := script.Play(l.engine, newRehearsal(l))
	if ds = append(ds, more...); ds.Failed() {
		return false, ds.WriteText(s.out, nil, "de")
	}
	diff := transcript.Diff(string(data), got)
	if diff == "" {
		return true, nil
	}
	if c.Update {
		path := filepath.Join(c.Content, filepath.FromSlash(name))
		fmt.Fprintf(s.out, "%s neu geschrieben\n", name)
		return true, os.WriteFile(path, []byte(got), 0o644)
	}
	fmt.Fprintf(s.out, "%s verläuft anders als erwartet (- erwartet, + tatsächlich):\n%s\n", name, diff)
	return false, nil
}
