package content_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

var pushDay = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func shippedCatalogue(t *testing.T) *content.Catalogue {
	t.Helper()
	engine, files, ds := loadAll(content.FS, time.Time{})
	if ds.Failed() {
		t.Fatal(report(ds.Errors(), files, "de"))
	}
	return engine.Catalogue.(*content.Catalogue)
}

// What volunteers type finds one thing, or names what it may mean.
func TestPushFinds(t *testing.T) {
	c := shippedCatalogue(t)
	for _, tt := range []struct {
		query, title string
		near         string // the first to choose from; "" for none
	}{
		{"Neue PIN für den Online-Ausweis", "Neue PIN für den Online-Ausweis", ""},
		{"neue pin fuer den online ausweis", "Neue PIN für den Online-Ausweis", ""},
		{"Behördennummer", "Behördennummer 115", ""},
		{"neue pin", "Neue PIN für den Online-Ausweis", ""}, // as it begins; others have both words too
		{"115", "Behördennummer 115", ""},
		{"postleitzahl gemeinde", "Die eigene Gemeinde finden", ""},   // search words, in any order
		{"brief verloren pin", "", "Neue PIN für den Online-Ausweis"}, // or the flow
		{"Notruf", "Notruf-Nummern", ""},
		{"Behördennumer", "Behördennummer 115", ""}, // a letter is missing
		{"begrüsung", "", "Begrüßung"},              // or Befreiung
		{"BEGRUESS", "Begrüßung", ""},
		{"Umziehen und anmelden", "Umziehen und anmelden", ""},
		{"pin", "", "Neue PIN für den Online-Ausweis"},
		{"rathaus", "", "Stadt Leuna – Rathaus"},
		{"xyzzy", "", ""},
		{"", "", ""},
		{"?!", "", ""},
	} {
		got := c.Push(tt.query, "de", "", pushDay)
		first := ""
		if len(got.Near) > 0 {
			first = got.Near[0]
		}
		if got.Title != tt.title || tt.near != first || (got.Title == "") != (got.Text == "") || len(got.Near) > 8 {
			t.Errorf("%q: title %q, near %q", tt.query, got.Title, got.Near)
		}
	}
}

// Each thing on the list of those to choose from is found by the name that the list gives it.
func TestPushNearIsFound(t *testing.T) {
	c := shippedCatalogue(t)
	for _, query := range []string{"ausweis", "anmelden", "wohn", "kfz", "merseburg", "umzug", "kind", "pass"} {
		near := c.Push(query, "de", "", pushDay).Near
		if len(near) < 2 {
			t.Errorf("%q: only %q to choose from", query, near)
		}
		for _, name := range near {
			got := c.Push(name, "de", "", pushDay)
			if got.Title == "" || !strings.HasPrefix(name, got.Title) {
				t.Errorf("%q, from the list for %q, finds %q or %q", name, query, got.Title, got.Near)
			}
		}
	}
}

func TestPushWrites(t *testing.T) {
	c := shippedCatalogue(t)
	for _, tt := range []struct{ name, query, lang, home, want string }{
		{"a text block", "Notruf-Nummern", "de", "", `**Notruf-Nummern**
- **112**: Feuerwehr und Rettungsdienst, wenn jemand in Gefahr ist
- **110**: Polizei
- **116 117**: ärztlicher Bereitschaftsdienst, wenn es nicht lebensgefährlich ist

Ich kann hier keine Hilfe schicken. Rufen Sie bitte selbst an.

Quelle: tk.de. Durchgesehen: 23.11.2026.`},
		{"a greeting has no source", "Ich frage nach", "de", "", `**Ich frage nach**
Das möchte ich Ihnen nicht aus dem Kopf beantworten. Ich frage nach und melde mich hier wieder.
Sie müssen nicht warten: Meine Antwort bleibt in diesem Chat stehen.`},
		{"in English", "Ich frage nach", "en", "", `**Let me ask**
I do not want to answer this from memory. I will ask and get back to you here.
You need not wait: my answer stays in this chat.`},
		{"a flow", "Online-Ausweis und PIN", "de", "", `**Online-Ausweis und PIN**
Mit dem Online-Ausweis zeigen Sie im Internet, wer Sie sind. Wir gehen das in Ruhe durch.
Wichtig: Schreiben Sie mir **nie** Ihre PIN oder PUK. Danach frage ich nicht.

Lotse führt Sie durch: Tippen Sie auf /online_ausweis. Zurück zu uns kommen Sie danach über das Menü.`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, c.Push(tt.query, tt.lang, tt.home, pushDay).Text); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// Services and help points come as their cards, with their links, for the place where somebody lives.
func TestPushCards(t *testing.T) {
	c := shippedCatalogue(t)
	service, elsewhere := c.Push("Wohngeld (Miet- oder Lastenzuschuss)", "de", "Merseburg", pushDay), c.Push("Wohngeld (Miet- oder Lastenzuschuss)", "de", "Leuna", pushDay)
	if !strings.Contains(service.Text, "Quelle: ") || service.Text == elsewhere.Text {
		t.Errorf("a service is the same wherever somebody lives:\n%s", service.Text)
	}
	place := c.Push("Stadtverwaltung Merseburg (Hauptsitz, Postanschrift)", "de", "", pushDay)
	for _, want := range []string{"Lauchstädter Straße 1-3", "tel:+4934614450", "](https://www.merseburg.de)"} {
		if !strings.Contains(place.Text, want) {
			t.Errorf("the card of a place lacks %q:\n%s", want, place.Text)
		}
	}
}

// What is on the shelf can be pushed by its name, fits into one message, and has words, also in English.
func TestPushAll(t *testing.T) {
	c := shippedCatalogue(t)
	names := map[string]bool{}
	for _, letter := range "abcdefghijklmnopqrstuvwxyz" {
		for _, n := range c.Push(string(letter), "de", "", pushDay).Near {
			names[n] = true
		}
	}
	if len(names) < 80 {
		t.Fatalf("only %d names", len(names))
	}
	for name := range names {
		for _, lang := range []string{flows.German, "en"} {
			got := c.Push(name, lang, "Merseburg", pushDay)
			if n := richtext.Parse(got.Text).Len(); got.Title == "" || n < 20 || n > 4096 {
				t.Errorf("%s in %s: title %q, %d characters", name, lang, got.Title, n)
			}
		}
	}
}
