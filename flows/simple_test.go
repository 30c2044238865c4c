package flows

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestSimple measures sentences in Leichte Sprache: those above the line of testdata/simple.txt are good, of those below the file says
// what is wrong. go test ./flows -run TestSimple -update rewrites it.
func TestSimple(t *testing.T) {
	const file = "testdata/simple.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	good, bad, ok := strings.Cut(string(data), "\n---\n")
	if !ok {
		t.Fatal("no line between good and bad sentences")
	}
	n := 0
	for line := range strings.SplitSeq(good, "\n") {
		n++
		if found := describe(line); found != "" {
			t.Errorf("%s:%d: %q:\n%s", file, n, line, found)
		}
	}
	var out strings.Builder
	all := 0
	for line := range strings.Lines(bad) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		all++
		line = strings.TrimSuffix(line, "\n")
		found := describe(line)
		if found == "" {
			t.Errorf("nothing is said about %q", line)
		}
		out.WriteString(line + "\n" + found)
	}
	if n < 20 || all < 20 {
		t.Errorf("%d good and %d bad sentences", n, all)
	}
	if got := good + "\n---\n" + out.String(); got != string(data) {
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("the sentences are judged differently now:\n%s", out.String())
	}
}

func describe(line string) string {
	var b strings.Builder
	text := strings.ReplaceAll(line, `\n`, "\n")
	for _, h := range hardPlaces(text) {
		if !strings.HasPrefix(text[h.at:], h.word) {
			fmt.Fprintf(&b, "\t%q is not at %d\n", h.word, h.at)
		}
		fmt.Fprintf(&b, "\t%s: %s\n", h.word, h.text.DE)
	}
	return b.String()
}

func FuzzSimple(f *testing.F) {
	f.Add("Der Antrag wird z. B. [hier](https://x.de) geprüft.\n- 1. {a}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range hardPlaces(text) {
			if h.at > len(text) || h.word == "" {
				t.Fatalf("%q at %d of %q", h.word, h.at, text)
			}
		}
	})
}
