package source_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/source"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	raw, err := flowShape().JSONSchema("https://example.org/flow.schema.json", "Ablauf")
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/flow.schema.json", raw)
	again, err := flowShape().JSONSchema("https://example.org/flow.schema.json", "Ablauf")
	if err != nil || !bytes.Equal(raw, again) {
		t.Errorf("the second schema differs, error %v", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("flow.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("flow.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONSchema(t *testing.T) {
	schema := compileSchema(t)
	data, err := os.ReadFile("testdata/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, n, ds := source.Parse("good.yaml", data)
	if flowShape().Check(n, &ds); len(ds) != 0 {
		t.Errorf("problems in the good file: %v", ds)
	}
	if err := schema.Validate(toJSON(n)); err != nil {
		t.Errorf("the schema refuses the good file: %v", err)
	}
	// What Check refuses for its form, the schema refuses too. Days that exist and top level domains are beyond it.
	for _, name := range []string{"key_unknown", "key_missing", "type_list", "type_map", "type_text", "type_bracket", "value_empty", "value_bool",
		"value_number", "value_number_comma", "value_duration", "value_enum", "value_line", "date", "date_words", "link", "link_http", "name", "list_dash_plain"} {
		data, err := os.ReadFile("testdata/err/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		_, n, _ := source.Parse(name, data)
		if n == nil {
			t.Errorf("%s could not be read", name)
		} else if schema.Validate(toJSON(n)) == nil {
			t.Errorf("the schema accepts %s", name)
		}
	}
}

// toJSON reads plain values as the editors do.
func toJSON(n *source.Node) any {
	switch n.Kind {
	case source.List:
		list := make([]any, 0, len(n.Items))
		for _, i := range n.Items {
			list = append(list, toJSON(i))
		}
		return list
	case source.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key.Value] = toJSON(p.Value)
		}
		return m
	}
	if !n.Plain {
		return n.Value
	}
	if n.Null {
		return nil
	}
	if b, err := strconv.ParseBool(n.Value); err == nil && len(n.Value) > 3 {
		return b
	}
	if _, err := strconv.ParseFloat(n.Value, 64); err == nil {
		return json.Number(n.Value)
	}
	return n.Value
}
