package content_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// What is a label wherever it appears.
var labelRE = regexp.MustCompile(`^(button\.|desk_button_|card\.link\.|none_of_these$|not_meant$|language_name$|telegram\.location_button$)`)

// monthRE finds what Go would print in English.
var monthRE = regexp.MustCompile(`Jan|Mon`)

// Texts that are more than prose keep their form in every language, those in preparation included.
func TestTextsKeepTheirForm(t *testing.T) {
	catalogue, _, _ := content.LoadCatalogue(content.FS)
	set, _, _ := flows.Load(content.FS, flows.Options{Records: catalogue.Records()})
	tr, _ := flows.ReadTranslations(content.FS, catalogue.Records())
	for _, lang := range set.Texts.Languages() {
		get := func(id string) string {
			text, in := set.Texts.Get(lang, id, func(string) (string, bool) { return "12", true })
			if in != lang {
				return "" // not there yet
			}
			return text
		}
		for _, id := range tr.IDs() {
			if n := richtext.UTF16Len(richtext.Isolate(get(id))); labelRE.MatchString(id) && n > 40 {
				t.Errorf("%s: %s has %d characters, a button shows 40: %s", lang, id, n, get(id))
			}
		}
		for _, id := range []string{"date_layout", "open.date_layout", "desk_date_layout"} {
			if lang != "en" && monthRE.MatchString(get(id)) {
				t.Errorf("%s: %s names months in English", lang, id)
			}
			if day := time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC).Format(get(id)); get(id) != "" && (!strings.Contains(day, "24") || !regexp.MustCompile(`12|Dec`).MatchString(day)) {
				t.Errorf("%s: %s shows Christmas Eve as %s", lang, id, day)
			}
		}
		if text := get("open.weekdays"); text != "" && len(strings.Fields(text)) != 7 {
			t.Errorf("%s: open.weekdays are not seven words: %s", lang, text)
		}
		if text := get("desk_weekdays"); text != "" && len(strings.Split(text, ",")) != 7 {
			t.Errorf("%s: desk_weekdays are not seven, with commas between: %s", lang, text)
		}
		for id, most := range map[string]int{"telegram.description": 512, "telegram.short": 120} {
			if n := richtext.UTF16Len(get(id)); n > most {
				t.Errorf("%s: %s has %d characters, Telegram takes %d", lang, id, n, most)
			}
		}
		commands(t, lang, get("telegram.commands"), &flows.Engine{Set: set, Catalogue: catalogue.With(set)})
	}
}

// The name of a service heads its card. Some share their German name with what an office can do, and a translation with it.
func TestServicesBeginWithACapital(t *testing.T) {
	c := load(t)
	for _, lang := range []string{"de", flows.Simple, "en", "uk", "ru", "pl"} {
		for _, id := range c.Names("service") {
			card, _ := c.Card(id, lang, flows.About{Now: tuesday})
			title := richtext.Parse(card.Text).Plain()
			if first, _ := utf8.DecodeRuneInString(title); unicode.IsLower(first) && !strings.HasPrefix(title, "eID") {
				line, _, _ := strings.Cut(title, "\n")
				t.Errorf("%s: %s is called %q", lang, id, line)
			}
		}
	}
}

// commands checks the list of commands: its form, and that each of them is understood.
func commands(t *testing.T, lang, list string, e *flows.Engine) {
	t.Helper()
	if list == "" {
		return
	}
	german, _ := e.Set.Texts.Get(flows.German, "telegram.commands", nil)
	if n, want := strings.Count(list, "\n"), strings.Count(german, "\n"); n != want {
		t.Errorf("%s: %d commands, want %d", lang, n+1, want+1)
	}
	for line := range strings.SplitSeq(list, "\n") {
		name, what, ok := strings.Cut(line, " - ")
		if !ok || !regexp.MustCompile(`^[a-z0-9_]{1,32}$`).MatchString(name) || richtext.UTF16Len(what) > 60 {
			t.Errorf("%s: the command %q", lang, line)
		}
		_, effects := e.Advance(flows.Session{Vars: map[string]any{"lang": lang}}, flows.Said{Text: "/" + name}, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
		for _, effect := range effects {
			if n, is := effect.(flows.NotUnderstood); is {
				t.Errorf("%s: /%s is not understood: %v", lang, name, n)
			}
		}
	}
}
