package flows

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// engineMessages are the ids of the sentences that the engine says itself.
func engineMessages() []string {
	ids := []string{"not_understood", "offer_human", "offer_language", "choose", "not_translated", "not_simple", "machine_translation", "no_back", "gone", "stale", "fault", "stopped",
		"desk_closed", "desk_again", "no_desk", "no_places", "attachment", "sticker", "contact", "said_yes", "said_no", "unsure", "tell_more", "location_unasked", "secret", "invalid_short", "invalid_long", "invalid_number", "invalid_min", "invalid_max", "invalid_range",
		"invalid_date", "invalid_future", "invalid_place", "which_place", "found", "none_of_these", "not_meant", "greeting", "thanks",
		"reminder", "reminder_event", "reminder_set", "reminder_late", "reminder_go", "reminder_not_now", "event_remind", "event_file", "event_file_sent",
		"unknown_value", "yes", "no", "date_layout", "button.menu", "button.back", "button.human", "button.talk", "word.numbers", "word.please", "data_intro", "data_language", "data_topics", "data_reminder", "language_name", "data_ticket"}
	for _, c := range Commands {
		ids = append(ids, "word."+string(c))
	}
	return ids
}

// german is a German text and where it stands.
type german struct {
	id   string
	text string
	at   *source.Node
	in   placeholders
	flow string // flow that it belongs to; "" for messages
	step *Step
	kind textKind

	record *RecordText // what it is; nil for other texts
}

type textKind int

const (
	sayText textKind = iota
	labelText
	titleText
	messageText
	recordText
)

// translator reads the texts of all languages and holds them against the German ones.
type translator struct {
	*linker
	german map[string]*german
	order  []string                           // ids of German texts in file order
	same   map[string]map[string]*source.Node // language -> field and hash of a German text -> a translation of it
	unread map[string]bool                    // files of machine translations that no person has read
}

func (l *linker) messages(fsys fs.FS, files source.Files) *translator {
	t := &translator{linker: l, german: map[string]*german{}, same: map[string]map[string]*source.Node{}, unread: map[string]bool{}}
	l.entries = map[string]map[string]source.Pair{}
	for _, f := range l.readAll(fsys, "messages", MessagesShape(), files) {
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(f.name, ".yaml")), ".")
		if _, err := language.Parse(lang); err != nil || lang == "" {
			l.Error("file", source.Span{File: f.name}, source.T("Dem Dateinamen fehlt die Sprache, zum Beispiel lotse.de.yaml oder umzug.en.yaml.",
				"The file name lacks the language, as in lotse.de.yaml or umzug.en.yaml."))
			continue
		}
		if value(f.node.Get("reviewed")) == "false" {
			t.unread[f.name] = true
		}
		t.read(lang, f.node.Get("texts"))
	}
	return t
}

func (t *translator) read(lang string, texts *source.Node) {
	if t.entries[lang] == nil {
		t.entries[lang], t.same[lang] = map[string]source.Pair{}, map[string]*source.Node{}
	}
	if texts == nil || texts.Kind != source.Map {
		return
	}
	for _, p := range texts.Pairs {
		id := p.Key.Value
		if old := t.entries[lang][id].Key; old != nil {
			d := t.Error("duplicate-key", p.Key.At, source.T("Der Text „%s“ steht schon in einer anderen Datei.", "The text %q is already in another file.", id))
			d.Related = append(d.Related, source.Related{At: old.At, Text: source.T("hier zuerst", "first here")})
			continue
		}
		t.entries[lang][id] = p
		if hash := value(p.Value.Get("hash")); hash != "" {
			t.same[lang][fieldOf(id)+" "+hash] = p.Value
		}
		if lang == German {
			for form, text := range forms(p.Value) {
				t.addGerman(&german{id: id, text: text.Value, at: text, kind: messageText}, form)
			}
		}
	}
}

// forms are the plural forms of an entry; without plurals it has only "other".
func forms(n *source.Node) map[string]*source.Node {
	if n.Kind == source.Scalar {
		return map[string]*source.Node{"other": n}
	}
	out := map[string]*source.Node{}
	if text := n.Get("text"); text != nil {
		out["other"] = text
	}
	for _, f := range pluralForms {
		if text := n.Get(f); text != nil {
			out[f] = text
		}
	}
	return out
}

func (t *translator) addGerman(g *german, form string) {
	in, ok := t.template(g.at, g.text)
	if !ok {
		return
	}
	g.in = in
	if form != "other" {
		return
	}
	if t.german[g.id] == nil {
		t.order = append(t.order, g.id)
	}
	t.german[g.id] = g
}

