package pvog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content/pvog"
)

// service is an answer of the form of the real ones, with made-up content.
const service = `{"name": "Quittung ausstellen", "id": "X1.LB.1", "leikakeys": ["99000000000001"], "description": "<p>Kurz.</p>", "externalLastUpdate": "2026-01-02T03:04:05Z", "languageCode": "de", "ars": ["150880220220"],
"details": [
 {"@type": "_module", "code": "06", "title": "Beschreibung", "text": "<p>Was es ist.</p><p>Fragen an Frau Quax Bruch.</p>", "links": [], "filled": true},
 {"@type": "_module", "code": "08", "title": "Erforderliche Unterlagen", "text": "<ul><li>Ausweis</li><li>Antrag</li></ul>"},
 {"@type": "_moduleDetail", "code": "98", "title": "Kosten", "text": "<p>12,50&nbsp;Euro</p>", "details": []},
 {"@type": "_moduleDetail", "code": "97", "title": "Fristen", "text": "", "details": [{"@type": "_module", "code": "009", "title": "Widerspruch", "text": "1 Monat"}]},
 {"@type": "_module", "code": "99", "title": "Anderes", "text": "bleibt weg"}],
"onlineServiceLinks": [{"id": "X1.OD.1", "title": "Online beantragen", "uri": "https://example.org/antrag"}, {"id": "X1.OD.1", "title": "doppelt", "uri": "https://example.org/antrag"}, {"id": "X1.OD.2", "title": "ohne Link"}]}`

