package content

import (
	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows/source"
)

func servicesShape() *source.Shape {
	key := source.Field{Key: "key", Shape: line("LeiKa-Schlüssel", "LeiKa key"), Required: true, Doc: "Vierzehn Ziffern in Anführungszeichen."}
	leika := object("LeiKa-Angabe", "LeiKa entry", key,
		source.Field{Key: "kind", Shape: line("Art", "kind"), Required: true, Doc: "Einzelleistung oder Gruppe"},
		source.Field{Key: "note", Shape: line("Hinweis", "note")},
		source.Field{Key: "source", Shape: prose(), Required: true},
		source.Field{Key: "more", Doc: "Weitere Schlüssel.", Shape: listOf(object("LeiKa-Angabe", "LeiKa entry", key,
			source.Field{Key: "note", Shape: line("Hinweis", "note"), Required: true},
			source.Field{Key: "source", Shape: prose(), Required: true}), "Schlüssel", "keys")})
	leika.Fields[1].Shape.Enum = []string{single, "Gruppe"}
	who := func(name, en string) *source.Shape {
		return &source.Shape{Kind: source.Dict, Elem: prose(), Name: name, NameEN: en}
	}
	trust := line("Anmeldung", "level of trust")
	trust.Enum = []string{"none", bundID, needsEid, easierWithEid}
	page := line("Art der Seite", "kind of page")
	page.Enum = []string{formPage, infoPage}
	online := object("Onlinedienst", "online service",
		source.Field{Key: "url", Shape: link()},
		source.Field{Key: "page", Shape: page, Doc: "Wenn der Link zu keinem Online-Dienst führt: form (nur ein Formular), info (nur Auskunft)."},
		source.Field{Key: "for", Shape: listOf(line("Gemeinde", "municipality"), "Gemeinden", "municipalities"), Doc: "Gemeinden oder Verbandsgemeinden, für die der Link gilt. Ohne Angabe: für alle."},
		source.Field{Key: "elsewhere", Shape: link(), Doc: "Link für alle anderen Gemeinden."},
		source.Field{Key: "level", Shape: trust, Doc: "Womit man sich dort anmeldet: none (nichts), bundid, eid (nur mit Online-Ausweis), eid-optional (mit Online-Ausweis leichter)."},
		source.Field{Key: "note", Shape: prose()},
		source.Field{Key: "confidence", Shape: confidence(), Required: true})
	eid := object("Online-Ausweis", "online ID",
		source.Field{Key: "text", Shape: prose(), Required: true, Doc: "Wozu man den Online-Ausweis braucht."},
		source.Field{Key: "confidence", Shape: confidence(), Required: true})
	level := line("Ebene", "level")
	level.Enum = []string{"Gemeinde", "Landkreis", "Land", "Bund", "andere"}
	service := object("Leistung", "service", append([]source.Field{
		{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Kurzer fester Name; er darf nur einmal vorkommen."},
		{Key: "name", Shape: line("Bezeichnung", "title"), Required: true},
		{Key: "words", Shape: listOf(line("Wort", "word"), "Wörter", "words"), Doc: "Deutsche Wörter, Wendungen und Lagen, mit denen Menschen danach fragen: perso, lappen weg, opa ist gestorben."},
		{Key: "words_in", Shape: foreignWords(), Doc: "Dasselbe in anderen Sprachen, je Sprache eine Liste."},
		{Key: "leika", Shape: leika, Doc: "Schlüssel im Leistungskatalog der Verwaltung."},
		{Key: "level", Shape: listOf(level, "Ebenen", "levels"), Required: true, Doc: "Gemeinde, Landkreis, Land, Bund, andere"},
		{Key: "level_note", Shape: line("Hinweis", "note")},
		{Key: "responsible", Shape: who("Zuständigkeit", "responsibility"), Doc: "Wer zuständig ist, je Gemeinde oder Verbandsgemeinde: Merseburg: …; rest: … für die übrigen, all: … für alle."},
		{Key: "cases", Shape: who("Sonderfälle", "cases"), Doc: "Wer in besonderen Fällen zuständig ist."},
		{Key: "can", Shape: word("Fähigkeit", "ability"), Doc: "Was eine Anlaufstelle dafür können muss, aus places/abilities.yaml."},
		{Key: "online", Shape: online},
		{Key: "eid", Shape: eid},
		{Key: "documents", Shape: listOf(line("Unterlage", "document"), "Unterlagen", "documents"), Doc: "Was man meist braucht."},
		{Key: "fee", Shape: sentences("Gebühr", "fee"), Doc: "Was es kostet."},
		{Key: "deadline", Shape: sentences("Frist", "deadline"), Doc: "Bis wann man es tun muss."},
		{Key: "duration", Shape: sentences("Dauer", "duration"), Doc: "Wie lange es dauert."},
		{Key: "note", Shape: sentences("Hinweis", "note"), Doc: "Ein oder zwei kurze Sätze für Bürgerinnen und Bürger."},
	}, facts()...)...)
	return file("Leistungen", "services", many("services", service, "Die Leistungen.", true))
}

// foreignWords is a list of words for each language that the search reads.
func foreignWords() *source.Shape {
	shape := object("Wörter in anderen Sprachen", "words in other languages")
	for _, lang := range search.Languages() {
		shape.Fields = append(shape.Fields, source.Field{Key: lang, Shape: listOf(line("Wort", "word"), "Wörter", "words")})
	}
	return shape
}
