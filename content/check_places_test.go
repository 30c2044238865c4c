package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/content"
)

// Coordinates and postcodes that do not fit the municipality are found, and references that lead nowhere.
func TestSurroundings(t *testing.T) {
	for _, tt := range []struct {
		name, rule string
		changes    []string
	}{
		{"near", "", []string{"lat: 51.357, lon: 12.0,", "lat: 51.31, lon: 11.95,"}},
		{"another town", "surroundings", []string{"lat: 51.357, lon: 12.0,", "lat: 51.60, lon: 11.90,"}},
		{"another postcode", "plz-elsewhere", []string{`street: Burgstraße 1, plz: "06217"`, `street: Burgstraße 1, plz: "06258"`}},
		{"in a town nearby", "", []string{"    municipality: Merseburg\n    serves", "    municipality: Halle (Saale)\n    serves", "lat: 51.357, lon: 12.0,", "lat: 51.48, lon: 11.97,", `street: Burgstraße 1, plz: "06217"`, `street: Burgstraße 1, plz: "06108"`}},
		{"a service that is done here", "", []string{"    level: [Gemeinde]\n", "    can: kfz\n    level: [Gemeinde]\n"}},
		{"a service that no place does", "no-place", []string{"    level: [Gemeinde]\n", "    can: kfz\n    level: [Gemeinde]\n", "can: [anmelden, kfz]", "can: [anmelden]"}},
		{"a service without such an ability", "ability", []string{"    level: [Gemeinde]\n", "    can: kfs\n    level: [Gemeinde]\n"}},
	} {
		files := valid()
		swap(t, files, tt.changes...)
		_, shown, ds := content.LoadCatalogue(files)
		if got := report(ds, shown, "en"); len(ds) > 1 || (len(ds) == 1) != (tt.rule != "") || len(ds) == 1 && ds[0].Rule != tt.rule {
			t.Errorf("%s: want [%s], got\n%s", tt.name, tt.rule, got)
		}
	}
}

func TestExpiredHours(t *testing.T) {
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for hours, want := range map[string]string{"2025 Mo-Fr 09:00-12:00": "expired", "2026 Mo-Fr 09:00-12:00": "", "Mo-Fr 09:00-12:00": "", "Mo-Fr off": "expired",
		"Mo-Fr 09:00-12:00; Sa": "all-day", "Mo-Fr 12:00-12:00": "all-day", "24/7": "", "Mo-Fr 00:00-24:00": "", "Sa 22:00-06:00": ""} {
		files := valid()
		swap(t, files, "osm: Mo-Fr 09:00-12:00", "osm: "+hours)
		c, _, _ := content.LoadCatalogue(files)
		ds := c.Due(today)
		if len(ds) > 1 || (len(ds) == 1) != (want != "") || len(ds) == 1 && ds[0].Rule != want {
			t.Errorf("%s: %v, want [%s]", hours, ds, want)
		}
	}
	files := fstest.MapFS(valid())
	files["places/a.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(files["places/a.yaml"].Data), "      checked: 2026-11-23", "      checked: 2025-11-23", 1))}
	c, _, _ := content.LoadCatalogue(files)
	if ds := c.Due(today); len(ds) != 1 || ds[0].Rule != "review" || ds[0].At.Line == 0 {
		t.Errorf("hours that nobody has checked for a year: %v", ds)
	}
	files["places/a.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(files["places/a.yaml"].Data), "      checked: 2025-11-23", "      checked: 2027-11-23", 1))}
	c, _, _ = content.LoadCatalogue(files)
	if ds := c.Due(today); len(ds) != 1 || ds[0].Rule != "checked" || ds[0].At.Line == 0 {
		t.Errorf("hours that somebody will have checked: %v", ds)
	}
}
