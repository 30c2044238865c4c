package flows_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/flows"
)

// manyLanguages is the base content whose question for the language has a button for each that is open.
func manyLanguages(t *testing.T) flows.Engine {
	t.Helper()
	fsys := baseMap(t)
	fsys["flows/sprache.yaml"] = &fstest.MapFile{Data: []byte("flow: sprache\ntitle: Sprache\nsteps:\n  wahl:\n    say: Welche Sprache?\n    input: {kind: language}\n    goto: return\n")}
	for lang, name := range map[string]string{"uk": "Українська", "ru": "Русский", "pl": "Polski", "de-XL": "Leichte Sprache"} {
		fsys["messages/lotse."+lang+".yaml"] = &fstest.MapFile{Data: []byte("texts:\n  language_name: {text: " + name + "}\n  offer_language: {text: '?" + lang + "'}\n")}
	}
	fsys["messages/lotse.ar.yaml"] = &fstest.MapFile{Data: []byte("texts:\n  offer_language: {text: '?ar'}\n")} // in preparation
	return engine(t, fsys)
}

// Languages change at any step, by button or by name, and the step stays.
func TestChangeLanguage(t *testing.T) {
	e := manyLanguages(t)
	for _, c := range []struct{ said, want string }{
		{"Русский", "ru"}, {"russisch", "ru"}, {"Ukrainian", "uk"}, {"українська", "uk"}, {"polnisch", "pl"}, {"Leichte Sprache", "de-XL"}, {"English", "en"},
		{"Мені потрібна допомога з паспортом", "uk"}, {"Мне нужна помощь с паспортом", "ru"},
		{"arabisch", "de"}, {"klingonisch", "de"}, // not open, not ours
	} {
		s, _ := e.Advance(flows.Session{}, flows.Start{Payload: "umzug"}, monday)
		at, _ := s.At()
		s, effects := e.Advance(s, flows.Said{Text: "Sprache"}, monday)
		if got := buttons(effects); got != "Deutsch|Leichte Sprache|English|Polski|Русский|Українська" {
			t.Fatalf("buttons %s", got)
		}
		s, _ = e.Advance(s, flows.Said{Text: c.said}, monday)
		if now, _ := s.At(); s.Lang() != c.want || c.want != "de" && now != at {
			t.Errorf("%q: %s at %v, want %s at %v", c.said, s.Lang(), now, c.want, at)
		}
	}
}

// The name of a language is enough, whatever was asked.
func TestNamedLanguage(t *testing.T) {
	e := manyLanguages(t)
	s, _ := e.Advance(flows.Session{}, flows.Start{Payload: "umzug"}, monday)
	at, _ := s.At()
	for _, c := range []struct{ said, want string }{{"polski", "pl"}, {"Українська", "uk"}, {"немецкий", "de"}, {"English", "en"}} {
		s, _ = e.Advance(s, flows.Said{Text: c.said}, monday)
		if now, _ := s.At(); s.Lang() != c.want || now != at {
			t.Errorf("%q: %s at %v, want %s at %v", c.said, s.Lang(), now, c.want, at)
		}
	}
}

// Who writes in another language that is open is offered it; Ukrainian and Russian are not mixed up.
func TestOfferLanguage(t *testing.T) {
	e := manyLanguages(t)
	for said, want := range map[string]string{
		"Я не знаю, що робити": "?uk", "Я не знаю, что делать": "?ru", "Nie wiem, co mam zrobić": "?pl", "لا أعرف ماذا أفعل": "",
	} {
		s, _ := e.Advance(flows.Session{}, flows.Start{Payload: "umzug"}, monday)
		_, effects := e.Advance(s, flows.Said{Text: said}, monday)
		text := effects[0].(flows.Message).Text
		if offered := strings.HasPrefix(text, "?"); offered != (want != "") || offered && text != want {
			t.Errorf("%q: %q, want %q", said, text, want)
		}
	}
}

// A greeting, or a call for help, in a language that alone has the word is answered with a button for it.
func TestGreetedInAnotherLanguage(t *testing.T) {
	fsys := baseMap(t)
	for lang, words := range map[string]string{"ru": "Привет, Хай", "uk": "Привіт, Хай"} {
		fsys["messages/lotse."+lang+".yaml"] = &fstest.MapFile{Data: []byte("texts:\n  language_name: {text: " + lang + "}\n  offer_language: {text: '?'}\n  word.greeting: {text: '" + words + "'}\n  word.help: {text: pomoc-" + lang + "}\n")}
	}
	e := engine(t, fsys)
	for said, want := range map[string]string{"привет": "ru", "Привіт!": "uk", "Хай": "", "Hallo": "", "pomoc-uk": "uk"} {
		s, _ := e.Advance(flows.Session{Vars: map[string]any{"lang": "de"}}, flows.Start{Payload: "umzug"}, monday)
		_, effects := e.Advance(s, flows.Said{Text: said}, monday)
		all := strings.Split(buttons(effects), "|")
		last := all[len(all)-1]
		first, _ := e.Advance(flows.Session{Proposed: "de"}, flows.Said{Text: said}, monday)
		if want != "" && first.Lang() != want || want == "" && first.Lang() != "de" {
			t.Errorf("%q first: %s, want %q", said, first.Lang(), want)
		}
		if offered := last == "ru" || last == "uk"; offered != (want != "") || offered && last != want {
			t.Errorf("%q: %v, want %q", said, all, want)
		}
	}
}

func buttons(effects []flows.Effect) string {
	var out []string
	for _, e := range effects {
		if m, ok := e.(flows.Message); ok {
			for _, b := range m.Choices {
				out = append(out, b.Label)
			}
		}
	}
	return strings.Join(out, "|")
}

// What is found is answered in the language it was asked in: at once for those who have not chosen one, else by a button, once.
func TestFoundInAnotherLanguage(t *testing.T) {
	e := base(t)
	said := flows.Said{Text: "ich bin umgezogen"}
	s, effects := e.Advance(flows.Session{Proposed: "en"}, said, monday)
	if s.Lang() != flows.German || texts(effects) != "Wohin sind Sie gezogen?" {
		t.Errorf("without a choice: %s: %q", s.Lang(), texts(effects))
	}
	s, effects = e.Advance(flows.Session{Vars: map[string]any{"lang": "en"}}, said, monday)
	if s.Lang() != "en" || buttons(effects) != "Deutsch" {
		t.Fatalf("with a choice: %s with %s", s.Lang(), buttons(effects))
	}
	after, effects := e.Advance(s, flows.Said{Text: "Deutsch"}, monday)
	if after.Lang() != flows.German || texts(effects) != "Wohin sind Sie gezogen?" {
		t.Errorf("after the button: %s: %q", after.Lang(), texts(effects))
	}
	if _, effects = e.Advance(s, said, monday); buttons(effects) != "" {
		t.Errorf("offered twice: %s", buttons(effects))
	}
}
