package hours_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/content/hours"
)

// FuzzParse holds whatever is given to Parse to its contract: a position inside
// the text and a suggestion that parses, or hours whose canonical form means
// the same and whose evaluation ends soon.
func FuzzParse(f *testing.F) {
	f.Add(everything)
	f.Add("Mo-Fr 08:00-12:00,13:00-16:00; PH off || \"Anruf\"")
	slips, err := os.ReadFile("testdata/slips.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(slips)) {
		f.Add(strings.TrimSpace(line))
	}
	c := calendar(f, "ST")
	from := local(f, c, "2026-10-19") // holds a clock change, a holiday and an end of month
	f.Fuzz(func(t *testing.T, expr string) {
		h, err := hours.Parse(expr)
		if err != nil {
			checkError(t, expr, err)
			return
		}
		canonical := h.String()
		again, err := hours.Parse(canonical)
		if err != nil {
			t.Fatalf("%q has the canonical form %q: %v", expr, canonical, err)
		}
		if second := again.String(); second != canonical {
			t.Fatalf("%q becomes %q, then %q", expr, canonical, second)
		}
		to := from.AddDate(0, 0, 14)
		if a, b := show(h.Intervals(c, from, to)), show(again.Intervals(c, from, to)); a != b {
			t.Fatalf("%q is open\n%sas %q it is open\n%s", expr, a, canonical, b)
		}
		began := time.Now()
		h.NextChange(c, from)
		if took := time.Since(began); took > 2*time.Second {
			t.Fatalf("%q: the next change took %v", expr, took)
		}
		checkAgainstAt(t, h, c, from, to)
		for _, lang := range []string{"de", "de-XL", "en", "uk", "ru", "pl", "ar"} {
			if text := h.Render(lang); text == "" || strings.Contains(text, "%!") && !strings.Contains(expr, "%") {
				t.Fatalf("%q in %s: %q", expr, lang, text)
			}
		}
	})
}

func checkError(t *testing.T, expr string, err error) {
	t.Helper()
	e, ok := errors.AsType[*hours.Error](err)
	if !ok {
		t.Fatalf("%q: error of type %T", expr, err)
	}
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > utf8.RuneCountInString(expr) {
		t.Fatalf("%q: position %d+%d is outside", expr, e.Offset, e.Length)
	}
	if e.German == "" || e.English == "" || strings.Contains(e.German+e.English, "%!") && !strings.Contains(expr, "%") {
		t.Fatalf("%q: messages %q and %q", expr, e.German, e.English)
	}
	if e.Suggestion == "" {
		return
	}
	h, err := hours.Parse(e.Suggestion)
	if err != nil || h.String() != e.Suggestion {
		t.Fatalf("%q: suggestion %q reads as %v, %v", expr, e.Suggestion, h, err)
	}
}

// The slowest expressions: many rules that never bring a change. They take
// some 0.1 s; the limit leaves room for the race detector on a slow machine.
func TestLongExpressionsEndSoon(t *testing.T) {
	c := calendar(t, "ST")
	at := local(t, c, "2026-03-02 09:00")
	for _, part := range []string{"PH off;", "SH 08:00-09:00 off;", "Jan Su[1]-Feb Su[-1] off;"} {
		expr := strings.TrimRight(strings.Repeat(part, 500/len(part)), ";")
		h := mustParse(t, expr)
		began := time.Now()
		if next, ok := h.NextChange(c, at); ok {
			t.Errorf("%s... changes at %v", part, next)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s... took %v", part, took)
		}
	}
	if _, err := hours.Parse(strings.Repeat("Mo off;", 1000)); err == nil {
		t.Error("an expression of 7000 characters is read")
	}
}
