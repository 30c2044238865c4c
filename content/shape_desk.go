package content

import "github.com/digitaler-lotse/lotse/flows/source"

// off turns something off that has a default.
const off = "off"

// states are the German states by their codes, as package hours knows them.
var states = []string{"BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"}

func deskShape() *source.Shape {
	opening := line("Zeiten", "hours")
	times := object("Fristen", "times",
		source.Field{Key: "usual", Shape: orOff(), Doc: "So lange dauert eine Antwort meistens; Menschen lesen das. Ohne Angabe steht dazu nichts da."},
		source.Field{Key: "remind", Shape: orOff(), Doc: "Wer ein Anliegen hat und nicht antwortet, wird nach dieser Zeit erinnert. Ohne Angabe: 30m"},
		source.Field{Key: "return", Shape: orOff(), Doc: "Nach dieser Zeit ohne Antwort geht das Anliegen zurück an alle. Ohne Angabe: 2h"},
		source.Field{Key: "announce", Shape: orOff(), Doc: "Hat es niemand übernommen, wird nach dieser Zeit noch einmal gerufen, danach immer seltener. Ohne Angabe: 30m"},
		source.Field{Key: "reopen", Shape: orOff(), Doc: "So lange kann ein beendetes Gespräch weitergehen. Ohne Angabe: 7d"},
		source.Field{Key: "idle", Shape: orOff(), Doc: "Schreibt der Mensch nach einer Antwort so lange nichts, fragt Lotse, ob es gelöst ist. Ohne Angabe: 24h"},
		source.Field{Key: "close", Shape: orOff(), Doc: "Kommt auch darauf so lange nichts, wird das Anliegen geschlossen. Ohne Angabe: 48h"},
		source.Field{Key: "hold", Shape: orOff(), Doc: "So lange wartet eine zurückgehaltene Nachricht auf ein Ja, bevor sie verfällt. Ohne Angabe: 1h"})
	sizes := object("Größen", "sizes",
		source.Field{Key: "from_citizens", Shape: megabytes(20), Doc: "Größte Datei von Bürgerinnen und Bürgern, in MB. Mehr als 20 gibt Telegram nicht heraus. Ohne Angabe: 20"},
		source.Field{Key: "to_citizens", Shape: megabytes(50), Doc: "Größte Datei an Bürgerinnen und Bürger, in MB. Mehr als 50 nimmt Telegram nicht an. Ohne Angabe: 20"})
	person := object("Person", "person",
		source.Field{Key: "user", Shape: line("Benutzername", "user name"), Required: true, Doc: "Name in Mattermost, ohne @ davor: karla"},
		source.Field{Key: "name", Shape: line("Name", "name"), Doc: "So nennt Lotse die Person den Menschen gegenüber. Ohne Angabe gilt der Vorname aus Mattermost."},
		source.Field{Key: "duty", Shape: opening, Doc: "Dienst: Dann wird die Person gerufen, wenn etwas Neues kommt. Ohne Angabe: immer, wenn geöffnet ist."},
		source.Field{Key: "quiet", Shape: opening, Doc: "Ruhezeit: Dann wird die Person nie gerufen. Antworten kann sie trotzdem."})
	return file("Freiwillige", "volunteers",
		source.Field{Key: "hours", Shape: opening, Doc: "Wann jemand antwortet, in der Schreibweise für Öffnungszeiten: Mo-Fr 09:00-17:00; PH off. Ohne Angabe: immer."},
		source.Field{Key: "state", Shape: &source.Shape{Kind: source.Line, Name: "Bundesland", NameEN: "state", Enum: states}, Doc: "Bundesland, dessen Feiertage gelten. Ohne Angabe: ST (Sachsen-Anhalt)"},
		source.Field{Key: "times", Shape: times, Doc: "Fristen: 30m, 2h, 7d. off schaltet eine ab."},
		source.Field{Key: "sizes", Shape: sizes, Doc: "Wie groß Dateien sein dürfen."},
		source.Field{Key: "digest", Shape: line("Wochenbericht", "weekly digest"), Doc: "Tag und Uhrzeit des Wochenberichts im Kanal: Mo 09:00. Mit off gibt es keinen. Ohne Angabe: Mo 09:00"},
		source.Field{Key: "people", Shape: listOf(person, "Personen", "people"), Doc: "Wer gerufen werden möchte. Übernehmen und antworten können alle im Kanal, auch wer hier nicht steht."})
}

// orOff is a duration, or the word off.
func orOff() *source.Shape {
	return &source.Shape{Kind: source.OneOf, Name: "Frist", NameEN: "time",
		Alt: []*source.Shape{{Kind: source.Duration, Name: "Dauer", NameEN: "duration"}, word("aus", "off", off)},
		Pick: func(n *source.Node) int {
			switch {
			case n.Kind != source.Scalar:
				return -1
			case n.Value == off:
				return 1
			}
			return 0
		}}
}

func megabytes(most float64) *source.Shape {
	least := 1.0
	return &source.Shape{Kind: source.Number, Name: "MB", NameEN: "MB", Min: &least, Max: &most}
}
