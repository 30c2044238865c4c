package pvog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Deviation is something in the answers that is not as expected.
type Deviation struct {
	Path  string // such as organisationunit.location.addresses[].geo
	What  string // in German
	Count int
}

// Deviations collects them, equal ones once.
type Deviations struct{ all []Deviation }

// List returns them by their paths.
func (d *Deviations) List() []Deviation {
	out := slices.Clone(d.all)
	slices.SortFunc(out, func(a, b Deviation) int { return strings.Compare(a.Path+" "+a.What, b.Path+" "+b.What) })
	return out
}

// Note adds something that is not as expected, in German.
func (d *Deviations) Note(path, what string) { d.add(path, what) }

func (d *Deviations) add(path, what string) {
	for i := range d.all {
		if d.all[i].Path == path && d.all[i].What == what {
			d.all[i].Count++
			return
		}
	}
	d.all = append(d.all, Deviation{path, what, 1})
}

// FormError is an answer that cannot be used because what is needed most is missing.
type FormError struct{ Path string }

func (e *FormError) Error() string {
	return "Die Antwort hat eine andere Form als erwartet: " + e.Path + " fehlt oder ist etwas anderes"
}

// answer is a value of an answer, with the way to it. The zero value is what is not there.
type answer struct {
	value any
	path  string
	log   *Deviations
}

// read decodes an answer, which is called name in paths.
func read(name string, data []byte, log *Deviations) (answer, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	a := answer{path: name, log: log}
	if err := d.Decode(&a.value); err != nil {
		return a, fmt.Errorf("read the answer %s: %w", name, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return a, fmt.Errorf("read the answer %s: something follows it", name)
	}
	return a, nil
}

// kind names a JSON value in German.
func kind(v any) string {
	switch v.(type) {
	case string:
		return "Text"
	case json.Number:
		return "Zahl"
	case bool:
		return "Wahrheitswert"
	case []any:
		return "Liste"
	case map[string]any:
		return "Objekt"
	}
	return "nichts"
}

func (a answer) is(want string) bool {
	got := kind(a.value)
	if got != want && got != "nichts" {
		a.log.add(a.path, want+" erwartet, "+got+" bekommen")
	}
	return got == want
}

// at is the value of a key; what is not there if a is no object or has no such key.
func (a answer) at(key string) answer {
	o, _ := a.value.(map[string]any)
	return answer{o[key], a.path + "." + key, a.log}
}

// text is a text; "" if it is none.
func (a answer) text() string {
	if !a.is("Text") {
		return ""
	}
	return strings.TrimSpace(a.value.(string))
}

// number is a number, also one that is written as a text.
func (a answer) number() (float64, bool) {
	s := ""
	switch v := a.value.(type) {
	case json.Number:
		s = v.String()
	case string:
		s = v
	default:
		return 0, a.is("Zahl")
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		a.log.add(a.path, "Zahl erwartet, Text bekommen")
	}
	return f, err == nil
}

// items are the values of a list; none if it is no list.
func (a answer) items() []answer {
	if !a.is("Liste") {
		return nil
	}
	var out []answer
	for _, v := range a.value.([]any) {
		out = append(out, answer{v, a.path + "[]", a.log})
	}
	return out
}

// objects are the values of a list that are objects.
func (a answer) objects() []answer {
	var out []answer
	for _, item := range a.items() {
		if item.is("Objekt") {
			out = append(out, item)
		}
	}
	return out
}

func (a answer) texts() []string {
	var out []string
	for _, item := range a.items() {
		if s := item.text(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// only reports the keys of an object that nobody has seen in an answer before.
func (a answer) only(known string) {
	o, ok := a.value.(map[string]any)
	if !ok {
		return
	}
	names := strings.Fields(known)
	for key := range o {
		if !slices.Contains(names, key) {
			a.log.add(a.path+"."+key, "unbekanntes Feld")
		}
	}
}
