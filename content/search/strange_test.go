package search

import "testing"

// What is somebody else's business needs more to be answered, unless an editor made the word a topic of ours.
func TestOtherTopics(t *testing.T) {
	docs := []Document{
		{ID: "elster", Title: "Steuererklärung mit ELSTER", Keywords: []string{"Passwort vergessen", "Elster Zugang", "Steuererklärung abgeben", "Lohnsteuer", "Finanzamt online",
			"Steuer machen", "Zertifikat abgelaufen", "Elster geht nicht", "Steuern erklären"}},
		{ID: "fundbuero", Title: "Fundbüro", Keywords: []string{"verloren", "gefunden", "Schlüssel verloren", "Katze entlaufen", "Fundsache", "Geldbörse weg",
			"Handy liegen lassen", "Fahrrad gefunden", "Tasche weg"}},
	}
	before := New(docs)
	for query, want := range map[string]bool{
		"Passwort vergessen bei Elster": true,
		"Ich habe Schlüssel verloren":   true,
		"Drucker gefunden":              false,
	} {
		if got := before.Search(query, 3).Answered(); got != want {
			t.Errorf("%q is answered: %v, want %v", query, got, want)
		}
	}
	docs[1].Keywords = append(docs[1].Keywords, "Drucker")
	if !New(docs).Search("Drucker gefunden", 3).Answered() {
		t.Error("a topic that an editor wrote down is still somebody else's")
	}
}
