package content

import "github.com/digitaler-lotse/lotse/flows/source"

func abilitiesShape() *source.Shape {
	named := []source.Field{
		{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Name, wie er in Abläufen und Anlaufstellen steht."},
		{Key: "de", Shape: line("Bezeichnung", "German name"), Required: true, Doc: "Was Menschen lesen."},
	}
	ability := object("Fähigkeit", "ability", append(named[:2:2], source.Field{Key: "resident", Shape: yes("Wahrheitswert", "boolean"),
		Doc: "true: Dafür ist nur die Stelle der Gemeinde da, in der jemand wohnt."})...)
	return file("Fähigkeiten", "abilities",
		many("abilities", ability, "Was Anlaufstellen können.", true),
		many("kinds", object("Art", "kind", append(named[:2:2], source.Field{Key: "words", Shape: listOf(line("Wort", "word"), "Wörter", "words"),
			Doc: "Wie die Leute eine solche Stelle nennen: bürgerbüro, zulassungsstelle."})...), "Welche Arten von Anlaufstellen es gibt.", true),
		source.Field{Key: "hours_old_after", Shape: &source.Shape{Kind: source.Duration, Name: "Dauer", NameEN: "duration"},
			Doc: "Wie alt Öffnungszeiten sein dürfen, zum Beispiel 365d. Sind sie älter, schreibt Lotse den Stand dazu und „bitte vorher anrufen“."})
}

func municipalitiesShape() *source.Shape {
	locality := object("Ortschaft", "locality",
		source.Field{Key: "name", Shape: line("Name", "name"), Required: true},
		source.Field{Key: "others", Shape: names(), Doc: "Andere Namen derselben Ortschaft."},
		source.Field{Key: "parts", Shape: names(), Doc: "Orte, die dazugehören."},
		source.Field{Key: "plz", Shape: postcodes()},
		source.Field{Key: "coordinates", Shape: coordinates()})
	municipality := object("Gemeinde", "municipality", append([]source.Field{
		{Key: "name", Shape: line("Name", "name"), Required: true, Doc: "Name, wie Lotse ihn sich merkt und zeigt."},
		{Key: "type", Shape: line("Art", "type"), Doc: "Stadt oder Gemeinde"},
		{Key: "others", Shape: names(), Doc: "Andere Namen der Gemeinde."},
		{Key: "ags", Shape: line("Gemeindeschlüssel", "municipality key"), Required: true, Doc: "Amtlicher Gemeindeschlüssel, acht Ziffern in Anführungszeichen."},
		{Key: "ars", Shape: line("Regionalschlüssel", "regional key"), Required: true, Doc: "Amtlicher Regionalschlüssel, zwölf Ziffern in Anführungszeichen."},
		{Key: "association", Shape: line("Verbandsgemeinde", "association"), Doc: "Verbandsgemeinde, die die Verwaltung erledigt."},
		{Key: "plz", Shape: postcodes(), Required: true},
		{Key: "older_plz", Shape: postcodes(), Doc: "Ältere oder abweichende Postleitzahlen einzelner Ortsteile."},
		{Key: "seat", Shape: line("Ort", "town"), Doc: "Wo die Verwaltung sitzt."},
		{Key: "website", Shape: link()},
		{Key: "dialling_codes", Shape: listOf(line("Vorwahl", "dialling code"), "Vorwahlen", "dialling codes")},
		{Key: "coordinates", Shape: coordinates()},
		{Key: "parts", Shape: names(), Doc: "Orte, deren Ortschaft nicht bekannt ist."},
		{Key: "unconfirmed", Shape: names(), Doc: "Orte, deren Zugehörigkeit nicht belegt ist. Die Ortssuche benutzt sie nicht."},
		{Key: "localities", Shape: listOf(locality, "Ortschaften", "localities")},
	}, facts()...)...)
	association := object("Verbandsgemeinde", "association", append([]source.Field{
		{Key: "name", Shape: line("Name", "name"), Required: true},
		{Key: "others", Shape: names()},
		{Key: "key", Shape: line("Verbandsschlüssel", "association key")},
		{Key: "seat", Shape: line("Ort", "town")},
		{Key: "website", Shape: link()},
		{Key: "coordinates", Shape: coordinates()},
		{Key: "members", Shape: names(), Required: true, Doc: "Die Mitgliedsgemeinden."},
	}, facts()...)...)
	return file("Gemeinden", "municipalities",
		many("municipalities", municipality, "Die Gemeinden des Kreises.", true),
		many("associations", association, "Die Verbandsgemeinden.", false))
}

func neighboursShape() *source.Shape {
	return file("Nachbarorte", "neighbours", many("neighbours", object("Nachbarort", "neighbour",
		source.Field{Key: "name", Shape: line("Name", "name"), Required: true},
		source.Field{Key: "others", Shape: names()},
		source.Field{Key: "plz", Shape: postcodes()},
		source.Field{Key: "lat", Shape: number("Breite", "latitude"), Doc: "Ohne Angabe: so weit weg, dass es für den Standort gleich ist."},
		source.Field{Key: "lon", Shape: number("Länge", "longitude")},
		source.Field{Key: "website", Shape: link(), Doc: "Seite der Verwaltung dort, wenn sie belegt ist."},
	), "Orte außerhalb des Kreises, die sonst verwechselt würden.", true))
}

func placesShape() *source.Shape {
	address := object("Anschrift", "address",
		source.Field{Key: "street", Shape: line("Straße", "street"), Doc: "Straße und Hausnummer"},
		source.Field{Key: "plz", Shape: line("Postleitzahl", "postcode"), Doc: "Fünf Ziffern in Anführungszeichen"},
		source.Field{Key: "town", Shape: line("Ort", "town"), Required: true})
	hours := object("Öffnungszeiten", "opening hours",
		source.Field{Key: "osm", Shape: line("Zeiten", "times"), Required: true, Doc: "In der Schreibweise von OpenStreetMap: Mo-Fr 09:00-12:00; Tu 14:00-18:00. Tage: Mo Tu We Th Fr Sa Su; PH Feiertage; off geschlossen."},
		source.Field{Key: "note", Shape: prose(), Doc: "Ein kurzer Satz dazu, zum Beispiel: Nur mit Termin."},
		source.Field{Key: "source", Shape: listOf(prose(), "Quellen", "sources"), Doc: "Nur, wenn die Zeiten eine andere Quelle haben."},
		source.Field{Key: "as_of", Shape: line("Stand", "date of the facts"), Doc: "Von wann die Zeiten sind, zum Beispiel: September 2021"},
		source.Field{Key: "checked", Shape: date(), Required: true})
	access := object("Barrierefreiheit", "accessibility",
		source.Field{Key: "wheelchair", Shape: word("Angabe", "value", "yes", "limited", "no"), Doc: "Eingang mit Rollstuhl: yes, limited (teilweise), no"},
		source.Field{Key: "lift", Shape: word("Angabe", "value", "yes", "no"), Doc: "Aufzug: yes oder no"},
		source.Field{Key: "toilet", Shape: word("Angabe", "value", "yes", "no"), Doc: "WC für Menschen im Rollstuhl"},
		source.Field{Key: "loop", Shape: word("Angabe", "value", "yes", "no"), Doc: "Induktionsschleife für Hörgeräte"},
		source.Field{Key: "signing", Shape: word("Angabe", "value", "yes", "no"), Doc: "Gebärdensprache auf Anfrage"},
		source.Field{Key: "parking", Shape: word("Angabe", "value", "yes", "no"), Doc: "Parkplatz für Menschen mit Behinderung"},
		source.Field{Key: "note", Shape: prose()})
	place := object("Anlaufstelle", "place", append([]source.Field{
		{Key: "id", Shape: word("Name", "name"), Required: true, Doc: "Kurzer fester Name; er darf nur einmal vorkommen."},
		{Key: "name", Shape: line("Bezeichnung", "title"), Required: true, Doc: "Wie die Stelle heißt."},
		{Key: "kind", Shape: word("Art", "kind"), Required: true, Doc: "Art der Stelle, aus abilities.yaml."},
		{Key: "words", Shape: listOf(line("Suchwort", "word"), "Suchwörter", "words"), Doc: "Weitere Wörter, unter denen man sie sucht: [Volkshochschule, VHS]"},
		{Key: "municipality", Shape: line("Gemeinde", "municipality"), Required: true, Doc: "Gemeinde, in der die Stelle liegt."},
		{Key: "serves", Shape: listOf(line("Gemeinde", "municipality"), "Gemeinden", "municipalities"),
			Doc: "Für wessen Einwohner die Stelle da ist (Gemeinden oder Verbandsgemeinden). Ohne Angabe: für alle."},
		{Key: "address", Shape: address},
		{Key: "coordinates", Shape: coordinates()},
		{Key: "phone", Shape: line("Telefon", "phone")},
		{Key: "mail", Shape: line("E-Mail", "e-mail")},
		{Key: "website", Shape: link()},
		{Key: "booking", Shape: link(), Doc: "Seite, auf der man einen Termin bucht."},
		{Key: "hours", Shape: hours},
		{Key: "access", Shape: access},
		{Key: "languages", Shape: listOf(line("Sprache", "language"), "Sprachen", "languages"), Doc: "Welche Sprachen dort gesprochen werden: [Deutsch, Englisch]"},
		{Key: "stop", Shape: line("Haltestelle", "stop"), Doc: "Nächste Haltestelle, zum Beispiel: Merseburg, Altes Rathaus"},
		{Key: "can", Shape: listOf(word("Fähigkeit", "ability"), "Fähigkeiten", "abilities"), Doc: "Was man dort erledigen kann, aus abilities.yaml."},
		{Key: "offers", Shape: listOf(line("Angebot", "offer"), "Angebote", "offers"), Doc: "Angebote in eigenen Worten."},
		{Key: "note", Shape: sentences("Hinweis", "note"), Doc: "Ein oder zwei kurze Sätze für Bürgerinnen und Bürger."},
	}, facts()...)...)
	return file("Anlaufstellen", "places", many("places", place, "Die Anlaufstellen.", true))
}
