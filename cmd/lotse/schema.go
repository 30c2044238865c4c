package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

type schemaCmd struct {
	Out  string `placeholder:"DIR" help:"Folder to write all schemas to; without it, one is printed."`
	Kind string `arg:"" optional:"" help:"Kind of file, such as flow or messages."`
}

// shapes are the forms of all kinds of content files.
func shapes() map[string]*source.Shape {
	all := map[string]*source.Shape{"flow": flows.FlowShape(), "messages": flows.MessagesShape()}
	maps.Copy(all, content.Shapes())
	return all
}

func (c schemaCmd) Run(s streams) error {
	all := shapes()
	kinds := slices.Sorted(maps.Keys(all))
	if c.Out == "" {
		if c.Kind == "" {
			return misuse(fmt.Errorf("lotse: say which schema to print, one of %v, or name a folder for all with --out", kinds))
		}
		if err := oneOf("kind", c.Kind, kinds...); err != nil {
			return misuse(err)
		}
		data, err := all[c.Kind].JSONSchema(c.Kind+".json", all[c.Kind].Name)
		if err == nil {
			_, err = s.out.Write(data)
		}
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("make the folder for schemas: %w", err)
	}
	for _, kind := range kinds {
		if c.Kind != "" && c.Kind != kind {
			continue
		}
		data, err := all[kind].JSONSchema(kind+".json", all[kind].Name)
		if err != nil {
			return fmt.Errorf("make the schema of %s: %w", kind, err)
		}
		if err := os.WriteFile(filepath.Join(c.Out, kind+".json"), data, 0o644); err != nil {
			return fmt.Errorf("write the schema of %s: %w", kind, err)
		}
	}
	return nil
}
