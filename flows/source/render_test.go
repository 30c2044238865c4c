package source_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/source"
	"github.com/google/go-cmp/cmp"
)

func TestWriteTextCaret(t *testing.T) {
	long := strings.Repeat("lang ", 60)
	for name, c := range map[string]struct {
		line       string
		mark       string // what the caret must stand under
		text, sign string // want, if given
	}{
		"plain":      {line: "    goto: termin_buchn", mark: "termin_buchn", text: "    goto: termin_buchn", sign: "          ^~~~~~~~~~~~"},
		"umlauts":    {line: "über: größe xx", mark: "xx", text: "über: größe xx", sign: "            ^~"},
		"tab":        {line: "a\tb: xx", mark: "xx", text: "a   b: xx", sign: "       ^~"},
		"wide":       {line: "世界: xx", mark: "xx", text: "世界: xx", sign: "      ^~"},
		"emoji":      {line: "a 👋: xx", mark: "xx", text: "a 👋: xx", sign: "      ^~"},
		"combining":  {line: "u\u0308ber: xx", mark: "xx", text: "u\u0308ber: xx", sign: "      ^~"},
		"wide mark":  {line: "a: 世界 b", mark: "世界", text: "a: 世界 b", sign: "   ^~~~"},
		"escape":     {line: "a\x1b[31m: xx", mark: "xx", text: "a\ufffd[31m: xx", sign: "        ^~"},
		"long start": {line: "xx" + long, mark: "xx"},
		"long mid":   {line: long + "xx" + long, mark: "xx"},
		"long end":   {line: long + "xx", mark: "xx"},
		"long wide":  {line: strings.Repeat("世", 90) + "xx" + long, mark: "xx"},
	} {
		t.Run(name, func(t *testing.T) {
			f, _, _ := source.Parse("x.yaml", []byte(c.line+"\n"))
			col := len([]rune(c.line[:strings.Index(c.line, c.mark)])) + 1
			var ds source.Diagnostics
			ds.Error("rule", source.Span{File: "x.yaml", Line: 1, Col: col, Len: len([]rune(c.mark))}, source.T("Ach.", "Oh."))
			var out bytes.Buffer
			if err := ds.WriteText(&out, source.Files{"x.yaml": f}, "de"); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(out.String(), "\n")
			text, sign := strings.TrimPrefix(lines[2], "1 | "), strings.TrimPrefix(lines[3], "  | ")
			if c.text != "" && (text != c.text || sign != c.sign) {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", text, sign, c.text, c.sign)
			}
			before, _, found := strings.Cut(text, c.mark)
			if !found || cells(before) != strings.Index(sign, "^") {
				t.Errorf("the caret is not under %q:\n%s\n%s", c.mark, text, sign)
			}
			if cells(text) > 100 {
				t.Errorf("%d cells are too many:\n%s", cells(text), text)
			}
		})
	}
}

// cells knows just the wide characters of the test above.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\u0308':
		case r == '世' || r == '界' || r == '👋':
			n += 2
		default:
			n++
		}
	}
	return n
}

func sample() (source.Files, source.Diagnostics) {
	f, _, _ := source.Parse("a.yaml", []byte("eins: 1\nzwei: 2\n\n\n\n\n\n\n\nzehn: 10\n"))
	var ds source.Diagnostics
	d := ds.Error("goto", source.Span{File: "a.yaml", Line: 10, Col: 7, Len: 2}, source.T("Es gibt „%s“ nicht.", "There is no “%s”.", "10"))
	d.Meant = "1"
	d.Hint = source.T("Vergleichen Sie.", "Compare.")
	d.Related = []source.Related{{At: source.Span{File: "a.yaml", Line: 1, Col: 7, Len: 1}, Text: source.T("Hier.", "Here.")}}
	ds.Warn("empty", source.Span{File: "a.yaml"}, source.T("Die Datei <ist> kurz.", "The file <is> short."))
	ds.Error("gone", source.Span{File: "b.yaml", Line: 3, Col: 1}, source.T("Weg.", "Gone."))
	ds.Error("gone", source.Span{File: "b.yaml", Line: 3, Col: 1}, source.T("Weg.", "Gone.")) // said once
	return source.Files{"a.yaml": f}, ds
}

func TestWriteText(t *testing.T) {
	files, ds := sample()
	var out bytes.Buffer
	if err := ds.WriteText(&out, files, "de"); err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/text.de.txt", out.Bytes())
	out.Reset()
	if err := ds.WriteText(&out, files, "en"); err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/text.en.txt", out.Bytes())
	if err := ds.WriteText(brokenWriter{}, files, "de"); err == nil {
		t.Error("a failed write went unnoticed")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteJSON(t *testing.T) {
	_, ds := sample()
	var out bytes.Buffer
	if err := ds.WriteJSON(&out, "en"); err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/text.json", out.Bytes())
	var back []map[string]any
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || len(back) != 3 {
		t.Errorf("%d problems, error %v", len(back), err)
	}
	out.Reset()
	if err := (source.Diagnostics)(nil).WriteJSON(&out, "de"); err != nil || out.String() != "[]\n" {
		t.Errorf("no problems are %q, error %v", out.String(), err)
	}
}

func TestSorted(t *testing.T) {
	var ds source.Diagnostics
	for _, at := range []source.Span{{"b", 1, 1, 1}, {"a", 2, 1, 1}, {"a", 1, 9, 1}, {"a", 1, 2, 1}, {"a", 0, 0, 0}, {"a", 1, 2, 1}} {
		ds.Error("r", at, source.T("x", "x"))
	}
	var got []string
	for _, d := range ds.Sorted() {
		got = append(got, d.At.String())
	}
	if diff := cmp.Diff([]string{"a", "a:1:2", "a:1:9", "a:2:1", "b:1:1"}, got); diff != "" {
		t.Error(diff)
	}
}
