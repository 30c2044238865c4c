package content

import "github.com/digitaler-lotse/lotse/flows/source"

// The small shapes that the files have in common.

func line(name, en string) *source.Shape {
	return &source.Shape{Kind: source.Line, Name: name, NameEN: en}
}

func word(name, en string, allowed ...string) *source.Shape {
	return &source.Shape{Kind: source.Word, Name: name, NameEN: en, Enum: allowed}
}

func listOf(elem *source.Shape, name, en string) *source.Shape {
	return &source.Shape{Kind: source.Sequence, Elem: elem, Name: name, NameEN: en}
}

func object(name, en string, fields ...source.Field) *source.Shape {
	return &source.Shape{Kind: source.Object, Name: name, NameEN: en, Fields: fields}
}

func prose() *source.Shape { return sentences("Text", "text") }

func sentences(name, en string) *source.Shape {
	return &source.Shape{Kind: source.Prose, Name: name, NameEN: en}
}
func link() *source.Shape { return &source.Shape{Kind: source.URL, Name: "Link", NameEN: "link"} }
func date() *source.Shape { return &source.Shape{Kind: source.Date, Name: "Datum", NameEN: "date"} }

func number(name, en string) *source.Shape {
	return &source.Shape{Kind: source.Number, Name: name, NameEN: en}
}

func yes(name, en string) *source.Shape {
	return &source.Shape{Kind: source.Bool, Name: name, NameEN: en}
}

func confidence() *source.Shape {
	return word("Sicherheit", "confidence", sourced, uncertain)
}

// facts are the keys that every record of facts has.
func facts() []source.Field {
	return []source.Field{
		{Key: "source", Shape: listOf(prose(), "Quellen", "sources"), Doc: "Woher die Angaben stammen: Links, die wichtigste Quelle zuerst."},
		{Key: "as_of", Shape: line("Stand", "date of the facts"), Doc: "Von wann die Angaben in der Quelle sind, zum Beispiel: September 2021"},
		{Key: "checked", Shape: date(), Required: true, Doc: "Tag, an dem jemand den Eintrag zuletzt durchgesehen hat (JJJJ-MM-TT)."},
		{Key: "confidence", Shape: confidence(), Required: true, Doc: "sourced: belegt. uncertain: schwach oder gar nicht belegt; Lotse schreibt dann „bitte prüfen“ dazu."},
		{Key: "doubts", Shape: &source.Shape{Kind: source.Dict, Elem: prose(), Name: "Zweifel", NameEN: "doubts"},
			Doc: "Einzelne Felder, die unsicher sind, mit dem Grund: phone: Die Nummer ist von 2004."},
		{Key: "owner", Shape: line("Zuständige", "owner"), Doc: "Wer den Eintrag pflegt, zum Beispiel eine Stelle oder ein Postfach. Danach ordnet lotse freshness."},
		{Key: "remark", Shape: sentences("Bemerkung", "remark"), Doc: "Für die Redaktion; wird niemandem gezeigt."},
	}
}

func coordinates() *source.Shape {
	return object("Koordinaten", "coordinates",
		source.Field{Key: "lat", Shape: number("Breite", "latitude"), Required: true, Doc: "Breitengrad, hier etwa 51"},
		source.Field{Key: "lon", Shape: number("Länge", "longitude"), Required: true, Doc: "Längengrad, hier etwa 12"},
		source.Field{Key: "accuracy", Shape: word("Genauigkeit", "accuracy", accuracies...), Required: true,
			Doc: "building (Gebäude), street (Straße), town (Ortsmitte), minute (auf Bogenminuten gerundet), unknown (geschätzt). Auf der Karte erscheinen nur building und street."})
}

// file is the shape of a file with named lists at the top.
func file(name, en string, fields ...source.Field) *source.Shape {
	return object(name, en, fields...)
}

func many(key string, elem *source.Shape, doc string, required bool) source.Field {
	return source.Field{Key: key, Shape: listOf(elem, "Liste", "list"), Required: required, Doc: doc}
}

func postcodes() *source.Shape {
	return listOf(line("Postleitzahl", "postcode"), "Postleitzahlen", "postcodes")
}

func names() *source.Shape { return listOf(line("Name", "name"), "Namen", "names") }
