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
	Out      string `short:"o" placeholder:"FILE" help:"File to write; without it, standard output. With --yaml: folder."`
	YAML     bool   `name:"yaml" help:"Write message files with what is missing or outdated, ready to be filled in, instead of a catalogue."`
}

func (c extractCmd) Run(s streams) error {
	tag, err := language.Parse(c.Language)
	switch {
	case err != nil:
		return misuse(fmt.Errorf("lotse: %s is no tag of a language, such as uk or en", c.Language))
	case tag == language.German:
		return misuse(fmt.Errorf("lotse: German is what translations are made from"))
	case c.YAML && c.Out == "":
		return misuse(fmt.Errorf("lotse: --yaml writes several files, so it needs --out DIR"))
	}
	t, err := translationsOf(c.contentFlag, s)
	if err != nil {
		return err
	}
	if c.YAML {
		return c.todo(t.Todo(tag.String()), s)
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

func (c extractCmd) todo(files map[string][]byte, s streams) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("write the message files: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(c.Out, name), files[name], 0o644); err != nil {
			return fmt.Errorf("write the message files: %w", err)
		}
	}
	fmt.Fprintf(s.out, "Dateien zum Ausfüllen geschrieben: %d.\n", len(files))
	return nil
}

// mergeCmd takes over what translators have written.
type mergeCmd struct {
	contentFlag
	Files    []string `arg:"" name:"file" help:"Catalogues (PO) or message files (NAME.LANG.yaml) as extract wrote them and translators have filled them in."`
	Reviewed []string `placeholder:"NAME,..." help:"Message files that a person has read, such as umzug; all for every file."`
}

func (c mergeCmd) Run(s streams) error {
	if c.Content == "" {
		return misuse(fmt.Errorf("lotse: merge writes files, so it needs --content DIR"))
	}
	for _, file := range c.Files {
		if err := c.merge(file, s); err != nil {
			return err
		}
	}
	return nil
}

// merge takes over one file. Each file is laid over what the one before has left.
func (c mergeCmd) merge(file string, s streams) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the translations: %w", err)
	}
	t, err := translationsOf(c.contentFlag, s)
	if err != nil {
		return err
	}
	lay := t.Merge
	if filepath.Ext(file) == ".yaml" {
		lay = t.MergeFile
	}
	merged, found := lay(file, data, c.Reviewed)
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
