package flows

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Merged is what a catalogue of translations brought.
type Merged struct {
	Lang    string
	Files   map[string][]byte // new content of the message files that change, by name
	Changed int               // texts that are new or differ
	Skipped int               // texts that are empty, incomplete or fuzzy: what was there stays
}

// Merge lays a catalogue (PO) over the message files of its language. Comments, order and everything that the catalogue does not change stay.
// A text that is not fuzzy fits, the translator says, the German text beside it in the catalogue: its hash is noted. Reviewed are the
// stems of files that a person has read, "all" for every file of the language; the catalogue's header may list more. If any of the
// problems is an error, nothing should be written.
func (t *Translations) Merge(name string, po []byte, reviewed []string) (Merged, source.Diagnostics) {
	file, ds := readPO(name, po)
	m := merger{Translations: t, Diagnostics: ds, name: name, reviewed: reviewed}
	m.language(file)
	if m.Failed() {
		return m.Merged, m.Sorted()
	}
	for i := range file.entries {
		m.entry(&file.entries[i])
	}
	m.listed, m.lists = file.value(reviewedKey)
	if !m.Failed() {
		m.write()
	}
	return m.Merged, m.Sorted()
}

type merger struct {
	*Translations
	source.Diagnostics
	Merged
	name     string
	reviewed []string // stems; "all" for all
	listed   string   // stems, as the header of the catalogue lists them
	lists    bool     // there is such a list
	changes  map[string]map[string]change
}

// change is what a text is to become.
type change struct {
	forms map[string]string // nil: the texts stay
	hash  string            // "" for texts that have none
}

func (m *merger) at(line int) source.Span { return source.Span{File: m.name, Line: line, Col: 1} }

func (m *merger) language(file *poFile) {
	lang, _ := file.value("Language")
	tag, err := language.Parse(strings.ReplaceAll(lang, "_", "-"))
	if err != nil || lang == "" || tag == language.German {
		m.Error("file", m.at(1), source.T("Im Kopf der Datei fehlt die Sprache, in die übersetzt wurde (Language).", "The header lacks the language of the translation (Language)."))
	}
	m.Lang, m.Files, m.changes = tag.String(), map[string][]byte{}, map[string]map[string]change{}
}

// entry compares one text of the catalogue with what is there.
func (m *merger) entry(e *poEntry) {
	g := m.from.german[e.id]
	if g == nil {
		d := m.Warn("translation", m.at(e.line), source.T("Zu „%s“ gibt es keinen deutschen Text (mehr).", "There is no German text %q (any more).", e.id))
		d.Meant, _ = source.Suggest(e.id, m.from.order)
		return
	}
	have := m.look(m.Lang, g)
	if !m.placeholders(g, e) {
		return
	}
	forms, ok := m.forms(g, e, have)
	if !ok || e.fuzzy {
		m.Skipped++
		return
	}
	c := change{hash: m.hash(g, e)}
	same := have.node != nil
	for form, text := range forms {
		same = same && trim(have.forms[form]) == trim(text)
	}
	if !same {
		c.forms = maps.Clone(have.forms)
		maps.Copy(c.forms, forms)
		m.Changed++
	}
	old := value(have.node.Get("hash"))
	if same && (c.hash == "" || c.hash == old) {
		return
	}
	name := m.fileOf(m.Lang, g)
	if m.changes[name] == nil {
		m.changes[name] = map[string]change{}
	}
	m.changes[name][g.id] = c
}

// hash identifies the German text that the translator saw; today's, where that is the same but for white space at its end.
func (m *merger) hash(g *german, e *poEntry) string {
	saw := e.german
	if e.plural != "" {
		saw = e.plural
	}
	hash := e.hash
	switch {
	case g.isWord():
		return ""
	case hash == "" && trim(saw) == trim(g.text), hash == Hash(g.text):
		return Hash(g.text)
	case hash == "":
		hash = Hash(saw)
	}
	d := m.Warn("outdated", m.at(e.line), source.T("Der deutsche Text von „%s“ wurde inzwischen geändert, die Übersetzung ist vielleicht veraltet.", "The German text of %q has changed since; the translation may be outdated.", g.id))
	d.Related = append(d.Related, source.Related{At: g.at.At, Text: source.T("der deutsche Text", "the German text")})
	return hash
}

