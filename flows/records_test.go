package flows_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// records are the texts of two services that cost the same.
func records(fee string) []flows.RecordText {
	text := func(id, german string) flows.RecordText {
		return flows.RecordText{ID: id, Text: german, At: &source.Node{Value: german, At: source.Span{File: "services/x.yaml", Line: 1, Col: 1}}, File: "services", Note: "Gebühr."}
	}
	return []flows.RecordText{text("service.hund.fee", fee), text("service.pass.fee", "kostenfrei"), text("service.pass.eid", "kostenfrei")}
}

func recordTexts(t *testing.T, fee, english string) (*flows.Texts, source.Diagnostics) {
	t.Helper()
	fsys := baseMap(t)
	fsys["messages/services.en.yaml"] = &fstest.MapFile{Data: []byte("texts:\n" + english)}
	set, _, ds := flows.Load(fsys, flows.Options{Records: records(fee)})
	if ds.Failed() {
		t.Fatal(ds)
	}
	return set.Texts, ds
}

// Equal wordings of a field share a translation; one of an older wording is not shown, for a fee of last year is worse than German.
func TestRecordTexts(t *testing.T) {
	free := "  service.hund.fee: {hash: " + flows.Hash("kostenfrei") + ", text: free}\n"
	for _, c := range []struct{ name, fee, english, id, text, in string }{
		{"its own", "kostenfrei", free, "service.hund.fee", "free", "en"},
		{"shared", "kostenfrei", free, "service.pass.fee", "free", "en"},
		{"not with another field", "kostenfrei", free, "service.pass.eid", "kostenfrei", "de"},
		{"outdated", "5 Euro", free, "service.hund.fee", "5 Euro", "de"},
		{"outdated here, still right there", "5 Euro", free, "service.pass.fee", "free", "en"},
		{"without hash", "kostenfrei", "  service.hund.fee: {text: free}\n", "service.hund.fee", "free", "en"},
		{"its own before a shared one", "kostenfrei", free + "  service.pass.fee: {hash: " + flows.Hash("kostenfrei") + ", text: no charge}\n", "service.pass.fee", "no charge", "en"},
		{"no translation", "kostenfrei", "  yes: {text: 'yes'}\n", "service.hund.fee", "kostenfrei", "de"},
	} {
		texts, _ := recordTexts(t, c.fee, c.english)
		if text, in := texts.Get("en", c.id, nil); text != c.text || in != c.in {
			t.Errorf("%s: %q in %s, want %q in %s", c.name, text, in, c.text, c.in)
		}
	}
	if _, ds := recordTexts(t, "5 Euro", free); !strings.Contains(joined(ds), "outdated") {
		t.Errorf("the outdated fee is not reported: %s", joined(ds))
	}
}

func joined(ds source.Diagnostics) string {
	var rules []string
	for _, d := range ds {
		rules = append(rules, d.Rule)
	}
	return strings.Join(rules, " ")
}

// A language without a name of its own is in preparation: nobody is reminded of what it lacks.
func TestLanguageInPreparation(t *testing.T) {
	for _, c := range []struct {
		name, file string
		reminded   bool
	}{{"in preparation", "texts:\n  yes: {text: tak}\n", false}, {"open", "texts:\n  language_name: {text: Polski}\n", true}} {
		fsys := baseMap(t)
		fsys["messages/lotse.pl.yaml"] = &fstest.MapFile{Data: []byte(c.file)}
		_, _, ds := flows.Load(fsys, flows.Options{})
		reminded := false
		for _, d := range ds {
			reminded = reminded || d.Rule == "translation" && strings.Contains(d.Text.EN, "Polish")
		}
		if reminded != c.reminded {
			t.Errorf("%s: reminded %v", c.name, reminded)
		}
	}
}

// What is to be done comes out once for each wording, is filled in as it stands, and is then done.
func TestTodo(t *testing.T) {
	fsys := baseMap(t)
	fsys["messages/probe.de.yaml"] = &fstest.MapFile{Data: []byte(germanPlural)}
	for round, want := range []bool{true, false} {
		tr, ds := flows.ReadTranslations(fsys, records("kostenfrei"))
		if ds.Failed() {
			t.Fatal(ds)
		}
		todo := tr.Todo("uk")
		if len(todo) > 0 != want {
			t.Fatalf("round %d: %d files to fill in", round, len(todo))
		}
		if want && strings.Count(string(todo["services.uk.yaml"]), "kostenfrei") != 2 {
			t.Errorf("services.uk.yaml is\n%s", todo["services.uk.yaml"])
		}
		for name, data := range todo {
			tr, _ := flows.ReadTranslations(fsys, records("kostenfrei"))
			m, ds := tr.MergeFile(name, []byte(strings.ReplaceAll(string(data), `: ""`, `: "слово"`)), nil)
			if ds.Failed() {
				t.Fatal(ds)
			}
			for file, data := range m.Files {
				fsys[file] = &fstest.MapFile{Data: data}
			}
		}
	}
}

// A translation without a form that its language has is refused: nobody would see it before the number comes up.
func TestMissingPlural(t *testing.T) {
	for forms, want := range map[string]bool{"one: a, few: b, many: c, other: d": false, "one: a, few: b, other: d": true, "text: d": true} {
		fsys := baseMap(t)
		fsys["messages/probe.de.yaml"] = &fstest.MapFile{Data: []byte(germanPlural)}
		fsys["messages/probe.pl.yaml"] = &fstest.MapFile{Data: []byte("texts:\n  tage: {" + forms + "}\n")}
		_, _, ds := flows.Load(fsys, flows.Options{})
		if ds.Failed() != want {
			t.Errorf("%s: failed %v: %v", forms, ds.Failed(), ds.Errors())
		}
	}
}
