package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

// screen shows a conversation in a terminal.
type screen struct {
	w     io.Writer
	color bool
	width int
}

// newScreen uses colours only where they are supported and wanted (NO_COLOR, TERM=dumb).
func newScreen(t *term.Terminal, out io.Writer, width int) *screen {
	s := &screen{w: t, width: min(width, 90)}
	_, refused := os.LookupEnv("NO_COLOR")
	if f, ok := out.(*os.File); ok && !refused && os.Getenv("TERM") != "dumb" && os.Getenv("TERM") != "" {
		s.color = term.IsTerminal(int(f.Fd()))
	}
	return s
}

func (s *screen) paint(code, text string) string {
	if !s.color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *screen) hint() {
	s.lines(s.paint("2", "Antworten Sie mit einer Nummer oder schreiben Sie. Immer möglich: menü, zurück, hilfe, mensch, sprache.\n"+
		"Zeilen mit „agent>“ spielen eine Freiwillige im Faden (erst „agent> übernehmen“), „agent jens>“ einen anderen,\n"+
		"„later> 24h“ lässt Zeit vergehen. Strg-D beendet."), "")
}

func (s *screen) bye() { fmt.Fprint(s.w, "\nAuf Wiedersehen.\n") }

func (s *screen) problem(err error) { s.lines(s.paint("31", err.Error()), "  ") }

// show prints what happened, and the choices with their numbers.
func (s *screen) show(events []transcript.Event, choices []flows.Button) {
	for _, e := range events {
		switch e.Who {
		case "lotse":
			fmt.Fprintln(s.w)
			s.lines(richtext.Parse(e.Message.Text).Terminal(s.color, s.width-4), s.paint("36", "│ "))
			for _, l := range e.Message.Links {
				s.lines(l.Label+": "+s.paint("4", l.URL), s.paint("36", "│ ")+"→ ")
			}
			if e.Message.Serial == 0 { // buttons of the desk: they have no numbers
				for _, b := range e.Message.Choices {
					fmt.Fprintf(s.w, "  [%s]\n", b.Label)
				}
			}
		default:
			s.lines(s.paint("2", e.Who+": "+e.Text), "  ")
		}
	}
	if len(events) == 0 {
		return
	}
	for i, c := range choices {
		fmt.Fprintf(s.w, "  %s %s\n", s.paint("1", fmt.Sprintf("%d", i+1)), c.Label)
	}
}

func (s *screen) lines(text, prefix string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintln(s.w, prefix+line)
	}
}