// template parses a text and reports where it is broken.
func (l *linker) template(n *source.Node, text string) (placeholders, bool) {
	p, err := parseTemplate(text)
	if err == nil {
		return p, true
	}
	te := err.(*templateError)
	char := text[te.at : te.at+1]
	d := l.Error("template", n.Find(char, strings.Count(text[:te.at], char)), source.T("Diese geschweifte Klammer gehört zu keinem Platzhalter.",
		"This brace belongs to no placeholder."))
	d.Hint = source.T("Ein Platzhalter sieht so aus: {wohnort}. Soll die Klammer im Text stehen, schreiben Sie sie doppelt: {{ oder }}.",
		"A placeholder looks like this: {wohnort}. For a brace in the text, write it twice: {{ or }}.")
	return nil, false
}

// flows adds the German texts of the flows.
func (t *translator) flows() {
	for _, f := range t.set.Flows() {
		t.flowText(&german{id: f.ID + ".title", text: f.Title, at: f.node.Get("title"), flow: f.ID, kind: titleText})
		for _, s := range f.Steps {
			t.flowText(&german{id: s.Key("say"), text: s.Say, at: s.node.Get("say"), flow: f.ID, step: s})
			if s.Input != nil {
				t.flowText(&german{id: s.Key("invalid"), text: s.Input.Invalid, at: s.node.Get("input").Get("invalid"), flow: f.ID, step: s})
			}
			if s.Remind != nil {
				t.flowText(&german{id: s.Key("remind"), text: s.Remind.Say, at: s.node.Get("remind").Get("say"), flow: f.ID, step: s})
			}
			for _, c := range s.Choices {
				t.flowText(&german{id: c.key(), text: c.Label, at: c.labelNode(), flow: f.ID, step: s, kind: labelText})
			}
		}
	}
}

// fill stores all texts of all languages.
func (t *translator) fill() {
	for _, id := range t.order {
		g := t.german[id]
		t.store(German, id, map[string]string{"other": g.text}, g.at)
	}
	for id, p := range t.entries[German] {
		if p.Value.Kind == source.Map && t.german[id] != nil {
			t.store(German, id, texts(p.Value), p.Value)
		}
	}
	var behind lag
	for _, lang := range slices.Sorted(maps.Keys(t.entries)) {
		if lang != German {
			t.translations(lang, t.entries[lang], &behind)
		}
	}
	behind.report(t)
}

func texts(n *source.Node) map[string]string {
	out := map[string]string{}
	for form, text := range forms(n) {
		out[form] = text.Value
	}
	return out
}

func (t *translator) store(lang, id string, forms map[string]string, at *source.Node) {
	if err := t.set.Texts.add(lang, id, forms); err != nil {
		t.Error("file", at.At, source.T("Diese Sprache kenne ich nicht: %v", "I do not know this language: %v", err))
	}
}

func (t *translator) flowText(g *german) {
	if g.at == nil || g.text == "" {
		return
	}
	t.addGerman(g, "other")
	for i, name := range g.in.names() {
		_, builtin := builtinValue(name)
		if _, ok := t.set.vars[name]; !ok && !g.own(name) && !builtin {
			t.unknownVar(g.at.Find(name, nth(g.in, i)), name)
		}
	}
}

// own reports a placeholder that is no variable: the limits in the re-ask of an input.
func (g *german) own(name string) bool {
	return (name == "min" || name == "max") && g.step != nil && g.step.Input != nil && g.id == g.step.Key("invalid")
}

// nth counts how often the i-th name stood before.
func nth(p placeholders, i int) int {
	names := p.names()
	n := 0
	for _, x := range names[:i] {
		if x == names[i] {
			n++
		}
	}
	return n
}

func (t *translator) translations(lang string, entries map[string]source.Pair, behind *lag) {
	unstamped := map[string]int{}
	open := entries[languageNameID].Value != nil
	for _, id := range t.order {
		g := t.german[id]
		n := t.entry(lang, g)
		if n == nil {
			if open && !g.isWord() {
				behind.missing.note(g.at.At.File, lang, nil)
			}
			continue
		}
		t.translation(lang, g, n, behind)
		if n.Get("hash") == nil && !g.isWord() {
			unstamped[n.At.File]++
		}
	}
	for file, n := range unstamped {
		d := t.Warn("hash", source.Span{File: file, Line: 1, Col: 1}, source.T("Übersetzungen ohne Prüfzahl: %d. Ob sie zum deutschen Text von heute passen, weiß niemand.",
			"Translations without hash: %d. Nobody knows whether they fit today's German text.", n))
		d.Hint = source.T("Wenn sie passen: lotse i18n stamp", "If they do: lotse i18n stamp")
	}
	for id, p := range entries {
		if t.german[id] == nil && !strings.HasPrefix(id, "word.") {
			behind.orphans.note(id, lang, p.Key)
		}
	}
}

