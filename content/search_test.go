package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
)

func TestSearch(t *testing.T) {
	c := load(t)
	for _, tt := range []struct {
		text, first string
		clear       bool
	}{
		{"Perso verloren", "personalausweis-verlust", true},
		{"PERSO VERLOREN!", "personalausweis-verlust", true},
		{"ich habe meinen Perso verloren", "personalausweis-verlust", true},
		{"perso verlorn", "personalausweis-verlust", true},
		{"Angelschien", "fischereischein", false},
		{"Angelschein", "fischereischein", true},
		{"bürgergeld", "grundsicherungsgeld", true},
		{"Buergergeld", "grundsicherungsgeld", true},
		{"gez abmelden", "rundfunkbeitrag", true},
		{"Müll abgeladen", "maengelmelder", true},
	} {
		got := c.Search(tt.text, "de", 3)
		if len(got.Hits) == 0 || got.Hits[0].ID != tt.first || got.Clear != tt.clear {
			t.Errorf("Search(%q) = %+v, want %s first, clear %v", tt.text, got, tt.first, tt.clear)
		}
	}
	for _, text := range []string{"", " ", "?!", "xyzzy", "1", "Hallo Karla", "Danke Karla", "Guten Tag, Frau Müller"} {
		if got := c.Search(text, "de", 3); len(got.Hits) > 0 {
			t.Errorf("Search(%q) = %+v, want nothing", text, got)
		}
	}
	got := c.Search("Hund anmelden und Auto ummelden", "de", 3)
	if len(got.Hits) < 2 || got.Clear || got.Hits[0].ID != "hundesteuer" || got.Hits[1].ID != "kfz-zulassen" {
		t.Errorf("two concerns: %+v", got)
	}
	if got := c.Search("auto", "de", 2); len(got.Hits) != 2 || got.Clear {
		t.Errorf("at most two hits, not clear: %+v", got)
	}
}

// A flow is found by its words, and named in the language of the search.
func TestSearchFlows(t *testing.T) {
	c := load(t)
	title := map[string]string{}
	for _, lang := range []string{"de", "en"} {
		got := c.Search("Landratsamt", lang, 3)
		if len(got.Hits) == 0 || got.Hits[0].Flow.Flow != "kreisverwaltung" || !got.Clear {
			t.Fatalf("Search in %s: %+v", lang, got)
		}
		title[lang] = got.Hits[0].Title
	}
	if title["de"] == "" || title["en"] == "" || title["de"] == title["en"] {
		t.Errorf("titles: %q", title)
	}
}

// What everybody asks about the town has an answer at once.
func TestObviousQuestions(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{
		"wer ist der landrat": "landrat", "wer ist bürgermeister": "landrat", "wo ist die kreisverwaltung": "kreisverwaltung", "wo ist das landratsamt": "kreisverwaltung",
		"wann hat das rathaus offen": "anlaufstelle", "wann ist das rathaus geöffnet": "anlaufstelle", "wann macht das amt auf": "anlaufstelle",
		"was ist lotse": "wer-ist-lotse", "wer steckt dahinter": "wer-ist-lotse", "wer hat lotse gemacht": "wer-ist-lotse",
	} {
		if got := c.Search(text, "de", 3); len(got.Hits) == 0 || got.Hits[0].Flow.Flow != want || !got.Clear {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// TestSearchNearestOffice: a question where somebody helps with the online ID offers the flow that names the office.
func TestSearchNearestOffice(t *testing.T) {
	hits, answered, _ := load(t).Find("wo ist der nächste ort der mir mit dem online ausweis hilft", 3)
	if !answered || !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == "flow/eid-amt" }) {
		t.Errorf("%v", hits)
	}
}

// Places are found by the words that people have for them, beside their names.
func TestSearchPlaceWords(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{"Verbraucherzentrale": "place/vz-lsa", "VHS": "place/mer-kvhs", "Volkshochschule": "place/mer-kvhs", "MITZ": "place/mer-mitz"} {
		if got := c.Search(text, "de", 3); !got.Clear || got.Hits[0].ID != want {
			t.Errorf("Search(%q) = %+v, want %s", text, got, want)
		}
	}
}

// Everything that is found can be shown.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"Perso verloren", "auto", "\xff\x00", "ich möchte umziehen und weiß nicht wohin"} {
		f.Add(s)
	}
	c := load(f)
	f.Fuzz(func(t *testing.T, s string) {
		found := c.Search(s, "de", 3)
		if len(found.Hits) > 3 || found.Clear && len(found.Hits) == 0 {
			t.Errorf("Search(%q) = %+v", s, found)
		}
		for _, h := range found.Hits {
			if _, ok := c.Card(h.ID, "de", flows.About{}); !ok && h.Flow.Flow == "" {
				t.Errorf("Search(%q) found %q, which cannot be shown", s, h.ID)
			}
		}
	})
}

