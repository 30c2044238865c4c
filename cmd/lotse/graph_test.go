package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Without Graphviz a sentence says so; with it, the drawing goes through it, and what it complains about is passed on.
func TestGraphSVG(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	draw := func() (int, string, string) {
		var out, wrong bytes.Buffer
		code := run([]string{"graph", "umzug", "--format", "svg"}, streams{out: &out, err: &wrong})
		return code, out.String(), wrong.String()
	}
	if code, out, wrong := draw(); code != exitFailed || out != "" || !strings.Contains(wrong, "needs the program dot of Graphviz") {
		t.Errorf("without dot: %d %q %q", code, out, wrong)
	}
	for script, want := range map[string]struct {
		code int
		text string
	}{"#!/bin/sh\necho $1\nexec /bin/cat\n": {0, "-Tsvg\ndigraph \"Umziehen"}, "#!/bin/sh\necho no memory >&2\nexit 3\n": {exitFailed, "no memory"}} {
		if err := os.WriteFile(filepath.Join(bin, "dot"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		if code, out, wrong := draw(); code != want.code || !strings.Contains(out+wrong, want.text) {
			t.Errorf("%d %q %q", code, out, wrong)
		}
	}
}
