package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/content"
)

// valid is a small catalogue without mistakes.
func valid() fstest.MapFS {
	files := map[string]string{
		"places/abilities.yaml": `abilities:
  - {id: anmelden, de: Wohnsitz anmelden, resident: true}
  - {id: kfz, de: Auto anmelden}
kinds:
  - {id: rathaus, de: Rathaus}
`,
		"places/municipalities.yaml": `municipalities:
  - name: Merseburg
    ags: "15088220"
    ars: "150880220220"
    plz: ["06217"]
    coordinates: {lat: 51.3548, lon: 11.9892, accuracy: town}
    localities:
      - {name: Beuna, plz: ["06217"]}
    source:
      - https://www.merseburg.de
    checked: 2026-11-23
    confidence: sourced
`,
		"places/neighbours.yaml": `neighbours:
  - {name: Halle (Saale), others: [Halle], plz: ["06108"], lat: 51.483, lon: 11.972}
`,
		"places/a.yaml": `places:
  - id: amt
    name: Amt für alles
    kind: rathaus
    municipality: Merseburg
    serves: [Merseburg]
    address: {street: Burgstraße 1, plz: "06217", town: Merseburg}
    coordinates: {lat: 51.357, lon: 12.0, accuracy: town}
    phone: 03461 445 533
    mail: amt@merseburg.de
    website: https://www.merseburg.de
    hours:
      osm: Mo-Fr 09:00-12:00
      checked: 2026-11-23
    can: [anmelden, kfz]
    source:
      - http://www.merseburg.de/de/amt.html
    checked: 2026-11-23
    confidence: sourced
    doubts:
      phone: Die Nummer ist alt.
`,
		"services/s.yaml": `services:
  - id: umzug
    name: Wohnsitz anmelden
    words: [umziehen]
    leika:
      key: "99115005104000"
      kind: Einzelleistung
      source: https://example.org
    level: [Gemeinde]
    responsible:
      Merseburg: Einwohnermeldewesen
      rest: Gemeinde
    source:
      - https://www.merseburg.de
    checked: 2026-11-23
    confidence: sourced
`,
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestValid(t *testing.T) {
	if _, files, ds := content.LoadCatalogue(valid()); len(ds) > 0 {
		t.Fatalf("the small catalogue has problems:\n%s", report(ds, files, "en"))
	}
}

// Each mistake is found where it stands, and said in both languages.
func TestMistakes(t *testing.T) {
	const (
		abilities, municipalities, places, services = "places/abilities.yaml", "places/municipalities.yaml", "places/a.yaml", "services/s.yaml"
	)
	for _, tt := range []struct{ name, file, old, new string }{
		{"ability", places, "can: [anmelden, kfz]", "can: [anmelden, kfs]"},
		{"ags", municipalities, `"15088220"`, `"1508822"`},
		{"checked-missing", places, "    checked: 2026-11-23\n    confidence", "    confidence"},
		{"checked-no-day", places, "    checked: 2026-11-23\n    confidence", "    checked: 2026-11-31\n    confidence"},
		{"coordinates-outside", places, "lat: 51.357, lon: 12.0", "lat: 48.137, lon: 11.575"},
		{"coordinates-swapped", places, "lat: 51.357, lon: 12.0", "lat: 12.0, lon: 51.357"},
		{"doubts", places, "      phone: Die", "      telefon: Die"},
		{"duplicate-ability", abilities, "id: kfz", "id: anmelden"},
		{"duplicate-place", places, "places:\n", "places:\n  - {id: amt, name: Amt, kind: rathaus, municipality: Merseburg, source: [https://a.de], checked: 2026-11-23, confidence: sourced}\n"},
		{"file-yml", "places/b.yml", "", "places:\n"},
		{"hours", places, "Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12"},
		{"hours-quoted", places, "Mo-Fr 09:00-12:00", `"Mo-Frei 09:00-12:00"`},
		{"kind", places, "kind: rathaus", "kind: ratshaus"},
		{"leika", services, `"99115005104000"`, `"9911500510400"`},
		{"level", services, "[Gemeinde]", "[Gemeinden]"},
		{"link", places, "website: https://", "website: http://"},
		{"fee-bare", services, "    source:\n", "    fee: 10.5\n    source:\n"},
		{"fee-german", services, "    source:\n", "    gebühr: 10 €\n    source:\n"},
		{"leika-spaces", services, `"99115005104000"`, `"99 115 005 104 000"`},
		{"mail", places, "amt@merseburg.de", "amt(at)merseburg.de"},
		{"municipality", places, "municipality: Merseburg", "municipality: Merseberg"},
		{"markup", services, "name: Wohnsitz anmelden", "name: \"**Wohnsitz** anmelden\""},
		{"municipality-short", municipalities, "name: Merseburg", "name: Merseburg (Saale)"},
		{"online-page", services, "    source:\n", "    online: {url: \"https://www.merseburg.de\", page: info, level: eid, confidence: sourced}\n    source:\n"},
		{"online-alone", services, "    source:\n", "    online: {level: eid, for: [Merseburg], note: Nur per Post., confidence: sourced}\n    source:\n"},
		{"postcode-long", places, `plz: "06217"`, `plz: "062177"`},
		{"postcode-zero", places, `plz: "06217"`, `plz: 6217`},
		{"responsible", services, "      Merseburg: Einw", "      Mersburg: Einw"},
		{"responsible-all", services, "      rest: Gemeinde", "      Alle: Gemeinde"},
		{"responsible-rest", services, "      rest: Gemeinde", "      jeweils: Gemeinde"},
		{"responsible-outside", services, "      Merseburg: Einw", "      Halle (Saale): Einw"},
		{"serves", places, "    serves: [Merseburg]\n", ""},
		{"source", places, "    source:\n      - http://www.merseburg.de/de/amt.html\n", ""},
		{"unknown-key", places, "    phone: 03461", "    telefon: 03461"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := valid()
			text := ""
			if f := files[tt.file]; f != nil {
				text = string(f.Data)
				if !strings.Contains(text, tt.old) {
					t.Fatalf("%s does not contain %q", tt.file, tt.old)
				}
			}
			files[tt.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, tt.old, tt.new, 1))}
			_, shown, ds := content.LoadCatalogue(files)
			if len(ds) == 0 {
				t.Fatal("the mistake was not found")
			}
			for _, lang := range []string{"de", "en"} {
				golden(t, "testdata/err/"+tt.name+"."+lang+".txt", report(ds, shown, lang))
			}
		})
	}
}

