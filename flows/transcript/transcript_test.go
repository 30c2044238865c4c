package transcript_test

import (
	"os"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

func engine(t testing.TB) flows.Engine {
	t.Helper()
	set, _, ds := flows.Load(os.DirFS("../testdata/base"), flows.Options{})
	if ds.Failed() {
		t.Fatal(ds)
	}
	return flows.Engine{Set: set}
}

func play(t testing.TB, text string) string {
	t.Helper()
	script, ds := transcript.Parse("t.txt", []byte(text))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	got, ds := script.Play(engine(t), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return got
}

func TestPlay(t *testing.T) {
	const want = `# A comment stays
lang: de
now: 2026-12-24T18:30

# and this one
citizen> /start
lotse<   Worum geht es?
         [Startseite → https://www.example.org] [Umzug] [Ausweis] [Mit einem Menschen sprechen]

citizen> [Umzug]
lotse<   Wohin sind Sie gezogen?
later>   2d
citizen> (sticker)
lotse<   Das Bild kann ich nicht deuten. Bitte schreiben Sie.

         Wohin sind Sie gezogen?
agent>   Hallo
desk<    Es gibt kein offenes Anliegen.
`
	if d := transcript.Diff(want, play(t, want)); d != "" {
		t.Error(d)
	}
	// Playing what was played changes nothing; Windows line ends, a BOM and missing expectations do not matter.
	loose := "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(want, "\n", "\r\n"), "lotse<   Wohin sind Sie gezogen?\r\n", "")
	if d := transcript.Diff(want, play(t, loose)); d != "" {
		t.Error(d)
	}
}

func TestBeginAtAStep(t *testing.T) {
	got := play(t, "start: umzug/personen\nlang: de\n\nlotse<   x\ncitizen> 2\n")
	if !strings.Contains(got, "start: umzug/personen\nlang: de\n\nlotse<   Wie viele Menschen ziehen um?\ncitizen> 2\n") {
		t.Error(got)
	}
}

func TestParseReportsWhatItDoesNotUnderstand(t *testing.T) {
	for text, want := range map[string]string{
		"citizen> hi\nbürger> hallo\n": "2:1 Diese Zeile verstehe ich nicht. Sie muss",
		"lng: de\ncitizen> hi\n":       "1:1 Diese Zeile verstehe ich nicht. Am Anfang",
		"now: morgen\ncitizen> hi\n":   "1:1 So wird die Zeit geschrieben",
		"":                             "1:1 In diesem Gespräch sagt niemand etwas.",
	} {
		_, ds := transcript.Parse("t.txt", []byte(text))
		if len(ds) != 1 || !strings.HasPrefix(strings.TrimPrefix(ds[0].At.String(), "t.txt:")+" "+ds[0].Text.DE, want) {
			t.Errorf("%q: %v, want %s", text, ds, want)
		}
	}
	script, _ := transcript.Parse("t.txt", []byte("later> morgen\n"))
	if _, ds := script.Play(engine(t), nil); len(ds) != 1 || ds[0].At.Line != 1 {
		t.Errorf("a wrong duration: %v", ds)
	}
}

func TestDiff(t *testing.T) {
	if d := transcript.Diff("a\nb\n\n", "a  \r\nb"); d != "" {
		t.Errorf("equal texts differ:\n%s", d)
	}
	if d := transcript.Diff("a\nb\nc", "a\nx\nc\nd"); d != "  a\n- b\n+ x\n  c\n+ d\n" {
		t.Errorf("got\n%s", d)
	}
}

// FuzzPlay plays arbitrary transcripts: no panic, and what comes out plays again to the same.
func FuzzPlay(f *testing.F) {
	f.Add("lang: de\n\ncitizen> /start\nlotse< x\ncitizen> [Umzug]\nlater> 24h\nagent> fertig\n")
	f.Add("start: umzug\ncitizen> (location 51,12)\ncitizen> (location x)\n# c\n\n         y\n")
	f.Fuzz(func(t *testing.T, text string) {
		script, ds := transcript.Parse("t.txt", []byte(text))
		if len(ds) > 0 {
			return
		}
		once, ds := script.Play(engine(t), nil)
		if len(ds) > 0 {
			return
		}
		again, ds := transcript.Parse("t.txt", []byte(once))
		if len(ds) > 0 {
			t.Fatalf("what was played cannot be read: %v\n%s", ds, once)
		}
		twice, _ := again.Play(engine(t), nil)
		if d := transcript.Diff(once, twice); d != "" {
			t.Fatalf("playing again differs:\n%s", d)
		}
	})
}
