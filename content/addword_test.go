package content_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

func TestAddWord(t *testing.T) {
	service := func(lines string) string {
		return "# oben\nservices:\n  - id: a\n    name: A  # Name\n" + lines + "    level: [Bund]\n    checked: 2026-11-23\n    confidence: uncertain\n\n  - {id: b, name: B, level: [Bund], words: [eins], checked: 2026-11-23, confidence: uncertain}\n"
	}
	long := "    words: [" + strings.Repeat("wort, ", 25) + "ende]\n"
	for _, c := range []struct{ name, lines, word, want string }{
		{"brackets", "    words: [alt, 'auch alt']  # Wörter\n", "neu", "    words: [alt, 'auch alt', neu]  # Wörter\n"},
		{"brackets on two lines", "    words: [alt,\n      \"auch: alt\"]\n", "ganz neu", "    words: [alt,\n      \"auch: alt\", ganz neu]\n"},
		{"a long line", long, "neu", strings.Replace(long, "ende]", "ende,\n            neu]", 1)},
		{"a long line of several", strings.Replace(long, "[", "[eins,\n      ", 1), "neu", strings.Replace(strings.Replace(long, "[", "[eins,\n      ", 1), "ende]", "ende,\n      neu]", 1)},
		{"one below the other", "    words:\n      # das erste\n      - alt\n      - 'auch'   # dies\n", "neu", "    words:\n      # das erste\n      - alt\n      - 'auch'   # dies\n      - neu\n"},
		{"none yet", "", "neu", "    words: [neu]\n"},
		{"quotes", "    words: [alt]\n", `wo ist "das": hier, da?`, `    words: [alt, "wo ist \"das\": hier, da?"]` + "\n"},
		{"what YAML takes for something else", "    words: [alt]\n", "no", "    words: [alt, \"no\"]\n"},
		{"a number", "    words: [alt]\n", "115", "    words: [alt, \"115\"]\n"},
		{"white space", "    words: [alt]\n", "  zwei \n wörter ", "    words: [alt, zwei wörter]\n"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			before, want := strings.ReplaceAll(service(c.lines), "\n", end), strings.ReplaceAll(service(c.want), "\n", end)
			edit, err := content.AddWord(fstest.MapFS{"services/x.yaml": {Data: []byte(before)}}, content.Wording{Service: "a", Word: c.word})
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			if d := cmp.Diff(want, string(edit.After)); d != "" || edit.File != "services/x.yaml" || string(edit.Before) != before {
				t.Errorf("%s, %s: -want +got\n%s", c.name, edit.File, d)
			}
		}
	}
}

// A word of another language goes into the list of that language.
func TestAddWordInAnotherLanguage(t *testing.T) {
	const file = "services:\n  - id: a\n    name: A\n    words: [eins]\n    words_in:\n      en: [one]\n      uk: [один]\n    level: [Bund]\n    checked: 2026-11-23\n    confidence: uncertain\n"
	edit, err := content.AddWord(fstest.MapFS{"services/x.yaml": {Data: []byte(file)}}, content.Wording{Service: "a", Lang: "uk", Word: "два"})
	if edit, err := content.AddWord(fstest.MapFS{"services/x.yaml": {Data: []byte(file)}}, content.Wording{Service: "a", Lang: flows.Simple, Word: "zwei"}); err != nil || !strings.Contains(string(edit.After), "[eins, zwei]") {
		t.Errorf("Leichte Sprache: %v\n%s", err, edit.After)
	}
	if want := strings.Replace(file, "[один]", "[один, два]", 1); err != nil || string(edit.After) != want {
		t.Errorf("%v\n%s", err, edit.After)
	}
}

func TestAddWordRefuses(t *testing.T) {
	const file = "services:\n  - {id: a, name: A, level: [Bund], words: [Alt], checked: 2026-11-23, confidence: uncertain}\n  - {id: b, name: B, level: [Bund], checked: 2026-11-23, confidence: uncertain}\n"
	fsys := fstest.MapFS{"services/x.yaml": {Data: []byte(file)}, "services/y.yaml": {Data: []byte("services:\n  - {id: kaputt, nam: A}\n")}, "flows/f.yaml": {Data: []byte("flow: f\n")}}
	for _, c := range []struct {
		w    content.Wording
		want string
	}{
		{content.Wording{Service: "a", Word: "alt"}, "among the words already"},
		{content.Wording{Service: "a", Word: " "}, "empty"},
		{content.Wording{Service: "a", Word: "[Name] sucht"}, "brackets"},
		{content.Wording{Service: "a", Word: "a\u202eb"}, "cannot be seen"},
		{content.Wording{Service: "a", Word: strings.Repeat("ä", 81)}, "longer than 80"},
		{content.Wording{Service: "b", Word: "neu"}, "by hand"},
		{content.Wording{Service: "a", Lang: "uk", Word: "neu"}, "words_in: {uk: […]}"},
		{content.Wording{Service: "c", Word: "neu"}, "no service c"},
		{content.Wording{Service: "kaputt", Word: "neu"}, "services/y.yaml:2:"},
		{content.Wording{Flow: "g", Word: "neu"}, "no flow g"},
		{content.Wording{Flow: "f", Word: "neu"}, "flows/f.yaml"},
	} {
		if _, err := content.AddWord(fsys, c.w); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.w, err, c.want)
		}
	}
}

// Every service and flow that we ship takes a word, and nothing but its line changes.
func TestAddWordToEverything(t *testing.T) {
	fsys := content.Open("")
	var all []content.Wording
	for _, id := range load(t).Names("service") {
		all = append(all, content.Wording{Service: id, Word: "quax: bruch"})
	}
	names, err := fs.Glob(fsys, "flows/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		all = append(all, content.Wording{Flow: strings.TrimSuffix(path.Base(name), ".yaml"), Word: "quax"})
	}
	for _, w := range all {
		edit, err := content.AddWord(fsys, w)
		if err != nil {
			t.Errorf("%+v: %v", w, err)
			continue
		}
		before, after := strings.Split(string(edit.Before), "\n"), strings.Split(string(edit.After), "\n")
		if n := len(after) - len(before); n < 0 || n > 1 || len(edit.After)-len(edit.Before) > 40 {
			t.Errorf("%+v: %d lines and %d bytes more", w, n, len(edit.After)-len(edit.Before))
		}
	}
}
