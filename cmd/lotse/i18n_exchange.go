package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/text/language"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// extractCmd writes the texts of a language for translators.
type extractCmd struct {
	contentFlag
	Language string `arg:"" name:"lang" help:"Tag of the language, such as uk; de-XL is Leichte Sprache."`
	Out      string `short:"o" placeholder:"FILE" help:"File to write; without it, standard output."`
}

func (c extractCmd) Run(s streams) error {
	tag, err := language.Parse(c.Language)
	switch {
	case err != nil:
		return misuse(fmt.Errorf("lotse: %s is no tag of a language, such as uk or en", c.Language))
	case tag == language.German:
		return misuse(fmt.Errorf("lotse: German is what translations are made from"))
	}
	t, err := translationsOf(c.contentFlag, s)
	if err != nil {
		return err
	}
	po := t.Extract(tag.String())
	if c.Out == "" {
		_, err = s.out.Write(po)
		return err
	}
	if err := os.WriteFile(c.Out, po, 0o644); err != nil {
		return fmt.Errorf("write the catalogue: %w", err)
	}
	return nil
}

// mergeCmd takes over what translators have written.
type mergeCmd struct {
	contentFlag
	File     string   `arg:"" help:"Catalogue (PO) as extract wrote it and translators have filled it in."`
	Reviewed []string `placeholder:"NAME,..." help:"Message files that a person has read, such as umzug; all for every file."`
}

func (c mergeCmd) Run(s streams) error {
	if c.Content == "" {
		return misuse(fmt.Errorf("lotse: merge writes files, so it needs --content DIR"))
	}
	po, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the catalogue: %w", err)
	}
	t, err := translationsOf(c.contentFlag, s)
	if err != nil {
		return err
	}
	merged, found := t.Merge(c.File, po, c.Reviewed)
	if err := found.WriteText(s.err, source.Files{}, "de"); err != nil {
		return err
	}
	if found.Failed() {
		return failure{exitFailed, "lotse: nothing was written"}
	}
	for _, name := range slices.Sorted(maps.Keys(merged.Files)) {
		path := filepath.Join(c.Content, filepath.FromSlash(name))
		if err := os.WriteFile(path, merged.Files[name], 0o644); err != nil {
			return fmt.Errorf("write the message file: %w", err)
		}
	}
	fmt.Fprintf(s.out, "%s: %d Texte neu oder geändert, %d noch offen, Dateien geschrieben: %d.\n", merged.Lang, merged.Changed, merged.Skipped, len(merged.Files))
	return nil
}
