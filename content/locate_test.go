package content_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// names of all municipalities of the district.
var towns = []string{"Merseburg", "Schkopau", "Bad Dürrenberg", "Bad Lauchstädt", "Braunsbedra", "Kabelsketal", "Landsberg", "Leuna", "Mücheln (Geiseltal)", "Petersberg",
	"Querfurt", "Salzatal", "Teutschenthal", "Wettin-Löbejün", "Barnstädt", "Farnstädt", "Nemsdorf-Göhrendorf", "Obhausen", "Schraplau", "Steigra"}

func TestLocateMunicipalities(t *testing.T) {
	c := load(t)
	for _, town := range towns {
		for _, text := range []string{town, strings.ToLower(town), strings.ToUpper(town), "ich wohne in " + town, strings.ReplaceAll(town, "-", " ")} {
			got := c.Locate(text)
			if len(got) != 1 || got[0].Name != town {
				t.Errorf("Locate(%q) = %v", text, got)
			}
		}
	}
}

func TestLocate(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{
		// villages
		"Beuna": "Beuna (Merseburg)", "Geusa": "Geusa (Merseburg)", "Meuschau": "Meuschau (Merseburg)", "Hohenweiden": "Hohenweiden (Schkopau)", "Döllnitz": "Döllnitz (Schkopau)",
		"Raßnitz": "Raßnitz (Schkopau)", "Wallendorf": "Wallendorf (Schkopau)", "Kollenbey": "Kollenbey (Schkopau)", "Keuschberg": "Keuschberg (Bad Dürrenberg)",
		"Vesta": "Vesta (Bad Dürrenberg)", "Schlechtewitz": "Oebles-Schlechtewitz (Bad Dürrenberg)", "Delitz": "Delitz am Berge (Bad Lauchstädt)", "Schafstädt": "Schafstädt (Bad Lauchstädt)",
		"Frankleben": "Frankleben (Braunsbedra)", "Roßbach": "Roßbach (Braunsbedra)", "Neumark-Nord": "Neumark-Nord (Braunsbedra)", "Gröbers": "Gröbers (Kabelsketal)", "Dieskau": "Dieskau (Kabelsketal)",
		"Großkugel": "Großkugel (Kabelsketal)", "Oppin": "Oppin (Landsberg)", "Zöberitz": "Zöberitz (Landsberg)", "Spergau": "Spergau (Leuna)", "Günthersdorf": "Günthersdorf (Leuna)", "Maßlau": "Horburg-Maßlau (Leuna)",
		"Langeneichstädt": "Langeneichstädt (Mücheln)", "St. Micheln": "St. Micheln (Mücheln)", "Teicha": "Teicha (Petersberg)", "Gatterstädt": "Gatterstädt (Querfurt)", "Lodersleben": "Lodersleben (Querfurt)",
		"Salzmünde": "Salzmünde (Salzatal)", "Lieskau": "Lieskau (Salzatal)", "Holleben": "Holleben (Teutschenthal)", "Wettin": "Wettin (Wettin-Löbejün)", "Löbejün": "Löbejün (Wettin-Löbejün)",
		"Alberstedt": "Alberstedt (Farnstädt)", "Esperstedt": "Esperstedt (Obhausen)", "Albersroda": "Albersroda (Steigra)", "Göhrendorf": "Nemsdorf-Göhrendorf",
		// spellings
		"Rassnitz": "Raßnitz (Schkopau)", "Bad Duerrenberg": "Bad Dürrenberg", "Bad Durrenberg": "Bad Dürrenberg", "bad-dürrenberg": "Bad Dürrenberg", "Dürrenberg": "Bad Dürrenberg", "Goethestadt Bad Lauchstädt": "Bad Lauchstädt",
		"Sankt Ulrich": "St. Ulrich (Mücheln)", "LEUNA": "Leuna", "wettin löbejün": "Wettin-Löbejün", "Grosskugel": "Großkugel (Kabelsketal)",
		// misspellings
		"Mersburg": "Merseburg", "Merseburk": "Merseburg", "Schkopua": "Schkopau", "Schopkau": "Schkopau | Schortau (Braunsbedra)", "Querfuhrt": "Querfurt", "Braunsbädra": "Braunsbedra", "Teutschental": "Teutschenthal", "Bad Laustädt": "Bad Lauchstädt",
		"Landsbreg": "Landsberg", "Gunthersdorff": "Günthersdorf (Leuna)", "Kabelskettal": "Kabelsketal", "Peterberg": "Petersberg",
		// around the name
		"bei Merseburg": "Merseburg", "in der Nähe von Leuna": "", "OT Beuna": "Beuna (Merseburg)", "Leuna OT Spergau": "Spergau (Leuna)", "Beuna (Merseburg)": "Beuna (Merseburg)", "Merseburg, Beuna": "Beuna (Merseburg)",
		"Stadt Querfurt": "Querfurt", "Merseburg (Saale)": "Merseburg", "Merseburg Süd": "Merseburg", "Petersberg bei Halle": "Petersberg", "Landsberg (Saalekreis)": "Landsberg", "I live in Schkopau": "Schkopau", "Guten Tag, Schkopau": "Schkopau", "Ich wohne in Leuna, danke": "Leuna", "Guten Tag": "",
		"Burgstraße 1, 06217 Merseburg": "Merseburg", "Schulstr. 18 06258 Schkopau": "Schkopau",
		// addresses, quarters
		"Weißenfelser Str. 46 Merseburg": "Merseburg", "Merseburg Weißenfelser Str. 46": "Merseburg", "Leuna Bahnhofstraße 3": "Leuna", "Bad Lauchstädt Hallesche Straße 12 a": "Bad Lauchstädt",
		"Leuna Straße 3": "", "Leuna Spielplatz": "", "Halle Merseburger Straße 9": "(Halle (Saale))", "Leipziger Straße, Merseburg": "Merseburg", "Halle-Neustadt": "(Halle (Saale))", "Leipzig-Grünau": "(Leipzig)", "Leuna-Göhlitzsch-Nord": "Leuna",
		"06217Merseburg": "Merseburg", "Günthersdorf b. Leuna": "Günthersdorf (Leuna)", "ich war 2019 in Leuna": "", "Merseburg Straße": "", "Wettin-Löbejin": "Wettin-Löbejün",
		// cut short
		"Bad Lauchst.": "Bad Lauchstädt", "Bad Dürrenb.": "Bad Dürrenberg", "Bad L.": "Bad Lauchstädt", "Mücheln (G.)": "Mücheln", "06249 Mücheln (G.)": "Mücheln", "Wettin-Löb.": "Wettin-Löbejün",
		"Mers.": "Merseburg", "Merseburg/S.": "Merseburg", "Ich wohne in Leuna.": "Leuna", "Beuna (G.)": "Beuna (Merseburg)", "Bad Lauchst. OT Schafst.": "Schafstädt (Bad Lauchstädt)", "Hauptstr. 5, Merseburg": "Merseburg",
		"Oebles-Schl.": "Oebles-Schlechtewitz (Bad Dürrenberg)", "Str.": "", "M.": "", "Bad.": "",
		// postcodes
		"06217": "Merseburg", "06258": "Schkopau", "06242": "Braunsbedra", "06259": "Braunsbedra", "06237": "Leuna", "PLZ 06217": "Merseburg", "06268 Querfurt": "Querfurt", "06268 Steigra": "Steigra", "06184 Raßnitz": "Raßnitz (Schkopau)",
		"06179 Bennstedt": "Bennstedt (Salzatal)", "06120 Lieskau": "Lieskau (Salzatal)",
		// several
		"06268": "Querfurt | Mücheln | Steigra | Barnstädt | Nemsdorf-Göhrendorf | Obhausen", "06179": "Teutschenthal | Salzatal | Schkopau", "06184": "Schkopau | Kabelsketal",
		"06420": "Domnitz (Wettin-Löbejün) | Rothenburg (Wettin-Löbejün)", "Zscherben": "Zscherben (Merseburg) | Zscherben (Teutschenthal)", "06179 Zscherben": "Zscherben (Teutschenthal)",
		"Naundorf": "Naundorf (Kabelsketal) | Naundorf (Salzatal)", "Mücheln": "Mücheln | Mücheln (Wettin-Löbejün)", "Ostrau": "Ostrau (Bad Dürrenberg) | Ostrau (Petersberg)", "06193 Ostrau": "Ostrau (Petersberg)",
		"Weida-Land": "Barnstädt | Farnstädt | Nemsdorf-Göhrendorf | Obhausen | Schraplau | Steigra",
		// outside, or no place at all
		"Halle": "(Halle (Saale))", "Halle (Saale)": "(Halle (Saale))", "ich wohne in Leipzig": "(Leipzig)", "Weißenfels": "(Weißenfels)", "Lützen": "(Lützen)", "Köthen": "(Köthen)", "Naumburg": "(Naumburg)",
		"Schkeuditz": "(Schkeuditz)", "Eisleben": "(Lutherstadt Eisleben)", "06108": "(Halle (Saale))", "04109": "(Leipzig)", "06686": "(06686)", "06120": "Lieskau (Salzatal) | (Halle (Saale))", "06632": "Mücheln | Branderoda (Mücheln) | Gröst (Mücheln)",
		"Berlin": "(Berlin)", "ich wohne in München": "(München)", "Stendal": "(Stendal)", "Frankfurt": "(Frankfurt am Main)", "Paris": "", "": "", "ja": "", "keine Ahnung": "", "weiß nicht": "", "Menü": "", "Personalausweis": "", "nicht in Merseburg": "", "12345": "", "🙂": "",
	} {
		if got := labels(c.Locate(text)); got != want {
			t.Errorf("Locate(%q) = %q, want %q", text, got, want)
		}
	}
}