// Only municipalities of the district are found; others lead to a card.
func FuzzLocate(f *testing.F) {
	for _, s := range []string{"Merseburg", "06268", "bei Halle", "OT Beuna, 06217", "\xff", "Mücheln (Geiseltal)"} {
		f.Add(s)
	}
	c := load(f)
	known := map[string]bool{}
	for _, town := range towns {
		known[town] = true
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range c.Locate(s) {
			if p.Label == "" || known[p.Name] == (p.Card != "") {
				t.Errorf("Locate(%q) = %+v", s, p)
			}
		}
	})
}

func BenchmarkLocate(b *testing.B) {
	c := load(b)
	for _, text := range []string{"Merseburg", "Leuna OT Spergau", "Bad Laustädt", "ganz etwas anderes"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				c.Locate(text)
			}
		})
	}
}

func BenchmarkNear(b *testing.B) {
	c := load(b)
	for b.Loop() {
		c.Near(51.357, 12.0)
	}
}

func BenchmarkSearch(b *testing.B) {
	c := load(b)
	for _, text := range []string{"Perso verloren", "ich habe meinen Perso verloren", "perso verlorn"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				c.Search(text, "de", 3)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := content.Open("")
	for b.Loop() {
		content.LoadCatalogue(fsys)
	}
}

// A call for help is recognised and answered in the language of the talk; ordinary questions are left alone.
func TestEmergency(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{"es brennt bei uns": "112", "Einbrecher im Haus": "110", "ich will nicht mehr leben": "0800 111 0 111", "Karte gestohlen, wo sperren?": "116 116"} {
		for _, lang := range []string{"de", "en"} {
			card, ok := c.Emergency(text, lang)
			if !ok || !strings.Contains(card.Text, want) || card.Lang != lang {
				t.Errorf("Emergency(%q, %s) = %q, %v", text, lang, card.Text, ok)
			}
		}
	}
	for _, text := range []string{"", "wo kann ich mich ummelden", "Feuerwehr Verein anmelden", "was kostet ein Personalausweis", "112"} {
		if card, ok := c.Emergency(text, "de"); ok && text != "112" {
			t.Errorf("Emergency(%q) = %q", text, card.Text)
		}
	}
}

// Who asks for hours, an address or a number finds the place, unless several may be meant; the bare name of a place is none of ours.
func TestSearchPlaces(t *testing.T) {
	c := load(t)
	for text, want := range map[string]string{
		"wann hat das rathaus schkopau offen": "place/schkopau", "öffnungszeiten bürgeramt leuna": "place/leuna", "wann macht das rathaus in braunsbedra zu": "place/braunsbedra",
		"wann hat die bibliothek auf": "place/mer-bibliothek", "wo ist das fundbüro": "place/mer-fundbuero", "nummer vom jugendamt": "place/lk-jugendamt",
		"wertstoffhof wann offen": "flow/anlaufstelle", "ist das bürgerbüro morgen offen": "flow/anlaufstelle", "wann kommt die müllabfuhr": "abfalltonnen",
		"wann hat aldi offen": "", "Schkopau": "", "Beuna": "",
	} {
		got := c.Search(text, "de", 3)
		if first := append(got.Hits, flows.Hit{})[0].ID; first != want {
			t.Errorf("Search(%q) finds %q, want %q", text, first, want)
		}
	}
}
