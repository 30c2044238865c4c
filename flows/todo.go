package flows

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// english is shown to translators beside the German text: more of them read it.
const english = "en"

// Todo writes message files with what a language lacks or has for an older wording, by file name, ready to be filled in: beside each
// text stand what translators need to know and the German and English texts. A wording that several records share appears once. The
// language need not have a message file yet.
func (t *Translations) Todo(lang string) map[string][]byte {
	files := map[string]*strings.Builder{}
	seen := map[string]bool{}
	for _, g := range t.texts() {
		have := t.look(lang, g)
		if g.record != nil {
			key := fieldOf(g.id) + " " + Hash(g.text)
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		if have.full && have.current {
			continue
		}
		name := path.Base(t.fileOf(lang, g))
		b := files[name]
		if b == nil {
			b = &strings.Builder{}
			b.WriteString("# yaml-language-server: $schema=../schema/messages.json\nreviewed: false\ntexts:\n")
			files[name] = b
		}
		t.todo(b, lang, g, have)
	}
	out := map[string][]byte{}
	for name, b := range files {
		out[name] = []byte(b.String())
	}
	return out
}

// todo writes one text.
func (t *Translations) todo(b *strings.Builder, lang string, g *german, have translated) {
	for _, n := range t.notes(g) {
		comment(b, "", n)
	}
	comment(b, "de: ", trim(g.text))
	if one := t.counted(g)["one"]; one != "" {
		comment(b, "de, one: ", trim(one))
	}
	if en := t.look(english, g); lang != english && en.node != nil {
		comment(b, "en: ", trim(en.forms["other"]))
	}
	if have.node != nil {
		comment(b, lang+", bisher: ", trim(have.forms["other"]))
	}
	switch {
	case g.isWord():
		fmt.Fprintf(b, "  %s: \"\"\n\n", g.id)
	case have.plural:
		fmt.Fprintf(b, "  %s:\n    hash: %s\n", g.id, Hash(g.text))
		for _, form := range pluralsOf(lang).forms {
			fmt.Fprintf(b, "    %s: \"\"\n", form)
		}
		b.WriteString("\n")
	default:
		fmt.Fprintf(b, "  %s:\n    hash: %s\n    text: \"\"\n\n", g.id, Hash(g.text))
	}
}

func comment(b *strings.Builder, label, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("  # "+label+line, " ") + "\n")
		label = strings.Repeat(" ", len(label))
	}
}

// MergeFile is Merge for a message file such as those of Todo, whose name says the language ("umzug.uk.yaml"). A text without hash is
// taken to be of today's German wording.
func (t *Translations) MergeFile(name string, data []byte, reviewed []string) (Merged, source.Diagnostics) {
	_, root, ds := source.Parse(name, data)
	m := merger{Translations: t, Diagnostics: ds, name: name, reviewed: reviewed}
	tag := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".yaml")), ".")
	if _, err := language.Parse(tag); err != nil || tag == "" {
		m.Error("file", source.Span{File: name}, source.T("Dem Dateinamen fehlt die Sprache, zum Beispiel umzug.uk.yaml.", "The file name lacks the language, as in umzug.uk.yaml."))
	}
	if m.Failed() {
		return m.Merged, m.Sorted()
	}
	m.language(&poFile{header: [][2]string{{"Language", tag}}})
	if texts := root.Get("texts"); texts != nil && !m.Failed() {
		for _, p := range texts.Pairs {
			m.entry(t.poEntry(m.Lang, p))
		}
	}
	if !m.Failed() {
		m.write()
	}
	return m.Merged, m.Sorted()
}

// poEntry is a text of a message file as an entry of a catalogue.
func (t *Translations) poEntry(lang string, p source.Pair) *poEntry {
	all := texts(p.Value)
	e := &poEntry{id: p.Key.Value, hash: value(p.Value.Get("hash")), line: p.Key.At.Line}
	names := []string{"other"}
	g := t.from.german[e.id]
	if g != nil {
		e.german = g.text
		if len(all) > 1 || t.counted(g) != nil {
			e.plural, names = g.text, pluralsOf(lang).forms
		}
	}
	for _, form := range names {
		e.texts, e.lines = append(e.texts, all[form]), append(e.lines, e.line)
	}
	if last := len(e.texts) - 1; !slices.Contains(names, "other") && e.texts[last] == "" {
		e.texts[last] = all["other"]
	}
	return e
}
