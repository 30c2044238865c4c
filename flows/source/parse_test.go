package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

const sampleFlow = "\ufeffflow: ausweis\r\ntitle: \"Der „neue“ Ausweis\"\r\nsteps:\r\n  start:\r\n    say: |\r\n      Haben Sie den **PIN-Brief** noch?\r\n\r\n" +
	"      Größe: 5 Ziffern. Den PIN-Brief?\r\n    goto: zwei # Kommentar\r\n  zwei:\r\n    say: Ein Text über\r\n      mehrere Zeilen\r\n    choices:\r\n      - 'Wie geht''s': a\r\n    goto:\r\n"

func TestParsePositions(t *testing.T) {
	f, n, ds := source.Parse("x.yaml", []byte(sampleFlow))
	if len(ds) != 0 {
		t.Fatalf("problems in a good file: %v", ds)
	}
	start, zwei := n.Get("steps").Get("start"), n.Get("steps").Get("zwei")
	at := func(line, col, size int) source.Span {
		return source.Span{File: "x.yaml", Line: line, Col: col, Len: size}
	}
	for name, c := range map[string]struct{ got, want source.Span }{
		"root":              {n.At, at(1, 1, 4)},
		"key":               {n.Key("title").At, at(2, 1, 5)},
		"quoted":            {n.Get("title").At, at(2, 8, 20)},
		"map":               {n.Get("steps").At, at(4, 3, 5)},
		"block":             {start.Get("say").At, at(6, 7, 33)},
		"plain, comment":    {start.Get("goto").At, at(9, 11, 4)},
		"plain, folded":     {zwei.Get("say").At, at(11, 10, 13)},
		"empty":             {zwei.Get("goto").At, at(15, 5, 4)},
		"list":              {zwei.Get("choices").At, at(14, 9, 13)},
		"find in quotes":    {n.Get("title").Find("neue", 0), at(2, 14, 4)},
		"find in block":     {start.Get("say").Find("PIN-Brief", 0), at(6, 23, 9)},
		"find second":       {start.Get("say").Find("PIN-Brief", 1), at(8, 29, 9)},
		"find third":        {start.Get("say").Find("PIN-Brief", 2), at(6, 7, 33)},
		"find over umlauts": {start.Get("say").Find("5 Ziffern", 0), at(8, 14, 9)},
		"find after fold":   {zwei.Get("say").Find("Zeilen", 0), at(12, 15, 6)},
		"find over fold":    {zwei.Get("say").Find("über mehrere", 0), at(11, 19, 4)},
		"find escaped":      {zwei.Get("choices").Items[0].Pairs[0].Key.Find("geht's", 0), at(14, 14, 7)},
		"find next node":    {zwei.Get("say").Find("choices", 0), at(11, 10, 13)},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
	if f.Line(8) != "      Größe: 5 Ziffern. Den PIN-Brief?" || f.Line(0) != "" || f.Line(99) != "" {
		t.Errorf("line 8 is %q", f.Line(8))
	}
	if v := zwei.Get("goto"); !v.Null || v.Value != "" {
		t.Errorf("empty value: %+v", v)
	}
	if !start.Get("goto").Plain || n.Get("title").Plain || start.Get("say").Plain {
		t.Error("plain and quoted are mixed up")
	}
	var none *source.Node
	if none.Get("x") != nil || none.Key("x") != nil || start.Get("goto").Get("x") != nil || none.Find("x", 0) != (source.Span{}) {
		t.Error("a missing node has values")
	}
}

func TestParseLimits(t *testing.T) {
	for name, data := range map[string]string{
		"size":      strings.Repeat("a", 6<<20),
		"lists":     strings.Repeat("- ", 10_000),
		"brackets":  strings.Repeat("[", 10_000),
		"braces":    strings.Repeat("{a: ", 10_000),
		"broken":    strings.Repeat("a: b: c\n", 20_000),
		"quotes":    strings.Repeat("a: \"b\n", 10_000),
		"tabs":      strings.Repeat("\ta\n", 5_000),
		"conflicts": strings.Repeat("<<<<<<<\n", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, _, ds := source.Parse("x.yaml", []byte(data))
			if !ds.Failed() {
				t.Error("no problem was reported")
			}
			if d := time.Since(begin); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{"30m": 30 * time.Minute, "24h": 24 * time.Hour, "14d": 14 * 24 * time.Hour, "99999d": 99999 * 24 * time.Hour} {
		if got, err := source.ParseDuration(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0m", "-1h", "1.5h", "30", "h", "1h30m", "100000d", "1 h", "1H"} {
		if got, err := source.ParseDuration(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sampleFlow))
	names, err := filepath.Glob("testdata/err/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	shape := flowShape()
	f.Fuzz(func(t *testing.T, data []byte) {
		file, n, ds := source.Parse("x", data)
		if n == nil && !ds.Failed() {
			t.Fatal("neither content nor an error")
		}
		shape.Check(n, &ds)
		for _, d := range ds {
			if d.At.Line != 0 || d.At.File != "x" {
				inside(t, file, d.At)
			}
			for _, r := range d.Related {
				inside(t, file, r.At)
			}
			if d.Text.DE == "" || d.Text.EN == "" || strings.Contains(d.Text.DE+d.Text.EN+d.Hint.DE+d.Hint.EN, "%!") {
				t.Fatalf("broken sentence: %+v", d)
			}
		}
		walk(t, file, n, !ds.Failed())
		if err := ds.WriteText(&strings.Builder{}, source.Files{"x": file}, "de"); err != nil {
			t.Fatal(err)
		}
	})
}

// walk checks the span of each node; in a file without errors a plain text stands in the source as it is.
func walk(t *testing.T, f *source.File, n *source.Node, exact bool) {
	if n == nil {
		return
	}
	inside(t, f, n.At)
	inside(t, f, n.Find("a", 1))
	if n.Plain && !n.Null && exact {
		line := []rune(f.Line(n.At.Line))
		if got := string(line[n.At.Col-1 : n.At.Col-1+n.At.Len]); !strings.HasPrefix(n.Value, got) {
			t.Fatalf("the source of %q is said to be %q", n.Value, got)
		}
	}
	for _, i := range n.Items {
		walk(t, f, i, exact)
	}
	for _, p := range n.Pairs {
		walk(t, f, p.Key, exact)
		walk(t, f, p.Value, exact)
	}
}

func inside(t *testing.T, f *source.File, s source.Span) {
	t.Helper()
	width := len([]rune(f.Line(s.Line)))
	if s.Line < 1 || s.Col < 1 || s.Col > width+1 || s.Len < 1 || s.Col+s.Len > max(width+1, s.Col+1) {
		t.Fatalf("position %+v is outside, the line has %d characters", s, width)
	}
}

func benchmarkFlow(steps int) []byte {
	var b strings.Builder
	b.WriteString("flow: probe\ntitle: Probe\nwords: [eID, PIN-Brief]\nsource: https://www.personalausweisportal.de\nchecked: 2026-11-23\nsteps:\n")
	for i := range steps {
		fmt.Fprintf(&b, "  schritt_%d:\n    say: |\n      Haben Sie den **PIN-Brief** noch?\n      Darin steht eine Zahl mit fünf Ziffern.\n    choices:\n"+
			"      - Ja, er liegt vor mir: schritt_%d\n      - label: Nein\n        goto: schritt_%d\n        when: alter < 16\n", i, i+1, i)
	}
	return []byte(b.String())
}

func BenchmarkParseCheck(b *testing.B) {
	data, shape := benchmarkFlow(20), flowShape()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		_, n, ds := source.Parse("x.yaml", data)
		if shape.Check(n, &ds); len(ds) != 0 {
			b.Fatal(ds)
		}
	}
}