func TestMissingFile(t *testing.T) {
	for _, name := range []string{"places/abilities.yaml", "places/municipalities.yaml", "places/neighbours.yaml"} {
		files := valid()
		delete(files, name)
		_, _, ds := content.LoadCatalogue(files)
		if len(ds) != 1 || ds[0].Rule != "file" || ds[0].At.File != name {
			t.Errorf("without %s: %+v", name, ds)
		}
	}
}

// Whatever stands in a file, loading does not panic, and the catalogue can still be asked for its names.
func FuzzLoad(f *testing.F) {
	for _, file := range valid() {
		f.Add(string(file.Data))
	}
	f.Add("hours: Mo off\ntimes: {remind: off}\ndigest: Mo\npeople: [{user: a, duty: 24/7, quiet: PH}, {user: []}]")
	f.Add("texts: [{id: a, title: b, text: '{c}', words: [d]}, {id: []}]")
	f.Add("places: [{id: a, hours: 1, address: [], serves: {}, doubts: [a]}]")
	f.Add("municipalities: [{name: a, localities: [a, {}], members: 1}]\nassociations: [{members: [[]]}]")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"places/abilities.yaml", "places/municipalities.yaml", "places/a.yaml", "services/s.yaml", "lotsen.yaml", "textbausteine.yaml"} {
			files := valid()
			files[name] = &fstest.MapFile{Data: []byte(text)}
			c, shown, ds := content.LoadCatalogue(files)
			c.Names("service")
			c.Locate("Merseburg")
			c.Push("a", "de", "", pushDay)
			c.Desk().OnDuty(pushDay)
			c.Due(pushDay)
			report(ds, shown, "de")
		}
	})
}
