package content_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// titles are the names on cards.
func titles(cards []flows.Card) []string {
	var out []string
	for _, c := range cards {
		title, _, _ := strings.Cut(strings.TrimPrefix(c.Text, "**"), "**")
		out = append(out, title)
	}
	return out
}

// Who wants to register gets the office of the own municipality, wherever a nearer one may be.
func TestResponsibleOffice(t *testing.T) {
	c := load(t)
	office := map[string]string{
		"Merseburg": "Einwohnermeldewesen", "Schkopau": "Gemeinde Schkopau", "Bad Dürrenberg": "Stadt Bad Dürrenberg", "Bad Lauchstädt": "Goethestadt Bad Lauchstädt", "Braunsbedra": "Stadt Braunsbedra",
		"Kabelsketal": "Gemeinde Kabelsketal", "Landsberg": "Stadt Landsberg", "Leuna": "Stadt Leuna – Rathaus", "Mücheln (Geiseltal)": "Stadt Mücheln", "Petersberg": "Gemeinde Petersberg", "Querfurt": "Stadt Querfurt",
		"Salzatal": "Gemeinde Salzatal", "Teutschenthal": "Gemeinde Teutschenthal", "Wettin-Löbejün": "Stadt Wettin-Löbejün",
		"Barnstädt": "Weida-Land", "Farnstädt": "Weida-Land", "Nemsdorf-Göhrendorf": "Weida-Land", "Obhausen": "Weida-Land", "Schraplau": "Weida-Land", "Steigra": "Weida-Land",
	}
	inMerseburg := &flows.Located{Lat: 51.357, Lon: 12.0}
	for _, town := range towns {
		for _, can := range []string{"anmelden", "abmelden", "personalausweis", "eid-pin-setzen", "verlust-melden"} {
			cards := c.Places(flows.PlacesQuery{Can: can, Of: "wohnort"}, "de", flows.About{Place: town, Location: inMerseburg})
			if got := titles(cards); len(got) != 1 || !strings.Contains(got[0], office[town]) {
				t.Errorf("%s in %s: %q, want %q", can, town, got, office[town])
				continue
			}
			// In Leuna nobody knows which of the two houses it is. The card must say so.
			if unsure := strings.Contains(cards[0].Text, "wissen wir nicht sicher"); unsure != (town == "Leuna") {
				t.Errorf("%s in %s: caution is %v", can, town, unsure)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	c := load(t)
	near := func(lat, lon float64) *flows.Located { return &flows.Located{Lat: lat, Lon: lon} }
	for _, tt := range []struct {
		name  string
		q     flows.PlacesQuery
		about flows.About
		want  []string // what the titles contain, in order
	}{
		{"housing benefit in Merseburg: the town", flows.PlacesQuery{Can: "wohngeld", Of: "wohnort"}, flows.About{Place: "Merseburg"}, []string{"Wohngeldstelle"}},
		{"housing benefit elsewhere: the district", flows.PlacesQuery{Can: "wohngeld", Of: "wohnort"}, flows.About{Place: "Querfurt"}, []string{"Sozialamt"}},
		{"housing benefit in a member of an association", flows.PlacesQuery{Can: "wohngeld", Of: "wohnort"}, flows.About{Place: "Steigra"}, []string{"Sozialamt"}},
		{"for everybody", flows.PlacesQuery{Can: "kfz"}, flows.About{}, []string{"Straßenverkehrsamt"}},
		{"for everybody, home known", flows.PlacesQuery{Can: "kfz", Of: "wohnort"}, flows.About{Place: "Salzatal"}, []string{"Straßenverkehrsamt"}},
		{"by kind", flows.PlacesQuery{Kind: "kreisverwaltung"}, flows.About{}, []string{"Kreisverwaltung"}},
		{"town hall of the association", flows.PlacesQuery{Kind: "rathaus", Of: "wohnort"}, flows.About{Place: "Barnstädt"}, []string{"Weida-Land"}},
		{"town hall of the town", flows.PlacesQuery{Kind: "rathaus", Of: "wohnort"}, flows.About{Place: "Merseburg"}, []string{"Stadtverwaltung Merseburg"}},
		{"at most three, the nearest first", flows.PlacesQuery{Kind: "rathaus"}, flows.About{Location: near(51.3812, 11.6005)}, []string{"Querfurt", "Weida-Land", "Teutschenthal"}},
		{"nearest to the home", flows.PlacesQuery{Kind: "wertstoffhof", Of: "wohnort"}, flows.About{Place: "Landsberg"}, []string{"Oppin", "Beuna", "Querfurt"}},
		{"a resident's service, home unknown", flows.PlacesQuery{Can: "anmelden", Of: "wohnort"}, flows.About{}, nil},
		{"a resident's service, home outside", flows.PlacesQuery{Can: "anmelden", Of: "wohnort"}, flows.About{Place: "Atlantis"}, nil},
		{"a resident's service, the home is used unasked", flows.PlacesQuery{Can: "anmelden"}, flows.About{Place: "Schkopau"}, []string{"Schkopau"}},
		{"digital help is for everybody", flows.PlacesQuery{Can: "digital-hilfe", Of: "wohnort"}, flows.About{Place: "Leuna"}, []string{"Digital-Café"}},
		{"nobody does it", flows.PlacesQuery{Can: "fliegen"}, flows.About{}, nil},
		{"kind and ability", flows.PlacesQuery{Can: "fundsachen", Kind: "fundbuero"}, flows.About{}, []string{"Fundbüro"}},
	} {
		got := titles(c.Places(tt.q, "de", tt.about))
		ok := len(got) == len(tt.want)
		for i := range min(len(got), len(tt.want)) {
			ok = ok && strings.Contains(got[i], tt.want[i])
		}
		if !ok {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
