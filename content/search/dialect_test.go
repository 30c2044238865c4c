package search

import "testing"

func TestStandard(t *testing.T) {
	x := New([]Document{
		{ID: "a", Title: "Hund anmelden", Keywords: []string{"gemeldet", "geld", "genehmigung", "gehweg", "papier", "rente", "termin", "tragen", "müll", "weg", "heiraten"}},
		{ID: "b", Title: "Wohnung abmelden", Keywords: []string{"fahren", "schreiben", "laufen", "kaufen", "leute", "zweite wohnung", "kinder"}},
	})
	for dialect, want := range map[string]string{
		"jemeldet": "gemeldet", "jeld": "geld", "jenehmijung": "genehmigung", "jehwech": "gehweg", "babier": "papier", "rende": "rente", "dermin": "termin",
		"trang": "tragen", "mill": "mull", "wech": "weg", "heiratn": "heiraten", "fahrn": "fahren", "schreim": "schreiben", "loofn": "laufen", "koofen": "kaufen",
		"leite": "leute", "zweede": "zweite", "kindor": "kinder", "jejangn": "gegangen", "xyzzy": "",
	} {
		if got, _ := x.standard(dialect); got != want {
			t.Errorf("standard(%s) = %q, want %q", dialect, got, want)
		}
	}
	r := x.Search("mei hund is noch nich jemeldet", 2)
	if len(r.Hits) == 0 || r.Hits[0].ID != "a" {
		t.Errorf("dialect in a sentence: %+v", r)
	}
}
