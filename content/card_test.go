package content_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// tuesday is the moment at which cards are shown.
var tuesday = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

func TestCards(t *testing.T) {
	c := load(t)
	for _, tt := range []struct{ id, place, lang string }{
		{"place/mer-einwohnermelde", "", "de"},
		{"place/schkopau", "", "de"},
		{"place/leuna", "", "en"},
		{"place/teutschenthal", "", "de"},
		{"place/mer-digitalcafe", "", "de"},
		{"place/fa-merseburg", "", "de"},
		{"wohnsitz-anmelden", "", "de"},
		{"wohnsitz-anmelden", "Merseburg", "de"},
		{"wohnsitz-anmelden", "Querfurt", "de"},
		{"personalausweis", "Merseburg", "en"},
		{"ewa", "Schkopau", "de"},
		{"fuehrerschein-umtausch", "", "de"},
		{"grundsteuer", "", "de"},
		{"eid-aktivieren", "Leuna", "de"},
		{"fuehrungszeugnis", "Merseburg", "ar"},
		{"place/leuna", "", "ar"},
		{"place/leuna", "", "de-XL"},
	} {
		card, ok := c.Card(tt.id, tt.lang, flows.About{Place: tt.place, Now: tuesday})
		if !ok {
			t.Errorf("there is no card %q", tt.id)
			continue
		}
		name := strings.NewReplacer("/", "-").Replace(tt.id)
		if tt.place != "" {
			name += "-" + tt.place
		}
		golden(t, "testdata/cards/"+name+"."+tt.lang+".txt", show(card))
	}
}

// show is a card as a person reads it.
func show(c flows.Card) string {
	var b strings.Builder
	b.WriteString(richtext.Parse(c.Text).Plain())
	b.WriteString("\n")
	for _, l := range c.Links {
		fmt.Fprintf(&b, "[%s] %s\n", l.Label, l.URL)
	}
	if v := c.Venue; v != nil {
		fmt.Fprintf(&b, "(%s, %s, %v %v)\n", v.Name, v.Address, v.Lat, v.Lon)
	}
	return b.String()
}

// Every card in every language fits a message and a screen, says where it comes from, and has no link that is not encrypted.
func TestEveryCard(t *testing.T) {
	c := load(t)
	ids := c.Names("service")
	for _, kind := range c.Names("place-kind") {
		for _, card := range c.Places(flows.PlacesQuery{Kind: kind}, "de", flows.About{}) {
			check(t, kind, "de", card)
		}
	}
	for _, id := range ids {
		for _, lang := range []string{"de", "en", "uk"} {
			for _, place := range append([]string{""}, towns...) {
				card, ok := c.Card(id, lang, flows.About{Place: place})
				if !ok {
					t.Fatalf("there is no card %q", id)
				}
				check(t, id+" in "+place, lang, card)
			}
		}
	}
}

func check(t *testing.T, name, lang string, card flows.Card) {
	t.Helper()
	lines := strings.Split(card.Text, "\n")
	last := lines[len(lines)-1]
	switch {
	case len(lines) > 10:
		t.Errorf("%s: %d lines", name, len(lines))
	case len(card.Text) > 3000:
		t.Errorf("%s: %d bytes", name, len(card.Text))
	case !strings.HasPrefix(last, "Quelle:") && !strings.HasPrefix(last, "Source:") && !strings.HasPrefix(last, "Angaben aus öffentlichen Quellen") && !strings.HasPrefix(last, "From public sources") &&
		!strings.HasPrefix(last, "Джерело:") && !strings.HasPrefix(last, "Дані з відкритих джерел"):
		t.Errorf("%s: the last line is %q", name, last)
	case !strings.Contains(last, "2026"):
		t.Errorf("%s: the last line has no date: %q", name, last)
	case strings.Contains(last, "ikipedia"):
		t.Errorf("%s: a copy of an encyclopedia is named as the source: %q", name, last)
	case strings.Contains(card.Text, "card."):
		t.Errorf("%s: a text is missing in %q", name, card.Text)
	case card.Lang != lang:
		t.Errorf("%s: asked for %s, says it is %s", name, lang, card.Lang)
	case card.Venue != nil:
		t.Errorf("%s: a pin on the map, though no coordinates are exact enough", name)
	}
	for _, l := range card.Links {
		if !strings.HasPrefix(l.URL, "https://") || l.Label == "" || len([]rune(l.Label)) > 40 {
			t.Errorf("%s: bad link %+v", name, l)
		}
	}
}

func TestNoCard(t *testing.T) {
	c := load(t)
	for _, id := range []string{"", "nonsense", "place/", "place/nonsense", "place/umzug", "leuna"} {
		if card, ok := c.Card(id, "de", flows.About{}); ok {
			t.Errorf("Card(%q) = %v", id, card)
		}
	}
}

// Exact coordinates become a pin and a way to it; else the way leads to the address, if there is one.
func TestVenue(t *testing.T) {
	for accuracy, want := range map[string]bool{"building": true, "street": true, "town": false, "minute": false, "unknown": false} {
		files := valid()
		files["places/a.yaml"].Data = []byte(strings.Replace(string(files["places/a.yaml"].Data), "accuracy: town", "accuracy: "+accuracy, 1))
		c, shown, ds := content.LoadCatalogue(files)
		if len(ds) > 0 {
			t.Fatal(report(ds, shown, "en"))
		}
		card, ok := c.Card("place/amt", "de", flows.About{})
		if !ok || (card.Venue != nil) != want || strings.Contains(fmt.Sprint(card.Links), "mlat=") != want || strings.Contains(fmt.Sprint(card.Links), "search?query=Burgstra%C3%9Fe+1%2C+06217+Merseburg") == want {
			t.Errorf("accuracy %s: %+v", accuracy, card)
		}
	}
}
