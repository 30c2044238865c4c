package flows_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/flows"
)

// The source of plural texts, and a translation in every form that a message file may have.
const (
	germanPlural = `texts:
  tage: {one: "{n} Tag", other: "{n} Tage"}
  gruss: Guten Tag
  lang: |
    Erste Zeile für {wohnort}.

    Letzte Zeile.
`
	mixed = `# Kopf
reviewed: true # gelesen
texts:
  # vor dem Gruß
  gruss: Добрий день # Gruß
  menu.menu.say:
    # im Text
    hash: h00000000 # alt
    text: |
      Про що # kein Kommentar
      йдеться?
    # nach dem Text

  # Mehrzahl
  tage: {one: "{n} день", few: '{n} дні # ''', many: "{n} днів", other: "{n} дня"}
  unbekannt: {text: bleibt}
# Ende
`
)

func translations(t testing.TB, extra map[string]string) (*flows.Translations, fstest.MapFS) {
	t.Helper()
	fsys := baseMap(t)
	fsys["messages/probe.de.yaml"] = &fstest.MapFile{Data: []byte(germanPlural)}
	for name, text := range extra {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tr, ds := flows.ReadTranslations(fsys, nil)
	if ds.Failed() {
		t.Fatal(ds)
	}
	return tr, fsys
}

// merge edits a catalogue and merges it.
func merge(t *testing.T, tr *flows.Translations, lang string, edits ...string) flows.Merged {
	t.Helper()
	po := string(tr.Extract(lang))
	if got := strings.NewReplacer(edits...).Replace(po); len(edits) > 0 && got == po {
		t.Fatalf("nothing to edit in\n%s", po)
	} else {
		po = got
	}
	m, ds := tr.Merge("x.po", []byte(po), nil)
	if ds.Failed() {
		t.Fatal(ds)
	}
	return m
}

// What is extracted and merged unchanged changes nothing: for the shipped content, for a language without files, and for a file in
// every style.
func TestRoundTrip(t *testing.T) {
	shipped, ds := flows.ReadTranslations(os.DirFS("../content"), nil)
	if ds.Failed() {
		t.Fatal(ds)
	}
	mixedUp, _ := translations(t, map[string]string{"messages/alles.uk.yaml": mixed})
	for name, tr := range map[string]*flows.Translations{"shipped": shipped, "mixed": mixedUp} {
		for _, lang := range []string{"en", "uk", "ru", "ar", "pl", flows.Simple, "fr"} {
			m := merge(t, tr, lang)
			for file, data := range m.Files {
				t.Errorf("%s %s: %s became\n%s", name, lang, file, data)
			}
			if m.Changed != 0 || m.Lang != lang {
				t.Errorf("%s: %d changes in %s", lang, m.Changed, m.Lang)
			}
		}
	}
}

// A whole new language comes in, and what comes out again is the same.
func TestNewLanguage(t *testing.T) {
	tr, fsys := translations(t, nil)
	po := string(tr.Extract("uk"))
	var b strings.Builder
	header := true
	for line := range strings.Lines(po) { // every text is translated by putting three letters before it
		switch {
		case header:
			header = line != "\n"
		case strings.HasPrefix(line, `msgstr[`):
			line = strings.Replace(line, `""`, `"Їжа {n}"`, 1)
		case strings.HasPrefix(line, "msgstr "):
			line = "msgstr \"\"\n\"Один\\n\"\n\"Два: \\\"'#\"\n"
		}
		b.WriteString(line)
	}
	po = strings.Replace(b.String(), "X-Lotse-Reviewed: ", "X-Lotse-Reviewed: umzug", 1)
	m, ds := tr.Merge("uk.po", []byte(po), nil)
	if ds.Failed() || m.Changed < 60 || len(m.Files) < 9 {
		t.Fatalf("%d changes in %d files: %v", m.Changed, len(m.Files), ds)
	}
	for name, data := range m.Files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	want := `# yaml-language-server: $schema=../schema/messages.json
reviewed: true
texts:
  umzug.title:
    hash: `
	if got := string(m.Files["messages/umzug.uk.yaml"]); !strings.HasPrefix(got, want) {
		t.Errorf("umzug.uk.yaml is\n%s", got)
	}
	again, ds := flows.ReadTranslations(fsys, nil)
	if ds.Failed() {
		t.Fatal(ds)
	}
	if d := cmp.Diff(po, string(again.Extract("uk"))); d != "" {
		t.Errorf("came out differently (-in +out):\n%s", d)
	}
	if s := again.Status()[1]; s.Lang != "uk" || s.Translated != s.Texts || s.Outdated != 0 || s.Unreviewed == 0 || s.Unreviewed == s.Texts {
		t.Errorf("status %+v", s.Progress)
	}
}

// Only what was translated changes; comments, order and styles stay.
func TestMergeKeeps(t *testing.T) {
	tr, _ := translations(t, map[string]string{"messages/alles.uk.yaml": mixed})
	m := merge(t, tr, "uk",
		"#, fuzzy\nmsgctxt \"gruss\"\nmsgid \"Guten Tag\"\nmsgstr \"Добрий день\"", "msgctxt \"gruss\"\nmsgid \"Guten Tag\"\nmsgstr \"Вітаю\"",
		"#, fuzzy\nmsgctxt \"menu.menu.say\"", "msgctxt \"menu.menu.say\"",
		"#, fuzzy\nmsgctxt \"tage\"", "msgctxt \"tage\"",
		"msgctxt \"lang\"\nmsgid \"\"\n\"Erste Zeile für {wohnort}.\\n\"\n\"\\n\"\n\"Letzte Zeile.\"\nmsgstr \"\"", "msgctxt \"lang\"\nmsgid \"\"\n\"Erste Zeile für {wohnort}.\\n\"\n\"\\n\"\n\"Letzte Zeile.\"\nmsgstr \"Рядок {wohnort}\\n\\nкінець\"",
		"X-Lotse-Reviewed: alles", "X-Lotse-Reviewed:")
	want := map[string]string{
		"messages/alles.uk.yaml": strings.NewReplacer(
			"  gruss: Добрий день # Gruß\n", "  # Gruß\n  gruss: {hash: "+flows.Hash("Guten Tag")+", text: \"Вітаю\"}\n",
			"h00000000", flows.Hash("Worum geht es?"),
			"tage: {one", "tage: {hash: "+flows.Hash("{n} Tage")+", one",
			"reviewed: true", "reviewed: false").Replace(mixed),
		"messages/probe.uk.yaml": "# yaml-language-server: $schema=../schema/messages.json\nreviewed: false\ntexts:\n  lang:\n    hash: " +
			flows.Hash("Erste Zeile für {wohnort}.\n\nLetzte Zeile.\n") + "\n    text: |\n      Рядок {wohnort}\n\n      кінець\n",
	}
	got := map[string]string{}
	for name, data := range m.Files {
		got[name] = string(data)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if m.Changed != 2 {
		t.Errorf("%d changes", m.Changed)
	}
}

// A new text goes behind the one that comes before it in German, a block that becomes one line keeps its comments, CRLF stays.
func TestMergeOrder(t *testing.T) {
	file := "texts:\r\n  umzug.title:\r\n    # Titel\r\n    text: |\r\n      Moving\r\n      house\r\n\r\n  # Ende\r\n  ende.title: {text: End}\r\n"
	tr, _ := translations(t, map[string]string{"messages/umzug.fr.yaml": file})
	m := merge(t, tr, "fr",
		"#, fuzzy\nmsgctxt \"umzug.title\"\nmsgid \"Umziehen\"\nmsgstr \"\"\n\"Moving\\n\"\n\"house\"", "msgctxt \"umzug.title\"\nmsgid \"Umziehen\"\nmsgstr \"Moving\"",
		"msgctxt \"umzug.wohin.say\"\nmsgid \"Wohin sind Sie gezogen?\"\nmsgstr \"\"", "msgctxt \"umzug.wohin.say\"\nmsgid \"Anders\"\nmsgstr \"Where\"")
	want := "texts:\r\n  # Titel\r\n  umzug.title: {hash: " + flows.Hash("Umziehen") + ", text: \"Moving\"}\r\n  umzug.wohin.say: {hash: " + flows.Hash("Anders") +
		", text: \"Where\"}\r\n\r\n  # Ende\r\n  ende.title: {text: End}\r\n"
	if d := cmp.Diff(want, string(m.Files["messages/umzug.fr.yaml"])); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestMergeRefuses(t *testing.T) {
	tr, _ := translations(t, map[string]string{"messages/eng.pl.yaml": "texts: {gruss: {text: x}}\n"})
	const head = "msgid \"\"\nmsgstr \"\"\n\"Language: uk\\n\"\n\n"
	for name, c := range map[string]struct{ po, want string }{
		"no language":       {"msgid \"\"\nmsgstr \"\"\n", "x.po:1:1: Im Kopf der Datei fehlt die Sprache"},
		"German":            {"msgid \"\"\nmsgstr \"Language: de\\n\"\n", "x.po:1:1: Im Kopf"},
		"unknown name":      {head + "msgctxt \"lang\"\nmsgid \"a\"\nmsgstr \"{wohnot}\"\n", "x.po:7:1: Den Platzhalter {wohnot} gibt es im deutschen Text von „lang“ nicht. Meinten Sie „wohnort“? [template]"},
		"open brace":        {head + "msgctxt \"lang\"\nmsgid \"a\"\nmsgstr \"{wohnort\"\n", "x.po:7:1: In der Übersetzung von „lang“ gehört"},
		"dropped name":      {head + "msgctxt \"lang\"\nmsgid \"a\"\nmsgstr \"x\"\n", "x.po:7:1: Warnung: In der Übersetzung von „lang“ fehlt der Platzhalter {wohnort}"},
		"changed since":     {head + "msgctxt \"gruss\"\nmsgid \"Hallo\"\nmsgstr \"x\"\n", "x.po:6:1: Warnung: Der deutsche Text von „gruss“ wurde inzwischen geändert"},
		"unknown id":        {head + "msgctxt \"grus\"\nmsgid \"a\"\nmsgstr \"x\"\n", "Meinten Sie „gruss“? [translation]"},
		"no id":             {head + "msgid \"a\"\nmsgstr \"x\"\n", "x.po:5:1: Diesem Text fehlt msgctxt"},
		"twice":             {head + "msgctxt \"gruss\"\nmsgid \"a\"\nmsgstr \"x\"\n\nmsgctxt \"gruss\"\nmsgid \"a\"\nmsgstr \"x\"\n", "x.po:10:1: Der Text „gruss“ steht zweimal"},
		"no string":         {head + "msgctxt \"gruss\nmsgid \"a\"\nmsgstr \"x\"\n", "x.po:5:1: Diese Zeile gehört nicht"},
		"bad escape":        {head + "msgctxt \"gruss\"\nmsgid \"a\"\nmsgstr \"\\x\"\n", "x.po:7:1: Diese Zeile gehört nicht"},
		"prose":             {head + "Hallo\n", "x.po:5:1: Diese Zeile gehört nicht"},
		"not UTF-8":         {head + "\xff", "x.po: Die Datei ist nicht mit UTF-8"},
		"too few forms":     {head + "msgctxt \"tage\"\nmsgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\n", "„tage“ hat 1 Mehrzahlformen; diese Sprache hat 3"},
		"no forms":          {head + "msgctxt \"tage\"\nmsgid \"a\"\nmsgstr \"x\"\n", "„tage“ braucht Mehrzahlformen"},
		"forms in disorder": {head + "msgctxt \"tage\"\nmsgid \"a\"\nmsgid_plural \"a\"\nmsgstr[1] \"x\"\n", "x.po:8:1: „msgstr[1]“ erwarte ich hier nicht"},
		"one line":          {strings.Replace(head, "uk", "pl", 1) + "msgctxt \"gruss\"\nmsgid \"Guten Tag\"\nmsgstr \"y\"\n", "messages/eng.pl.yaml: In dieser Datei stehen mehrere"},
	} {
		m, ds := tr.Merge("x.po", []byte(c.po), nil)
		var b bytes.Buffer
		if err := ds.WriteText(&b, nil, "de"); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), c.want) || strings.Contains(b.String(), "%!") {
			t.Errorf("%s: got %s", name, b.String())
		}
		if ds.Failed() && len(m.Files) > 0 {
			t.Errorf("%s: files to write all the same", name)
		}
	}
}

// Translators learn where a text appears, how long it may be and what has to stay.
func TestExtractNotes(t *testing.T) {
	tr, _ := translations(t, nil)
	po := string(tr.Extract("pl"))
	for _, want := range []string{
		"\"Language: pl\\n\"", "\"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2",
		"#. Knopf im Ablauf „Menü“, Schritt menu, unter: Worum geht es?\n#. Höchstens 40 Zeichen, besser 30.\n#: flows/menu.yaml:",
		"#, max-length:40\nmsgctxt \"menu.menu.umzug\"\nmsgid \"Umzug\"\nmsgstr \"\"\n",
		"#. Nachricht im Ablauf „Umziehen“, Schritt wohin.\n",
		"#. Platzhalter, bitte so lassen: {min}\n#: messages/lotse.de.yaml:",
		"msgctxt \"tage\"\nmsgid \"{n} Tag\"\nmsgid_plural \"{n} Tage\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\n",
		"msgctxt \"lang\"\nmsgid \"\"\n\"Erste Zeile für {wohnort}.\\n\"\n\"\\n\"\n\"Letzte Zeile.\"\nmsgstr \"\"\n",
	} {
		if !strings.Contains(po, want) {
			t.Errorf("%q is missing in\n%s", want, po)
		}
	}
}

// FuzzMerge merges an arbitrary translation: what is written can be read, says the same, and comes out as it went in.
func FuzzMerge(f *testing.F) {
	tr, fsys := translations(f, map[string]string{"messages/alles.uk.yaml": mixed})
	for _, text := range []string{"text", "a\n\n b\t\n\"c\" # d: \\ \u2067x\u2069\u00a0", "\n \n", " x\ny ", "{wohnort}: - |", "\ufeffa\nb", "# x\n# y", "---\n..."} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const empty = "msgctxt \"lang\"\nmsgid \"\"\n\"Erste Zeile für {wohnort}.\\n\"\n\"\\n\"\n\"Letzte Zeile.\"\nmsgstr \"\"\n"
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(text)
		in := strings.Replace(string(tr.Extract("uk")), empty, strings.TrimSuffix(empty, "\"\"\n")+"\""+quoted+"\"\n", 1)
		m, ds := tr.Merge("x.po", []byte(in), nil)
		if ds.Failed() || len(m.Files) == 0 {
			return
		}
		next := fstest.MapFS{}
		for name, file := range fsys {
			next[name] = file
		}
		for name, data := range m.Files {
			next[name] = &fstest.MapFile{Data: data}
		}
		again, ds := flows.ReadTranslations(next, nil)
		if ds.Failed() {
			t.Fatal(ds)
		}
		set, _, _ := flows.Load(fs.FS(next), flows.Options{})
		if got, _ := set.Texts.Get("uk", "lang", func(name string) (string, bool) { return "{" + name + "}", true }); !strings.ContainsAny(text, "{}") && got != strings.TrimRight(text, "\n") {
			t.Fatalf("%q became %q", text, got)
		}
		out := again.Extract("uk")
		m, ds = again.Merge("x.po", out, nil)
		if ds.Failed() || len(m.Files) > 0 {
			t.Fatalf("merging again changes %v: %v", m.Files, ds)
		}
	})
}
