package source_test

import "github.com/digitaler-lotse/lotse/flows/source"

// flowShape resembles the format of real flows and has every kind of value in it.
func flowShape() *source.Shape {
	word := &source.Shape{Name: "Name", NameEN: "name", Kind: source.Word}
	target := &source.Shape{Name: "Ziel", NameEN: "target", Kind: source.Word, Doc: "Name eines Schritts."}
	text := &source.Shape{Name: "Text", NameEN: "text", Kind: source.Prose}
	line := &source.Shape{Name: "Zeile", NameEN: "line", Kind: source.Line}
	one, hundred := 1.0, 100.0
	choice := &source.Shape{Name: "Antwort", NameEN: "choice", Kind: source.OneOf,
		Pick: func(n *source.Node) int {
			switch {
			case n.Kind != source.Map:
				return -1
			case n.Get("label") != nil || len(n.Pairs) != 1:
				return 1
			}
			return 0
		},
		Expect: source.T("Eine Antwort hat die Form „Text: ziel“.", "A choice has the form “text: target”."),
		Alt: []*source.Shape{
			{Name: "Antwort", NameEN: "short choice", Kind: source.Dict, Elem: target},
			{Name: "Antwort", NameEN: "choice", Kind: source.Object, Fields: []source.Field{
				{Key: "label", Shape: line, Required: true},
				{Key: "goto", Shape: target, Required: true},
				{Key: "when", Shape: line},
			}},
		}}
	places := &source.Shape{Name: "Anlaufstellen", NameEN: "places", Kind: source.Object, Fields: []source.Field{
		{Key: "can", Shape: word, Required: true},
		{Key: "of", Shape: &source.Shape{Name: "Ort", NameEN: "place", Kind: source.Word, Enum: []string{"wohnort", "standort", "alle"}}},
		{Key: "limit", Shape: &source.Shape{Name: "Anzahl", NameEN: "limit", Kind: source.Number, Min: &one, Max: &hundred}},
	}}
	step := &source.Shape{Name: "Schritt", NameEN: "step", Kind: source.Object, Doc: "Ein Schritt sagt etwas und wartet dann.", Fields: []source.Field{
		{Key: "say", Shape: text, Doc: "Was der Lotse sagt."},
		{Key: "choices", Shape: &source.Shape{Name: "Antworten", NameEN: "choices", Kind: source.Sequence, Elem: choice}},
		{Key: "places", Shape: places},
		{Key: "remind", Shape: &source.Shape{Name: "Frist", NameEN: "deadline", Kind: source.Duration}},
		{Key: "silent", Shape: &source.Shape{Name: "Schalter", NameEN: "switch", Kind: source.Bool}},
		{Key: "goto", Shape: target},
	}}
	// A step may hold steps of its own, so that the shape refers to itself.
	step.Fields = append(step.Fields, source.Field{Key: "else", Shape: step})
	return &source.Shape{Name: "Ablauf", NameEN: "flow", Kind: source.Object, Fields: []source.Field{
		{Key: "flow", Shape: word, Required: true},
		{Key: "title", Shape: line, Required: true},
		{Key: "words", Shape: &source.Shape{Name: "Stichwörter", NameEN: "words", Kind: source.Sequence, Elem: line}},
		{Key: "source", Shape: &source.Shape{Name: "Quelle", NameEN: "source", Kind: source.URL}},
		{Key: "checked", Shape: &source.Shape{Name: "Prüfdatum", NameEN: "review date", Kind: source.Date}},
		{Key: "owner", Shape: line},
		{Key: "steps", Required: true, Shape: &source.Shape{Name: "Schritte", NameEN: "steps", Kind: source.Dict, KeyShape: word, Elem: step}},
	}}
}
