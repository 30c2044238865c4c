package content_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

// mondaysOf2027 are invented: the shipped content knows no dates of the digital café.
const mondaysOf2027 = `
  - id: digital-cafe-montags
    title: Digital-Café
    topic: digital-cafe
    start: 2027-01-04 15:00
    duration: 90m
    repeat: FREQ=MONTHLY;BYDAY=1MO,3MO
    place: mer-digitalcafe
    source: [https://www.example.org]
    checked: 2026-11-23
    confidence: sourced
`

// withDates is the shipped content with these dates.
func withDates(t *testing.T, events string) flows.Engine {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dates := string(files["termine.yaml"].Data)
	files["termine.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(dates, "events: []", "events:"+events, 1))}
	catalogue, _, ds := content.LoadCatalogue(files)
	set, _, more := flows.Load(files, flows.Options{Names: catalogue.Names, Records: catalogue.Records()})
	if ds = append(ds, more...); ds.Failed() {
		t.Fatal(ds.Errors())
	}
	return flows.Engine{Set: set, Catalogue: catalogue.With(set)}
}

// With dates, the question for the next digital café is answered, with a reminder the day before and a file for the calendar.
func TestEventTalk(t *testing.T) {
	const name = "testdata/termine.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	script, ds := transcript.Parse(name, data)
	got, more := script.Play(withDates(t, mondaysOf2027), nil)
	if ds = append(ds, more...); len(ds) > 0 {
		t.Fatal(ds)
	}
	golden(t, name, got)
}

// The file holds the date, and reads as what the card says.
func TestEventFile(t *testing.T) {
	e := withDates(t, mondaysOf2027)
	now := local(t, "2026-12-28 10:00")
	s, _ := e.Advance(flows.Session{}, flows.Start{Payload: "digital-cafe"}, now)
	_, effects := e.Advance(s, flows.Said{Text: "Für meinen Kalender"}, now)
	var file flows.File
	for _, effect := range effects {
		if f, ok := effect.(flows.File); ok {
			file = f
		}
	}
	if file.Name != "digital-cafe.ics" {
		t.Fatalf("effects %v", effects)
	}
	yaml, n, err := loadDated(t, " []\n").ProposeEvents(file.Text, content.Import{Topic: "cafe", Now: now})
	if err != nil || n != 1 {
		t.Fatalf("%d dates, %v, in\n%s", n, err, file.Text)
	}
	card, _ := proposed(t, yaml).Card("events/cafe", "de", flows.About{Now: now})
	if lineWith(card, "Mo, 4.1., 15 Uhr bis 16:30 Uhr") == "" {
		t.Errorf("the file says\n%s", card.Text)
	}
}
