package flows

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Translations are the German texts and all message files that translate them, for the people who look after translations. The running
// bot needs none of it.
type Translations struct {
	from  *translator
	files map[string]*messageFile // by name, German ones too
}

// messageFile is one file of the folder messages.
type messageFile struct {
	name, lang string
	data       string
	root       *source.Node // nil for a file that is still to be written
}

// ReadTranslations reads flows and messages of fsys; records are the texts of the catalogue. If any of the problems is an error, the
// result must not be used.
func ReadTranslations(fsys fs.FS, records []RecordText) (*Translations, source.Diagnostics) {
	m, _ := readContent(fsys, records)
	t := &Translations{from: m, files: map[string]*messageFile{}}
	for _, name := range m.list(fsys, "messages") {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue // said already
		}
		_, root, _ := source.Parse(name, data)
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".yaml")), ".")
		if root != nil && root.Kind == source.Map {
			t.files[name] = &messageFile{name, lang, string(data), root}
		}
	}
	return t, m.Errors().Sorted()
}

// IDs are the ids of all texts that can be translated, in the order of translating.
func (t *Translations) IDs() []string { return slices.Clone(t.from.order) }

// fileOf is the message file that has a text in a language, or the one in which it belongs.
func (t *Translations) fileOf(lang string, g *german) string {
	if key := t.from.entries[lang][g.id].Key; key != nil {
		return key.At.File
	}
	name := g.flow
	switch {
	case g.record != nil:
		name = g.record.File
	case name == "":
		name, _, _ = strings.Cut(path.Base(g.at.At.File), ".")
	}
	return "messages/" + name + "." + lang + ".yaml"
}

// stem is what a message file is called without folder, language and ending.
func stem(file string) string {
	name, _, _ := strings.Cut(path.Base(file), ".")
	return name
}

// texts are the German texts in the order of translating: the engine's and the host's own, then flow by flow.
func (t *Translations) texts() []*german {
	out := make([]*german, 0, len(t.from.order))
	for _, id := range t.from.order {
		out = append(out, t.from.german[id])
	}
	return out
}

// isWord reports whether a text is a list of words that people may type; those follow no German text.
func (g *german) isWord() bool { return strings.HasPrefix(g.id, "word.") }

// counted are the plural forms of a text in German; nil if it has none.
func (t *Translations) counted(g *german) map[string]string {
	n := t.from.entries[German][g.id].Value
	if n == nil || g.kind != messageText {
		return nil
	}
	if all := texts(n); len(all) > 1 {
		return all
	}
	return nil
}

// translated is a text in another language.
type translated struct {
	node    *source.Node
	forms   map[string]string // by CLDR name; "other" alone without plurals
	plural  bool              // it or its German text has plural forms
	current bool              // its hash says that it fits today's German text
	full    bool              // nothing is missing
}

// look finds a text in a language; node is nil if there is none.
func (t *Translations) look(lang string, g *german) translated {
	n := t.from.entry(lang, g)
	out := translated{node: n, plural: t.counted(g) != nil, forms: map[string]string{}}
	if n == nil {
		return out
	}
	out.forms = texts(n)
	out.plural = out.plural || len(out.forms) > 1
	h := n.Get("hash")
	out.current = g.isWord() || h != nil && h.Value == Hash(g.text)
	out.full = out.forms["other"] != ""
	if out.plural {
		out.full = !slices.ContainsFunc(pluralsOf(lang).forms, func(f string) bool { return out.forms[f] == "" })
	}
	return out
}
