package main

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/flows/transcript"
)

// rehearsed are lines that both sides may write, in any order.
var rehearsed = []string{
	"citizen> [Ja, bitte verbinden]", "citizen> Mensch", "citizen> [Hier schreiben]", "citizen> Hallo", "citizen> Meine PIN ist 12345", "citizen> [Ja, ohne die Zahl]",
	"citizen> [Nein, nicht senden]", "citizen> (photo)", "citizen> (edit) doch anders", "citizen> /stop", "citizen> [Ja, beenden]", "citizen> /menu", "citizen> [Zurück zum Gespräch]",
	"citizen> [Nein, nicht gelöst]", "citizen> [Ich habe noch eine Frage]", "citizen> [Etwas dazu schreiben]", "citizen> /loeschen", "citizen> [Ja, alles löschen]",
	"agent>   übernehmen", "agent>   Guten Tag", "agent>   + pin", "agent>   + neue pin", "agent>   (edit) Guten Abend", "agent>   (delete)", "agent>   (document)", "agent>   fertig",
	"agent jens> übernehmen", "agent jens> notiz ja", "agent jens> abgeben", "agent jens> an @karla", "agent jens> :white_check_mark:", "agent jens> öffnen", "agent jens> offen",
	"later>   5m", "later>   3h", "later>   2d", "later>   14d",
}

// Whatever both sides write, the conversation can be played, and once more with the same result; no digit of the PIN reaches volunteers.
func TestRehearsalAnyOrder(t *testing.T) {
	l, err := load(contentFlag{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	marks := 0
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 4))
		lines := []string{"lang: de", "start: mensch/hinweis", "", "citizen> [Ja, bitte verbinden]"}
		for range 40 {
			lines = append(lines, rehearsed[r.IntN(len(rehearsed))])
		}
		once := rehearse(t, l, strings.Join(lines, "\n"))
		if again := rehearse(t, l, once); again != once {
			t.Errorf("seed %d: not the same twice:\n%s", seed, transcript.Diff(once, again))
		}
		marks += strings.Count(once, "✔")
		for line := range strings.Lines(once) {
			if strings.HasPrefix(line, "desk<") && strings.Contains(line, "12345") {
				t.Errorf("seed %d: %s", seed, line)
			}
		}
	}
	if marks == 0 {
		t.Error("no answer arrived: the lines have lost their sense")
	}
}

func rehearse(t *testing.T, l *loaded, text string) string {
	t.Helper()
	script, ds := transcript.Parse("any.txt", []byte(text))
	got, more := script.Play(l.engine, newRehearsal(l))
	if ds = append(ds, more...); len(ds) > 0 {
		t.Fatal(ds)
	}
	return got
}
