package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// JSONSchema returns the shape as JSON Schema for editors: id is its address, title its name. Shapes that are used in several
// places become definitions. The same shape always gives the same bytes.
//
// It is draft-07: that is what the YAML extensions of the common editors support in full; the newer drafts would bring
// nothing that the shapes need. A schema is laxer than Check where JSON has no words for a rule, such as days that exist.
func (s *Shape) JSONSchema(id, title string) ([]byte, error) {
	b := schemaBuilder{uses: map[*Shape]int{}, names: map[*Shape]string{}, taken: map[string]bool{}}
	b.count(s)
	b.uses[s] += 2 // so that a shape which refers to itself from its root has a name too
	root := b.body(s)
	out := object{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"$id", id}, {"title", title}}
	for _, m := range root {
		if m.key != "title" {
			out = append(out, m)
		}
	}
	if defs := b.definitions(s); len(defs) > 0 {
		out = append(out, member{"definitions", defs})
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write JSON schema %s: %w", id, err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, raw, "", "  "); err != nil {
		return nil, fmt.Errorf("indent JSON schema %s: %w", id, err)
	}
	pretty.WriteByte('\n')
	return pretty.Bytes(), nil
}

// object is a JSON object that keeps its order, which editors show.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type schemaBuilder struct {
	uses  map[*Shape]int
	names map[*Shape]string // of the definitions
	taken map[string]bool
	order []*Shape // definitions, as they are met
}

// parts of a shape in the order of the schema.
func (s *Shape) inner() []*Shape {
	var out []*Shape
	for _, f := range s.Fields {
		out = append(out, f.Shape)
	}
	if s.Elem != nil {
		out = append(out, s.Elem)
	}
	return append(out, s.Alt...)
}

func (b *schemaBuilder) count(s *Shape) {
	if s == nil {
		return
	}
	if b.uses[s]++; b.uses[s] > 1 {
		return
	}
	for _, t := range s.inner() {
		b.count(t)
	}
}

// ref is the shape where another one uses it: written out, or as reference to its definition.
func (b *schemaBuilder) ref(s *Shape, doc string) object {
	if s == nil {
		return object{}
	}
	if b.uses[s] < 2 || s.Kind < Sequence && len(s.Enum) == 0 {
		out := b.body(s)
		if doc != "" {
			out = out.with("description", doc)
		}
		return out
	}
	ref := object{{"$ref", "#/definitions/" + b.name(s)}}
	if doc == "" {
		return ref
	}
	return object{{"description", doc}, {"allOf", []object{ref}}} // in draft-07 nothing beside $ref counts
}

func (b *schemaBuilder) name(s *Shape) string {
	if name, ok := b.names[s]; ok {
		return name
	}
	base := wordFrom(s.NameEN)
	if base == "" {
		base = "shape"
	}
	name := base
	for i := 2; b.taken[name]; i++ {
		name = base + strconv.Itoa(i)
	}
	b.taken[name] = true
	b.names[s] = name
	b.order = append(b.order, s)
	return name
}

// definitions may meet further shapes while it writes the first ones.
func (b *schemaBuilder) definitions(root *Shape) object {
	var out object
	for i := 0; i < len(b.order); i++ {
		s := b.order[i]
		if s == root {
			out = append(out, member{b.names[s], object{{"$ref", "#"}}})
			continue
		}
		out = append(out, member{b.names[s], b.body(s)})
	}
	return out
}

func (o object) with(key string, value any) object {
	for i := range o {
		if o[i].key == key {
			o[i].value = value
			return o
		}
	}
	return append(object{{key, value}}, o...)
}

func (b *schemaBuilder) body(s *Shape) object {
	var out object
	if s.Name != "" {
		out = append(out, member{"title", s.Name})
	}
	if s.Doc != "" {
		out = append(out, member{"description", s.Doc})
	}
	switch s.Kind {
	case Sequence:
		return append(out, member{"type", "array"}, member{"items", b.ref(s.Elem, "")})
	case Object:
		return append(out, b.fields(s)...)
	case Dict:
		out = append(out, member{"type", "object"})
		if s.KeyShape != nil {
			out = append(out, member{"propertyNames", scalarSchema(s.KeyShape)})
		}
		return append(out, member{"additionalProperties", b.ref(s.Elem, "")})
	case OneOf:
		alts := make([]object, 0, len(s.Alt))
		for _, a := range s.Alt {
			alts = append(alts, b.ref(a, ""))
		}
		return append(out, member{"anyOf", alts})
	}
	return append(out, scalarSchema(s)...)
}

func (b *schemaBuilder) fields(s *Shape) object {
	var props object
	var required []string
	for _, f := range s.Fields {
		props = append(props, member{f.Key, b.ref(f.Shape, f.Doc)})
		if f.Required {
			required = append(required, f.Key)
		}
	}
	out := object{{"type", "object"}, {"properties", props}}
	if len(required) > 0 {
		out = append(out, member{"required", required})
	}
	return append(out, member{"additionalProperties", false})
}

func scalarSchema(s *Shape) object {
	text := func(pattern string) object { return object{{"type", "string"}, {"pattern", pattern}} }
	switch s.Kind {
	case Line, Word, Prose:
		if len(s.Enum) > 0 {
			return object{{"enum", s.Enum}}
		}
		switch s.Kind {
		case Word:
			return text(wordForm.String())
		case Line: // a number such as a year is a text too, as long as it stands alone
			return object{{"type", []string{"string", "number"}}, {"pattern", `^[^\n]*[^\s][^\n]*\n*$`}}
		}
		return object{{"type", []string{"string", "number"}}, {"pattern", `[^\s]`}}
	case Number:
		out := object{{"type", "number"}}
		if s.Min != nil {
			out = append(out, member{"minimum", *s.Min})
		}
		if s.Max != nil {
			out = append(out, member{"maximum", *s.Max})
		}
		return out
	case Bool:
		return object{{"type", "boolean"}}
	case Date:
		return append(text(dateForm.String()), member{"format", "date"})
	case URL:
		return append(text("^https://"), member{"format", "uri"})
	case Duration:
		return text(durationForm.String())
	}
	return object{}
}
