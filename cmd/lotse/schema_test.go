package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/digitaler-lotse/lotse/flows/source"
)

const contentDir = "../../content"

// TestSchemaFiles compares the schemas beside the content with the shapes that the loaders check by.
func TestSchemaFiles(t *testing.T) {
	const mend = "run: go run ./cmd/lotse schema --out content/schema"
	all := shapes()
	for kind, shape := range all {
		want, err := shape.JSONSchema(kind+".json", shape.Name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(contentDir, "schema", kind+".json"))
		if err != nil {
			t.Errorf("%v; %s", err, mend)
		} else if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("content/schema/%s.json is out of date (-now +file); %s\n%s", kind, mend, d)
		}
	}
	files, err := filepath.Glob(filepath.Join(contentDir, "schema", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if all[strings.TrimSuffix(filepath.Base(f), ".json")] == nil {
			t.Errorf("content/schema/%s belongs to no kind of file; delete it", filepath.Base(f))
		}
	}
}

// TestContentFitsItsSchema looks at every content file as an editor does: by the schema that its first line names.
func TestContentFitsItsSchema(t *testing.T) {
	// The lists of places/ are many files of one kind; the other files there, and those at the top, are kinds of their own.
	kindOf := map[string]string{".": "", "flows": "flow", "messages": "messages", "places": "places", "services": "services"}
	schemas := map[string]*jsonschema.Schema{}
	for _, kind := range slices.Sorted(maps.Keys(shapes())) {
		schema, err := jsonschema.NewCompiler().Compile(filepath.Join(contentDir, "schema", kind+".json"))
		if err != nil {
			t.Fatal(err)
		}
		schemas[kind] = schema
	}
	used := map[string]bool{}
	for dir, kind := range kindOf {
		files, err := filepath.Glob(filepath.Join(contentDir, dir, "*.yaml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", dir, err)
		}
		for _, file := range files {
			kind, name := kind, dir+"/"+filepath.Base(file)
			if own := strings.TrimSuffix(filepath.Base(file), ".yaml"); (dir == "places" || dir == ".") && schemas[own] != nil {
				kind = own
			}
			used[kind] = true
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			schema, err := filepath.Rel(filepath.Dir(file), filepath.Join(contentDir, "schema", kind+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if first, _, _ := strings.Cut(string(data), "\n"); first != "# yaml-language-server: $schema="+filepath.ToSlash(schema) {
				t.Errorf("%s: the first line names no schema, or another one: %s", name, first)
			}
			_, n, ds := source.Parse(name, data)
			if ds.Failed() {
				t.Fatalf("%s cannot be read: %v", name, ds)
			}
			if err := schemas[kind].Validate(asEditor(n)); err != nil {
				t.Errorf("%s does not fit content/schema/%s.json: %v", name, kind, err)
			}
		}
	}
	if len(used) != len(schemas) {
		t.Errorf("only %v have files, of %d schemas", slices.Sorted(maps.Keys(used)), len(schemas))
	}
}

// TestSchemasRefuse makes sure that the schemas say anything at all: each refuses a file of another kind.
func TestSchemasRefuse(t *testing.T) {
	for kind := range shapes() {
		schema, err := jsonschema.NewCompiler().Compile(filepath.Join(contentDir, "schema", kind+".json"))
		if err != nil {
			t.Fatal(err)
		}
		_, n, _ := source.Parse("wrong.yaml", []byte("flow: umzug\ntitel: Umzug\n"))
		if schema.Validate(asEditor(n)) == nil {
			t.Errorf("the schema of %s accepts a key that does not exist", kind)
		}
	}
}

// asEditor is a node as YAML extensions of editors see it: plain numbers and truth values are no texts.
func asEditor(n *source.Node) any {
	switch n.Kind {
	case source.List:
		list := make([]any, 0, len(n.Items))
		for _, item := range n.Items {
			list = append(list, asEditor(item))
		}
		return list
	case source.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key.Value] = asEditor(p.Value)
		}
		return m
	}
	switch _, err := strconv.ParseFloat(n.Value, 64); {
	case !n.Plain:
		return n.Value
	case n.Null:
		return nil
	case n.Value == "true" || n.Value == "false":
		return n.Value == "true"
	case err == nil && json.Valid([]byte(n.Value)):
		return json.Number(n.Value)
	}
	return n.Value
}

// TestHandbookCommands parses every command of the editors' handbook with the program's own flags.
func TestHandbookCommands(t *testing.T) {
	book, err := os.ReadFile(filepath.Join(contentDir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for block := range strings.SplitSeq(string(book), "\n```sh\n") {
		block, _, closed := strings.Cut(block, "```")
		for line := range strings.Lines(block) {
			args, ok := strings.CutPrefix(strings.TrimSpace(line), "lotse ")
			if !ok || !closed {
				continue
			}
			found++
			var c cli
			var out bytes.Buffer
			k, err := kong.New(&c, kong.Writers(&out, &out))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := k.Parse(strings.Fields(args)); err != nil {
				t.Errorf("content/README.md: lotse %s: %v", args, err)
			}
		}
	}
	if found < 8 {
		t.Errorf("only %d commands were found", found)
	}
}
