package mattermost_test

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// TestReadable: what volunteers write arrives so that nothing of it looks like markup.
func TestReadable(t *testing.T) {
	for _, c := range []struct{ name, in, plain string }{
		{"words", "Guten Tag, wie kann ich helfen?", "Guten Tag, wie kann ich helfen?"},
		{"emphasis", "**fett** *kursiv* _auch_ __auch fett__ ***beides***", "fett kursiv auch auch fett beides"},
		{"inside a word", "snake__case__name und __init__", "snake__case__name und init"},
		{"heading", "# Unterlagen #\n### Termin **heute**", "Unterlagen\nTermin heute"},
		{"hashtag stays", "#lotse ist da", "#lotse ist da"},
		{"list", "* eins\n+ zwei\n- drei", "• eins\n• zwei\n• drei"},
		{"numbers", "1. eins\n2. zwei", "1. eins\n2. zwei"},
		{"tasks", "- [ ] Ausweis\n* [x] Foto", "• ☐ Ausweis\n• ☑ Foto"},
		{"quotation", "> Sie schrieben\n> > und ich", "» Sie schrieben\n» und ich"},
		{"code", "Rufen Sie `lotse run` auf", "Rufen Sie lotse run auf"},
		{"code block", "So:\n```go\na := b**c**\n\nd\n```\nfertig", "So:\na := b**c**\n\nd\nfertig"},
		{"code with signs", "`:smile: __x__`", ":smile: __x__"},
		{"link", `[Amt](https://amt.de "Titel") und <https://x.de/a_b_c>`, "Amt und https://x.de/a_b_c"},
		{"picture", "![Karte](https://x.de/k.png =200x100)", "Karte"},
		{"link without words", "[](https://x.de)", "https://x.de"},
		{"address with a sign in it", "https://x.de/:smile:/__a__", "https://x.de/:smile:/__a__"},
		{"table", "| Tag | Zeit |\n|:--|--:|\n| Mo | 9 Uhr |", "Tag · Zeit\nMo · 9 Uhr"},
		{"rule", "oben\n***\n---\nunten", "oben\n\nunten"},
		{"signs", "Danke :smile: :+1: :de:", "Danke 😄 👍 🇩🇪"},
		{"unknown sign", "um 10:30:45 Uhr :lotse_eigen:", "um 10:30:45 Uhr :lotse_eigen:"},
		{"a picture of the chat's own", ":mattermost:", ":mattermost:"},
		{"hard break", "eins\\\nzwei  \ndrei", "eins\nzwei\ndrei"},
		{"backslash", `\*nicht kursiv\* C:\\Pfad \:smile:`, `*nicht kursiv* C:\Pfad :smile:`},
		{"crossed out stays marked", "am ~~Montag~~ Dienstag", "am ~~Montag~~ Dienstag"},
		{"carriage returns", "eins\r\nzwei", "eins\nzwei"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := richtext.Parse(new(mattermost.Channel).Readable(c.in)).Plain(); got != c.plain {
				t.Errorf("%q reads %q, want %q (Markdown %q)", c.in, got, c.plain, new(mattermost.Channel).Readable(c.in))
			}
		})
	}
}

func TestReadableLinks(t *testing.T) {
	got := richtext.Parse(new(mattermost.Channel).Readable(`![Karte](https://x.de/k.png) [Amt](https://amt.de/a_(b) "T")`)).Links()
	if len(got) != 2 || got[0].URL != "https://x.de/k.png" || got[1].URL != "https://amt.de/a_(b)" {
		t.Errorf("links %v", got)
	}
}

// TestLiteral: a citizen mentions nobody, formats nothing and links nowhere; package richtext proves the rest.
func TestLiteral(t *testing.T) {
	for _, s := range []string{
		"@channel @all @here @karla", "~lotsen", "#tag", "**fett** _kursiv_ `code`", "[x](https://y.de)", "https://y.de/x?@all", "<https://y.de>",
		"# Überschrift", "> Zitat", "| a | b |\n|---|---|", "```\nx\n```", ":smile:", "$$x$$", "- eins\n- zwei", "mailto:x@y.de www.x.de",
	} {
		got := mattermost.Literal(s)
		if plain := html.UnescapeString(strings.NewReplacer("\u200b", "", `\`, "").Replace(got)); plain != s {
			t.Errorf("%q became %q", s, plain)
		}
		for _, bad := range []string{"@channel", "@all", "@here", "@karla", "~lotsen", "#tag", "https://y", "www.x", ":smile:", "$$", "```", "x@y"} {
			if strings.Contains(got, bad) {
				t.Errorf("%q is live in %q", bad, got)
			}
		}
	}
}

// TestLong: a text that is too long for one post comes in pieces and loses nothing.
func TestLong(t *testing.T) {
	for _, unit := range []string{"wort ", "@all! ", "**x** ", "😀", "a\n", "https://x.de/"} {
		w := newWorld(t, nil)
		root := w.ticket("T1")
		text := strings.TrimSpace(strings.Repeat(unit, 9000))
		w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: "T1/2", Citizen: true, Text: text, Mention: []desk.AgentID{desk.AgentID(w.karla)}}})
		var all strings.Builder
		for _, p := range w.Posts()[1:] {
			if n := utf8.RuneCountInString(p.Message); n > 16383 {
				t.Errorf("%q: a post of %d characters", unit, n)
			}
			all.WriteString(p.Message)
		}
		bare := func(s string) string {
			return strings.NewReplacer("\u200b", "", `\`, "", " ", "", "\n", "", "@karla", "", ":speech_balloon:", "").Replace(s)
		}
		if bare(all.String()) != bare(text) {
			t.Errorf("%q: something was lost: %d of %d", unit, len(bare(all.String())), len(bare(text)))
		}
		w.clean()
	}
}

// TestLongNotice: our own lists are cut between lines.
func TestLongNotice(t *testing.T) {
	w := newWorld(t, nil)
	line := "- [Bürger*in Blau-Otter 17](https://chat.example/_redirect/pl/aaaaaaaaaaaaaaaaaaaaaaaaaa): Umzug, wartet seit 5 Minuten\n"
	ref := w.send(bot.DeskOutbound{Notice: &bot.DeskNotice{Key: "N/1", Text: strings.Repeat(line, 500)}})
	var n int
	for _, p := range w.Posts() {
		n += strings.Count(p.Message, "- [Bürger*in Blau-Otter 17](https://chat.example/_redirect/pl/aaaaaaaaaaaaaaaaaaaaaaaaaa): Umzug, wartet seit 5 Minuten")
	}
	if n != 500 || len(strings.Split(string(ref), ",")) < 3 {
		t.Errorf("%d lines in %q", n, ref)
	}
}

func FuzzReadable(f *testing.F) {
	for _, s := range []string{"# a\n> b\n- [ ] c", "```\nx\n```", "| a |\n|--|", "[x](http://y) :smile: `a`", "\\", "__a__ ~~b~~", "![](", "~~~\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := new(mattermost.Channel).Readable(s)
		if len(out) > 8*len(s)+64 {
			t.Errorf("%d bytes became %d", len(s), len(out))
		}
		plain := richtext.Parse(out).Plain()
		for _, word := range strings.FieldsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) {
			if strings.ContainsAny(s, ":(<`\\~[&\n|") { // a word may be a name of a sign, a title, a language of a code block
				break
			}
			if !strings.Contains(plain, word) {
				t.Errorf("%q lost %q: %q", s, word, plain)
			}
		}
	})
}
