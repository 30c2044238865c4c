package content_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

func TestNearby(t *testing.T) {
	c := load(t)
	at := local(t, "2026-11-24 10:00")
	for _, tt := range []struct {
		near, need, kind string
		municipality     string
		candidates       string
		outside          bool
		places           string // ids
	}{
		{near: "Beuna", kind: "wertstoffhof", municipality: "Merseburg", places: "egs-wertstoffhof-beuna egs-wertstoffhof-querfurt egs-wertstoffhof-oppin"},
		{near: "51.3812,11.6005", kind: "wertstoffhof", municipality: "Querfurt", places: "egs-wertstoffhof-querfurt egs-wertstoffhof-beuna egs-wertstoffhof-oppin"},
		{near: "06217", need: "wohnsitz-anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "51.357, 12.0", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "Schkopau", need: "anmelden", municipality: "Schkopau", places: "schkopau"}, // though Merseburg's office may be nearer
		{near: "Steigra", need: "wohngeld", municipality: "Steigra", places: "lk-sozialamt"},
		{near: "Merseburg", need: "wohngeld", municipality: "Merseburg", places: "mer-wohngeld"},
		{near: "Merseburg", need: "rundfunkbeitrag", municipality: "Merseburg"}, // nothing to be done at a place
		{near: "06268", kind: "rathaus", candidates: "Querfurt Mücheln (Geiseltal) Steigra Barnstädt Nemsdorf-Göhrendorf Obhausen"},
		{near: "Zscherben", candidates: "Merseburg Teutschenthal"},
		{near: "Halle", outside: true},
		{near: "06108", outside: true},
		{near: "10115", outside: true},
		{near: "51.4828,11.9697", need: "anmelden", outside: true}, // nobody is registered where he stands
		{near: "51.4828,11.9697", need: "kfz", outside: true, places: "lk-strassenverkehrsamt"},
		{near: "06120", candidates: "Salzatal"}, // Lieskau has it too, nearly everybody else lives in Halle
		{near: "Berlin", outside: true},
		{near: "51,357 12,0", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "51,357;12,0", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "51,357,12,0", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "51.357 12.0", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "51.357° N, 12.0° E", need: "anmelden", municipality: "Merseburg", places: "mer-einwohnermelde"},
		{near: "Mücheln (G.)", need: "anmelden", municipality: "Mücheln (Geiseltal)", places: "muecheln"},
		{near: "Quatsch"},
		{near: ""},
	} {
		got := c.Nearby(content.Question{Near: tt.near, For: tt.need, Kind: tt.kind, At: at, N: 3})
		var ids []string
		for i, p := range got.Places {
			ids = append(ids, p.ID)
			if i > 0 && *p.Distance < *got.Places[i-1].Distance {
				t.Errorf("%q: %s comes after %s", tt.near, p.ID, ids[i-1])
			}
		}
		if tt.need == "" && tt.kind == "" {
			ids = nil
		}
		if got.Municipality != tt.municipality || strings.Join(got.Candidates, " ") != tt.candidates || got.Outside != tt.outside || strings.Join(ids, " ") != tt.places {
			t.Errorf("%q for %q%q: %+v, %v", tt.near, tt.need, tt.kind, got, ids)
		}
	}
}

func TestNearbyJSON(t *testing.T) {
	c := load(t)
	for near, want := range map[string]string{
		"Halle":     `{"municipality":null,"candidates":[],"outside":true,"places":[]}`,
		"Zscherben": `{"municipality":null,"candidates":["Merseburg","Teutschenthal"],"outside":false,"places":[]}`,
		"Leuna": `{"municipality":"Leuna","candidates":[],"outside":false,"places":[{"id":"leuna","name":"Stadt Leuna – Rathaus","kind":"rathaus","municipality":"Leuna","address":"Rathausstraße 1, 06237 Leuna",` +
			`"distance_m":0,"distance_accuracy":"town","state":"open","next_change":"2026-11-24T12:00:00+01:00","hours":"Di 9–12 und 13–18 Uhr, Do 9–12 und 13–16 Uhr, Mo, Mi und Fr 9–12 Uhr (nur nach Vereinbarung)",` +
			`"hours_as_of":"April 2025","call_first":true,"phone":"03461 840-0"}]}`,
	} {
		data, err := json.Marshal(c.Nearby(content.Question{Near: near, Kind: "rathaus", At: local(t, "2026-11-24 10:00"), N: 1}))
		if err != nil || string(data) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", near, err, data, want)
		}
	}
	got := c.Nearby(content.Question{Near: "Schkopau", Kind: "rathaus", At: local(t, "2026-11-24 10:00"), N: 1})
	if data, _ := json.Marshal(got); !strings.Contains(string(data), `"state":null,"next_change":null`) {
		t.Errorf("unknown hours: %s", data)
	}
}

