package content_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

// TestServiceTalk opens the talk about every service in every municipality: there is a card, a way to a person and a way back, the check
// before an online service that asks for the online ID and only there, and a place where one is known.
func TestServiceTalk(t *testing.T) {
	engine, files, ds := loadAll(content.FS, time.Time{})
	if ds.Failed() {
		t.Fatal(report(ds.Errors(), files, "de"))
	}
	c := engine.Catalogue.(*content.Catalogue)
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for _, id := range c.Names("service") {
		stranger := flows.Session{Vars: map[string]any{"lang": "de"}}
		about, _ := c.Service(id, "de", flows.About{})
		asked, _ := engine.Advance(stranger, flows.Start{Payload: "leistung__" + id}, now)
		if at, _ := asked.At(); about.Local != (at.Step == "ort") {
			t.Errorf("%s: local %v, but a stranger comes to %s", id, about.Local, at)
		}
		for _, home := range municipalities(t, c) {
			s := flows.Session{Vars: map[string]any{"lang": "de", "wohnort": home}}
			s, effects := engine.Advance(s, flows.Start{Payload: "leistung__" + id}, now)
			m, ok := effects[len(effects)-1].(flows.Message)
			about, _ := c.Service(id, "de", flows.About{Place: home})
			if !ok || !strings.HasPrefix(m.Text, "**") || !strings.Contains(m.Text, "Durchgesehen: ") {
				t.Errorf("%s in %s: %+v", id, home, m)
				continue
			}
			offered := func(label string) bool {
				return slices.ContainsFunc(m.Choices, func(b flows.Button) bool { return b.Label == label })
			}
			link := slices.ContainsFunc(m.Links, func(b flows.Button) bool { return strings.HasPrefix(b.Label, "Zum Online-Dienst") })
			for _, x := range []struct {
				what      string
				got, want bool
			}{
				{"a person", offered("Mit einem Menschen sprechen"), true},
				{"not meant", offered("Nein, das meinte ich nicht"), true},
				{"another town", offered("Für einen anderen Ort"), about.Local},
				{"the town in the title", strings.Contains(strings.SplitN(m.Text, "\n", 2)[0], "· für "), about.Local},
				{"a link", link, about.Online},
				{"the check", offered("Klappt das online bei mir?"), about.Eid},
				{"a place", offered("Wo geht das vor Ort?"), about.Places},
			} {
				if x.got != x.want {
					t.Errorf("%s in %s: %s is offered: %v, want %v", id, home, x.what, x.got, x.want)
				}
			}
			if !about.Places {
				continue
			}
			_, effects = engine.Advance(s, flows.Said{Text: "Wo geht das vor Ort?"}, now)
			if !slices.ContainsFunc(effects, func(e flows.Effect) bool {
				m, ok := e.(flows.Message)
				return ok && strings.Contains(m.Text, "Durchgesehen: ")
			}) {
				t.Errorf("%s in %s: no place is shown: %v", id, home, effects)
			}
		}
	}
}

// TestOnlyTells: what only tells about a service or is a form to print is no way to do it online.
func TestOnlyTells(t *testing.T) {
	c := shippedCatalogue(t)
	for id, online := range map[string]bool{"fuehrungszeugnis": true, "schwerbehindertenausweis": false, "bibliotheksausweis": false, "eid-aktivieren": false} {
		if s, _ := c.Service(id, "de", flows.About{Place: "Merseburg"}); s.Online != online {
			t.Errorf("%s online: %v", id, s.Online)
		}
	}
}

// TestOnlineLevel asks for a level of trust wherever the record says that the online ID is of use online.
func TestOnlineLevel(t *testing.T) {
	c := shippedCatalogue(t)
	var names []string
	for _, h := range c.Needing("de", flows.About{Place: "Merseburg"}, 100) {
		names = append(names, h.ID)
	}
	for _, id := range []string{"fuehrungszeugnis", "wohnsitz-anmelden", "ewa", "kfz-zulassen", "kfz-abmelden", "kfz-adresse", "gewerbezentralregister", "bafoeg", "rente", "elster", "kindergeld", "arbeitslosmeldung"} {
		if !slices.Contains(names, id) {
			t.Errorf("%s does not need the online ID", id)
		}
	}
	for _, h := range c.Needing("de", flows.About{Place: "Schkopau"}, 100) {
		if h.ID == "ewa" {
			t.Error("only Merseburg is known to have the electronic registration")
		}
	}
	if got := c.Needing("de", flows.About{}, 2); len(got) != 2 {
		t.Errorf("two of them are %v", got)
	}
}
