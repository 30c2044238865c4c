package gazetteer_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
)

func small() *gazetteer.Gazetteer {
	at := func(lat, lon float64) *gazetteer.Point { return &gazetteer.Point{Lat: lat, Lon: lon} }
	return gazetteer.New([]gazetteer.Entry{
		{Owner: "Mücheln (Geiseltal)", Name: "Mücheln (Geiseltal)", Others: []string{"Mücheln"}, Postcodes: []string{"06249"}, Point: at(51.3, 11.8), Main: true},
		{Owner: "Mücheln (Geiseltal)", Name: "Mücheln (Geiseltal)", Postcodes: []string{"06249"}, Point: at(51.3, 11.8)},
		{Owner: "Mücheln (Geiseltal)", Name: "St. Micheln"},
		{Owner: "Salzatal", Name: "Salzatal", Postcodes: []string{"06198"}, Main: true},
		{Owner: "Salzatal", Name: "Lieskau", Postcodes: []string{"06120"}, Point: at(51.504, 11.8621)},
		{Owner: "Salzatal", Name: "Trebitz"},
		{Owner: "Petersberg", Name: "Petersberg", Postcodes: []string{"06193"}, Main: true},
		{Owner: "Petersberg", Name: "Trebitz"},
		{Owner: "Petersberg", Name: "Kütten", Postcodes: []string{"06193"}},
		{Owner: "Petersberg", Name: "Peißen", Postcodes: []string{"06188"}},
		{Name: "Peißen", Postcodes: []string{"06408"}},
		{Name: "Köthen", Postcodes: []string{"06366"}},
		{Name: "Halle (Saale)", Others: []string{"Halle"}, Postcodes: []string{"06120"}, Point: at(51.483, 11.972)},
	})
}

func TestFind(t *testing.T) {
	g := small()
	for text, want := range map[string]string{
		"Petersberg":                  "Petersberg",
		"  petersberg! ":              "Petersberg",
		"PETERSBERG":                  "Petersberg",
		"Petersbreg":                  "Petersberg",
		"Mücheln (Geiseltal)":         "Mücheln (Geiseltal)",
		"Muecheln":                    "Mücheln (Geiseltal)",
		"Mucheln":                     "Mücheln (Geiseltal)",
		"Mu\u0308cheln":               "Mücheln (Geiseltal)", // the dots as a sign of their own
		"Sankt Micheln":               "St. Micheln/Mücheln (Geiseltal)",
		"Trebitz":                     "Trebitz/Salzatal Trebitz/Petersberg",
		"Trebitz, Salzatal":           "Trebitz/Salzatal",
		"Petersberg OT Trebitz":       "Trebitz/Petersberg",
		"Trebitz Petersberg":          "Trebitz/Petersberg",
		"06193 Trebitz":               "Trebitz/Petersberg",
		"Lieskau bei Halle":           "Lieskau/Salzatal",
		"bei Petersberg":              "Petersberg",
		"ich wohne in Petersberg":     "Petersberg",
		"Hauptstr. 5, Petersberg":     "Petersberg",
		"Petersberg, Lieskau":         "Petersberg Lieskau/Salzatal", // contradicts itself: ask
		"06193":                       "Petersberg",
		"06120":                       "Lieskau/Salzatal", // nearly all of it is Halle: Shared says so
		"Mücheln (G.)":                "Mücheln (Geiseltal)",
		"Peters.":                     "Petersberg",
		"Ich wohne in Petersberg.":    "Petersberg",
		"St. Mich.":                   "St. Micheln/Mücheln (Geiseltal)",
		"M.":                          "", // less than four letters, nothing before
		"06120 Lieskau":               "Lieskau/Salzatal",
		"06366":                       "",
		"99999":                       "",
		"06408 Peißen":                "",
		"Peissen":                     "Peißen/Petersberg",
		"Halle":                       "",
		"Köthen":                      "", // one letter would make it Kütten
		"Köten":                       "",
		"":                            "",
		"   ":                         "",
		"?!":                          "",
		"nicht in Petersberg":         "",
		"Ausweis verloren":            "",
		"ich war in Petersberg baden": "",
		"\xff\xfe":                    "",
	} {
		var got []string
		for _, m := range g.Find(text) {
			if m.Name == m.Owner {
				got = append(got, m.Owner)
				continue
			}
			got = append(got, m.Name+"/"+m.Owner)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Find(%q) = %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

// Places outside are named where they are meant.
func TestOutside(t *testing.T) {
	g := small()
	for text, want := range map[string]string{
		"Halle": "Halle (Saale)", "ich wohne in Halle": "Halle (Saale)", "06366 Köthen": "Köthen", "06366": "Köthen", "06408 Peißen": "", // the postcode decides, but the name does not say where
		"06120": "", "Lieskau": "", "Lieskau bei Halle": "", "Petersberg": "", "Ausweis verloren": "", "": "", "12345": "",
	} {
		if got, ok := g.Outside(text); got != want || ok != (want != "") {
			t.Errorf("Outside(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestShared(t *testing.T) {
	g := small()
	for text, want := range map[string]string{"06120": "Halle (Saale)", "PLZ 06120": "Halle (Saale)", "06193": "-", "06366": "-", "06120 Lieskau": "-", "Halle": "-", "": "-"} {
		got, ok := g.Shared(text)
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("Shared(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	g := small()
	for _, tt := range []struct {
		lat, lon float64
		want     string
	}{
		{51.504, 11.8621, "Salzatal"},
		{51.31, 11.81, "Mücheln (Geiseltal)"},
		{51.483, 11.972, ""}, // Halle itself
		{51.49, 11.93, ""},   // nearer to Halle than to Lieskau
		{51.4, 11.9, ""},     // nothing near
		{math.NaN(), 11.9, ""},
		{math.Inf(1), 0, ""},
		{0, 0, ""},
	} {
		m, ok := g.Nearest(gazetteer.Point{Lat: tt.lat, Lon: tt.lon}, 6)
		if m.Owner != tt.want || ok != (tt.want != "") {
			t.Errorf("Nearest(%v, %v) = %v, %v, want %q", tt.lat, tt.lon, m, ok, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	merseburg, querfurt := gazetteer.Point{Lat: 51.3548, Lon: 11.9892}, gazetteer.Point{Lat: 51.3812, Lon: 11.6005}
	if km := merseburg.Distance(querfurt); math.Abs(km-27.1) > 0.2 {
		t.Errorf("Merseburg to Querfurt: %.1f km, want about 27.1", km)
	}
	if km := merseburg.Distance(merseburg); km != 0 {
		t.Errorf("distance to itself: %v", km)
	}
}

// Whatever is typed, only municipalities are found, and the answer does not depend on case.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"Petersberg", "06193 Trebitz", "Lieskau bei Halle", "Mücheln (Geiseltal)", "ot ot ,,()", "\xff", strings.Repeat("ä", 500)} {
		f.Add(s)
	}
	g := small()
	f.Fuzz(func(t *testing.T, s string) {
		found := g.Find(s)
		for _, m := range found {
			if m.Owner == "" || m.Name == "" {
				t.Errorf("Find(%q) = %v", s, found)
			}
		}
		if ascii := strings.ToUpper(s); utf8.ValidString(s) && strings.ToLower(ascii) == s && fmt.Sprint(g.Find(ascii)) != fmt.Sprint(found) {
			t.Errorf("Find(%q) = %v, in capitals %v", s, found, g.Find(ascii))
		}
	})
}