// The first place is a card, the next two are offered by name, distance and state.
func TestAlternatives(t *testing.T) {
	c := many(t, 40)
	cards := c.Places(flows.PlacesQuery{Kind: "rathaus"}, "de", flows.About{Now: local(t, "2026-11-24 10:00"), Location: &flows.Located{Lat: 51.3, Lon: 11.7}})
	if len(cards) != 3 || cards[1].ID != "place/amt1" || cards[2].ID != "place/amt2" {
		t.Fatalf("%d cards: %+v", len(cards), cards)
	}
	if got, want := cards[1].Label, "Amt Nummer 1, 1 km, jetzt offen"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	if lineWith(cards[0], "(etwa 1 km Luftlinie)") == "" {
		t.Errorf("the distance is missing:\n%s", cards[0].Text)
	}
	for _, card := range load(t).Places(flows.PlacesQuery{}, "de", flows.About{Now: tuesday}) {
		if n := len([]rune(card.Label)); n == 0 || n > 45 {
			t.Errorf("label of %d characters: %q", n, card.Label)
		}
	}
}

// many is a catalogue with so many town halls on a grid.
func many(t testing.TB, n int) *content.Catalogue {
	t.Helper()
	files := valid()
	delete(files, "places/a.yaml")
	for from := 0; from < n; from += 5000 {
		var b strings.Builder
		b.WriteString("places:\n")
		for i := from; i < min(n, from+5000); i++ {
			fmt.Fprintf(&b, "  - {id: amt%d, name: Amt Nummer %d, kind: rathaus, municipality: Merseburg, address: {street: Weg %d, town: Merseburg}, coordinates: {lat: %.5f, lon: %.5f, accuracy: street}, "+
				"hours: {osm: \"Mo-Fr 09:00-12:00\", as_of: November 2026, checked: 2026-11-23}, can: [kfz], source: [\"https://a.de\"], checked: 2026-11-23, confidence: sourced}\n",
				i, i, i, 51.3+float64(i/300)/2000, 11.7+float64(i%300)/500)
		}
		files[fmt.Sprintf("places/a%d.yaml", from)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	c, shown, ds := content.LoadCatalogue(files)
	if ds.Failed() {
		t.Fatal(report(ds, shown, "en"))
	}
	set, _, _ := flows.Load(content.FS, flows.Options{})
	return c.With(set)
}

func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		c := many(b, n)
		at := local(b, "2026-11-24 10:00")
		b.Run(fmt.Sprint("places=", n), func(b *testing.B) {
			for b.Loop() {
				if got := c.Nearby(content.Question{Near: "51.41,11.93", Kind: "rathaus", At: at, N: 3}); len(got.Places) != 3 {
					b.Fatal(got)
				}
			}
		})
		b.Run(fmt.Sprint("cards/places=", n), func(b *testing.B) {
			about := flows.About{Now: at, Location: &flows.Located{Lat: 51.41, Lon: 11.93}}
			for b.Loop() {
				if got := c.Places(flows.PlacesQuery{Kind: "rathaus"}, "de", about); len(got) != 3 {
					b.Fatal(got)
				}
			}
		})
	}
}

// BenchmarkStart is what loading costs when there are many places.
func BenchmarkStart(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint("places=", n), func(b *testing.B) {
			for b.Loop() {
				many(b, n)
			}
		})
	}
}
