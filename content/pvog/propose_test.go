package pvog_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content/pvog"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// staff is what the staff wrote, in the tests.
var staff = fstest.MapFS{
	"services/a.yaml": {Data: []byte(`services:
  - id: quittung
    name: Eine Quittung bekommen
    leika: {key: "99000000000001", kind: Einzelleistung, source: x, more: [{key: "99000000000002", note: n, source: x}]}
    level: [Gemeinde]
    responsible: {Merseburg: Stadt, rest: Gemeinde}
    fee: 10 Euro
    deadline: innerhalb von 1 Monat
  - id: stempel
    name: Stempel
    leika: {key: "99000000000003", kind: Einzelleistung, source: x}
    level: [Gemeinde]
    fee: zwölf fünfzig, also 12,50 €
    documents: [Ausweis]
    responsible: {all: das Amt für Quittungen in Merseburg}
    online: {url: https://example.org/antrag, confidence: sourced}
`)},
	"places/abilities.yaml":      {Data: []byte("kinds: [{id: fundbuero, de: Fundbüro}]\n")},
	"places/municipalities.yaml": {Data: []byte("municipalities:\n  - {name: Merseburg, ars: \"150880220220\"}\n  - {name: Querfurt (Stadt), ars: \"150880305305\"}\n")},
	"places/a.yaml": {Data: []byte(`places:
  - id: quittungsamt
    name: Quittungsamt
    kind: amt
    municipality: Merseburg
    address: {street: Beispielweg 3, plz: "06217", town: Merseburg}
    coordinates: {lat: 51.3501, lon: 11.9901, accuracy: street}
    phone: 03461 0000
    hours: {osm: "Mo 09:00-12:00; Tu off", checked: 2026-01-01}
    access: {wheelchair: no, lift: no}
  - id: nachbar
    name: Nachbar
    kind: amt
    municipality: Merseburg
    address: {street: Beispielweg 3, plz: "06217", town: Merseburg}
    phone: 03461 1111
  - id: alt
    name: Alt
    kind: amt
    municipality: Merseburg
    source: [https://pvog.example/amt]
`)},
}

func read(t *testing.T, id, leika string) pvog.Service {
	t.Helper()
	var log pvog.Deviations
	s, err := pvog.ReadService([]byte(strings.NewReplacer("X1.LB.1", id, "99000000000001", leika).Replace(service)), &log)
	if err != nil {
		t.Fatal(err)
	}
	s.Offices = []pvog.Ref{{ID: "X1.OE.7", Title: "Amt für Quittungen", Role: "01"}, {ID: "X1.OE.8", Title: "Auskunft", Role: "03"}}
	s.Source = "https://pvog.example/" + id
	return s
}

