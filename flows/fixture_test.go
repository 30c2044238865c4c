package flows_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// base is a small complete content for tests of the engine.
func base(t testing.TB) flows.Engine {
	t.Helper()
	return engine(t, os.DirFS("testdata/base"))
}

func engine(t testing.TB, fsys fs.FS) flows.Engine {
	t.Helper()
	set, files, ds := flows.Load(fsys, flows.Options{})
	if ds.Failed() {
		var b strings.Builder
		_ = ds.WriteText(&b, files, "en")
		t.Fatal(b.String())
	}
	set.Forget() // as a service does
	return flows.Engine{Set: set, Catalogue: village{}, Desk: true}
}

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// village is a catalogue of two places and one thing to find.
type village struct{}

func (village) Locate(text string) []flows.Place {
	switch strings.ToLower(text) {
	case "merseburg", "06217":
		return []flows.Place{{Name: "Merseburg", Label: "Merseburg"}}
	case "beuna":
		return []flows.Place{{Name: "Merseburg", Label: "Beuna (Merseburg)"}, {Name: "Braunsbedra", Label: "Beuna (Braunsbedra)"}}
	}
	return nil
}

func (village) Near(lat, lon float64) (flows.Place, bool) {
	return flows.Place{Name: "Merseburg"}, lat > 51 && lat < 52 && lon > 11 && lon < 13
}

func (village) Search(text, _ string, _ int) flows.Found {
	switch text {
	case "ich bin umgezogen":
		return flows.Found{Hits: []flows.Hit{{Flow: flows.Ref{Flow: "umzug"}, Title: "Umziehen"}}, Clear: true}
	case "perso oder pin":
		return flows.Found{Hits: []flows.Hit{{Flow: flows.Ref{Flow: "ausweis"}, Title: "Personalausweis"}, {ID: "hund", Title: "Hundesteuer"}}}
	}
	return flows.Found{}
}

func (village) Emergency(text, _ string) (flows.Card, bool) {
	return flows.Card{Text: "Rufen Sie 112 an.", Lang: "de"}, text == "es brennt"
}

func (village) Service(id, _ string, about flows.About) (flows.Service, bool) {
	return flows.Service{Name: "Hundesteuer", Local: true, Online: about.Place == "Merseburg", Eid: about.Place == "Merseburg", Places: true}, id == "hund"
}

func (village) Needing(_ string, _ flows.About, n int) []flows.Hit {
	return []flows.Hit{{ID: "hund", Title: "Hundesteuer"}}[:min(n, 1)]
}

func (village) Card(id, _ string, about flows.About) (flows.Card, bool) {
	if id == flows.EventsPrefix+"treff" {
		card := flows.Card{Text: "**Treff**: kein Termin", Lang: "de"}
		if begins := time.Date(2026, 12, 1, 15, 0, 0, 0, time.UTC); begins.After(about.Now) {
			card = flows.Card{Text: "**Treff**: 1.12., 15 Uhr", Lang: "de", Begins: begins, File: &flows.File{Name: "treff.ics", Text: "BEGIN:VCALENDAR"}}
		}
		return card, true
	}
	return flows.Card{Text: "**Hundesteuer**: 50 Euro", Lang: "de"}, id == "hund"
}

func (village) Places(q flows.PlacesQuery, _ string, about flows.About) []flows.Card {
	if about.Place == "" {
		return nil
	}
	return []flows.Card{{Text: "Bürgerbüro " + about.Place, Lang: "de", Venue: &flows.Venue{Name: "Bürgerbüro", Address: "Markt 1", Lat: 51.35, Lon: 12}}}
}

func (village) Names(kind string) []string {
	return map[string][]string{"topic": {"treff"}, "service": {"hund"}, "ability": {"personalausweis"}, "place-kind": {"rathaus"}}[kind]
}
