package content

import "github.com/digitaler-lotse/lotse/flows/source"

func blocksShape() *source.Shape {
	block := object("Textbaustein", "text block",
		source.Field{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Kurzer fester Name; er darf nur einmal vorkommen."},
		source.Field{Key: "title", Shape: line("Überschrift", "title"), Required: true, Doc: "So finden ihn die Freiwilligen, und so steht es über dem Text."},
		source.Field{Key: "words", Shape: listOf(line("Suchwort", "word"), "Suchwörter", "words"), Doc: "Weitere Wörter, unter denen man ihn findet."},
		source.Field{Key: "text", Shape: prose(), Required: true, Doc: "Was der Mensch liest. Fett, Listen und Links wie in Abläufen, aber keine Angaben in geschweiften Klammern."},
		source.Field{Key: "source", Shape: listOf(line("Quelle", "source"), "Quellen", "sources"), Doc: "Woher die Angaben stammen, die wichtigste Quelle zuerst. Ein Gruß braucht keine."},
		source.Field{Key: "checked", Shape: date(), Required: true, Doc: "Tag, an dem jemand den Text zuletzt durchgesehen hat (JJJJ-MM-TT)."},
		source.Field{Key: "owner", Shape: line("Wer sich kümmert", "owner"), Doc: "Wer sich um den Text kümmert."},
		source.Field{Key: "remark", Shape: prose(), Doc: "Für die Redaktion; wird niemandem gezeigt."})
	return file("Textbausteine", "text blocks", many("texts", block, "Texte, die Freiwillige in ein Gespräch schicken können.", true))
}
