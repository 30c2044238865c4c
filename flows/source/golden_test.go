package source_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/source"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

// Each testdata/err/x.yaml has the mistakes of one kind, x.de.txt and x.en.txt what is said about them.
func TestDiagnostics(t *testing.T) {
	names, err := filepath.Glob("testdata/err/*.yaml")
	if err != nil || len(names) < 40 {
		t.Fatalf("only %d files with mistakes, error %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, n, ds := source.Parse(filepath.Base(name), data)
			flowShape().Check(n, &ds)
			if len(ds) == 0 {
				t.Error("no mistake was found")
			}
			for _, lang := range []string{"de", "en"} {
				var out bytes.Buffer
				if err := ds.WriteText(&out, source.Files{f.Name: f}, lang); err != nil {
					t.Fatal(err)
				}
				compare(t, strings.TrimSuffix(name, "yaml")+lang+".txt", out.Bytes())
			}
		})
	}
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}
