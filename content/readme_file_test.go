package content_test

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// example is a fenced block of the handbook.
type example struct {
	lang string // yaml, diff, txt, text, sh or mermaid
	file string // name that it has among the content; "" for text, sh and mermaid
	form string // how the file is encoded; "" for UTF-8
	rule string // section of the last chapter that it stands in; "" before
	line int    // of the opening fence, from 1
	body []string
}

func (e *example) text() string { return strings.Join(e.body, "\n") + "\n" }

var moreRE = regexp.MustCompile(`\[… (\d+) weitere Zeichen …\]`)

// lay writes an example over the content. In a diff, "-" and "+" replace a line of a shipped file.
func (e *example) lay(t *testing.T, fsys fstest.MapFS) {
	t.Helper()
	data := moreRE.ReplaceAllStringFunc(e.text(), func(s string) string {
		n, _ := strconv.Atoi(moreRE.FindStringSubmatch(s)[1])
		return strings.Repeat("Ja.", n/3)
	})
	switch {
	case e.form == "windows-1252":
		latin, err := charmap.Windows1252.NewEncoder().String(data)
		if err != nil {
			t.Fatalf("README.md:%d: %v", e.line, err)
		}
		data = latin
	case e.lang == "diff":
		was := fsys[e.file]
		if was == nil {
			t.Fatalf("README.md:%d: there is no file %s to change", e.line, e.file)
		}
		data = string(was.Data)
		for i, l := range e.body {
			old, gone := strings.CutPrefix(l, "-")
			if !gone {
				continue
			}
			if strings.Count("\n"+data, "\n"+old+"\n") != 1 {
				t.Fatalf("README.md:%d: the line %q does not stand in %s exactly once", e.line, old, e.file)
			}
			now := ""
			if i+1 < len(e.body) && strings.HasPrefix(e.body[i+1], "+") {
				now = e.body[i+1][1:] + "\n"
			}
			data = strings.TrimPrefix(strings.Replace("\n"+data, "\n"+old+"\n", "\n"+now, 1), "\n")
		}
	}
	fsys[e.file] = &fstest.MapFile{Data: []byte(data)}
}

// handbook is README.md with what was found in it.
type handbook struct {
	lines    []string
	examples []*example
	rules    []string // ids of the sections of the last chapter, in order
}

var ruleRE = regexp.MustCompile(`^### ([a-z-]+)$`)

func readHandbook(t *testing.T) *handbook {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	h := &handbook{lines: strings.Split(string(data), "\n")}
	rule, open := "", (*example)(nil)
	for i, l := range h.lines {
		switch m := ruleRE.FindStringSubmatch(l); {
		case open != nil && l == "```":
			h.examples, open = append(h.examples, open), nil
		case open != nil:
			open.body = append(open.body, l)
		case m != nil:
			rule = m[1]
			h.rules = append(h.rules, rule)
		case strings.HasPrefix(l, "## "):
			rule = ""
		case strings.HasPrefix(l, "```"):
			open = fence(t, l, rule, i+1)
		}
	}
	if open != nil {
		t.Fatalf("README.md:%d: this example is not closed", open.line)
	}
	return h
}

// fence reads the opening line of an example. None may be of a kind that nobody tries out.
func fence(t *testing.T, l, rule string, line int) *example {
	t.Helper()
	info := append(strings.Fields(strings.TrimPrefix(l, "```")), "", "", "")
	e := &example{lang: info[0], file: info[1], form: info[2], rule: rule, line: line}
	dir, ext := path.Dir(e.file), path.Ext(e.file)
	ok := false
	switch e.lang {
	case "yaml":
		ok = (slices.Contains([]string{"flows", "messages", "places", "services"}, dir) || slices.Contains([]string{"termine.yaml", "lotsen.yaml", "textbausteine.yaml"}, e.file)) && (e.form == "" || rule != "")
	case "diff":
		ok = rule != "" && ext == ".yaml"
	case "txt":
		ok = dir == "tests" && ext == ".txt"
	case "text":
		ok = rule != "" && e.file == ""
	case "sh", "mermaid":
		ok = rule == "" && e.file == ""
	}
	if !ok {
		t.Fatalf("README.md:%d: nobody tries out an example that begins with %q", line, l)
	}
	return e
}

// expect compares an example with what really happens, or notes that for save.
func (h *handbook) expect(t *testing.T, e *example, got string) {
	t.Helper()
	if *update {
		e.body = strings.Split(strings.TrimRight(got, "\n"), "\n")
		return
	}
	if d := cmp.Diff(e.text(), strings.TrimRight(got, "\n")+"\n"); d != "" {
		t.Errorf("README.md:%d: it goes differently (-README +really; go test ./content -update rewrites it):\n%s", e.line, d)
	}
}

// save writes the handbook with its examples as they are now, if that was asked for.
func (h *handbook) save(t *testing.T) {
	t.Helper()
	if !*update || t.Failed() {
		return
	}
	var out []string
	from := 0
	for _, e := range h.examples {
		out = append(append(out, h.lines[from:e.line]...), e.body...)
		for from = e.line; h.lines[from] != "```"; from++ {
		}
	}
	out = append(out, h.lines[from:]...)
	if err := os.WriteFile("README.md", []byte(strings.Join(out, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
