package content_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

var _ flows.Catalogue = (*content.Catalogue)(nil)

// load returns the catalogue inside the program, with its flows and texts.
func load(t testing.TB) *content.Catalogue {
	t.Helper()
	fsys := content.Open("")
	c, files, ds := content.LoadCatalogue(fsys)
	if len(ds) > 0 {
		t.Fatalf("the catalogue has problems:\n%s", report(ds, files, "en"))
	}
	set, _, _ := flows.Load(fsys, flows.Options{Records: c.Records()})
	return c.With(set)
}

func report(ds source.Diagnostics, files source.Files, lang string) string {
	var b bytes.Buffer
	if err := ds.WriteText(&b, files, lang); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestEmbeddedContent(t *testing.T) {
	fsys := content.Open("")
	c, files, ds := content.LoadCatalogue(fsys)
	_, more, also := flows.Load(fsys, flows.Options{Names: c.Names, Messages: content.Messages(), Records: c.Records()})
	maps.Copy(files, more)
	if ds = append(ds, also...).Sorted(); len(ds) > 0 {
		t.Errorf("the content has problems:\n%s", report(ds, files, "en"))
	}
	for kind, least := range map[string]int{"service": 72, "ability": 25, "place-kind": 20} {
		if n := len(c.Names(kind)); n < least {
			t.Errorf("%d names of kind %s, want at least %d", n, kind, least)
		}
	}
	if n := len(c.Names("nonsense")); n != 0 {
		t.Errorf("%d names of an unknown kind", n)
	}
}

// The folder beside the code and the content inside the program are the same.
func TestOpen(t *testing.T) {
	c, files, ds := content.LoadCatalogue(content.Open("."))
	if len(ds) > 0 || len(files) < 20 {
		t.Fatalf("%d files, problems %v", len(files), ds)
	}
	if got, want := strings.Join(c.Names("service"), " "), strings.Join(load(t).Names("service"), " "); got != want {
		t.Errorf("services in the folder: %s\nin the program: %s", got, want)
	}
}

func TestNoFolders(t *testing.T) {
	c, files, ds := content.LoadCatalogue(os.DirFS(t.TempDir()))
	if len(ds) != 0 || len(files) != 0 {
		t.Errorf("problems without any content: %v", ds)
	}
	if got := c.Locate("Merseburg"); len(got) != 0 {
		t.Errorf("Locate found %v in nothing", got)
	}
	if got := c.Search("Umzug", "de", 3); len(got.Hits) != 0 {
		t.Errorf("Search found %v in nothing", got)
	}
}

func TestDue(t *testing.T) {
	c := load(t)
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if ds := c.Due(time.Time{}); len(ds) != 0 {
		t.Errorf("due without a day: %d", len(ds))
	}
	if ds := c.Due(day("2026-11-23")); len(ds) != 0 {
		t.Errorf("due on the day of the check: %v", ds[0].Text.EN)
	}
	late := c.Due(day("2027-11-24"))
	if len(late) < 44+72+20 || late.Failed() {
		t.Errorf("%d warnings after a year, errors: %v", len(late), late.Failed())
	}
	for _, d := range late {
		if d.Rule != "review" || d.At.Line == 0 || d.At.File == "" {
			t.Fatalf("warning without rule or place: %+v", d)
		}
	}
	if early := c.Due(day("2026-11-22")); !early.Failed() {
		t.Error("a check in the future is no error")
	}
}

// The JSON Schemas that editors complete from follow from the shapes; go test ./content -update rewrites them, as does
// lotse schema --out content/schema.
func TestSchemasAreCurrent(t *testing.T) {
	shapes := content.Shapes()
	shapes["flow"], shapes["messages"] = flows.FlowShape(), flows.MessagesShape()
	for name, shape := range shapes {
		data, err := shape.JSONSchema(name+".json", shape.Name)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "schema/"+name+".json", string(data))
	}
}

// Every place, municipality and service fits its JSON Schema.
func TestSchemas(t *testing.T) {
	kinds := map[string]string{"places/abilities.yaml": "abilities", "places/municipalities.yaml": "municipalities", "places/neighbours.yaml": "neighbours"}
	for name, shape := range content.Shapes() {
		data, err := shape.JSONSchema(name+".json", shape.Name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(name+".json", doc); err != nil {
			t.Fatal(err)
		}
		schema, err := compiler.Compile(name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob("places/*.yaml")
		if name == "services" {
			files, err = filepath.Glob("services/*.yaml")
		}
		if err != nil || len(files) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, file := range files {
			kind := kinds[file]
			if kind == "" {
				kind = filepath.Dir(file)
			}
			if kind == name {
				fits(t, schema, file)
			}
		}
	}
}

func fits(t *testing.T, schema *jsonschema.Schema, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, n, ds := source.Parse(file, data)
	if len(ds) > 0 {
		t.Fatalf("%s: %v", file, ds)
	}
	if err := schema.Validate(plain(n)); err != nil {
		t.Errorf("%s does not fit its schema: %v", file, err)
	}
}

// plain is a node as JSON knows it.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		out := map[string]any{}
		for _, p := range n.Pairs {
			out[p.Key.Value] = plain(p.Value)
		}
		return out
	case source.List:
		out := []any{}
		for _, item := range n.Items {
			out = append(out, plain(item))
		}
		return out
	}
	var v any
	if n.Plain && json.Unmarshal([]byte(n.Value), &v) == nil {
		return v
	}
	return n.Value
}

// golden compares a text with a file, or rewrites the file with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}
