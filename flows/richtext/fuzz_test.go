package richtext_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// nasty is the seed of every fuzz test.
var nasty = []string{
	"", " ", "\n\n\n", "Guten Tag!\nHaben Sie den **PIN-Brief** noch?\nDarin steht eine *Zahl*.",
	"**fett *und kursiv* und** `code` [Amt](https://merseburg.de/a_b_c?x=1&y=2)",
	"***a** b*", "*a **b***", "**a*b**c*", "* *", "**", "****a****", "_a_b_", "a_b_c", "*a`b*`c*", "__init__", "**„Ja“**nein",
	"- eins\n- zwei\n  weiter\n\n- drei\n\nText\n- vier", "1. eins\n2. zwei\n5. fünf\n5. fünf", "1. a\n\n1. b", "- 1. a\n- - b",
	"am\n24. Dezember", "+ 49 3461 4450", "# kein Titel", "> kein Zitat", "    kein Code", "```\nkein Block\n```", "---", "a\n===", "a\n---",
	"| a | b |\n|---|---|\n| c | d |", "<b>x</b> <!-- y --> &amp; &#64;channel <https://a.de>", "![Bild](https://a.de/b.png)",
	"[x](javascript:alert(1))", "[x](data:text/html,a_b_)", "[x](https://a.de \"Titel\")", "[](https://a.de)", "[a\nb](https://a.de)",
	"[a [b](https://b.de) c](https://c.de)", "[*a](https://a.de)*", "*[a*](https://a.de)", "[`a`](tel:+493461445)", "[a](<https://a.de/(>)",
	"siehe https://a.de/x_y_z. (https://b.de/(c)) *https://c.de*", "www.a.de a.de/b foo@bar.de", "@channel @all @here @karla #tag ~town :smile: :) <3 $x$ ~~a~~",
	"um 10:30 Uhr, :100:, a:1", `C:\temp \\ \* \` + "\nx", "a\\\nb", "a  \nb", "\r\na\r\n\r\nb\rc", "a\tb\x00c\x1b[1md\x7f\u0085e",
	"\u2066abc\u2069 \u202eabc\u202c \u2028x", "مرحبا **بك** في [المدينة](https://a.de)", "Grüße, Äpfel, Öl", "👩\u200d👩\u200d👧\u200d👦 🇩🇪🇩🇪 👍🏽 e\u0301 ☎\ufe0f",
	"\xff\xfe*a\xff*", "\u00a0\u00a0\u00a0\u00a0a", "`` a`b ``", "` `", "`a", "*a", "[a", "[a](", "[a](b", "- ` `",
	"\\![a](https://a.de)", "!**[a](https://a.de)**", "**a.**_b_", "*a*`b`**c**", "\"*\"a\"*\"", "**a\n\nb**", "**a\nb**",
	"\x7f1. a", "a\u2028- b", "\u202a- b", "ä- b",
}

func seed(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
}

// FuzzHTML proves that Telegram shows exactly Plain, of length Len, whatever is parsed.
func FuzzHTML(f *testing.F) {
	seed(f)
	f.Fuzz(checkHTML)
}

func checkHTML(t *testing.T, s string) {
	checkShown(t, s, richtext.Parse(s))
	isolated := richtext.Parse(s).Isolated()
	checkShown(t, s, isolated)
}

func checkShown(t *testing.T, s string, text richtext.Text) {
	visible, entities, err := parseTelegram(text.HTML())
	if err != nil {
		t.Fatalf("%q renders as %q: %v", s, text.HTML(), err)
	}
	if visible != text.Plain() {
		t.Fatalf("%q shows %q, plain %q", s, visible, text.Plain())
	}
	if n := richtext.UTF16Len(visible); n != text.Len() {
		t.Fatalf("%q has length %d, Len says %d", s, n, text.Len())
	}
	var links []string
	for _, e := range entities {
		if e.offset < 0 || e.offset+e.len > text.Len() {
			t.Fatalf("%q has an entity outside of the text: %+v", s, e)
		}
		if e.kind == "a" {
			links = append(links, e.url)
		}
	}
	for i, link := range text.Links() {
		if i >= len(links) || links[i] != link.URL || link.Text == "" {
			t.Fatalf("%q has links %q, Links says %q", s, links, text.Links())
		}
	}
	checkPlain(t, text.Plain())
}

// checkPlain checks what Plain promises.
func checkPlain(t *testing.T, plain string) {
	t.Helper()
	if !utf8.ValidString(plain) || strings.Contains(plain, "\n\n\n") || strings.Trim(plain, " \n") != plain {
		t.Fatalf("plain text %q", plain)
	}
	for line := range strings.SplitSeq(plain, "\n") {
		if strings.Trim(line, " ") != line {
			t.Fatalf("line %q in %q", line, plain)
		}
	}
	if i := strings.IndexFunc(plain, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
		t.Fatalf("control character in %q", plain)
	}
}

// FuzzKeep proves that no word is lost: letters and digits all arrive, in order, but those of link targets.
func FuzzKeep(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		text := richtext.Parse(s)
		shown := text.Plain()
		if len(text.Links()) > 0 {
			return
		}
		if got, want := words(shown), words(s); got != want {
			t.Fatalf("%q keeps %q of %q", s, got, want)
		}
	})
}

func words(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// FuzzSplit proves that pieces fit, are proper texts, keep their markup and lose nothing but white space.
func FuzzSplit(f *testing.F) {
	for _, s := range nasty {
		f.Add(s, 1)
		f.Add(s, 7)
		f.Add(strings.Repeat(s+" ", 20), 64)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		text := richtext.Parse(s)
		limit = 2 + int(uint(limit)%500)
		var all, marked strings.Builder
		for _, piece := range richtext.Split(text, limit) {
			if piece.Len() > limit || piece.Len() == 0 {
				t.Fatalf("piece %q of %d units, limit %d", piece.Plain(), piece.Len(), limit)
			}
			visible, _, err := parseTelegram(piece.HTML())
			if err != nil || visible != piece.Plain() {
				t.Fatalf("piece %q of %q: %v", piece.HTML(), s, err)
			}
			checkPlain(t, visible)
			all.WriteString(visible)
			marked.WriteString(looks(piece))
		}
		if got, want := bare(all.String()), bare(text.Plain()); got != want {
			t.Fatalf("pieces %q of %q", got, want)
		}
		if got, want := marked.String(), looks(text); got != want {
			t.Fatalf("pieces look like %q, the text like %q", got, want)
		}
	})
}

func bare(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }

// looks returns for each visible character what it looks like.
func looks(text richtext.Text) string {
	visible, entities, err := parseTelegram(text.HTML())
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	unit := 0
	for _, r := range visible {
		if r != ' ' && r != '\n' {
			b.WriteRune(r)
			for _, e := range entities {
				if e.offset <= unit && unit < e.offset+e.len {
					b.WriteString("/" + e.kind + e.url)
				}
			}
		}
		unit += richtext.UTF16Len(string(r))
	}
	return b.String()
}

// FuzzEscape proves that an escaped value is shown as it is, with white space brought into order, also amid other text.
func FuzzEscape(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		want := tidy(s)
		text := richtext.Parse(richtext.Escape(s))
		if text.Plain() != want {
			t.Fatalf("%q becomes %q, escaped %q", want, text.Plain(), richtext.Escape(s))
		}
		if strings.ContainsAny(strings.NewReplacer("&lt;", "", "&gt;", "").Replace(text.HTML()), "<>") {
			t.Fatalf("%q has markup: %q", s, text.HTML())
		}
		line := strings.Join(strings.Fields(want), " ")
		if line == "" {
			return
		}
		amid := richtext.Parse("**Frage:** " + richtext.Escape(line) + " [Amt](https://a.de)")
		if got := amid.Plain(); got != "Frage: "+line+" Amt" {
			t.Fatalf("%q amid other text becomes %q", line, got)
		}
		if bold := richtext.Parse("**" + richtext.Escape(line) + "**"); !strings.Contains(bold.Plain(), line) {
			t.Fatalf("%q in bold becomes %q", line, bold.Plain())
		}
	})
}

// tidy says independently of the parser what white space and control characters become.
func tidy(s string) string {
	s = string([]rune(s)) // each invalid byte becomes U+FFFD
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r != '\n' && unicode.IsControl(r):
			return ' '
		case r >= '\u202a' && r <= '\u202e':
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " ")
	}
	return strings.Trim(regexp.MustCompile(`\n{3,}`).ReplaceAllString(strings.Join(lines, "\n"), "\n\n"), "\n")
}

// sign is what Mattermost would act on in plain text.
var sign = regexp.MustCompile(`@[\pL\pN_]|#\pL|~[\pL\pN]|:[a-zA-Z0-9_+\-]+:|[a-zA-Z]:/|(?i:www\d*\.)|[:;]-?[()DPpoO]|<|\$`)

// written is how plain text is kept plain: what it stands for is left out before looking for signs.
var written = regexp.MustCompile(`\\|&#\d+;|&lt;`)

// FuzzMarkdown proves that Mattermost shows what Telegram shows: for any text the same lines and links, and for plain
// text no markup, link or mention at all.
func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, source := range []string{s, richtext.Escape(s)} {
			text := richtext.Parse(source)
			lines, links, err := shown(text.Markdown())
			if err != nil {
				t.Fatalf("%q renders as %q: %v", source, text.Markdown(), err)
			}
			if want := visibleLines(text.Plain()); !slices.Equal(lines, want) {
				t.Fatalf("%q renders as %q, which shows\n%q, not\n%q", source, text.Markdown(), lines, want)
			}
			if len(links) > 0 && len(text.Links()) == 0 {
				t.Fatalf("%q renders as %q with links %q", source, text.Markdown(), links)
			}
		}
		plain := richtext.Parse(richtext.Escape(s)).Markdown()
		if m := sign.FindString(written.ReplaceAllString(plain, "")); m != "" {
			t.Fatalf("%q renders as %q with %q", s, plain, m)
		}
	})
}
