package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fakePVOG answers as the search service does, as far as that is known, with made-up content.
type fakePVOG struct {
	*httptest.Server
	answers map[string]string // path -> JSON; what is missing is answered with 404
	asked   []string
}

func newFakePVOG(t *testing.T) *fakePVOG {
	t.Helper()
	f := &fakePVOG{answers: map[string]string{
		"/v3/servicedescriptions/leikaid?99000000000001": `{"content": [{"id": "X1.LB.1", "name": "Quittung"}], "number": 0, "totalPages": 1}`,
		"/v3/servicedescriptions/leikaid?99000000000002": `{"content": [], "number": 0, "totalPages": 0}`,
		"/v6/servicedescriptions/X1.LB.1/detail": `{"id": "X1.LB.1", "name": "Quittung ausstellen", "leikakeys": ["99000000000001"],
			"details": [{"code": "98", "text": "<p>12,50 Euro</p>"}], "onlineServiceLinks": [{"id": "X1.OD.1", "title": "Antrag"}]}`,
		"/v2/onlineservices/detail?X1.OD.1":          `{"id": "X1.OD.1", "links": [{"uri": "https://example.org/antrag"}]}`,
		"/v2/organisationunits/titles":               `[{"id": "X1.OE.7", "title": "Amt für Quittungen", "role": {"code": "01"}}, {"id": "X1.OE.8", "title": "Fort"}]`,
		"/v5/organisationunits/detail?X1.OE.7":       `{"id": "X1.OE.7", "title": "Amt für Quittungen", "location": {"addresses": [{"type": "Hausanschrift", "street": "Beispielweg 3", "zip": "06217", "city": "Merseburg"}]}, "neu": 1}`,
		"/v7/servicedescriptions/150880220220?page0": `{"serviceDescriptions": {"content": [{"id": "X1.LB.1", "leikakeys": ["99000000000001"]}], "number": 0, "totalPages": 2}}`,
		"/v7/servicedescriptions/150880220220?page1": `{"serviceDescriptions": {"content": [{"id": "X1.LB.2", "name": "Siegel"}], "number": 1, "totalPages": 2}}`,
	}}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, key := r.URL.Query(), r.URL.Path
		for _, more := range []string{q.Get("leikaIds"), q.Get("q")} {
			if more != "" {
				key += "?" + more
			}
		}
		if strings.HasPrefix(r.URL.Path, "/v7/") {
			key += "?page" + q.Get("page")
		}
		f.asked = append(f.asked, key)
		answer, ok := f.answers[key]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(f.Close)
	return f
}