func labels(places []flows.Place) string {
	var out []string
	for _, p := range places {
		if p.Name == "" {
			out = append(out, "("+p.Label+")") // outside
			continue
		}
		out = append(out, p.Label)
	}
	return strings.Join(out, " | ")
}

func TestNear(t *testing.T) {
	c := load(t)
	for _, tt := range []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"Merseburg, castle", 51.3592, 12.0007, "Merseburg"},
		{"Merseburg, university", 51.3405, 11.9770, "Merseburg"},
		{"Leuna", 51.3178, 12.0159, "Leuna"},
		{"Günthersdorf", 51.3470, 12.1700, "Leuna"},
		{"Querfurt, castle", 51.3780, 11.5950, "Querfurt"},
		{"Schraplau", 51.4375, 11.6682, "Schraplau"},
		{"Löbejün", 51.6353, 11.9011, "Wettin-Löbejün"},
		{"Lieskau", 51.5040, 11.8621, "Salzatal"},
		{"Halle, market", 51.4828, 11.9697, ""},
		{"Halle-Neustadt", 51.4800, 11.9200, ""},
		{"Leipzig", 51.3405, 12.3750, ""},
		{"Schkeuditz", 51.3968, 12.2214, ""},
		{"Weißenfels", 51.2015, 11.9684, ""},
		{"Eisleben", 51.5280, 11.5450, ""},
		{"Berlin", 52.52, 13.40, ""},
		{"swapped", 11.99, 51.35, ""},
		{"nowhere", 0, 0, ""},
	} {
		p, ok := c.Near(tt.lat, tt.lon)
		if p.Name != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: Near = %v, %v, want %q", tt.name, p, ok, tt.want)
		}
	}
}

// A place that nobody asked for counts only as it is written: short words are like the name of some village.
func TestLocateGuess(t *testing.T) {
	c := load(t)
	for text, guess := range map[string]bool{
		"Schkopau": false, "06217": false, "ich wohne in beuna": false, "Bad Duerrenberg": false, "Leipzig": false, "Burgstraße 1, 06217 Merseburg": false,
		"Merseburk": true, "Schmerz": true, "Wissen": true,
	} {
		places := c.Locate(text)
		if len(places) == 0 || places[0].Guess != guess {
			t.Errorf("Locate(%q) = %+v, want a guess: %v", text, places, guess)
		}
	}
}
