package flows_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// TestDiagnostics lays each archive in testdata/err over testdata/base and compares what is said about its files, in both languages.
func TestDiagnostics(t *testing.T) {
	names, err := filepath.Glob("testdata/err/*.txtar")
	if err != nil || len(names) < 40 {
		t.Fatalf("only %d mistakes: %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := baseMap(t)
			want := map[string]string{}
			mine := map[string]bool{}
			var inputs []txtar.File
			for _, f := range archive.Files {
				if lang, ok := strings.CutPrefix(f.Name, "want."); ok {
					want[lang] = string(f.Data)
					continue
				}
				inputs = append(inputs, f)
				mine[f.Name] = true
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			_, files, all := flows.Load(fsys, flows.Options{Today: monday, Names: village{}.Names})
			var ds source.Diagnostics
			for _, d := range all {
				if mine[d.At.File] && !(d.Rule == "translation" && len(inputs) == 1) {
					ds = append(ds, d)
				}
			}
			if len(ds) == 0 {
				t.Fatal("nothing is said about this mistake")
			}
			for _, lang := range []string{"de", "en"} {
				var b strings.Builder
				if err := ds.WriteText(&b, files, lang); err != nil {
					t.Fatal(err)
				}
				got := b.String()
				if strings.Contains(got, "%!") {
					t.Errorf("a sentence has the wrong arguments:\n%s", got)
				}
				if *update {
					inputs = append(inputs, txtar.File{Name: "want." + lang, Data: []byte(got)})
				} else if d := cmp.Diff(want[lang], got); d != "" {
					t.Errorf("%s (-want +got):\n%s", lang, d)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(&txtar.Archive{Files: inputs}), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// baseMap is testdata/base as a file system that can be changed.
func baseMap(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, dir := range []string{"flows", "messages"} {
		entries, err := os.ReadDir("testdata/base/" + dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := dir + "/" + e.Name()
			data, err := os.ReadFile("testdata/base/" + name)
			if err != nil {
				t.Fatal(err)
			}
			fsys[name] = &fstest.MapFile{Data: data}
		}
	}
	return fsys
}
