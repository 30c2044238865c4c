package content_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// Who names an office and a place gets the one that is there for the people of that place, or hears that it lies outside.
func TestSearchOffice(t *testing.T) {
	c := load(t)
	for _, tt := range []struct {
		text, want string // the ids of what is found begin like this
		clear      bool
	}{
		{"Telefonnummer Rathaus Querfurt", "place/querfurt", true},
		{"tel rathaus leuna", "place/leuna", true},
		{"adresse bürgeramt braunsbedra", "place/braunsbedra", true},
		{"Rathaus Zöschen", "place/leuna", true},
		{"wo ist das einwohnermeldeamt für schafstädt?", "place/bad-lauchstaedt", true},
		{"rathaus halle-neustadt", "neighbour/Halle (Saale)", true},
		{"Öffnungszeiten Bürgerservice Halle Neustadt", "neighbour/Halle (Saale)", true},
		{"einwohnermeldeamt 06108", "neighbour/Halle (Saale)", true},
		{"Wo ist das Rathaus in Leipzig?", "neighbour/Leipzig", true},
		{"Rathaus 06268", "place/querfurt place/muecheln place/weida-land", false},
		{"hat das rathaus schkopau heute offen", "place/schkopau", true},
		{"wertstoffhof querfurt öffnungszeiten", "place/egs-wertstoffhof-querfurt", true},
		{"ist die zulassungsstelle in merseburg auf?", "place/lk-strassenverkehrsamt", true},
		{"bürgeramt in bad dürrenberg nummer bitte", "place/bad-duerrenberg", true},
		{"Ich wohne in Langeneichstädt, wo muss ich hin?", "place/muecheln", true},
		{"Wer ist für Spergau zuständig?", "place/leuna", true},
		{"I live in Spergau, where do I have to go?", "place/leuna", true},
		{"Finanzamt Leipzig", "", false},
		{"Where is the town hall in Leuna?", "place/leuna", true},
		{"town hall opening hours Halle", "neighbour/Halle (Saale)", true},
		{"ратуша Кверфурт", "", false}, // the place is known by its German name only
		{"Rathaus", "flow/anlaufstelle", true},
		{"arbeitsamt halle", "place/ba-merseburg", false}, // is for people of the district, too
	} {
		found := c.Search(tt.text, flows.German, 3)
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); !strings.HasPrefix(got, tt.want) || found.Clear != tt.clear {
			t.Errorf("Search(%q) = %s, clear %v; want %s, %v", tt.text, got, found.Clear, tt.want, tt.clear)
		}
	}
}
