package flows_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/transcript"
)

var update = flag.Bool("update", false, "rewrite expectations")

// TestTalks plays every transcript in testdata/talk over testdata/base; the session is JSON between any two lines.
func TestTalks(t *testing.T) {
	names, err := filepath.Glob("testdata/talk/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	e := base(t)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			script, ds := transcript.Parse(name, data)
			got, more := script.Play(e, nil)
			if ds = append(ds, more...); len(ds) > 0 {
				t.Fatal(ds)
			}
			diff := transcript.Diff(string(data), got)
			if diff == "" {
				return
			}
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s goes differently (- expected, + real):\n%s", name, diff)
		})
	}
}
