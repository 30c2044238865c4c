package search

import (
	"slices"
	"strings"
	"testing"
)

func TestForeignStem(t *testing.T) {
	for family, spoken := range map[string]tongue{
		"registration register registered registering":  english,
		"moving moved move":                             english,
		"samochód samochodu samochodem samochody":       polish,
		"машина машину машины машиной":                  cyrillic,
		"потерял потеряла потеряли":                     cyrillic,
		"سيارة سيارتي السيارة بالسيارة سيارات والسيارة": arabic,
	} {
		forms := words(family)
		for _, f := range forms {
			if got, want := spoken.stem(f.text), spoken.stem(forms[0].text); got != want {
				t.Errorf("%s: stem(%s) = %q, stem(%s) = %q", family, f.text, got, forms[0].text, want)
			}
		}
	}
}

// TestForeignApart: words of the same letters are different words in two languages.
func TestForeignApart(t *testing.T) {
	x := New([]Document{
		{ID: "poison", Title: "Gift melden", Foreign: map[string][]string{"en": {"poison"}}},
		{ID: "present", Title: "Geschenke", Foreign: map[string][]string{"en": {"gift for a friend"}, "pl": {"prezent"}, "xx": {"unknown"}}},
		{ID: "car", Title: "Fahrzeug", Foreign: map[string][]string{"uk": {"купила машину"}, "ar": {"اشتريت سيارة"}}},
	})
	for query, want := range map[string]string{
		"Wo kann ich Gift melden": "poison",
		"I want to buy a gift":    "present",
		"prezenty":                "present",
		"скажите, мы купили машину":     "car",
		"اشتريت السيارة اليوم":          "car",
		"where do I report some poison": "poison",
	} {
		if hits := x.Search(query, 3).Hits; len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%q: %v, want %s first", query, hits, want)
		}
	}
	if hits := x.Search("unknown", 3).Hits; slices.ContainsFunc(hits, func(h Hit) bool { return strings.Contains(strings.Join(h.Why, " "), "unknown") }) {
		t.Errorf("a language that is not read was read: %v", hits)
	}
}

// TestForeignLittle: a common word of another language counts little though no document has it, also with one of Arabic's small words before it.
func TestForeignLittle(t *testing.T) {
	x := New([]Document{{ID: "dog", Title: "Hund anmelden", Foreign: map[string][]string{"pl": {"pies", "podatek"}, "ar": {"شغل", "سيارة"}}}})
	s := x.scratch.Get().(*scratch)
	for query, want := range map[string]int{"podatek kosztuje": 1, "dostałam podatek": 1, "podatek xyzzy": 2, "وما سيارة": 1, "سيارة كثير": 1} {
		tokens := words(query)
		x.listen(tokens)
		got := 0
		for _, u := range x.units(tokens, s) {
			if !u.weak {
				got++
			}
		}
		if got != want {
			t.Errorf("%q: %d words with content, want %d", query, got, want)
		}
	}
	if hits := x.Search("بشغل", 1).Hits; len(hits) == 0 || !slices.Equal(hits[0].Why, []string{"bshghl → shghl (Stichwort anderer Sprache)"}) {
		t.Errorf("a word behind a small one: %v", hits)
	}
}