// forms are the translations of an entry by CLDR name; false if one is empty.
func (m *merger) forms(g *german, e *poEntry, have translated) (map[string]string, bool) {
	if slices.ContainsFunc(e.texts, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		return nil, false
	}
	if e.plural == "" {
		if have.plural {
			m.Error("file", m.at(e.line), source.T("„%s“ braucht Mehrzahlformen (msgid_plural).", "%q needs plural forms (msgid_plural).", g.id))
		}
		return map[string]string{"other": e.texts[0]}, true
	}
	names := pluralsOf(m.Lang).forms
	if len(names) != len(e.texts) {
		m.Error("file", m.at(e.line), source.T("„%s“ hat %d Mehrzahlformen; diese Sprache hat %d.", "%q has %d plural forms; this language has %d.", g.id, len(e.texts), len(names)))
		return nil, false
	}
	out := map[string]string{}
	for i, name := range names {
		out[name] = e.texts[i]
	}
	last := names[len(names)-1]
	if _, ok := out["other"]; !ok && (have.forms["other"] == "" || trim(have.forms["other"]) == trim(have.forms[last])) {
		out["other"] = out[last] // for fractions, which Lotse never counts; the loader wants it all the same
	}
	return out, true
}

// placeholders reports braces that are broken, and placeholders that the German text does not have or that got lost.
func (m *merger) placeholders(g *german, e *poEntry) bool {
	ok := true
	for i, text := range e.texts {
		p, err := parseTemplate(text)
		if err != nil {
			ok = false
			m.Error("template", m.at(e.lines[i]), source.T("In der Übersetzung von „%s“ gehört eine geschweifte Klammer zu keinem Platzhalter.", "In the translation of %q a brace belongs to no placeholder.", g.id))
			continue
		}
		for _, name := range p.names() {
			if !slices.Contains(g.in.names(), name) && name != "n" {
				ok = false
				d := m.Error("template", m.at(e.lines[i]), source.T("Den Platzhalter {%s} gibt es im deutschen Text von „%s“ nicht.", "The German text has no placeholder {%s} (%s).", name, g.id))
				d.Meant, _ = source.Suggest(name, g.in.names())
			}
		}
		for _, name := range g.in.names() {
			if strings.TrimSpace(text) != "" && name != "n" && !slices.Contains(p.names(), name) {
				m.Warn("template", m.at(e.lines[i]), source.T("In der Übersetzung von „%s“ fehlt der Platzhalter {%s}.", "The translation of %q lacks the placeholder {%s}.", g.id, name))
			}
		}
	}
	return ok
}

// write makes the new files, and reads them again: what they say must be what was meant.
func (m *merger) write() {
	names := slices.Collect(maps.Keys(m.changes))
	for name, f := range m.files {
		if f.lang == m.Lang && m.changes[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		f := m.files[name]
		if f == nil {
			f = &messageFile{name: name, lang: m.Lang, data: "# yaml-language-server: $schema=../schema/messages.json\nreviewed: false\ntexts:\n"}
		}
		r := rewrite{m: m, file: f, changes: m.changes[name]}
		out, ok := r.run()
		if !ok {
			m.Error("file", source.Span{File: name}, source.T("In dieser Datei stehen mehrere Texte in einer Zeile; so kann ich sie nicht ergänzen.", "This file has several texts in one line; it cannot be amended."))
			continue
		}
		if out == f.data {
			continue
		}
		m.verify(name, out)
		m.Files[name] = []byte(out)
	}
}

func (m *merger) verify(name, out string) {
	_, root, ds := source.Parse(name, []byte(out))
	if ds.Failed() {
		m.Diagnostics = append(m.Diagnostics, ds...)
		return
	}
	for id, c := range m.changes[name] {
		n := root.Get("texts").Get(id)
		for form, text := range c.forms {
			if n == nil || trim(texts(n)[form]) != trim(text) {
				panic(fmt.Sprintf("flows: %s of %s was not written as it should be", id, name))
			}
		}
	}
}

// says reports what is known of a file: whether a person has read it.
func (m *merger) says(name string) (reviewed, known bool) {
	if slices.Contains(m.reviewed, stem(name)) || slices.Contains(m.reviewed, "all") {
		return true, true
	}
	return slices.Contains(strings.Fields(m.listed), stem(name)), m.lists
}
