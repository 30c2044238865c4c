package telegramtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed api.json
var apiJSON []byte

// schema is the table in api.json.
type schema struct {
	Methods map[string]map[string]string
	Types   map[string]map[string]string
	Updates []string
}

var loadSchema = sync.OnceValue(func() *schema {
	s := &schema{}
	if err := json.Unmarshal(apiJSON, s); err != nil {
		panic(err)
	}
	return s
})

// check compares parameters with the method's. The result is what is wrong, "" if nothing is.
func (s *schema) check(method string, params map[string]any) string {
	fields, ok := s.Methods[method]
	if !ok {
		return "unknown method"
	}
	return s.object(method, fields, params)
}

func (s *schema) object(at string, fields map[string]string, value map[string]any) string {
	for name, v := range value {
		types, ok := fields[name]
		if _, file := v.(upload); file && !ok && attached(value["media"], name) {
			continue
		}
		if !ok {
			return fmt.Sprintf("%s has no %s", at, name)
		}
		if problem := s.value(at+"."+name, strings.TrimPrefix(types, "!"), v); problem != "" {
			return problem
		}
	}
	for name, types := range fields {
		if _, ok := value[name]; !ok && types[0] == '!' {
			return fmt.Sprintf("%s.%s is required", at, name)
		}
	}
	return ""
}

// value reports what is wrong with a value that may have one of several types.
func (s *schema) value(at, types string, v any) string {
	problem := ""
	for t := range strings.SplitSeq(types, "|") {
		if problem = s.one(at, t, v); problem == "" {
			return ""
		}
	}
	return problem
}

func (s *schema) one(at, t string, v any) string {
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return at + " is no array"
		}
		for i, item := range list {
			if problem := s.one(at+"["+strconv.Itoa(i)+"]", of, item); problem != "" {
				return problem
			}
		}
		return ""
	}
	ok := false
	switch t {
	case "String":
		_, ok = v.(string)
	case "Integer":
		f, is := v.(float64)
		ok = is && f == math.Trunc(f)
	case "Float":
		_, ok = v.(float64)
	case "Boolean":
		_, ok = v.(bool)
	case "True":
		ok = v == true
	case "InputFile":
		_, ok = v.(upload)
		if str, is := v.(string); is {
			ok = str != ""
		}
	default:
		object, is := v.(map[string]any)
		if !is {
			return at + " is no " + t
		}
		if subtypes, union := s.Types[t]["|"]; union {
			return s.value(at, subtypes, object)
		}
		return s.object(at, s.Types[t], object)
	}
	if !ok {
		return at + " is no " + t
	}
	return ""
}

// attached reports whether the media of a request name an uploaded file.
func attached(media any, name string) bool {
	list, _ := media.([]any)
	for _, item := range list {
		if m, ok := item.(map[string]any); ok && m["media"] == "attach://"+name {
			return true
		}
	}
	return false
}

// typed turns a form's string into the value that it stands for.
func (s *schema) typed(method, name, raw string) any {
	types := strings.Split(strings.TrimPrefix(s.Methods[method][name], "!"), "|")
	if len(types) == 1 && types[0] == "String" {
		return raw
	}
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		return raw
	}
	if _, ok := v.(string); ok || slices.Contains(types, "InputFile") {
		return raw
	}
	return v
}
