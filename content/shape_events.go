package content

import "github.com/digitaler-lotse/lotse/flows/source"

func eventsShape() *source.Shape {
	duration := &source.Shape{Kind: source.Duration, Name: "Dauer", NameEN: "duration"}
	topic := object("Thema", "topic",
		source.Field{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Name, wie er in Abläufen steht: events: digital-cafe"},
		source.Field{Key: "title", Shape: line("Bezeichnung", "title"), Required: true, Doc: "Was Menschen lesen."},
		source.Field{Key: "ask", Shape: word("Anlaufstelle", "place"), Required: true, Doc: "Anlaufstelle, bei der man nachfragt, wenn kein Termin bekannt ist."})
	event := object("Termin", "date", append([]source.Field{
		{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Kurzer fester Name; er darf nur einmal vorkommen."},
		{Key: "title", Shape: line("Bezeichnung", "title"), Required: true, Doc: "Wie die Veranstaltung heißt."},
		{Key: "topic", Shape: word("Thema", "topic"), Required: true, Doc: "Thema von oben, unter dem der Termin gefunden wird."},
		{Key: "start", Shape: line("Beginn", "start"), Required: true, Doc: "Erster Termin: 2026-12-07 15:00, oder nur der Tag, wenn es den ganzen Tag dauert. Deutsche Zeit."},
		{Key: "duration", Shape: duration, Doc: "Wie lange es dauert: 90m, 2h"},
		{Key: "repeat", Shape: line("Wiederholung", "recurrence"), Doc: "Regel nach RFC 5545, zum Beispiel FREQ=WEEKLY;BYDAY=MO (jeden Montag) oder FREQ=MONTHLY;BYDAY=1MO,3MO (erster und dritter Montag im Monat)."},
		{Key: "except", Shape: listOf(date(), "Tage", "days"), Doc: "Tage, an denen es ausfällt."},
		{Key: "also", Shape: listOf(line("Beginn", "start"), "Termine", "dates"), Doc: "Zusätzliche Termine außerhalb der Regel."},
		{Key: "place", Shape: word("Anlaufstelle", "place"), Doc: "Anlaufstelle, in der es stattfindet."},
		{Key: "where", Shape: line("Ort", "location"), Doc: "Ort in eigenen Worten, wenn es keine Anlaufstelle ist."},
		{Key: "languages", Shape: listOf(line("Sprache", "language"), "Sprachen", "languages"), Doc: "In welchen Sprachen: [Deutsch]"},
		{Key: "note", Shape: prose(), Doc: "Ein kurzer Satz dazu, zum Beispiel: Mit Anmeldung."},
	}, facts()...)...)
	return file("Termine", "dates",
		many("topics", topic, "Themen, nach denen Menschen fragen.", true),
		many("events", event, "Die Termine. Nur echte mit Quelle; eine leere Liste ist besser als ein erfundener Termin.", true))
}
