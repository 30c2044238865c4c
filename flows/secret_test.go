package flows_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// baseFiles are the files of the small content.
func baseFiles(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	fsys := os.DirFS("testdata/base")
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[name], err = fs.ReadFile(fsys, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const secretFlow = `flow: geheim
title: Geheim
secret: true
source: https://example.org
checked: 2026-11-01
words: [geheim]
steps:
  frage:
    say: Klappt es?
    choices: [{Ja: ort}, {Nein: zahl}, {Text: text}, {Fertig: ende}]
  ort:
    say: Wo wohnen Sie?
    input: {kind: place, save: wohnort}
    goto: menu
  zahl:
    say: Wie viele?
    input: {kind: number, save: zahl}
    goto: menu
  text:
    say: Worum geht es?
    input: {kind: text, save: worum}
    goto: menu
`

// TestSecret types numbers where a PIN may be meant and where something else is.
func TestSecret(t *testing.T) {
	e := with(t, map[string]string{"geheim": secretFlow})
	e.Secret = func(text string) bool { return strings.Contains(text, "PIN") }
	for _, c := range []struct {
		at, text string
		secret   bool
	}{
		{"geheim", "482913", true},
		{"geheim", "48291", true},
		{"geheim", "4829 13", true},
		{"geheim", "48.29.13.", true},
		{"geheim", "1234567890", true},
		{"geheim", "٤٨٢٩١٣", true},
		{"geheim", "vier acht zwei neun eins drei", true},
		{"geheim", "4, 8, 2, 9, 1, 3", true},
		{"geheim", "чотири вісім два дев’ять один три", true},
		{"geheim", "ist 482913 richtig?", true},
		{"geheim", "ist ٤٨٢٩١٣ richtig?", true},
		{"geheim", "ich habe 482 913 eingegeben", true},
		{"geheim", "48291 geht nicht", true},
		{"geheim", "in 06217 Merseburg", false},
		{"geheim", "Telefon 03461 44556", false},
		{"geheim", "ausgestellt am 15.07.17", false},
		{"geheim", "zwei, drei Mal", false},
		{"geheim", "L48291X", false},
		{"geheim", "4829", false},
		{"geheim", "1", false},
		{"geheim", "482913 Euro", false},
		{"geheim", "meine PIN", true},
		{"geheim__ort", "06217", false}, // a postcode that the catalogue knows
		{"geheim__ort", "48291", true},
		{"geheim__ort", "482913", true},
		{"geheim__ort", "Ich wohne in 06217 Merseburg", false},
		{"geheim__ort", "482913 ist sie", true},
		{"geheim__zahl", "482913", false},
		{"geheim__text", "482913", true},
		{"menu", "482913", false},
		{"menu", "ist 482913 richtig?", false},
		{"menu", "meine PIN", true},
	} {
		var s flows.Session
		talk(&e, &s, flows.Start{Payload: c.at})
		before := s
		next, effects := e.Advance(s, flows.Said{Text: c.text}, monday)
		forgotten, asked, shown := false, false, ""
		for _, eff := range effects {
			switch eff := eff.(type) {
			case flows.Forget:
				forgotten = true
			case flows.NotUnderstood:
				if c.secret {
					t.Errorf("%s at %s goes into the book of what was not understood", c.text, c.at)
				}
			case flows.Message:
				asked, shown = eff.Serial > 0, shown+eff.Text
			}
		}
		if forgotten != c.secret {
			t.Errorf("%q at %s: forgotten %v", c.text, c.at, forgotten)
			continue
		}
		if !c.secret {
			continue
		}
		data, err := json.Marshal([]any{next, effects})
		if err != nil {
			t.Fatal(err)
		}
		at, _ := next.At()
		was, _ := before.At()
		if strings.Contains(string(data), c.text) || !strings.Contains(shown, "nicht behalten") || !asked || at != was || next.Misses != 0 {
			t.Errorf("%q at %s: kept, repeated, or the question is gone: %s", c.text, c.at, data)
		}
	}
}

// TestSecretAfterwards still takes a number for a PIN when the talk about it has just ended.
func TestSecretAfterwards(t *testing.T) {
	e := with(t, map[string]string{"geheim": secretFlow})
	var s flows.Session
	talk(&e, &s, flows.Start{Payload: "geheim"})
	talk(&e, &s, flows.Said{Text: "Fertig"})
	if text, _ := talk(&e, &s, flows.Said{Text: "482913"}); !strings.Contains(text, "(forget)") {
		t.Errorf("the answer is %q", text)
	}
}

// TestSecretToVolunteers leaves it to the desk what it passes on.
func TestSecretToVolunteers(t *testing.T) {
	e := with(t, map[string]string{"geheim": secretFlow})
	e.Secret = func(string) bool { return true }
	s := flows.Session{Ticket: &flows.Ticket{Talking: true}}
	_, effects := e.Advance(s, flows.Said{Text: "PIN 482913"}, monday)
	if len(effects) != 1 || effects[0] != (flows.Relay{}) {
		t.Errorf("%v", effects)
	}
}
