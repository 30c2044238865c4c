package desk

import (
	"fmt"
	"strings"
	"time"
)

// Count is how often something was counted, and how long it took in all.
type Count struct {
	N    int
	Took time.Duration
}

// DigestText tells the channel what it has done since the last digest, as Markdown. It names nobody.
func DigestText(c map[Figure]Count) string {
	if c[FigureOpened].N+c[FigureReopened].N+c[FigureAnswered].N+c[FigureClosed].N == 0 {
		return "**Rückblick:** Seit dem letzten Mal hat niemand nach einem Menschen gefragt. Danke, dass Sie bereitstehen!"
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "- "+format+"\n", args...) }
	line("Neue Anliegen: %d", c[FigureOpened].N)
	if n := c[FigureReopened].N; n > 0 {
		line("Wieder geöffnet: %d", n)
	}
	line("Zum ersten Mal beantwortet: %d%s", c[FigureAnswered].N, mean(c[FigureAnswered]))
	if n := c[FigureReturned].N; n > 0 {
		line("Ohne Antwort zurück im Kanal: %d", n)
	}
	line("Abgeschlossen: %d", c[FigureClosed].N)
	if yes, no := c[FigureSolved].N, c[FigureUnsolved].N; yes+no > 0 {
		line("Rückmeldungen: %d gelöst, %d nicht gelöst", yes, no)
	}
	if n := c[FigureHeld].N; n > 0 {
		line("Nachrichten, bei denen ich vor dem Senden nachgefragt habe (PIN, Kontonummer, Ausweis): %d", n)
	}
	return "**Rückblick seit dem letzten Mal**\n" + b.String() + "\nDanke an alle, die geholfen haben!"
}

func mean(c Count) string {
	if c.N == 0 || c.Took <= 0 {
		return ""
	}
	return ", im Mittel nach " + spanGerman(c.Took/time.Duration(c.N)) + " (nur Öffnungszeiten gezählt)"
}
