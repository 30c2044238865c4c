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
