package content_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

// cardOf is the card of the small catalogue's service in a municipality, with something in its files replaced.
func cardOf(t *testing.T, home string, replace ...string) flows.Card {
	t.Helper()
	files := valid()
	for i := 0; i+2 < len(replace); i += 3 {
		text := string(files[replace[i]].Data)
		if !strings.Contains(text, replace[i+1]) {
			t.Fatalf("%s does not contain %q", replace[i], replace[i+1])
		}
		files[replace[i]].Data = []byte(strings.Replace(text, replace[i+1], replace[i+2], 1))
	}
	c, shown, ds := content.LoadCatalogue(files)
	if len(ds) > 0 {
		t.Fatal(report(ds, shown, "en"))
	}
	set, _, _ := flows.Load(content.FS, flows.Options{})
	card, ok := c.With(set).Card("umzug", "de", flows.About{Place: home})
	if !ok {
		t.Fatal("there is no card")
	}
	return card
}

// What is said of an association holds for its members, unless one of them is named.
func TestAssociation(t *testing.T) {
	const municipalities, services = "places/municipalities.yaml", "services/s.yaml"
	member := []string{municipalities, "municipalities:\n", `municipalities:
  - {name: Steigra, ags: "15088355", ars: "150885051355", plz: ["06268"], association: Verbandsgemeinde Weida-Land, source: [https://www.weida-land.de], checked: 2026-11-23, confidence: sourced}
`, municipalities, "municipalities:\n", `associations:
  - {name: Verbandsgemeinde Weida-Land, members: [Steigra], source: [https://www.weida-land.de], checked: 2026-11-23, confidence: sourced}
municipalities:
`, services, "      rest: Gemeinde\n", `      Verbandsgemeinde Weida-Land: Amt der Verbandsgemeinde
      rest: Gemeinde
    online: {url: "https://www.weida-land.de/antrag", for: [Verbandsgemeinde Weida-Land], confidence: sourced}
`}
	for _, tt := range []struct {
		home, office string
		online       bool
	}{
		{"Merseburg", "Zuständig: Einwohnermeldewesen", false},
		{"Steigra", "Zuständig: Amt der Verbandsgemeinde", true},
		{"Leuna", "Zuständig: Gemeinde", false},
	} {
		card := cardOf(t, tt.home, member...)
		if !strings.Contains(card.Text, tt.office+"\n") {
			t.Errorf("in %s: %q is missing in\n%s", tt.home, tt.office, card.Text)
		}
		if got := len(card.Links) > 0 && card.Links[0].URL == "https://www.weida-land.de/antrag"; got != tt.online {
			t.Errorf("in %s: the online service is offered: %v", tt.home, got)
		}
	}
	if card := cardOf(t, "", member...); !strings.Contains(card.Text, "Zuständig in Weida-Land: Amt der Verbandsgemeinde\n") {
		t.Errorf("for no place:\n%s", card.Text)
	}
}

// A remark on the online service that is not sourced is marked, at its link or, without one, at itself.
func TestUnsureOnline(t *testing.T) {
	const services, at = "services/s.yaml", "    source:\n      - https://www.merseburg.de\n"
	for _, tt := range []struct {
		online      string
		note, label string
	}{
		{"{note: Nur per Post., confidence: uncertain}", "Online: Nur per Post. (bitte prüfen)", ""},
		{"{note: Nur per Post., confidence: sourced}", "Online: Nur per Post.", ""},
		{`{url: "https://a.de", note: Auch per Post., confidence: uncertain}`, "Online: Auch per Post.", "Zum Online-Dienst (bitte prüfen)"},
		{`{url: "https://a.de", note: Auch per Post., confidence: sourced}`, "Online: Auch per Post.", "Zum Online-Dienst"},
		{`{url: "https://a.de", page: form, note: Ein PDF., confidence: sourced}`, "Online: Ein PDF.", "Zum Formular"},
		{`{url: "https://a.de", page: info, note: Nur Auskunft., confidence: uncertain}`, "Online: Nur Auskunft.", "Zur Internetseite (bitte prüfen)"},
	} {
		card := cardOf(t, "Merseburg", services, at, "    online: "+tt.online+"\n"+at)
		if !strings.Contains(card.Text, tt.note+"\n") || tt.label != "" && card.Links[0].Label != tt.label {
			t.Errorf("%s: %+v", tt.online, card)
		}
	}
}

// The nearest place is named where it says more than who is responsible.
func TestNearestPlace(t *testing.T) {
	c := shippedCatalogue(t)
	for _, lang := range []string{"de", "de-XL", "uk"} {
		if card, _ := c.Card("personalausweis", lang, flows.About{Place: "Merseburg"}); strings.Contains(card.Text, "Stadt Merseburg – ") {
			t.Errorf("in %s the office is named twice:\n%s", lang, card.Text)
		}
	}
	for _, tt := range []struct{ id, home, want string }{
		{"personalausweis", "Steigra", "Verbandsgemeinde Weida-Land – Verwaltung, Hauptstraße 43, Nemsdorf-Göhrendorf"},
		{"personalausweis", "Schkopau", "Gemeinde Schkopau – Gemeindeverwaltung mit Einwohnermeldeamt, Schulstraße 18, Schkopau"},
		{"personalausweis", "Merseburg", ""}, // the office and its address are said already
		{"eheschliessung", "Merseburg", ""},
	} {
		card, _ := c.Card(tt.id, "de", flows.About{Place: tt.home})
		_, got, _ := strings.Cut(card.Text, "Dort geht es vor Ort: ")
		if got, _, _ = strings.Cut(got, "\n"); got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.id, tt.home, got, tt.want)
		}
	}
}
