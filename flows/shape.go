package flows

import "github.com/digitaler-lotse/lotse/flows/source"

// FlowShape is the form of a flow file: parser, messages and JSON Schema follow it.
func FlowShape() *source.Shape {
	text := &source.Shape{Kind: source.Prose, Name: "Text", NameEN: "text"}
	line := &source.Shape{Kind: source.Line, Name: "Text", NameEN: "text"}
	word := &source.Shape{Kind: source.Word, Name: "Name", NameEN: "name"}
	date := &source.Shape{Kind: source.Date, Name: "Datum", NameEN: "date"}
	target := &source.Shape{Kind: source.Line, Name: "Ziel", NameEN: "target",
		Doc: "Ein Schritt dieses Ablaufs, ein anderer Ablauf, ablauf/schritt, oder: back (vorige Frage), return (zurück zum Aufrufer), end (War das hilfreich?)."}
	condition := &source.Shape{Kind: source.Line, Name: "Bedingung", NameEN: "condition",
		Doc: "Zum Beispiel: alter < 16, wohnort == \"Merseburg\", known(\"lang\"). Was auf Unbekanntem beruht, gilt als nicht erfüllt."}
	value := &source.Shape{Kind: source.Any, Name: "Wert", NameEN: "value"}
	set := &source.Shape{Kind: source.Dict, KeyShape: word, Elem: value, Name: "Zuweisungen", NameEN: "assignments",
		Doc: "Merkt sich Angaben: name: Wert. Beginnt der Wert mit =, ist er ein Ausdruck."}
	link := &source.Shape{Kind: source.URL, Name: "Link", NameEN: "link"}
	choice := &source.Shape{Kind: source.Object, Name: "Antwort", NameEN: "choice", Fields: []source.Field{
		{Key: "label", Shape: line, Required: true, Doc: "Was auf dem Knopf steht."},
		{Key: "id", Shape: word, Doc: "Fester Name; ohne ihn gilt der Name des Ziels."},
		{Key: "goto", Shape: target},
		{Key: "when", Shape: condition, Doc: "Der Knopf erscheint nur, wenn die Bedingung gilt."},
		{Key: "set", Shape: set},
		{Key: "url", Shape: link, Doc: "Der Knopf öffnet eine Internetseite (statt goto)."},
		{Key: "rate", Shape: &source.Shape{Kind: source.Word, Name: "Bewertung", NameEN: "rating", Enum: []string{"yes", "no"}},
			Doc: "Nur im Ablauf „ende“: War das hilfreich?"},
	}}
	short := &source.Shape{Kind: source.Dict, Elem: target, Name: "Antwort", NameEN: "choice", Doc: "Kurzform: Aufschrift: Ziel"}
	choices := &source.Shape{Kind: source.Sequence, Name: "Antworten", NameEN: "choices",
		Elem: &source.Shape{Kind: source.OneOf, Name: "Antwort", NameEN: "choice", Alt: []*source.Shape{choice, short}, Pick: pickChoice}}
	input := &source.Shape{Kind: source.Object, Name: "Eingabe", NameEN: "input", Fields: []source.Field{
		{Key: "kind", Required: true, Shape: &source.Shape{Kind: source.Word, Name: "Art", NameEN: "kind",
			Enum: []string{"text", "number", "date", "place", "location", "language"}}, Doc: "text, number (Zahl), date (Datum), place (PLZ oder Ort), location (Standort oder Ort), language (Sprache, mit einem Knopf für jede)"},
		{Key: "save", Shape: word, Doc: "Name, unter dem die Antwort gemerkt wird."},
		{Key: "min", Shape: &source.Shape{Kind: source.Number, Name: "Zahl", NameEN: "number"}, Doc: "Kleinste Zahl; bei Text: Mindestlänge."},
		{Key: "max", Shape: &source.Shape{Kind: source.Number, Name: "Zahl", NameEN: "number"}, Doc: "Größte Zahl; bei Text: Höchstlänge."},
		{Key: "past", Shape: &source.Shape{Kind: source.Bool, Name: "Wahrheitswert", NameEN: "boolean"}, Doc: "Das Datum darf nicht in der Zukunft liegen."},
		{Key: "invalid", Shape: text, Doc: "Was Lotse sagt, wenn die Antwort nicht passt."},
	}}
	places := &source.Shape{Kind: source.Object, Name: "Ortssuche", NameEN: "places query", Fields: []source.Field{
		{Key: "can", Shape: word, Doc: "Was die Stelle können muss, zum Beispiel eid-pin-setzen."},
		{Key: "kind", Shape: word, Doc: "Art der Stelle."},
		{Key: "of", Shape: word, Doc: "Angabe, in der der Wohnort steht, zum Beispiel wohnort."},
		{Key: "for", Shape: word, Doc: "Leistung, die man dort erledigen kann; leistung steht für die, um die es gerade geht."},
	}}
	remind := &source.Shape{Kind: source.Object, Name: "Erinnerung", NameEN: "reminder", Fields: []source.Field{
		{Key: "in", Shape: &source.Shape{Kind: source.Duration, Name: "Dauer", NameEN: "duration"}, Doc: "So lange danach: 3h, 1d, 7d. Nachts wartet die Erinnerung bis zum Morgen."},
		{Key: "on", Shape: word, Doc: "Angabe, in der ein Tag steht: um 10 Uhr an diesem Tag."},
		{Key: "before", Shape: word, Doc: "Thema aus termine.yaml: um 10 Uhr am Tag vor dem nächsten Termin."},
		{Key: "goto", Shape: target, Required: true, Doc: "Wo es dann weitergeht: ein Schritt, ein Ablauf oder return (die Frage, von der der Mensch kam)."},
		{Key: "say", Shape: text, Doc: "Was Lotse dann zuerst sagt; sonst ein fester Satz mit dem Thema."},
	}}
	arm := &source.Shape{Kind: source.Object, Name: "Weg", NameEN: "arm", Fields: []source.Field{
		{Key: "when", Shape: condition},
		{Key: "goto", Shape: target, Required: true},
	}}
	step := &source.Shape{Kind: source.Object, Name: "Schritt", NameEN: "step", Fields: []source.Field{
		{Key: "say", Shape: text, Doc: "Was Lotse sagt: kurze Sätze, die Frage zuletzt. **fett**, *kursiv*, [Text](https://…), Listen mit „- “, {name} für eine gemerkte Angabe."},
		{Key: "set", Shape: set},
		{Key: "do", Shape: &source.Shape{Kind: source.Word, Name: "Aktion", NameEN: "action", Enum: []string{"show-data", doErase, doForgetReminders}},
			Doc: "show-data zeigt alles Gespeicherte, erase löscht es, forget-reminders sagt alle Erinnerungen ab."},
		{Key: "service", Shape: word, Doc: "Zeigt die Karte einer Leistung; leistung steht für die, um die es gerade geht."},
		{Key: "online", Shape: word, Doc: "Zeigt den Link zum Online-Dienst einer Leistung."},
		{Key: "places", Shape: places, Doc: "Zeigt passende Anlaufstellen."},
		{Key: "events", Shape: word, Doc: "Zeigt die nächsten Termine eines Themas aus termine.yaml."},
		{Key: "remind", Shape: remind, Doc: "Erinnert später daran, hier weiterzumachen. {erinnerung} ist Tag und Uhrzeit."},
		{Key: "offer", Shape: &source.Shape{Kind: source.Word, Name: "Angebot", NameEN: "offer", Enum: []string{offerEid}},
			Doc: "Weitere Knöpfe aus dem Katalog: eid-leistungen sind die, für die man am Wohnort den Online-Ausweis braucht."},
		{Key: "choices", Shape: choices, Doc: "Knöpfe. Kurzform je Zeile: „- Aufschrift: Ziel“."},
		{Key: "input", Shape: input, Doc: "Der Mensch soll etwas schreiben; danach geht es bei goto weiter."},
		{Key: "wait", Doc: "Frist: Danach geht es von selbst weiter.", Shape: &source.Shape{Kind: source.Object, Name: "Frist", NameEN: "deadline", Fields: []source.Field{
			{Key: "for", Shape: &source.Shape{Kind: source.Duration, Name: "Dauer", NameEN: "duration"}, Required: true, Doc: "30m, 24h, 14d"},
			{Key: "goto", Shape: target, Required: true},
		}}},
		{Key: "branch", Doc: "Weiche: der erste Weg, dessen Bedingung gilt; der letzte ohne when.",
			Shape: &source.Shape{Kind: source.Sequence, Elem: arm, Name: "Weiche", NameEN: "branch"}},
		{Key: "call", Shape: target, Doc: "Ruft einen anderen Ablauf auf; nach dessen „goto: return“ geht es bei goto weiter."},
		{Key: "handoff", Shape: line, Doc: "Übergibt an einen Menschen; der Text sagt den Lotsen, worum es geht."},
		{Key: "goto", Shape: target, Doc: "Wohin es danach geht."},
	}}
	return &source.Shape{Kind: source.Object, Name: "Ablauf", NameEN: "flow", Fields: []source.Field{
		{Key: "flow", Shape: word, Required: true, Doc: "Name des Ablaufs, gleich dem Dateinamen ohne .yaml."},
		{Key: "title", Shape: line, Required: true, Doc: "Überschrift, wie sie auf einem Knopf stehen könnte."},
		{Key: "words", Shape: &source.Shape{Kind: source.Sequence, Elem: line, Name: "Wörter", NameEN: "words"}, Doc: "Wörter, mit denen Menschen nach diesem Thema fragen."},
		{Key: "words_in", Shape: &source.Shape{Kind: source.Dict, Name: "Wörter in anderen Sprachen", NameEN: "words in other languages",
			KeyShape: &source.Shape{Kind: source.Word, Name: "Sprache", NameEN: "language", Enum: foreignLanguages()},
			Elem:     &source.Shape{Kind: source.Sequence, Elem: line, Name: "Wörter", NameEN: "words"}},
			Doc: "Dasselbe in anderen Sprachen, je Sprache eine Liste."},
		{Key: "source", Required: false, Doc: "Woher die Angaben stammen: ein Link oder eine Liste von Links.", Shape: &source.Shape{Kind: source.OneOf, Name: "Quelle", NameEN: "source",
			Alt: []*source.Shape{link, {Kind: source.Sequence, Elem: link, Name: "Quellen", NameEN: "sources"}}}},
		{Key: "checked", Shape: date, Doc: "Tag, an dem die Angaben zuletzt geprüft wurden (JJJJ-MM-TT)."},
		{Key: "review", Shape: date, Doc: "Tag, ab dem neu geprüft werden muss; sonst 180 Tage nach checked."},
		{Key: "owner", Shape: line, Doc: "Wer sich um den Text kümmert."},
		{Key: "aside", Shape: word, Doc: "Ablauf, zu dem unter jeder Frage ein Knopf führt. Er hört mit goto: return auf: Dann kommt die Frage wieder."},
		{Key: "secret", Shape: &source.Shape{Kind: source.Bool, Name: "Wahrheitswert", NameEN: "boolean"}, Doc: "true: Hier geht es um eine PIN. Tippt jemand eine solche Zahl, wird sie nicht gespeichert und gelöscht."},
		{Key: "steps", Required: true, Doc: "Die Schritte; der erste ist der Anfang.", Shape: &source.Shape{Kind: source.Dict, KeyShape: word, Elem: step, Name: "Schritte", NameEN: "steps"}},
	}}
}

