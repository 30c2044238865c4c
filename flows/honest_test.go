package flows_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/flows"
)

// honest is the base content with a machine's Polish and a little Leichte Sprache.
func honest(t *testing.T) flows.Engine {
	t.Helper()
	fsys := baseMap(t)
	fsys["messages/lotse.pl.yaml"] = &fstest.MapFile{Data: []byte("reviewed: true\ntexts:\n  language_name: {text: Polski}\n  machine_translation: {text: MASZYNA}\n  not_translated: {text: NIEMIECKI}\n")}
	fsys["messages/umzug.pl.yaml"] = &fstest.MapFile{Data: []byte("reviewed: false\ntexts:\n  umzug.wohin.say: {text: Dokąd?}\n")}
	fsys["messages/menu.pl.yaml"] = &fstest.MapFile{Data: []byte("reviewed: true\ntexts:\n  menu.menu.say: {text: O co chodzi?}\n")}
	fsys["messages/lotse.de-XL.yaml"] = &fstest.MapFile{Data: []byte("texts:\n  language_name: {text: Leichte Sprache}\n  not_simple: {text: SCHWER}\n  umzug.wohin.say: {text: Wo wohnen Sie jetzt?}\n")}
	return engine(t, fsys)
}

// What a machine translated and nobody has read says so, once in each language and conversation; what was read says nothing.
func TestMachineTranslation(t *testing.T) {
	e := honest(t)
	s := flows.Session{Vars: map[string]any{"lang": "pl"}}
	said := func(in flows.Input) string {
		var effects []flows.Effect
		s, effects = e.Advance(s, in, monday)
		return texts(effects)
	}
	if got := said(flows.Start{Payload: "menu"}); strings.Contains(got, "MASZYNA") {
		t.Errorf("a text that was read: %q", got)
	}
	if got := said(flows.Start{Payload: "umzug"}); !strings.HasPrefix(got, "MASZYNA\n\n") {
		t.Errorf("the first text of a machine: %q", got)
	}
	if got := said(flows.Start{Payload: "umzug"}); strings.Contains(got, "MASZYNA") {
		t.Errorf("the second: %q", got)
	}
	said(flows.Said{Text: "Deutsch"})
	if got := said(flows.Said{Text: "polski"}); !strings.Contains(got, "Dokąd?") || strings.Contains(got, "MASZYNA") {
		t.Errorf("after a change of language: %q", got)
	}
}

// Where a step has no Leichte Sprache, that is said, and the plain text is shown.
func TestNoLeichteSprache(t *testing.T) {
	e := honest(t)
	s := flows.Session{Vars: map[string]any{"lang": flows.Simple}}
	s, effects := e.Advance(s, flows.Start{Payload: "umzug"}, monday)
	if got := texts(effects); got != "Wo wohnen Sie jetzt?" || effects[0].(flows.Message).Lang != flows.Simple {
		t.Errorf("a text in Leichte Sprache: %q", got)
	}
	_, effects = e.Advance(s, flows.Start{Payload: "menu"}, monday)
	if got := texts(effects); got != "SCHWER\n\nWorum geht es?" || effects[0].(flows.Message).Lang != flows.German {
		t.Errorf("a text without: %q", got)
	}
}

func texts(effects []flows.Effect) string {
	var out []string
	for _, e := range effects {
		if m, ok := e.(flows.Message); ok {
			out = append(out, m.Text)
		}
	}
	return strings.Join(out, "\n---\n")
}
