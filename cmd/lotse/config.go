package main

import (
	"fmt"
	"iter"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// settings are the values of the configuration file by flag name.
type settings map[string]string

// readConfig reads the file that --config or LOTSE_CONFIG names. Its keys are the names of the flags; every problem is reported at once.
func readConfig(app *kong.Application, args []string) (kong.Resolver, error) {
	values := settings{}
	name := configName(args)
	if name == "" {
		return values, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, misuse(fmt.Errorf("lotse: the configuration file cannot be read: %w", err))
	}
	file, root, ds := source.Parse(name, data)
	if root != nil {
		shape := &source.Shape{Kind: source.Object, Name: "Einstellungen", NameEN: "settings", Fields: fields(app)}
		shape.Check(root, &ds)
		for _, p := range root.Pairs {
			values[p.Key.Value] = p.Value.Value
		}
	}
	if ds.Failed() {
		var b strings.Builder
		if err := ds.Sorted().WriteText(&b, source.Files{name: file}, "en"); err != nil {
			return nil, err
		}
		return nil, failure{exitMisused, strings.TrimRight(b.String(), "\n")}
	}
	return values, nil
}

// configName finds the file before the flags are parsed: it takes part in their parsing.
func configName(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			return v
		}
		if a == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("LOTSE_CONFIG")
}

// fields are the settings of all commands but --config, as keys of the file.
func fields(app *kong.Application) []source.Field {
	var out []source.Field
	seen := map[string]bool{"config": true}
	value := &source.Shape{Kind: source.Line, Name: "Wert", NameEN: "value"}
	for f := range fromOutside(app.Node) {
		if !seen[f.Name] {
			seen[f.Name] = true
			out = append(out, source.Field{Key: f.Name, Shape: value, Doc: f.Help})
		}
	}
	return out
}

// fromOutside iterates over the flags of a command and its subcommands that can also come from the environment.
func fromOutside(n *kong.Node) iter.Seq[*kong.Flag] {
	return func(yield func(*kong.Flag) bool) {
		for _, f := range n.Flags {
			if len(f.Envs) > 0 && !yield(f) {
				return
			}
		}
		for _, child := range n.Children {
			for f := range fromOutside(child) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// warnOfStrangers names what looks like a setting in the environment and is none: usually a typing error, and then something is not as it
// was meant. It may belong to somebody else, so it is no reason not to start.
func warnOfStrangers(app *kong.Application, environ []string, log *slog.Logger) {
	var known []string
	for f := range fromOutside(app.Node) {
		known = append(known, f.Envs...)
	}
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "LOTSE_") || slices.Contains(known, name) {
			continue
		}
		meant, _ := source.Suggest(name, known)
		log.Warn("the environment names a setting that there is not", "name", name, "meant", meant)
	}
}

// Validate implements kong.Resolver.
func (settings) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	v, ok := s[flag.Name]
	if !ok {
		return nil, nil
	}
	for _, name := range flag.Envs { // flag.Set does not tell the environment from a default
		if os.Getenv(name) != "" {
			return nil, nil
		}
	}
	return v, nil
}
