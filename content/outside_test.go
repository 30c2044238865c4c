package content_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// Whoever lives outside the district is told so by name, and where to turn.
func TestOutside(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{"Halle": "Halle (Saale)", "06108": "Halle (Saale)", "06686": "06686"} {
		found := c.Locate(text)
		if len(found) != 1 || found[0].Name != "" {
			t.Errorf("Locate(%q) = %v", text, found)
			continue
		}
		for lang, also := range map[string]string{"de": "nicht im Saalekreis", "en": "not in the Saalekreis"} {
			card, ok := c.Card(found[0].Card, lang, flows.About{})
			plain := strings.ReplaceAll(card.Text, `\`, "")
			if !ok || !strings.Contains(plain, "**"+want+"** ") || !strings.Contains(plain, also) || !strings.Contains(plain, "servicesuche.bund.de") || !strings.Contains(plain, "tel:115") {
				t.Errorf("%s in %s: %v %q", text, lang, ok, card.Text)
			}
		}
	}
	at, in := c.Near(51.4828, 11.9697)
	if in || at.Card == "" || at.Label != "Halle (Saale)" {
		t.Errorf("Near(Halle) = %+v, %v", at, in)
	}
	if at, in := c.Near(0, 0); in || at.Card != "" {
		t.Errorf("Near(nowhere) = %+v, %v", at, in)
	}
	for _, id := range []string{"neighbour/", "neighbour/Atlantis", "neighbour/06217", "neighbour/Merseburg"} {
		if card, ok := c.Card(id, "de", flows.About{}); ok {
			t.Errorf("Card(%q) = %q", id, card.Text)
		}
	}
}
