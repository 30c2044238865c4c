package hours_test

import (
	"testing"

	"github.com/digitaler-lotse/lotse/content/hours"
)

func TestReordered(t *testing.T) {
	c := calendar(t, "ST")
	friday := local(t, c, "2026-04-03 09:00") // Good Friday
	for expr, want := range map[string]string{
		"PH off; Mo-Fr 08:00-12:00":                               "Mo-Fr 08:00-12:00; PH off",
		"Sa,Su,PH off; Mo-Fr 08:00-12:00":                         "Mo-Fr 08:00-12:00; Sa,Su,PH off",
		"Mo 08:00-12:00; PH off; Fr 08:00-12:00 || \"Notdienst\"": "Mo 08:00-12:00; Fr 08:00-12:00 || \"Notdienst\"; PH off",
		"Mo-Fr 08:00-12:00; PH off":                               "",
		"PH off; Mo-Fr 08:00-12:00, PH 10:00-12:00":               "",
		"PH off; 2026 Apr 03 08:00-12:00":                         "",
		"PH off, Mo-Fr 08:00-12:00":                               "Mo-Fr 08:00-12:00; PH off",
		"PH off; 08:00-12:00":                                     "08:00-12:00; PH off",
		"PH off || Fr 08:00-12:00":                                "",
		"PH off; Fr,PH 08:00-12:00":                               "",
		"Mo off; Mo-Fr 08:00-12:00":                               "",
	} {
		h := mustParse(t, expr)
		got := h.Reordered()
		if got != want {
			t.Errorf("%q: %q, want %q", expr, got, want)
		}
		if got == "" {
			continue
		}
		before, _ := h.At(c, friday)
		after, _ := mustParse(t, got).At(c, friday)
		if before != hours.Open || after == hours.Open {
			t.Errorf("%q is %v on Good Friday, %q is %v", expr, before, got, after)
		}
	}
}
