package search

import "testing"

func TestAsksForPlace(t *testing.T) {
	for text, want := range map[string]bool{
		"wann hat das rathaus schkopau offen": true, "wann macht die bibliothek auf": true, "Wo ist das Fundbüro?": true, "telefonnummer landratsamt": true,
		"nummer vom jugendamt": true, "wie komme ich zum bürgerbüro": true, "opening hours town hall": true, "где ратуша, часы работы": true,
		"wann muss ich den hund anmelden": false, "perso verloren": false, "wo melde ich mein auto an": false, "": false,
	} {
		if got := AsksForPlace(text); got != want {
			t.Errorf("AsksForPlace(%q) = %v", text, got)
		}
	}
}

func TestPrefer(t *testing.T) {
	hits := func(hits ...Hit) Result { return Result{Verdict: Clear, Hits: hits} }
	service, flow := Hit{ID: "s", Kind: "service", Score: 1}, Hit{ID: "f", Kind: "flow", Score: 0.9}
	one, other, far := Hit{ID: "p", Kind: "place", Score: 0.8}, Hit{ID: "q", Kind: "place", Score: 0.79}, Hit{ID: "r", Kind: "place", Score: 0.3}
	for _, tt := range []struct {
		name  string
		r     Result
		first string
	}{
		{"near", hits(service, flow, one), "p"},
		{"several alike", hits(service, one, other), "s"},
		{"one of several", hits(service, one, far), "p"},
		{"far", hits(service, far), "s"},
		{"none", hits(service, flow), "s"},
	} {
		tt.r.Prefer("place", 0.5, true)
		if tt.r.Hits[0].ID != tt.first || (tt.r.Verdict == Clear) != (tt.first == "s") {
			t.Errorf("%s: %+v, want %s first", tt.name, tt.r, tt.first)
		}
	}
}