func TestPropose(t *testing.T) {
	current, err := pvog.ReadCurrent(staff)
	if err != nil {
		t.Fatal(err)
	}
	if got := current.LeiKa(); !cmp.Equal(got, []string{"99000000000001", "99000000000003"}) {
		t.Errorf("keys %v", got)
	}
	m, ok := current.Municipality("150880220220")
	if _, unknown := current.Municipality("150880220221"); !ok || unknown {
		t.Fatal(m, ok, unknown)
	}
	var log pvog.Deviations
	o, err := pvog.ReadOffice([]byte(office), &log)
	if err != nil {
		t.Fatal(err)
	}
	o.Source = "https://pvog.example/oe7"
	fund := pvog.Office{ID: "X1.OE.9", Name: "Fundbüro", Street: "Beispielweg 3", Postcode: "06217", Town: "Querfurt", HoursText: "nach Vereinbarung", Source: "https://pvog.example/oe9"}
	moved := pvog.Office{ID: "X1.OE.10", Name: "Alt", Phone: "03461 2222", Source: "https://pvog.example/amt"}
	p := pvog.Propose(current, pvog.Fetched{
		Municipality: m,
		Services:     []pvog.Service{read(t, "X1.LB.1", "99000000000001"), read(t, "X1.LB.3", "99000000000003"), read(t, "X1.LB.4", "99000000000009")},
		Offices:      []pvog.Office{o, fund, moved},
		Missing:      []string{"99000000000002", "99000000000008"},
		Listed:       []pvog.Ref{{ID: "X1.LB.1", Title: "Quittung", LeiKa: []string{"99000000000001"}}, {ID: "X1.LB.5", Title: "Siegel"}},
	}, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
	wantReport := []string{
		"anders: Leistung quittung (services/a.yaml:2): fee, documents, online.url, responsible.Merseburg",
		"anders: Leistung stempel (services/a.yaml:9): deadline",
		"neu: Leistung „Quittung ausstellen“ (X1.LB.4)",
		"anders: Stelle quittungsamt (places/a.yaml:2): mail, website, access.wheelchair",
		"neu: Stelle „Fundbüro“ (X1.OE.9)",
		"anders: Stelle alt (places/a.yaml:17): phone",
		"nicht im PVOG: Leistung quittung (services/a.yaml:2), LeiKa 99000000000002",
		"nicht im PVOG: LeiKa 99000000000008",
		"fehlt bei uns: „Siegel“ (X1.LB.5)",
	}
	if d := cmp.Diff(wantReport, p.Report); d != "" || p.New != 2 || p.Changed != 4 || p.Equal != 0 || p.Gone != 1 {
		t.Errorf("%d new, %d changed, %d equal, %d gone, -want +got\n%s", p.New, p.Changed, p.Equal, p.Gone, d)
	}
	for name, want := range map[string][]string{
		p.Services: {"\n  # anders als services/a.yaml:2:5\n  #   fee (services/a.yaml:7)\n  #   - 10 Euro\n  #   + 12,50 Euro\n",
			"  - id: quittung\n    name: \"Eine Quittung bekommen\"\n    level: [Gemeinde]\n    responsible: {\"Merseburg\": \"Amt für Quittungen\"}\n    online: {url: \"https://example.org/antrag\", for: [\"Merseburg\"], confidence: uncertain}\n    documents:\n      - \"Ausweis\"\n      - \"Antrag\"\n    fee: \"12,50 Euro\"\n    source: [\"https://pvog.example/X1.LB.1\"]\n    as_of: \"2026-01-02\"\n    checked: 2026-11-24\n    confidence: uncertain\n",
			"\n  # neu\n  # Quelle, nur zum Lesen: Was es ist.\n", "    leika: {key: \"99000000000009\", kind: bitte-eintragen, source: ", "    level: [bitte-eintragen]\n"},
		p.Places: {"  - id: quittungsamt\n    name: \"Quittungsamt\"\n    kind: amt\n    municipality: \"Merseburg\"\n    mail: \"quittungen@example.org\"\n    website: \"https://example.org/amt\"\n    access: {wheelchair: yes}\n",
			"  # Vielleicht dieselbe Stelle: quittungsamt (places/a.yaml:2:5)\n  # Vielleicht dieselbe Stelle: nachbar (places/a.yaml:11:5)\n  - id: fundbuero\n    name: \"Fundbüro\"\n    kind: fundbuero\n    municipality: \"Querfurt (Stadt)\"\n",
			"    remark: \"Zeiten laut Quelle: nach Vereinbarung\"\n", "  - id: alt\n    name: \"Alt\"\n    kind: amt\n    municipality: \"Merseburg\"\n    phone: \"03461 2222\"\n"},
	} {
		for _, w := range want {
			if !strings.Contains(name, w) {
				t.Errorf("%q is missing in\n%s", w, name)
			}
		}
		_, root, ds := source.Parse("vorschlag.yaml", []byte(name))
		if root == nil || len(ds) > 0 {
			t.Errorf("the proposal is no good YAML: %v\n%s", ds, name)
		}
		if strings.Contains(name, "Bruch") {
			t.Error("a person is named")
		}
	}
}

// A second import after everything was adopted proposes nothing.
func TestProposeNothing(t *testing.T) {
	current, err := pvog.ReadCurrent(staff)
	if err != nil {
		t.Fatal(err)
	}
	s := read(t, "X1.LB.3", "99000000000003")
	s.Deadline = ""
	p := pvog.Propose(current, pvog.Fetched{Services: []pvog.Service{s}, Offices: []pvog.Office{{ID: "1", Name: "Quittungsamt", Street: "Beispielweg 3", Postcode: "06217", Town: "Merseburg", Phone: "+49 3461 0000"}}}, time.Now())
	if p.Services+p.Places != "" || p.Equal != 2 || len(p.Report) != 0 {
		t.Errorf("%+v", p)
	}
}

// What the staff wrote for an association is what holds for its members.
func TestProposeAssociation(t *testing.T) {
	current, err := pvog.ReadCurrent(fstest.MapFS{
		"services/a.yaml":            {Data: []byte("services:\n  - id: siegel\n    name: Siegel\n    leika: {key: \"99000000000001\", kind: Einzelleistung, source: x}\n    responsible: {Verbandsgemeinde Weida-Land: Verbandsgemeinde Weida-Land, rest: Gemeinde}\n")},
		"places/municipalities.yaml": {Data: []byte("municipalities:\n  - {name: Steigra, ars: \"150885051355\", association: Verbandsgemeinde Weida-Land}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	m, ok := current.Municipality("150885051355")
	p := pvog.Propose(current, pvog.Fetched{Municipality: m, Services: []pvog.Service{
		{ID: "1", Name: "Siegel", LeiKa: []string{"99000000000001"}, Offices: []pvog.Ref{{ID: "2", Title: "Verbandsgemeinde Weida-Land", Role: "01"}}},
	}}, time.Now())
	if !ok || p.Equal != 1 {
		t.Errorf("%v %+v", ok, p)
	}
}
