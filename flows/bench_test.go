package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/flows"
)

// BenchmarkTurn is one turn with the session's way through JSON, as a host does it.
func BenchmarkTurn(b *testing.B) {
	turn(b, base(b))
}

func turn(b *testing.B, e flows.Engine) {
	s, _ := say(e, flows.Session{}, "/start", "Deutsch", "/start umzug", "Merseburg", "1.10.2026")
	stored, err := s.Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := flows.DecodeSession(stored)
		if err != nil {
			b.Fatal(err)
		}
		next, effects := e.Advance(s, flows.Said{Text: "3"}, monday)
		if _, err := next.Encode(); err != nil || len(effects) == 0 {
			b.Fatal(err)
		}
	}
}

// BenchmarkTurnByContent shows that a turn costs the same however much content there is.
func BenchmarkTurnByContent(b *testing.B) {
	for _, n := range []int{1, 100, 1000} {
		fsys := many(b, n, 20)
		b.Run(fmt.Sprintf("flows=%d", n), func(b *testing.B) { turn(b, engine(b, fsys)) })
	}
}

// BenchmarkTurnByVariables shows that a turn that needs one variable costs little more when the session holds many.
func BenchmarkTurnByVariables(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprintf("vars=%d", n), func(b *testing.B) {
			e := base(b)
			s, _ := say(e, flows.Session{}, "/start umzug", "Merseburg", "1.10.2026")
			for i := range n {
				s.Vars[fmt.Sprintf("v%d", i)] = "x"
			}
			b.ReportAllocs()
			for b.Loop() {
				e.Advance(s, flows.Said{Text: "3"}, monday)
			}
		})
	}
}

// BenchmarkLoad reads and checks 1,000 flows with 20,000 steps.
func BenchmarkLoad(b *testing.B) {
	fsys := many(b, 1000, 20)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, ds := flows.Load(fsys, flows.Options{Today: monday}); ds.Failed() {
			b.Fatal(ds[0])
		}
	}
}

// many is the base content and n more flows with the given number of steps.
func many(tb testing.TB, n, steps int) fstest.MapFS {
	fsys := baseMap(tb)
	for i := range n {
		var f strings.Builder
		fmt.Fprintf(&f, "flow: f%d\ntitle: Ablauf %d\nwords: [ablauf %d]\nsource: https://www.example.org\nchecked: 2026-11-01\nsteps:\n", i, i, i)
		for s := range steps {
			fmt.Fprintf(&f, "  s%d:\n    say: |\n      Das ist **Schritt** %d von {wohnort}.\n      Wie geht es weiter?\n    choices:\n      - Weiter: s%d\n", s, s, (s+1)%steps)
			fmt.Fprintf(&f, "      - label: Für Ältere\n        when: personen > %d\n        goto: menu\n", s)
		}
		fsys[fmt.Sprintf("flows/f%d.yaml", i)] = &fstest.MapFile{Data: []byte(f.String())}
	}
	return fsys
}
