package source

import (
	"encoding/json"
	"fmt"
	"io"
)

type jsonPlace struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Len     int    `json:"len"`
	Message string `json:"message"`
}

type jsonDiagnostic struct {
	jsonPlace
	Severity   string      `json:"severity"`
	Rule       string      `json:"rule"`
	Suggestion string      `json:"suggestion,omitempty"`
	Hint       string      `json:"hint,omitempty"`
	Related    []jsonPlace `json:"related,omitempty"`
}

// WriteJSON writes the problems, sorted, as one JSON array for editors and build servers; an empty array if there are none.
// Lines and columns count from 1, line 0 means the file as a whole; the severity is "error" or "warning".
func (ds Diagnostics) WriteJSON(w io.Writer, lang string) error {
	out := make([]jsonDiagnostic, 0, len(ds))
	for _, d := range ds.Sorted() {
		j := jsonDiagnostic{
			jsonPlace:  jsonAt(d.At, d.Text, lang),
			Severity:   "error",
			Rule:       d.Rule,
			Suggestion: d.Meant,
			Hint:       d.Hint.In(lang),
		}
		if d.Severity == Warning {
			j.Severity = "warning"
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonAt(r.At, r.Text, lang))
		}
		out = append(out, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write diagnostics: %w", err)
	}
	return nil
}

func jsonAt(at Span, text Text, lang string) jsonPlace {
	return jsonPlace{at.File, at.Line, at.Col, at.Len, text.In(lang)}
}