// pvogContent is a small whole content with one service.
func pvogContent(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := counter(dir); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"services/a.yaml":            "services:\n  - id: quittung\n    name: Eine Quittung bekommen\n    leika: {key: \"99000000000001\", kind: Einzelleistung, source: x}\n    level: [Gemeinde]\n    fee: 10 Euro\n    checked: 2026-11-01\n    confidence: uncertain\n",
		"places/abilities.yaml":      "abilities: []\nkinds: [{id: amt, de: Amt}]\n",
		"places/municipalities.yaml": "municipalities:\n  - {name: Merseburg, ags: \"15088220\", ars: \"150880220220\", plz: [\"06217\"], checked: 2026-11-01, confidence: uncertain}\n",
		"places/neighbours.yaml":     "neighbours: []\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImportPVOG(t *testing.T) {
	server, dir, work := newFakePVOG(t), pvogContent(t), t.TempDir()
	command := func(args ...string) (code int, out, errs string) {
		var o, e bytes.Buffer
		args = append([]string{"import", "pvog", "--content", dir, "--base-url", server.URL, "--pause", "0s", "--now", "2026-11-24T10:00", "--cache", filepath.Join(work, "cache")}, args...)
		code = run(args, streams{os.Stdin, &o, &e})
		return code, o.String(), e.String()
	}
	first := filepath.Join(work, "vorschlag")
	code, out, errs := command("--ars", "150880220220", "--leika", "99000000000001,99000000000002", "--all", "--out", first)
	want := `Merseburg (150880220220): 1 Leistungen und 1 Stellen gefunden. 9 Anfragen, 0 Antworten noch von heute.
neu: 1, anders: 1, gleich: 0, nicht im PVOG: 0
  anders: Leistung quittung (services/a.yaml:2): fee, online.url, responsible.Merseburg
  neu: Stelle „Amt für Quittungen“ (X1.OE.7)
  nicht im PVOG: LeiKa 99000000000002
  fehlt bei uns: „Siegel“ (X1.LB.2)
Die Antworten sehen anders aus als erwartet. Das ist nicht übernommen:
  organisationunit.neu: unbekanntes Feld (1-mal)
` + first + "/places.yaml, " + first + "/services.yaml: Bitte prüfen Sie jede Angabe und übernehmen Sie nur die richtigen.\n"
	if d := cmp.Diff(want, out); d != "" || code != 0 {
		t.Errorf("exit %d %s -want +got\n%s", code, errs, d)
	}
	for name, want := range map[string]string{"services.yaml": "    online: {url: \"https://example.org/antrag\", for: [\"Merseburg\"]", "places.yaml": "address: {street: \"Beispielweg 3\", plz: \"06217\", town: \"Merseburg\"}"} {
		if data, err := os.ReadFile(filepath.Join(first, name)); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
	}

	// Nobody's work is written over, and what is here already is not asked for again.
	asked := len(server.asked)
	if code, _, errs = command("--ars", "150880220220", "--out", first); code != exitMisused || !strings.Contains(errs, "exists already") {
		t.Errorf("exit %d: %s", code, errs)
	}
	second := filepath.Join(work, "zwei.yaml")
	if code, out, errs = command("--ars", "150880220220", "--out", second); code != 0 || !strings.Contains(out, "0 Anfragen, 6 Antworten noch von heute") || len(server.asked) != asked {
		t.Errorf("exit %d, %d requests more: %s%s", code, len(server.asked)-asked, out, errs)
	}
	if data, err := os.ReadFile(second); err != nil || !strings.Contains(string(data), "\nservices:\n") || !strings.Contains(string(data), "\nplaces:\n") {
		t.Errorf("%v\n%s", err, data)
	}

	// A day later everything is asked for again; what has changed and what is gone is said.
	server.answers["/v6/servicedescriptions/X1.LB.1/detail"] = `{"id": "X1.LB.1", "name": "Quittung ausstellen", "details": [{"code": "98", "text": "10 Euro"}]}`
	server.answers["/v2/organisationunits/titles"] = `[]`
	code, out, errs = command("--ars", "150880220220", "--out", filepath.Join(work, "drei"), "--now", "2026-11-25T10:00")
	for _, want := range []string{"gleich: 1", "seit dem letzten Mal geändert: Leistung „Quittung ausstellen“ (X1.LB.1)", "seit dem letzten Mal weg: Stelle „Amt für Quittungen“ (X1.OE.7)", "Es gibt nichts vorzuschlagen."} {
		if !strings.Contains(out, want) {
			t.Errorf("exit %d, %q is missing in\n%s%s", code, want, out, errs)
		}
	}

	// A failure leaves nothing behind.
	server.answers["/v2/organisationunits/titles"] = `<html>Wartung</html>`
	fourth := filepath.Join(work, "vier")
	code, _, errs = command("--ars", "150880220220", "--out", fourth, "--now", "2026-11-26T10:00")
	if _, err := os.Stat(fourth); err == nil || code != exitFailed || !strings.Contains(errs, "Internetseite statt mit JSON\nEs ist nichts geschrieben.") {
		t.Errorf("exit %d, %v: %s", code, err, errs)
	}

	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--ars", "15088022022"}, "--ars 15088022022 is no regional key; it has twelve digits"},
		{[]string{"--ars", "150880220221"}, "is no municipality of the content; did you mean 150880220220 (Merseburg)?"},
		{[]string{"--ars", "150880220220", "--leika", "123"}, "123 is no key of a service"},
		{[]string{"--ars", "150880220220", "--base-url", "pvog"}, "--base-url is no web address"},
		{nil, "missing flags: --ars=KEY"},
	} {
		if code, _, errs := command(append(c.args, "--out", fourth)...); code != exitMisused || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d: %s", c.args, code, errs)
		}
	}
}