func TestReadService(t *testing.T) {
	var log pvog.Deviations
	got, err := pvog.ReadService([]byte(service), &log)
	if err != nil || len(log.List()) > 0 {
		t.Fatal(err, log.List())
	}
	want := pvog.Service{
		ID: "X1.LB.1", Name: "Quittung ausstellen", LeiKa: []string{"99000000000001"}, About: "Was es ist.\nFragen an (Name weggelassen).",
		Documents: []string{"Ausweis", "Antrag"}, Fee: "12,50 Euro", Deadline: "Widerspruch: 1 Monat", Updated: "2026-01-02",
		Online: []pvog.Online{{ID: "X1.OD.1", Title: "Online beantragen", URL: "https://example.org/antrag"}, {ID: "X1.OD.2", Title: "ohne Link"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// office is an answer of the form that is known, with made-up content.
const office = `{"id": "X1.OE.7", "title": "Amt für Quittungen", "lastUpdate": "2026-05-06T00:00:00Z",
"location": {"addresses": [{"type": "Postanschrift", "street": "Postfach 1", "zip": "06200", "city": "Merseburg"},
  {"type": "Hausanschrift", "street": "Beispielweg 3", "zip": "06217", "city": "Merseburg", "geo": {"latitude": 51.35, "longitude": "11.99"}}],
 "communications": [{"code": "02", "name": "Telefon", "value": "+49 3461 000-0"}, {"name": "Fax", "value": "1"}, {"name": "E-Mail", "value": "q.bruch@example.org"}, {"name": "E-Mail", "value": "quittungen@example.org"}]},
"contactPersons": [{"name": "Quax Bruch"}],
"internetAddresses": [{"uri": "http://unsicher.example.org"}, {"uri": "https://example.org/amt"}],
"additionalInformation": [{"type": "INFO_TIMES", "text": "<p>Montag 9.00 - 12.00 Uhr</p><p>Dienstag geschlossen</p>"}, {"type": "INFO_ACCESS", "text": "Rollstuhlgerecht: ja, kein Aufzug. Herr Bruch hilft."}]}`

func TestReadOffice(t *testing.T) {
	var log pvog.Deviations
	got, err := pvog.ReadOffice([]byte(office), &log)
	if err != nil || len(log.List()) > 0 {
		t.Fatal(err, log.List())
	}
	want := pvog.Office{
		ID: "X1.OE.7", Name: "Amt für Quittungen", Street: "Beispielweg 3", Postcode: "06217", Town: "Merseburg", Lat: 51.35, Lon: 11.99,
		Phone: "+49 3461 000-0", Mail: "quittungen@example.org", Website: "https://example.org/amt", Hours: "Mo 09:00-12:00; Tu off",
		HoursText: "Montag 9.00 - 12.00 Uhr\nDienstag geschlossen", Wheelchair: "yes", Lift: "no", Updated: "2026-05-06",
		Notes: []string{"Eine E-Mail-Adresse ist weggelassen: Sie könnte einer Person gehören.", "Rollstuhlgerecht: ja, kein Aufzug. (Name weggelassen) hilft."},
	}
	got.Notes[1] = strings.ReplaceAll(got.Notes[1], `\`, "")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if strings.Contains(fmt.Sprintf("%+v", got), "Bruch") {
		t.Error("a person is named")
	}
}

// What is not as expected is reported with the way to it, and never guessed.
func TestDeviations(t *testing.T) {
	for _, c := range []struct{ name, kind, data, want string }{
		{"new fields", "service", `{"id": "1", "name": "N", "neu": 1, "details": [{"code": "06", "text": "a", "farbe": "rot"}, {"code": "08", "text": "b", "farbe": "blau"}]}`,
			"servicedescription.details[].farbe: unbekanntes Feld (2), servicedescription.neu: unbekanntes Feld (1)"},
		{"changed types", "service", `{"id": "1", "name": "N", "leikakeys": "99", "details": {"code": "06"}, "onlineServiceLinks": ["https://a.de", 7]}`,
			"servicedescription.details: Liste erwartet, Objekt bekommen (1), servicedescription.leikakeys: Liste erwartet, Text bekommen (1), servicedescription.onlineServiceLinks[]: Objekt erwartet, Text bekommen (1), servicedescription.onlineServiceLinks[]: Objekt erwartet, Zahl bekommen (1)"},
		{"no name", "service", `{"id": "1", "name": 7}`, "error servicedescription.id, servicedescription.name; servicedescription.name: Text erwartet, Zahl bekommen (1)"},
		{"another form", "service", `["1"]`, "error servicedescription.id, servicedescription.name; "},
		{"coordinates", "office", `{"title": "A", "location": {"addresses": [{"type": "Hausanschrift", "geo": {"latitude": "nördlich", "longitude": true, "hoehe": 1}}]}}`,
			"organisationunit.location.addresses[].geo.hoehe: unbekanntes Feld (1), organisationunit.location.addresses[].geo.latitude: Zahl erwartet, Text bekommen (1), organisationunit.location.addresses[].geo.longitude: Zahl erwartet, Wahrheitswert bekommen (1)"},
		{"nothing is said", "office", `{"title": "A", "location": null, "additionalInformation": null}`, ""},
		{"no list", "page", `{"content": {}}`, "error servicedescriptions.content; "},
		{"a list of what cannot be read", "page", `{"content": [null, {"id": null}, {"id": 5}]}`, "error servicedescriptions.content[].id; servicedescriptions.content[].id: Text erwartet, Zahl bekommen (1)"},
		{"no list of offices", "offices", `{"offices": []}`, "error organisationunits; "},
		{"no link", "online", `{"id": "1", "links": [{"uri": "javascript:alert(1)"}]}`, "error onlineservice.links[].uri; "},
	} {
		var log pvog.Deviations
		var err error
		switch c.kind {
		case "service":
			_, err = pvog.ReadService([]byte(c.data), &log)
		case "office":
			_, err = pvog.ReadOffice([]byte(c.data), &log)
		case "page":
			_, err = pvog.ReadPage([]byte(c.data), &log)
		case "offices":
			_, err = pvog.ReadOffices([]byte(c.data), &log)
		case "online":
			_, err = pvog.ReadOnline([]byte(c.data), &log)
		}
		var got []string
		for _, d := range log.List() {
			got = append(got, fmt.Sprintf("%s: %s (%d)", d.Path, d.What, d.Count))
		}
		text := strings.Join(got, ", ")
		if form, ok := errors.AsType[*pvog.FormError](err); ok {
			text = "error " + form.Path + "; " + text
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if text != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, text, c.want)
		}
	}
}

// Whether there is another page is said by numbers, or by a word; what says nothing is not taken for the end.
func TestMorePages(t *testing.T) {
	for _, c := range []struct {
		data          string
		more, counted bool
	}{
		{`{"content": [{"id": "1"}], "number": 0, "totalPages": 2}`, true, true},
		{`{"content": [{"id": "1"}], "number": 1, "totalPages": 2}`, false, true},
		{`{"serviceDescriptions": {"content": [{"id": "1"}], "last": false}}`, true, true},
		{`{"serviceDescriptions": {"content": [{"id": "1"}], "last": true}}`, false, true},
		{`{"content": [{"id": "1"}], "number": 0}`, false, false},
		{`{"content": []}`, false, false},
	} {
		p, err := pvog.ReadPage([]byte(c.data), &pvog.Deviations{})
		if err != nil || p.More != c.more || p.Counted != c.counted {
			t.Errorf("%s: %+v, %v", c.data, p, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(service))
	f.Add([]byte(office))
	f.Add([]byte(`{"serviceDescriptions": {"content": [{"id": "1"}], "number": 0, "totalPages": 2}}`))
	f.Add([]byte(`[{"id": "1", "title": "A", "role": {"code": "01"}}, {"id": "2", "role": "Zuständige Stelle"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var log pvog.Deviations
		if s, err := pvog.ReadService(data, &log); err == nil && (s.ID == "" || s.Name == "") {
			t.Error("a service without id or name")
		}
		if o, err := pvog.ReadOffice(data, &log); err == nil && o.Name == "" {
			t.Error("an office without name")
		}
		_, _ = pvog.ReadPage(data, &log)
		_, _ = pvog.ReadOffices(data, &log)
		_, _ = pvog.ReadOnline(data, &log)
	})
}
