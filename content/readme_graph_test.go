package content_test

import (
	"regexp"
	"testing"
	"time"
)

// drawnRE is the line above a picture: the command that draws it.
var drawnRE = regexp.MustCompile(`^<!-- lotse graph ?([a-z0-9-]*) -->$`)

// TestHandbookPictures draws the flows of the handbook and of the shipped content anew.
func TestHandbookPictures(t *testing.T) {
	book, fsys := readHandbook(t), shipped(t)
	for _, e := range book.examples {
		if e.rule == "" && e.lang == "yaml" {
			e.lay(t, fsys)
		}
	}
	engine, found, ds := loadAll(fsys, time.Time{})
	if ds.Failed() {
		t.Fatal(report(ds.Errors(), found, "de"))
	}
	pictures := 0
	for _, e := range book.examples {
		if e.lang != "mermaid" {
			continue
		}
		pictures++
		m := drawnRE.FindStringSubmatch(book.lines[e.line-2])
		if m == nil {
			t.Fatalf("README.md:%d: the line above the picture does not say how it is drawn", e.line)
		}
		g, ok := engine.Set.Graph(m[1])
		if !ok {
			t.Fatalf("README.md:%d: there is no flow %s", e.line, m[1])
		}
		book.expect(t, e, g.Mermaid())
	}
	if pictures < 4 {
		t.Errorf("only %d pictures", pictures)
	}
	book.save(t)
}
