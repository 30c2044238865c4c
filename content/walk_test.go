package content_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// TestRandomWalks lets people who tap and type at random walk through the shipped content, in every language: no Fault, nothing empty,
// nothing over Telegram's limits, no button that leads nowhere, and always a way on.
func TestRandomWalks(t *testing.T) {
	catalogue, _, ds := content.LoadCatalogue(content.FS)
	set, _, more := flows.Load(content.FS, flows.Options{Names: catalogue.Names, Records: catalogue.Records()})
	if ds = append(ds, more...); ds.Failed() {
		t.Fatal(ds.Errors())
	}
	for _, lang := range set.Texts.Open() {
		for _, desk := range []bool{false, true} {
			e := flows.Engine{Set: set, Catalogue: catalogue.With(set), Desk: desk}
			for seed := range uint64(20) {
				w := &walker{t: t, e: &e, rnd: rand.New(rand.NewPCG(seed, 7)), s: flows.Session{Vars: map[string]any{"lang": lang}}, now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
				w.walk(60)
				if t.Failed() {
					t.Fatalf("language %s, desk %v, seed %d; the walk was:\n%s", lang, desk, seed, strings.Join(w.log, "\n"))
				}
			}
		}
	}
}

type walker struct {
	t    *testing.T
	e    *flows.Engine
	rnd  *rand.Rand
	s    flows.Session
	now  time.Time
	last []flows.Button
	log  []string
}

var texts = []string{"Merseburg", "06217", "Schkopau", "Beuna", "1", "2", "16", "24.12.2000", "ja", "nein", "weiß nicht", "zurück", "hilfe", "perso weg", "umzug", "quatsch", "/menu", "Sprache", "482913", "wohngeld", "pin vergessen",
	"{wohnort}", "**", "[x](https://y)", "😀", "", strings.Repeat("sehr lang ", 500)}

func (w *walker) walk(steps int) {
	w.turn("/start", flows.Start{})
	for range steps {
		w.now = w.now.Add(time.Minute)
		switch {
		case len(w.last) > 0 && w.rnd.IntN(4) > 0:
			b := w.last[w.rnd.IntN(len(w.last))]
			w.turn("["+b.Label+"]", flows.Tapped{ID: b.ID})
		case w.rnd.IntN(10) == 0:
			w.turn("(location)", flows.Located{Lat: 51.35, Lon: 12})
		case w.rnd.IntN(10) == 0:
			w.turn("(closed)", flows.DeskClosed{})
		default:
			text := texts[w.rnd.IntN(len(texts))]
			w.turn(text, flows.Said{Text: text})
		}
		if w.t.Failed() {
			return
		}
	}
}

func (w *walker) turn(what string, in flows.Input) {
	w.log = append(w.log, what)
	next, effects := w.e.Advance(w.s, in, w.now)
	said := false
	for _, eff := range effects {
		switch eff := eff.(type) {
		case flows.Fault:
			w.t.Errorf("%q: %v", what, eff)
		case flows.Message:
			said = true
			w.message(what, eff)
			if offered := next.Offered != w.s.Offered; eff.Lang != next.Lang() && !offered {
				w.t.Errorf("%q: in %s instead of %s: %s", what, eff.Lang, next.Lang(), eff.Text)
			}
		case flows.Relay, flows.Leave:
			said = true
		}
	}
	_, closed := in.(flows.DeskClosed)
	tapped, again := in.(flows.Tapped)
	again = again && tapped.ID == w.s.Tapped
	if !said && !closed && !again {
		w.t.Errorf("%q: nothing was said", what)
	}
	if next.Ticket == nil && len(w.last) == 0 {
		w.t.Errorf("%q: no button leads on", what)
	}
	w.s = next
}

func (w *walker) message(what string, m flows.Message) {
	text := richtext.Parse(m.Text).Isolated() // the longest that any language makes of it
	if strings.TrimSpace(text.Plain()) == "" || text.Len() > 4096 {
		w.t.Errorf("%q: a message of %d characters", what, text.Len())
	}
	if m.Serial == 0 {
		return
	}
	w.last = append(append([]flows.Button(nil), m.Choices...), m.Nav...)
	for _, b := range w.last {
		if b.Label == "" || len(b.ID) == 0 || len(b.ID) > 64 {
			w.t.Errorf("%q: button %+v", what, b)
		}
	}
	for _, b := range m.Links {
		if b.Label == "" || !strings.HasPrefix(b.URL, "https://") {
			w.t.Errorf("%q: link %+v", what, b)
		}
	}
}
