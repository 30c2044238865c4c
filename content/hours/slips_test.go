package hours_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/slips.txt")

// TestSlips holds the diagnostics of usual mistakes in both languages against
// testdata/slips.txt. To add one, write the expression on a line of its own and
// run with -update.
func TestSlips(t *testing.T) {
	const file = "testdata/slips.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want, got strings.Builder
	slips := 0
	for line := range strings.Lines(string(data)) {
		want.WriteString(line)
		if expr := strings.TrimSuffix(line, "\n"); expr != "" && expr[0] != '\t' {
			slips++
			got.WriteString(diagnose(t, strings.ReplaceAll(expr, `\n`, "\n")))
		}
	}
	if slips < 25 {
		t.Errorf("%d slips, want at least 25", slips)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func diagnose(t *testing.T, expr string) string {
	t.Helper()
	_, err := hours.Parse(expr)
	e, ok := errors.AsType[*hours.Error](err)
	if !ok {
		t.Errorf("%q: no diagnostic", expr)
		return expr + "\n"
	}
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > utf8.RuneCountInString(expr) {
		t.Errorf("%q: position %d+%d outside", expr, e.Offset, e.Length)
	}
	if e.Suggestion != "" {
		if again := mustParse(t, e.Suggestion).String(); again != e.Suggestion {
			t.Errorf("%q: suggestion %q is not canonical, that is %q", expr, e.Suggestion, again)
		}
	}
	return fmt.Sprintf("%s\n\t%s%s\n\t%s\n\t%s\n\n", strings.ReplaceAll(expr, "\n", `\n`),
		strings.Repeat(" ", e.Offset), strings.Repeat("^", max(e.Length, 1)), e.Message("de"), e.Message("en"))
}