func (t *translator) translation(lang string, g *german, n *source.Node, behind *lag) {
	all := texts(n)
	ok := true
	for _, text := range forms(n) {
		p, fine := t.template(text, text.Value)
		ok = ok && fine
		for i, name := range p.names() {
			if !slices.Contains(g.in.names(), name) && name != "n" {
				ok = false
				d := t.Error("template", text.Find(name, nth(p, i)), source.T("Den Platzhalter {%s} gibt es im deutschen Text nicht.", "The German text has no placeholder {%s}.", name))
				d.Meant, _ = source.Suggest(name, g.in.names())
			}
		}
		if lang == Simple && fine && !strings.HasPrefix(g.id, "word.") {
			t.simple(text, text.Value)
		}
	}
	current := n.Kind != source.Map || current(g, n)
	if !current {
		behind.outdated.note(g.id, lang, n.Get("hash"))
	}
	if all["other"] == "" && ok {
		t.Error("missing-key", n.At, source.T("Hier fehlt der Text (text, bei Mehrzahlformen other).", "The text is missing here (text; with plural forms other)."))
		return
	}
	if form, ok := t.lacks(lang, g, all); ok {
		t.Error("missing-key", n.At, source.T("Hier fehlt die Mehrzahlform „%s“.", "The plural form %q is missing here.", form))
		return
	}
	if ok && (current || g.kind != recordText) { // a fee of last year is worse than one in German
		t.store(lang, g.id, all, n)
		if t.unread[n.At.File] {
			t.set.Texts.mark(lang, g.id)
		}
	}
}

// lacks finds a plural form that a language has and a translation of a counted text has not.
func (t *translator) lacks(lang string, g *german, all map[string]string) (string, bool) {
	counted := t.entries[German][g.id].Value
	if g.kind != messageText || counted == nil || len(texts(counted)) < 2 {
		return "", false
	}
	for _, form := range pluralsOf(lang).forms {
		if all[form] == "" {
			return form, true
		}
	}
	return "", false
}

// current says whether a translation is of today's wording.
func current(g *german, n *source.Node) bool {
	h := n.Get("hash")
	return h == nil || g.kind == messageText && h.Value == "" || h.Value == Hash(g.text)
}

// commands reads the global words of all languages.
func (t *translator) commands() {
	owner := map[string]source.Span{}
	for _, lang := range t.set.Texts.Languages() {
		for _, c := range Commands {
			n := t.entries[lang]["word."+string(c)].Value
			if n == nil {
				continue
			}
			text := forms(n)["other"]
			for _, w := range strings.Split(value(text), ",") {
				t.word(strings.TrimSpace(w), c, text, owner)
				t.set.tell(normalise(w), lang)
			}
		}
		if n := t.entries[lang]["word.please"].Value; n != nil {
			for w := range strings.SplitSeq(value(forms(n)["other"]), ",") {
				t.set.please = append(t.set.please, normalise(w))
			}
		}
		if n := t.entries[lang]["word.numbers"].Value; n != nil {
			for i, w := range strings.Split(texts(n)["other"], ",") {
				t.set.numbers[normalise(w)] = i + 1
			}
		}
	}
	slices.Sort(t.set.wordList)
	t.set.nameLanguages()
}

func (t *translator) word(w string, c Command, n *source.Node, owner map[string]source.Span) {
	key, at := normalise(w), source.Span{}
	if n != nil {
		at = n.Find(w, 0)
	}
	old, taken := t.set.words[key]
	switch {
	case key == "":
	case !taken:
		t.set.words[key] = c
		t.set.wordList = append(t.set.wordList, key)
		owner[key] = at
	case old != c:
		d := t.Error("word", at, source.T("Das Wort „%s“ steht für zwei verschiedene Befehle.", "The word %q stands for two different commands.", w))
		d.Related = append(d.Related, source.Related{At: owner[key], Text: source.T("hier schon für „%s“", "here already for %q", string(old))})
	}
}

func (t *translator) required(ids []string) {
	for _, id := range ids {
		if t.german[id] == nil {
			t.Error("missing-message", source.Span{File: "messages/lotse.de.yaml"}, source.T("Lotse braucht den Satz „%s“, er fehlt in den deutschen Texten.",
				"Lotse needs the sentence %q; the German texts lack it.", id))
		}
	}
}
