package flows_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// FuzzAdvance drives a conversation with arbitrary inputs, one a line: whatever comes, every turn ends, says something where it
// must, and leaves a session that JSON keeps.
func FuzzAdvance(f *testing.F) {
	e := base(f)
	f.Add("/start\n[1]\n2\n17\nzurück\nhilfe\n\nmenü")
	f.Add("/start umzug\nbeuna\n1\n1.1.2026\n{wohnort}\n**")
	f.Add("mensch\nja\nfoto\n!stop\n+talk\n!closed\n!time")
	f.Add("/start umzug__noch_nicht\n!time\n!loc\n\u202e\u0000\xff\n😀")
	f.Add("/start erinnern\n1\n/start erinnern\n3\n!remind\n\n!remind\n1")
	f.Add("/start umzug\nerinnern\nspäter\n/start erinnern__treff\n2\nmensch\nja\n!remind\n!closed\n!remind")
	f.Fuzz(func(t *testing.T, script string) {
		var s flows.Session
		now := monday
		for line := range strings.SplitSeq(script, "\n") {
			now = now.Add(7 * time.Hour)
			var effects []flows.Effect
			s, effects = e.Advance(s, fuzzInput(line, s), now)
			for _, eff := range effects {
				if m, ok := eff.(flows.Message); ok {
					if strings.TrimSpace(m.Text) == "" || richtext.Parse(m.Text).Len() > 4096+len(line)*2 {
						t.Fatalf("after %q: message %q", line, m.Text)
					}
				}
				if fault, ok := eff.(flows.Fault); ok {
					t.Fatalf("after %q: %v", line, fault)
				}
			}
			if at, ok := s.At(); ok && e.Set.Step(at) == nil {
				t.Fatalf("after %q: at %v, which does not exist", line, at)
			}
			data, err := s.Encode()
			if err != nil {
				t.Fatalf("after %q: %v", line, err)
			}
			if s, err = flows.DecodeSession(data); err != nil {
				t.Fatalf("after %q: %v", line, err)
			}
		}
	})
}

func fuzzInput(line string, s flows.Session) flows.Input {
	switch {
	case line == "!time":
		return flows.TimeUp{Serial: s.Serial}
	case line == "!remind":
		return flows.Reminded{}
	case line == "!closed":
		return flows.DeskClosed{}
	case line == "!loc":
		return flows.Located{Lat: 51.35, Lon: 12}
	case line == "foto":
		return flows.Sent{Kind: flows.Photo}
	case strings.HasPrefix(line, "+"):
		return flows.Tapped{ID: "n." + line[1:]}
	case strings.HasPrefix(line, "!"):
		return flows.Tapped{ID: line[1:]}
	}
	return flows.Said{Text: line}
}

// FuzzLoad gives the loader arbitrary flow and message files: it never panics, and every position lies inside its file.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"flows/umzug.yaml", "flows/ende.yaml", "messages/alles.en.yaml"} {
		data, err := os.ReadFile("testdata/base/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), "texts:\n  a: {text: b}\n")
	}
	f.Add("flow: x\nsteps:\n  a:\n    choices: [Ja]\n    branch: [{}]\n    input: 3\n", "texts: [1]")
	f.Fuzz(func(t *testing.T, flow, messages string) {
		fsys := baseMap(t)
		fsys["flows/probe.yaml"] = &fstest.MapFile{Data: []byte(flow)}
		fsys["messages/probe.en.yaml"] = &fstest.MapFile{Data: []byte(messages)}
		set, files, ds := flows.Load(fsys, flows.Options{Today: monday, Names: village{}.Names})
		for _, d := range ds {
			if d.At.Line < 0 || d.At.Col < 0 {
				t.Fatalf("position %v of %s", d.At, d.Text.DE)
			}
			if file := files[d.At.File]; file != nil && d.At.Line > strings.Count(flow+messages, "\n")+200 {
				t.Fatalf("position %v outside of the file", d.At)
			}
		}
		if ds.Failed() {
			return
		}
		e := flows.Engine{Set: set, Catalogue: village{}}
		e.Advance(flows.Session{}, flows.Start{Payload: "probe"}, monday)
	})
}
