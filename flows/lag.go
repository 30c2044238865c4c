package flows

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// lag is where translations lag behind the German texts. It is reported when all languages were looked at: who has changed one German text
// reads of it once, and not once for each language.
type lag struct {
	missing  lagging // by file of the German texts
	outdated lagging // by id of the text; where its hash is
	orphans  lagging // by id of the text; where it is
}

// lagging says where something is so, by what and by language. Something may be so several times.
type lagging map[string]map[string][]*source.Node

func (l *lagging) note(what, lang string, at *source.Node) {
	if *l == nil {
		*l = lagging{}
	}
	if (*l)[what] == nil {
		(*l)[what] = map[string][]*source.Node{}
	}
	(*l)[what][lang] = append((*l)[what][lang], at)
}

// maxGuesses is for how many texts without a German one a likely name is looked for. Where there are more, a whole part of the content is
// missing, and guessing takes long.
const maxGuesses = 20

func (l lag) report(t *translator) {
	for file, in := range l.missing {
		t.Warn("translation", source.Span{File: file, Line: 1, Col: 1}, listed(in, true).
			in("In diesen Sprachen fehlen Texte, dort erscheint der deutsche: %s.", "Texts are missing in these languages, the German one is shown: %s."))
	}
	for id, in := range l.outdated {
		t.outdated(t.german[id], in)
	}
	for i, id := range slices.Sorted(maps.Keys(l.orphans)) {
		in := l.orphans[id]
		d := t.Warn("translation", first(in).At, source.T("Zu „%s“ gibt es keinen deutschen Text (mehr).", "There is no German text %q (any more).", id))
		if len(in) > 1 {
			d.Hint = listed(in, false).in("Das gilt für diese Sprachen: %s.", "That is so in these languages: %s.")
		}
		if i < maxGuesses {
			d.Meant, _ = source.Suggest(id, t.order)
		}
	}
}

// outdated reports translations of a text that are of an older wording: one where it is, several where the German text is.
func (t *translator) outdated(g *german, in map[string][]*source.Node) {
	if len(in) > 1 {
		d := t.Warn("outdated", g.at.At, listed(in, false).in("Der deutsche Text wurde geändert, diese Übersetzungen sind vielleicht veraltet: %s.",
			"The German text has changed; these translations may be outdated: %s."))
		d.Hint = source.T("Ihr Name ist „%s“. Wenn sie noch stimmen: lotse i18n stamp", "Their name is %q. If they still hold: lotse i18n stamp", g.id)
		return
	}
	d := t.Warn("outdated", first(in).At, source.T("Der deutsche Text wurde geändert, die Übersetzung von „%s“ ist vielleicht veraltet.", "The German text has changed; the translation of %q may be outdated.", g.id))
	d.Hint = source.T("Wenn sie noch stimmt: lotse i18n stamp (richtig wäre %s)", "If it still holds: lotse i18n stamp (expected %s)", Hash(g.text))
	d.Related = append(d.Related, source.Related{At: g.at.At, Text: source.T("der deutsche Text", "the German text")})
}

func first(in map[string][]*source.Node) *source.Node {
	return in[slices.Min(slices.Collect(maps.Keys(in)))][0]
}

// languageList is a list of languages, in German and in English.
type languageList struct{ de, en string }

// listed names languages, with how often each is concerned if counted.
func listed(in map[string][]*source.Node, counted bool) languageList {
	var de, en []string
	for _, lang := range slices.Sorted(maps.Keys(in)) {
		name, n := languageName(lang), ""
		if counted {
			n = fmt.Sprintf(" (%d)", len(in[lang]))
		}
		de, en = append(de, name.DE+n), append(en, name.EN+n)
	}
	return languageList{strings.Join(de, ", "), strings.Join(en, ", ")}
}

// in puts the list into a sentence.
func (l languageList) in(de, en string) source.Text {
	return source.Text{DE: fmt.Sprintf(de, l.de), EN: fmt.Sprintf(en, l.en)}
}

// languageName names a language for sentences such as "missing in …".
func languageName(tag string) source.Text {
	if name, ok := languageNames[tag]; ok {
		return name
	}
	return source.Text{DE: tag, EN: tag}
}

// foreignLanguages are the languages that Lotse knows, but for German and Leichte Sprache.
func foreignLanguages() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(languageNames)), func(tag string) bool { return tag == Simple })
}

var languageNames = map[string]source.Text{
	"en": {DE: "Englisch", EN: "English"}, "uk": {DE: "Ukrainisch", EN: "Ukrainian"}, "ru": {DE: "Russisch", EN: "Russian"},
	"ar": {DE: "Arabisch", EN: "Arabic"}, "pl": {DE: "Polnisch", EN: "Polish"}, Simple: {DE: "Leichte Sprache", EN: "Leichte Sprache"},
}