// An answer about another service than the one asked for is not taken for it, and a service that cannot be had can be left out.
func TestImportPVOGSkip(t *testing.T) {
	server, dir, work := newFakePVOG(t), pvogContent(t), t.TempDir()
	server.answers["/v3/servicedescriptions/leikaid?99000000000003"] = `{"content": [{"id": "X1.LB.1"}]}`
	command := func(args ...string) (code int, out, errs string) {
		var o, e bytes.Buffer
		args = append([]string{"import", "pvog", "--content", dir, "--base-url", server.URL, "--pause", "0s", "--now", "2026-11-24T10:00", "--cache", filepath.Join(work, "cache"), "--ars", "150880220220",
			"--leika", "99000000000001,99000000000003", "--out", filepath.Join(work, "vorschlag")}, args...)
		code = run(args, streams{os.Stdin, &o, &e})
		return code, o.String(), e.String()
	}
	code, out, errs := command()
	for _, want := range []string{
		"LeiKa 99000000000003: service X1.LB.1: der Dienst antwortet mit einer anderen Leistung (Quittung ausstellen, LeiKa 99000000000001)",
		"Es ist nichts geschrieben.", "Ohne sie geht es mit --skip 99000000000003.",
	} {
		if code != exitFailed || out != "" || !strings.Contains(errs, want) {
			t.Errorf("exit %d, %q is missing in\n%s%s", code, want, out, errs)
		}
	}
	if code, out, errs = command("--skip", "99000000000003"); code != 0 || !strings.Contains(out, "neu: 1, anders: 1, gleich: 0, nicht im PVOG: 0") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	if code, _, errs = command("--skip", "9900"); code != exitMisused || !strings.Contains(errs, "9900 is no key of a service") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// A proposal has the form of the content: put in as it is, nothing is wrong with it but what only a person can fill in.
func TestPVOGProposalIsContent(t *testing.T) {
	server, dir, out := newFakePVOG(t), pvogContent(t), filepath.Join(t.TempDir(), "neu")
	if err := os.Remove(filepath.Join(dir, "services", "a.yaml")); err != nil {
		t.Fatal(err)
	}
	server.answers["/v6/servicedescriptions/X1.LB.1/detail"] = `{"id": "X1.LB.1", "name": "Quittung \"A\" ausstellen", "leikakeys": ["99000000000001"], "description": "<p>#: {a} - b</p>",
		"details": [{"code": "98", "text": "<p>12,50 Euro:<br># eins</p>"}, {"code": "08", "text": "<ul><li>- x: y</li><li>{z}</li></ul>"}, {"code": "97", "text": "1 Monat"}, {"code": "95", "text": "2 Tage"}],
		"onlineServiceLinks": [{"id": "X1.OD.1", "title": "Antrag"}]}`
	server.answers["/v5/organisationunits/detail?X1.OE.7"] = `{"id": "X1.OE.7", "title": "Amt: für \"Quittungen\"", "lastUpdate": "2026-05-06T00:00:00Z", "internetAddresses": [{"uri": "https://example.org/amt"}],
		"location": {"addresses": [{"type": "Hausanschrift", "street": "Beispielweg 3", "zip": "06217", "city": "Merseburg", "geo": {"latitude": 51.35, "longitude": 11.99}}],
		"communications": [{"name": "Telefon", "value": "03461 0000"}, {"name": "E-Mail", "value": "quittungen@example.org"}]},
		"additionalInformation": [{"type": "INFO_TIMES", "text": "Mo-Fr 9-12 Uhr"}, {"type": "X", "text": "rollstuhlgerecht, Aufzug vorhanden"}]}`
	var o, e bytes.Buffer
	if code := run([]string{"import", "pvog", "--content", dir, "--base-url", server.URL, "--pause", "0s", "--now", "2026-11-24", "--cache", t.TempDir(), "--ars", "150880220220", "--leika", "99000000000001", "--out", out}, streams{os.Stdin, &o, &e}); code != 0 {
		t.Fatalf("exit %d: %s", code, &e)
	}
	for _, kind := range []string{"services", "places"} {
		data, err := os.ReadFile(filepath.Join(out, kind+".yaml"))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, kind, "neu.yaml"), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	l, err := load(contentFlag{Content: dir}, time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, d := range l.found.Errors() {
		rules = append(rules, d.Rule)
		if !strings.Contains(l.files[d.At.File].Line(d.At.Line), "bitte-eintragen") {
			t.Errorf("%s: %s", d.At, d.Text.EN)
		}
	}
	if want := []string{"kind", "value", "value"}; !slices.Equal(rules, want) {
		t.Errorf("rules %q, want %q", rules, want)
	}
}
