package flows

import (
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Simple is Leichte Sprache: a register of German of its own, chosen like a language. The tag is a private region, because
// go-i18n answers tags such as de-simple silently with normal German.
const Simple = "de-XL"

// Texts are all texts in all languages: the German ones of the flows and the messages, and their translations. Most are plain: they are kept
// as they are. Those with plural forms are go-i18n's, which knows the rules of each language and takes several times the room.
type Texts struct {
	languages []string                   // German first
	text      map[string]map[string]text // language -> id
	unread    map[string]bool            // languages with such texts
	bundle    *i18n.Bundle               // of the texts with plural forms
	localizer map[string]*i18n.Localizer
}

// text is one text in one language.
type text struct {
	words  string // with plural forms, the one for "other"
	forms  bool   // there are plural forms
	unread bool   // a machine made it and no person has read it
}

func newTexts() *Texts {
	return &Texts{
		text:      map[string]map[string]text{},
		unread:    map[string]bool{},
		bundle:    i18n.NewBundle(language.German),
		localizer: map[string]*i18n.Localizer{},
	}
}

// add puts a text into a language. Forms are the plural forms by CLDR name; a text without plurals has only "other".
func (t *Texts) add(lang, id string, forms map[string]string) error {
	if t.text[lang] == nil {
		if err := t.open(lang); err != nil {
			return err
		}
	}
	t.text[lang][id] = text{words: forms["other"], forms: len(forms) > 1}
	if len(forms) < 2 {
		return nil
	}
	m := &i18n.Message{ID: id, Zero: forms["zero"], One: forms["one"], Two: forms["two"], Few: forms["few"], Many: forms["many"], Other: forms["other"]}
	return t.bundle.AddMessages(language.Make(lang), m)
}

// open makes room for a language.
func (t *Texts) open(lang string) error {
	if _, err := language.Parse(lang); err != nil {
		return err
	}
	t.text[lang] = map[string]text{}
	t.localizer[lang] = i18n.NewLocalizer(t.bundle, lang)
	t.languages = append(t.languages, lang)
	slices.SortFunc(t.languages, func(a, b string) int {
		if (a == German) != (b == German) {
			if a == German {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return nil
}

// mark notes that a text was made by a machine and no person has read it.
func (t *Texts) mark(lang, id string) {
	x := t.text[lang][id]
	x.unread = true
	t.text[lang][id], t.unread[lang] = x, true
}

// Languages are the tags of all languages that have texts, German first.
func (t *Texts) Languages() []string { return slices.Clone(t.languages) }

// Has reports whether a text exists in a language.
func (t *Texts) Has(lang, id string) bool {
	_, ok := t.text[lang][id]
	return ok
}

// Open are the languages that citizens are offered: German, Leichte Sprache and the others by tag, as far as they have a name of their
// own. The others are in preparation.
func (t *Texts) Open() []string {
	var out []string
	for _, lang := range t.languages {
		if t.isOpen(lang) {
			out = append(out, lang)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return ours(a) - ours(b) })
	return out
}

// ours orders German before Leichte Sprache and both before the other languages.
func ours(lang string) int {
	switch lang {
	case German:
		return 0
	case Simple:
		return 1
	}
	return 2
}

func (t *Texts) isOpen(lang string) bool { return lang == German || t.Has(lang, languageNameID) }

// Match returns the language of ours for what a device proposes ("en-GB"), German if there is none.
func (t *Texts) Match(proposed string) string {
	if t.isOpen(proposed) {
		return proposed
	}
	tag, err := language.Parse(proposed)
	if err != nil {
		return German
	}
	if base, _ := tag.Base(); t.isOpen(base.String()) {
		return base.String()
	}
	return German
}

// Get returns a text in a language, or in German where it is not translated; in is the language of the text. An unknown id
// yields the empty text: loading has made sure that there is none.
func (t *Texts) Get(lang, id string, vars Lookup) (words, in string) {
	text, ok := t.text[lang][id]
	if !ok {
		lang, text = German, t.text[German][id]
	}
	words = text.words
	if strings.ContainsAny(words, "{}") {
		filled, err := fill(words, vars)
		if err != nil {
			return t.text[German][id].words, German // a placeholder without value: loading refuses such texts
		}
		words = filled
	}
	return strings.TrimRight(words, "\n"), lang
}

// fill puts the values in place of the placeholders.
func fill(text string, vars Lookup) (string, error) {
	p, err := parseTemplate(text)
	if err != nil {
		return "", err
	}
	return p.Execute(vars)
}

// Count is Get for a text with plural forms: {n} is the number.
func (t *Texts) Count(lang, id string, n int, vars Lookup) (words, in string) {
	look := Lookup(func(name string) (string, bool) {
		if name == "n" {
			return formatNumber(float64(n)), true
		}
		if vars == nil {
			return "", false
		}
		return vars(name)
	})
	if !t.Has(lang, id) {
		lang = German
	}
	if !t.text[lang][id].forms {
		return t.Get(lang, id, look)
	}
	words, err := t.localizer[lang].Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: look, PluralCount: n, TemplateParser: braces{}})
	if err != nil {
		return t.text[German][id].words, German
	}
	return strings.TrimRight(words, "\n"), lang
}

func (t *Texts) get(lang, id string) string {
	text, _ := t.Get(lang, id, nil)
	return text
}

// pack lays the texts of each language side by side: between what loading leaves behind, they would keep several times their room taken.
func (t *Texts) pack() {
	for lang, texts := range t.text {
		size := 0
		for _, x := range texts {
			size += len(x.words)
		}
		var all strings.Builder
		all.Grow(size)
		packed := make(map[string]text, len(texts)) // it has grown bit by bit, to more than it needs
		for id, x := range texts {
			all.WriteString(x.words)
			x.words = all.String()[all.Len()-len(x.words):]
			packed[id] = x
		}
		t.text[lang] = packed
	}
}
