package desk_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
)

// german loads the desk's texts in both languages beside the engine's own.
func german(t testing.TB) *flows.Texts {
	t.Helper()
	fsys := fstest.MapFS{}
	add := func(from string, files ...string) {
		for _, f := range files {
			data, err := os.ReadFile(from + "/" + f)
			if err != nil {
				t.Fatal(err)
			}
			fsys[strings.TrimSuffix(f, ".yaml")+".yaml"] = &fstest.MapFile{Data: data}
		}
	}
	add("../../content", "messages/desk.de.yaml", "messages/desk.en.yaml")
	entries, err := os.ReadDir("../../flows/testdata/base/flows")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		add("../../flows/testdata/base", "flows/"+e.Name())
	}
	add("../../flows/testdata/base", "messages/lotse.de.yaml")
	set, sources, ds := flows.Load(fsys, flows.Options{Messages: desk.Messages()})
	if ds.Failed() {
		var b strings.Builder
		_ = ds.WriteText(&b, sources, "en")
		t.Fatal(b.String())
	}
	return set.Texts
}

// TestMessages: every text exists in both languages, and the content has none that the desk does not know.
func TestMessages(t *testing.T) {
	texts := german(t)
	for _, id := range desk.Messages() {
		for _, lang := range []string{"de", "en"} {
			if !texts.Has(lang, id) {
				t.Errorf("no text %s in %s", id, lang)
			}
		}
	}
	data, err := os.ReadFile("../../content/messages/desk.de.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		id, _, ok := strings.Cut(strings.TrimPrefix(line, "  "), ":")
		if ok && strings.HasPrefix(id, "desk_") && !slices.Contains(desk.Messages(), id) {
			t.Errorf("the desk never says %s", id)
		}
	}
}

func TestRender(t *testing.T) {
	texts := german(t)
	now := time.Date(2026, 11, 24, 14, 2, 0, 0, berlin(t)) // a Tuesday
	at := func(day, hour int) map[string]time.Time {
		return map[string]time.Time{"time": time.Date(2026, 11, day, hour, 0, 0, 0, berlin(t)).UTC()}
	}
	tests := []struct {
		text     desk.Text
		lang     string
		want, in string
	}{
		{desk.Text{ID: "desk_nobody_today", Times: at(24, 18)}, "de", "Bisher hat es leider niemand geschafft. Das tut mir leid.\nIhre Frage bleibt stehen. Weiter geht es heute um 18:00 Uhr.", "de"},
		{desk.Text{ID: "desk_nobody_today", Times: at(25, 9)}, "de", "Bisher hat es leider niemand geschafft. Das tut mir leid.\nIhre Frage bleibt stehen. Weiter geht es morgen um 09:00 Uhr.", "de"},
		{desk.Text{ID: "desk_after_hours", Times: at(30, 9)}, "de", "Gerade ist niemand da. Ihre Frage ist notiert. Weiter geht es am Montag, 30.11., 09:00 Uhr.", "de"},
		{desk.Text{ID: "desk_after_hours", Times: at(30, 9)}, "en", "Nobody is here right now. Your question has been noted. We continue on Monday, 30 November, 09:00.", "en"},
		{desk.Text{ID: "desk_nobody_today", Times: at(30, 9)}, "uk", "Bisher hat es leider niemand geschafft. Das tut mir leid.\nIhre Frage bleibt stehen. Weiter geht es am Montag, 30.11., um 09:00 Uhr.", "de"},
		{desk.Text{ID: "desk_usual", Spans: map[string]int{"span": 20}}, "de", "Meist kommt eine Antwort in etwa 20 Minuten.", "de"},
		{desk.Text{ID: "desk_usual", Spans: map[string]int{"span": 1}}, "de", "Meist kommt eine Antwort in etwa einer Minute.", "de"},
		{desk.Text{ID: "desk_usual", Spans: map[string]int{"span": 120}}, "en", "An answer usually comes within about 2 hours.", "en"},
		{desk.Text{ID: "desk_taken", Values: map[string]string{"name": "K*rl*"}, Times: at(24, 14)}, "en", `**K\*rl\*** has been taking care of your request since Tuesday, 24 November, 14:00.`, "en"},
	}
	for _, tt := range tests {
		if got, in := tt.text.Render(texts, tt.lang, now); got != tt.want || in != tt.in {
			t.Errorf("%s in %s = %q (%s), want %q (%s)", tt.text.ID, tt.lang, got, in, tt.want, tt.in)
		}
	}
}

// TestTyped: a label can be typed instead of tapped, and an ordinary word is talk.
func TestTyped(t *testing.T) {
	texts := german(t)
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	question := desk.Question{Key: "t1/9", At: at, Buttons: []desk.Button{
		{ID: "desk/t1/send/3", Label: desk.Text{ID: "desk_button_send"}}, {ID: "desk/t1/drop/3", Label: desk.Text{ID: "desk_button_drop"}}}}
	asked := desk.Ticket{State: desk.Claimed, ID: "t1", Lang: "de", Questions: []desk.Question{question}, Out: map[desk.Key]desk.Out{"t1/9": {Kind: "say"}}}
	later := func(kind desk.OutKind) desk.Ticket {
		t := asked
		t.Out = map[desk.Key]desk.Out{"t1/9": {Kind: "say"}, "t1/10": {Kind: kind}}
		return t
	}
	for name, c := range map[string]struct {
		ticket desk.Ticket
		heard  time.Time
		bare   bool // a bare yes or no, or a number, answers the question
	}{
		"just asked":                    {asked, at, true},
		"only the thread has grown":     {later("thread"), at, true},
		"the volunteer has said more":   {later("send"), at, false},
		"something else was asked":      {later("say"), at, false},
		"the citizen has done sth else": {asked, at.Add(time.Second), false},
	} {
		for typed, want := range map[string]string{"Ja, trotzdem senden": "desk/t1/send/3", " nein nicht senden. ": "desk/t1/drop/3", "nicht": "", "": "",
			"ja": "desk/t1/send/3", "NEIN!": "desk/t1/drop/3", "2": "desk/t1/drop/3", "3": "", "ja bitte": ""} {
			if bare := typed == "ja" || typed == "NEIN!" || typed == "2"; bare && !c.bare {
				want = ""
			}
			if got, ok := c.ticket.Typed(typed, texts, c.heard); got != want || ok != (want != "") {
				t.Errorf("%s: %q means %q, want %q", name, typed, got, want)
			}
		}
	}
}
