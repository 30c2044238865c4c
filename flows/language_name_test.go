package flows_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/digitaler-lotse/lotse/flows"
)

// mayCome are the languages that Lotse speaks or may come to speak: those of Europe and of the people who come here from elsewhere.
const mayCome = "ar bg bs cs da de el en es fa fr hi hr hu hy it ka ku lt lv mk nl pl ps pt ro ru sk sl so sq sr sv ti tr uk ur vi zh"

// TestLanguageNames compares languages.txt with the CLDR.
func TestLanguageNames(t *testing.T) {
	var want strings.Builder
	for in := range strings.FieldsSeq(mayCome) {
		namer := display.Languages(language.Make(in))
		if namer == nil {
			continue
		}
		var names []string
		for lang := range strings.FieldsSeq(mayCome) {
			if name := namer.Name(language.Make(lang)); name != "" {
				names = append(names, lang+" "+name)
			}
		}
		want.WriteString(in + ": " + strings.Join(names, "; ") + "\n")
	}
	if *update {
		if err := os.WriteFile("languages.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("languages.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want.String(), string(got)); d != "" {
		t.Errorf("languages.txt is not what the CLDR says; run with -update (-want +got):\n%s", d)
	}
}

func TestLanguageName(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"uk", "de", "Ukrainisch"}, {"de", "uk", "німецька"}, {"pl", "pl", "polski"}, {"pt-BR", "de", "Portugiesisch"}, {"tr", "de-XL", "Türkisch"},
		{"tlh", "de", ""}, {"de", "tlh", ""}, {"", "de", ""}, {"de", "", ""},
	} {
		if got := flows.LanguageName(c.lang, c.in); got != c.want {
			t.Errorf("%q in %q is called %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}
