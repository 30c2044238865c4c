package search

import (
	"slices"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Straße": "strasse", "MÜLLTONNE": "mulltonne", "Muelltonne": "mulltonne", "neue": "neue", "Steuer": "steuer",
		"Quelle": "quelle", "Bauer": "bauer", "Łódź": "lodz", "ﬁx": "fix", "паспорт": "pasport", "бюргергельд": "burgergeld",
		"Їжак": "ischak", "إقامة": "aqamh", "اقامة": "aqamh", "١١٢": "112", "": "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStem(t *testing.T) {
	for _, family := range []string{
		"anmelden anmelde anmeldet angemeldet anzumelden anmeldung anmeldungen",
		"urkunde urkunden",
		"beglaubigen beglaubigung beglaubigt beglaubigte beglaubigten",
		"kind kinder kindes kindern",
		"person personen",
		"auskunft",
		"bewerber bewerberin bewerberinnen bewerbern",
		"fahrzeug fahrzeuge fahrzeugs fahrzeugen",
	} {
		forms := strings.Fields(family)
		for _, f := range forms {
			if stem(f) != stem(forms[0]) {
				t.Errorf("stem(%s) = %s, stem(%s) = %s", f, stem(f), forms[0], stem(forms[0]))
			}
		}
	}
	for _, pair := range []string{"anmelden abmelden", "person perso", "personen perso", "pass passau", "kindergeld kinder", "reise rente", "112 110"} {
		a, b, _ := strings.Cut(pair, " ")
		if stem(a) == stem(b) {
			t.Errorf("%s and %s have one stem, %s", a, b, stem(a))
		}
	}
}

func TestSplit(t *testing.T) {
	s := newSplitter(speech().parts)
	for in, want := range map[string]string{
		"wohnungsgeberbestatigung": "wohnungsgeber bestatigung",
		"kinderzuschlag":           "kinder zuschlag",
		"gewerbeanmeldung":         "gewerbe anmeldung",
		"autokennzeichen":          "auto kennzeichen",
		"abfallgebuhrenbescheides": "abfall gebuhren bescheides",
		"pass":                     "",
		"anmeldung":                "",
		"xyzqwvbnm":                "",
	} {
		if got := strings.Join(s.split(in), " "); got != want {
			t.Errorf("split(%s) = %q, want %q", in, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"pass", "pass", 0}, {"pass", "psas", 1}, {"pass", "pas", 1}, {"pass", "passt", 1}, {"pass", "kasse", 2},
		{"ausweis", "reisepass", 3}, {"", "", 0}, {"", "abc", 3},
	} {
		if got := distance(c.a, c.b, 2); got != c.want {
			t.Errorf("distance(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestLexicon keeps the files in the form that their heads promise to staff.
func TestLexicon(t *testing.T) {
	for _, text := range []string{lexiconText, foreignText} {
		for _, line := range dataLines(text) {
			arrows, equals := strings.Count(line, ">"), strings.Count(line, "=")
			sides := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(">=,", r) })
			if arrows+min(equals, 1) != 1 || len(sides) < 2 {
				t.Errorf("neither a > b nor a = b: %s", line)
			}
			if slices.ContainsFunc(sides, func(s string) bool { return len(words(s)) == 0 }) {
				t.Errorf("an empty expression: %s", line)
			}
		}
	}
}

// TestFillers: a word that counts nothing must not be one people search by.
func TestFillers(t *testing.T) {
	l := speech()
	for _, expression := range l.lexicon.left {
		if w := fold(expression); l.empty[w] {
			t.Errorf("%s is in the lexicon and counts nothing", expression)
		}
	}
}

func TestEmergencyTable(t *testing.T) {
	numbers := map[string]bool{}
	for _, r := range emergencyTable().rules {
		if len(r.words) == 0 || r.always && r.alone {
			t.Errorf("not an expression: %q", r.text)
		}
		for _, target := range r.targets {
			numbers[target] = true
		}
	}
	for _, want := range []string{"112", "110", "116117", "telefonseelsorge", "116116"} {
		if !numbers["emergency/"+want] {
			t.Errorf("nothing leads to %s", want)
		}
	}
	if len(numbers) != 5 {
		t.Errorf("targets: %v", numbers)
	}
}
