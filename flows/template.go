package flows

import (
	"errors"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Lookup gives the text for a placeholder; ok is false if there is none of that name.
type Lookup func(name string) (text string, ok bool)

// A text with placeholders: {name} is replaced, {{ and }} are braces.
type placeholders []piece

// piece is literal text or the name of a placeholder.
type piece struct {
	text string
	name bool
}

var (
	errOpenBrace  = errors.New("a { without }")
	errCloseBrace = errors.New("a } without {")
	errEmptyName  = errors.New("no name between { and }")
)

// templateError says at which byte of the text the template is broken.
type templateError struct {
	at    int
	cause error
}

func (e *templateError) Error() string { return e.cause.Error() }
func (e *templateError) Unwrap() error { return e.cause }

func parseTemplate(src string) (placeholders, error) {
	var out placeholders
	var lit strings.Builder
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case (c == '{' || c == '}') && i+1 < len(src) && src[i+1] == c:
			lit.WriteByte(c)
			i++
		case c == '}':
			return nil, &templateError{i, errCloseBrace}
		case c == '{':
			end := strings.IndexAny(src[i+1:], "{}\n")
			if end < 0 || src[i+1+end] != '}' {
				return nil, &templateError{i, errOpenBrace}
			}
			name := strings.TrimSpace(src[i+1 : i+1+end])
			if name == "" {
				return nil, &templateError{i, errEmptyName}
			}
			if lit.Len() > 0 {
				out = append(out, piece{text: lit.String()})
				lit.Reset()
			}
			out = append(out, piece{name, true})
			i += 1 + end
		default:
			lit.WriteByte(c)
		}
	}
	if lit.Len() > 0 {
		out = append(out, piece{text: lit.String()})
	}
	return out, nil
}

// names are the placeholders in order of appearance.
func (p placeholders) names() []string {
	var out []string
	for _, x := range p {
		if x.name {
			out = append(out, x.text)
		}
	}
	return out
}

// Execute implements template.ParsedTemplate; data is a Lookup.
func (p placeholders) Execute(data any) (string, error) {
	look, _ := data.(Lookup)
	if len(p) == 1 && !p[0].name {
		return p[0].text, nil
	}
	var b strings.Builder
	for _, x := range p {
		if !x.name {
			b.WriteString(x.text)
			continue
		}
		if look == nil {
			return "", errors.New("no value for {" + x.text + "}")
		}
		v, ok := look(x.text)
		if !ok {
			return "", errors.New("no value for {" + x.text + "}")
		}
		b.WriteString(v)
	}
	return b.String(), nil
}

// braces lets go-i18n read our placeholders.
type braces struct{}

func (braces) Cacheable() bool { return true }

func (braces) Parse(src, _, _ string) (template.ParsedTemplate, error) { return parseTemplate(src) }
