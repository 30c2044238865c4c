package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// loaded is content that was read and checked.
type loaded struct {
	dir       string // "" for the content inside the program
	fsys      fs.FS
	engine    flows.Engine
	catalogue *content.Catalogue
	files     source.Files
	found     source.Diagnostics
}

// there reports whether the folder can be one with content.
func (c contentFlag) there() error {
	if c.Content == "" {
		return nil
	}
	info, err := os.Stat(c.Content)
	switch {
	case err != nil:
		return fmt.Errorf("lotse: the content folder cannot be read: %w", err)
	case !info.IsDir():
		return fmt.Errorf("lotse: %s is no folder; --content needs the folder that holds flows and messages", c.Content)
	}
	return nil
}

// load reads the content of a folder, or the one inside the program.
func load(c contentFlag, today time.Time) (*loaded, error) {
	if err := misuse(c.there()); err != nil {
		return nil, err
	}
	l := &loaded{dir: c.Content, fsys: content.Open(c.Content)}
	catalogue, files, found := content.LoadCatalogue(l.fsys)
	if !today.IsZero() {
		found = append(found, catalogue.Due(today)...)
	}
	texts := slices.Concat(bot.Messages(), desk.Messages(), content.Messages(), hostTexts)
	set, more, ds := flows.Load(l.fsys, flows.Options{Today: today, Names: catalogue.Names, Messages: texts, Records: catalogue.Records()})
	maps.Copy(files, more)
	l.files, l.found = files, append(found, ds...).Sorted()
	l.catalogue = catalogue.With(set)
	l.engine = flows.Engine{Set: set, Catalogue: l.catalogue, Secret: desk.HoldsSecret, Keep: bot.Keep(store.DefaultRetention())}
	return l, nil
}

// usable is load for commands that need content without errors; the problems go to standard error.
func usable(c contentFlag, s streams) (*loaded, error) {
	l, err := load(c, time.Time{})
	if err != nil {
		return nil, err
	}
	if l.found.Failed() {
		if err := l.found.Errors().WriteText(s.err, l.files, "de"); err != nil {
			return nil, err
		}
		return nil, failure{exitFailed, "lotse: the content has errors; lotse check lists them"}
	}
	return l, nil
}

// sparing has content loaded with as little memory as it takes: loading makes several times as much garbage as remains.
func sparing(load func() (*loaded, error)) (*loaded, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	return load()
}

// forget lets go of the files that the content was read from, and of the problems found. They take more room than the content itself, and a
// service needs them no more.
func (l *loaded) forget() {
	l.files, l.found = nil, nil
	l.engine.Set.Forget()
	l.catalogue.Forget()
}
