package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

type i18nCmd struct {
	Status  statusCmd  `cmd:"" help:"Say how far each language has come, and what is outdated or unreviewed."`
	Extract extractCmd `cmd:"" help:"Write the texts of a language as a gettext catalogue (PO) for translators."`
	Merge   mergeCmd   `cmd:"" help:"Take over a catalogue that translators have filled in."`
	Stamp   stampCmd   `cmd:"" help:"Note in message files that the translations fit today's German texts."`
}

// stampCmd brings the hashes of translations up to date.
type stampCmd struct {
	contentFlag
	Files []string `arg:"" optional:"" help:"Message files, relative to the messages folder; without it, all translations."`
}

func (c stampCmd) Run(s streams) error {
	if c.Content == "" {
		return misuse(fmt.Errorf("lotse: stamp writes files, so it needs --content DIR"))
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	dir := filepath.Join(c.Content, "messages")
	names := c.Files
	if len(names) == 0 {
		if names, err = translations(dir); err != nil {
			return err
		}
	}
	total := 0
	for _, name := range names {
		n, err := stamp(l.engine.Set.Texts, filepath.Join(dir, filepath.Base(name)), s)
		if err != nil {
			return err
		}
		total += n
	}
	fmt.Fprintf(s.out, "Prüfzahlen eingetragen: %d (Dateien: %d).\n", total, len(names))
	return nil
}

// translations are the message files of all languages but German.
func translations(dir string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	var names []string
	for _, name := range all {
		if !strings.HasSuffix(name, "."+flows.German+".yaml") {
			names = append(names, name)
		}
	}
	return names, err
}

func stamp(texts *flows.Texts, path string, s streams) (int, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read the message file: %w", err)
	}
	out, n, ds := texts.Stamp(path, data)
	if ds.Failed() {
		if err := ds.WriteText(s.err, source.Files{}, "de"); err != nil {
			return 0, err
		}
		return 0, failure{code: exitFailed}
	}
	if n == 0 {
		return 0, nil
	}
	return n, os.WriteFile(path, out, 0o644)
}
