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

// Texts are all texts in all languages: the German ones of the flows and the messages, and their translations.
type Texts struct {
	languages []string // German first
	bundle    *i18n.Bundle
	localizer map[string]*i18n.Localizer
	source    map[string]string          // German text by id
	has       map[string]map[string]bool // language -> id -> there is a text
	unread    map[string]map[string]bool // language -> id -> a machine made it and no person has read it
}

func newTexts() *Texts {
	return &Texts{
		bundle:    i18n.NewBundle(language.German),
		localizer: map[string]*i18n.Localizer{},
		source:    map[string]string{},
		has:       map[string]map[string]bool{},
		unread:    map[string]map[string]bool{},
	}
}

// add puts a text into a language. Forms are the plural forms by CLDR name; a text without plurals has only "other".
func (t *Texts) add(lang, id string, forms map[string]string) error {
	tag, err := language.Parse(lang)
	if err != nil {
		return err
	}
	m := &i18n.Message{ID: id, Zero: forms["zero"], One: forms["one"], Two: forms["two"], Few: forms["few"], Many: forms["many"], Other: forms["other"]}
	if err := t.bundle.AddMessages(tag, m); err != nil {
		return err
	}
	if t.has[lang] == nil {
		t.has[lang] = map[string]bool{}
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
	}
	t.has[lang][id] = true
	if lang == German {
		t.source[id] = forms["other"]
	}
	return nil
}

// mark notes that a text was made by a machine and no person has read it.
func (t *Texts) mark(lang, id string) {
	if t.unread[lang] == nil {
		t.unread[lang] = map[string]bool{}
	}
	t.unread[lang][id] = true
}

// Languages are the tags of all languages that have texts, German first.
func (t *Texts) Languages() []string { return slices.Clone(t.languages) }

// Has reports whether a text exists in a language.
func (t *Texts) Has(lang, id string) bool { return t.has[lang][id] }

// Open are the languages that citizens are offered: German, Leichte Sprache and the others by tag, as far as they have a name of their
// own. The others are in preparation.
func (t *Texts) Open() []string {
	var out []string
	for _, lang := range t.languages {
		if lang == German || t.has[lang][languageNameID] {
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

func (t *Texts) isOpen(lang string) bool { return lang == German || t.has[lang][languageNameID] }

// Match returns the language of ours for what a device proposes ("en-GB"), German if there is none.
func (t *Texts) Match(proposed string) string {
	tag, err := language.Parse(proposed)
	if err != nil {
		return German
	}
	base, _ := tag.Base()
	for _, wanted := range []string{proposed, base.String()} {
		if t.isOpen(wanted) {
			return wanted
		}
	}
	return German
}

// Get returns a text in a language, or in German where it is not translated; in is the language of the text. An unknown id
// yields the empty text: loading has made sure that there is none.
func (t *Texts) Get(lang, id string, vars Lookup) (text, in string) {
	if !t.has[lang][id] {
		lang = German
	}
	l := t.localizer[lang]
	if l == nil {
		return "", lang
	}
	text, err := l.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: vars, TemplateParser: braces{}})
	if err != nil {
		return t.source[id], German // a placeholder without value: loading refuses such texts
	}
	return strings.TrimRight(text, "\n"), lang
}

// Count is Get for a text with plural forms: {n} is the number.
func (t *Texts) Count(lang, id string, n int, vars Lookup) (text, in string) {
	if !t.has[lang][id] {
		lang = German
	}
	l := t.localizer[lang]
	if l == nil {
		return "", lang
	}
	look := Lookup(func(name string) (string, bool) {
		if name == "n" {
			return formatNumber(float64(n)), true
		}
		if vars == nil {
			return "", false
		}
		return vars(name)
	})
	text, err := l.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: look, PluralCount: n, TemplateParser: braces{}})
	if err != nil {
		return t.source[id], German
	}
	return strings.TrimRight(text, "\n"), lang
}

func (t *Texts) get(lang, id string) string {
	text, _ := t.Get(lang, id, nil)
	return text
}