// MessagesShape is the form of a message file.
func MessagesShape() *source.Shape {
	text := &source.Shape{Kind: source.Prose, Name: "Text", NameEN: "text"}
	fields := []source.Field{
		{Key: "hash", Shape: &source.Shape{Kind: source.Line, Name: "Prüfzahl", NameEN: "hash"}, Doc: "Prüfzahl des deutschen Textes; „lotse i18n stamp“ trägt sie ein."},
		{Key: "text", Shape: text, Doc: "Der Text, wenn es keine Mehrzahlformen gibt."},
	}
	for _, f := range pluralForms {
		fields = append(fields, source.Field{Key: f, Shape: text, Doc: "Mehrzahlform nach CLDR."})
	}
	entry := &source.Shape{Kind: source.OneOf, Name: "Text", NameEN: "text", Alt: []*source.Shape{
		text, {Kind: source.Object, Name: "Text", NameEN: "text", Fields: fields},
	}}
	return &source.Shape{Kind: source.Object, Name: "Textdatei", NameEN: "message file", Fields: []source.Field{
		{Key: "reviewed", Shape: &source.Shape{Kind: source.Bool, Name: "Wahrheitswert", NameEN: "boolean"},
			Doc: "false: Eine Maschine hat übersetzt, kein Mensch hat geprüft."},
		{Key: "texts", Required: true, Shape: &source.Shape{Kind: source.Dict, Elem: entry, Name: "Texte", NameEN: "texts"}},
	}}
}

var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// pickChoice tells the short form "- Ja: weiter" from the long one.
func pickChoice(n *source.Node) int {
	if n.Kind == source.Map && len(n.Pairs) == 1 && n.Get("label") == nil {
		return 1
	}
	return 0
}
