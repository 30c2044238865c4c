package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

// reviewed is a small content in which everything has another age.
func reviewed(t *testing.T) (*content.Catalogue, *flows.Set) {
	t.Helper()
	place := func(id, checked, hours string) string {
		return "  - {id: " + id + ", name: " + id + ", kind: amt, municipality: Ort, checked: " + checked + ", confidence: uncertain, owner: Bürgeramt" + hours + "}\n"
	}
	times := func(osm, asOf string) string {
		return ", hours: {osm: \"" + osm + "\", checked: 2026-10-01" + asOf + "}"
	}
	fsys := fstest.MapFS{
		"places/abilities.yaml":      {Data: []byte("hours_old_after: 100d\nabilities: []\nkinds: [{id: amt, de: Amt}]\n")},
		"places/municipalities.yaml": {Data: []byte("municipalities:\n  - {name: Ort, ags: \"15088999\", ars: \"150880999999\", plz: [\"06999\"], checked: 2026-06-01, confidence: uncertain}\n")},
		"places/neighbours.yaml":     {Data: []byte("neighbours: []\n")},
		"places/a.yaml": {Data: []byte("places:\n" +
			place("neu", "2026-10-02", times("Mo 09:00-12:00", ", as_of: 2026-09-30")) +
			place("alt", "2025-10-02", times("Mo 09:00-12:00", ", as_of: Mai 2026")) +
			place("unklar", "2026-10-02", times("Mo 09:00-12:00", ", as_of: um 2019")) +
			place("ohne", "2026-10-02", times("Mo 09:00-12:00", "")) +
			place("nie", "2026-10-02", times("2020 Mo 09:00-12:00", ", as_of: 2026-09-30")))},
		"services/a.yaml": {Data: []byte("services:\n  - {id: s, name: Sperrmüll, level: [Landkreis], checked: 2025-11-24, confidence: uncertain}\n" +
			"  - {id: z, name: Zukunft, level: [Landkreis], checked: 2027-01-01, confidence: uncertain}\n")},
		"termine.yaml": {Data: []byte("topics: [{id: t, title: T, ask: neu}]\nevents:\n" +
			"  - {id: vorbei, title: Vorbei, topic: t, start: 2026-11-01, checked: 2026-10-01, confidence: uncertain}\n" +
			"  - {id: bald, title: Bald, topic: t, start: 2026-12-01, checked: 2026-10-01, confidence: uncertain}\n")},
		"textbausteine.yaml": {Data: []byte("texts:\n  - {id: gruss, title: Gruß, text: Hallo., checked: 2026-03-01}\n")},
		"flows/a.yaml":       {Data: []byte("flow: a\ntitle: Ablauf A\nwords: [a]\nsource: https://example.org\nchecked: 2026-05-01\nowner: Redaktion\nsteps:\n  b: {say: Hallo., goto: end}\n")},
	}
	c, files, ds := content.LoadCatalogue(fsys)
	if ds.Failed() {
		t.Fatal(report(ds, files, "en"))
	}
	set, _, _ := flows.Load(fsys, flows.Options{})
	return c, set
}

func TestReviews(t *testing.T) {
	c, set := reviewed(t)
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	var got []string
	all := c.Reviews(set, today)
	for _, r := range all {
		got = append(got, fmt.Sprintf("%s %s %q: %s [%s] %s:%d", r.Due.Format(time.DateOnly), r.Kind, r.Name, r.Why, r.Owner, r.At.File, r.At.Line))
	}
	want := []string{
		`2026-09-08 Öffnungszeiten "alt": Stand: Mai 2026 [Bürgeramt] places/a.yaml:3`,
		`2026-10-01 Öffnungszeiten "unklar": Stand unklar: um 2019 [Bürgeramt] places/a.yaml:4`,
		`2026-10-01 Öffnungszeiten "ohne": ohne Stand [Bürgeramt] places/a.yaml:5`,
		`2026-10-02 Anlaufstelle "alt": zuletzt geprüft am 2.10.2025 [Bürgeramt] places/a.yaml:3`,
		`2026-10-28 Ablauf "Ablauf A": zuletzt geprüft am 1.5.2026 [Redaktion] flows/a.yaml:5`,
		`2026-11-24 Öffnungszeiten "nie": danach ist im nächsten Jahr nie geöffnet [Bürgeramt] places/a.yaml:6`,
		`2026-11-24 Leistung "Sperrmüll": zuletzt geprüft am 24.11.2025 [] services/a.yaml:2`,
		`2026-11-24 Termin "Vorbei": vorbei, kann gelöscht werden [] termine.yaml:3`,
		`2027-01-08 Öffnungszeiten "neu": Stand: 2026-09-30 [Bürgeramt] places/a.yaml:2`,
		`2027-03-01 Textbaustein "Gruß": zuletzt geprüft am 1.3.2026 [] textbausteine.yaml:2`,
		`2027-06-01 Gemeinde "Ort": zuletzt geprüft am 1.6.2026 [] places/municipalities.yaml:2`,
		`2027-10-01 Termin "Bald": zuletzt geprüft am 1.10.2026 [] termine.yaml:4`,
		`2027-10-02 Anlaufstelle "neu": zuletzt geprüft am 2.10.2026 [Bürgeramt] places/a.yaml:2`,
		`2027-10-02 Anlaufstelle "unklar": zuletzt geprüft am 2.10.2026 [Bürgeramt] places/a.yaml:4`,
		`2027-10-02 Anlaufstelle "ohne": zuletzt geprüft am 2.10.2026 [Bürgeramt] places/a.yaml:5`,
		`2027-10-02 Anlaufstelle "nie": zuletzt geprüft am 2.10.2026 [Bürgeramt] places/a.yaml:6`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if n := len(content.Overdue(all, today)); n != 8 {
		t.Errorf("%d are overdue, want 8", n)
	}
	if n := len(content.Overdue(all, today.AddDate(0, 0, -60))); n != 1 {
		t.Errorf("%d were overdue two months ago, want 1", n)
	}
}

func TestReviewNote(t *testing.T) {
	c, set := reviewed(t)
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	all := c.Reviews(set, today)
	const want = "**Bitte prüfen:** 8 Angaben sind fällig. Am längsten warten:\n" +
		"- Öffnungszeiten „alt“ (Stand: Mai 2026), zuständig: Bürgeramt\n" +
		"- Öffnungszeiten „unklar“ (Stand unklar: um 2019), zuständig: Bürgeramt\n" +
		"- Öffnungszeiten „ohne“ (ohne Stand), zuständig: Bürgeramt\n" +
		"- Anlaufstelle „alt“ (zuletzt geprüft am 2.10.2025), zuständig: Bürgeramt\n" +
		"- Ablauf „Ablauf A“ (zuletzt geprüft am 1.5.2026), zuständig: Redaktion\n" +
		"Alle nennt `lotse freshness`.\n"
	if d := cmp.Diff(want, strings.ReplaceAll(content.ReviewNote(all, today), `\`, "")); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	early := all[0].Due
	if got := content.ReviewNote(all, early); !strings.HasPrefix(got, "**Bitte prüfen:** Eine Angabe ist fällig.\n- Öffnungszeiten „alt“") || strings.Contains(got, "freshness") {
		t.Errorf("one statement: %q", got)
	}
	if got := content.ReviewNote(all, early.AddDate(0, 0, -1)); got != "" {
		t.Errorf("nothing is due, but %q is said", got)
	}
}
