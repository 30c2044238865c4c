package source_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/source"
)

func TestSuggest(t *testing.T) {
	steps := []string{"termin_buchen", "start", "buergerbuero", "Bürgerbüro", "ende", "say", "set"}
	for _, c := range []struct {
		name, want string
		from       []string
	}{
		{"termin_buchn", "termin_buchen", steps},  // a letter left out
		{"termin_bcuhen", "termin_buchen", steps}, // two swapped
		{"terminbuchen", "termin_buchen", steps},  // without separator
		{"Start", "start", steps},                 // case does not count
		{"start", "", nil},
		{"strat", "start", steps},                      // swapped
		{"sya", "say", steps},                          // one edit, the nearer of two
		{"sat", "say", []string{"say", "set"}},         // tie: the first
		{"BUERGERBUERO", "buergerbuero", steps},        // long umlauts
		{"Burgerburo", "Bürgerbüro", steps},            // short umlauts
		{"Bürgerbüro", "buergerbuero", steps},          // equal but for the spelling: the first
		{"straße", "strasse", []string{"strasse"}},     // sharp s
		{"abcd", "", []string{"abxy", "xbcy"}},         // two edits are too many for four letters
		{"abcdefgh", "abxyefgh", []string{"abxyefgh"}}, // two edits are fine for eight
		{"abcdefgh", "", []string{"axxxefgh"}},         // three are not
		{"abcdefghi", "axxxefghi", []string{"axxxefghi"}},
		{"x", "", []string{"y", "a"}}, // nothing is near a single letter
		{"", "", steps},
		{"völlig anders", "", steps},
	} {
		got, ok := source.Suggest(c.name, c.from)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Suggest(%q, %q) = %q, %v; want %q", c.name, c.from, got, ok, c.want)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	words := strings.Fields(strings.Repeat("Menü zurück Hilfe Mensch Abbrechen Sprache меню назад допомога القائمة رجوع powrót pomoc ", 20))
	b.ReportAllocs()
	for b.Loop() {
		source.Suggest("Personalausweis verloren", words)
	}
}
