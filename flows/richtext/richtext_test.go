package richtext_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// visibleGaps makes the invisible characters of Mattermost's rendering visible.
var visibleGaps = strings.NewReplacer("\u200b", "^")

func TestRender(t *testing.T) {
	tests := map[string]struct{ source, html, markdown, terminal string }{
		"plain":      {"Guten Tag!", "Guten Tag!", "Guten Tag!", "Guten Tag!"},
		"lines stay": {"Eins.\nZwei.  \nDrei.\\\nVier.", "Eins.\nZwei.\nDrei.\nVier.", "Eins.\nZwei.\nDrei.\nVier.", "Eins.\nZwei.\nDrei.\nVier."},
		"paragraphs": {"Eins.\n\n\n\nZwei.", "Eins.\n\nZwei.", "Eins.\n\nZwei.", "Eins.\n\nZwei."},
		"bold":       {"Den **PIN-Brief** bitte.", "Den <b>PIN-Brief</b> bitte.", "Den **PIN-Brief** bitte.", "Den PIN-Brief bitte."},
		"italic":     {"*sehr* _gut_", "<i>sehr</i> <i>gut</i>", "*sehr* *gut*", "sehr gut"},
		"nested": {"**fett *und kursiv* hier**", "<b>fett <i>und kursiv</i> hier</b>",
			"**fett** ***und kursiv*** **hier**", "fett und kursiv hier"},
		"bold beside letters":    {"Wort**teil**chen", "Wort<b>teil</b>chen", "Wort**teil**chen", "Wortteilchen"},
		"unbalanced":             {"*a **b", "*a **b", `\*a \*\*b`, "*a **b"},
		"snake case":             {"ein_langer_name", "ein_langer_name", `ein\_langer\_name`, "ein_langer_name"},
		"code":                   {"`a < b`", "<code>a &lt; b</code>", "`a < b`", "a < b"},
		"code is never bold":     {"**x `y`**", "<b>x </b><code>y</code>", "**x** `y`", "x y"},
		"code with backtick":     {"`` ` ``", "<code>`</code>", "`` ` ``", "`"},
		"code over lines":        {"`a\nb`", "<code>a\nb</code>", "`a`\n`b`", "a\nb"},
		"refused over lines":     {"[a](https://a.de\n  'b')", "[a](https://a.de\n'b')", "\\[a\\](https:^//a.de\n'b')", "[a](https://a.de\n'b')"},
		"link":                   {"[Amt](https://a.de)", `<a href="https://a.de">Amt</a>`, "[Amt](https://a.de)", "Amt (https://a.de)"},
		"bold link":              {"**[Amt](tel:+493461)**", `<a href="tel:+493461"><b>Amt</b></a>`, "[**Amt**](tel:+493461)", "Amt (tel:+493461)"},
		"link with its own text": {"[https://a.de](https://a.de)", `<a href="https://a.de">https://a.de</a>`, "<https://a.de>", "https://a.de"},
		"bare link":              {"Siehe https://a.de/x_y_z.", `Siehe <a href="https://a.de/x_y_z">https://a.de/x_y_z</a>.`, "Siehe <https://a.de/x_y_z>.", "Siehe https://a.de/x_y_z."},
		"bare link in quotes": {"„https://a.de“ *https://b.de*", `„<a href="https://a.de">https://a.de</a>“ <a href="https://b.de"><i>https://b.de</i></a>`,
			"„<https://a.de>“ [*https:^//b.de*](https://b.de)", "„https://a.de“ https://b.de"},
		"no such scheme":        {"xhttps://c.de ftp://c.de", "xhttps://c.de ftp://c.de", "xhttps:^//c.de ftp:^//c.de", "xhttps://c.de ftp://c.de"},
		"link with quotes":      {"[a](https://a.de/?a=1&b=2)", `<a href="https://a.de/?a=1&amp;b=2">a</a>`, "[a](https://a.de/?a=1&b=2)", "a (https://a.de/?a=1&b=2)"},
		"forbidden scheme":      {"[a](javascript:x)", "[a](javascript:x)", `\[a\](javascript:^x)`, "[a](javascript:x)"},
		"title":                 {`[a](https://a.de "b")`, `[a](https://a.de &quot;b&quot;)`, `\[a\](https:^//a.de "b")`, `[a](https://a.de "b")`},
		"image":                 {"![a](https://a.de/b.png)", "![a](https://a.de/b.png)", `!\[a\](https:^//a.de^/b.png)`, "![a](https://a.de/b.png)"},
		"link without text":     {"[](https://a.de)", "[](https://a.de)", `\[\](https:^//a.de)`, "[](https://a.de)"},
		"bullets":               {"Bitte:\n- eins\n* zwei\n  weiter", "Bitte:\n• eins\n• zwei\nweiter", "Bitte:\n\n- eins\n- zwei\n  weiter", "Bitte:\n• eins\n• zwei\nweiter"},
		"numbers as typed":      {"1. eins\n2. zwei\n7. sieben", "1. eins\n2. zwei\n7. sieben", "1. eins\n2. zwei\n   7\\. sieben", "1. eins\n2. zwei\n7. sieben"},
		"date at line start":    {"Am\n24. Dezember", "Am\n24. Dezember", "Am\n24\\. Dezember", "Am\n24. Dezember"},
		"phone number":          {"+ 49 3461", "+ 49 3461", `\+ 49 3461`, "+ 49 3461"},
		"heading":               {"# Amt", "# Amt", `\#^ Amt`, "# Amt"},
		"quotation":             {"> Amt", "&gt; Amt", `\> Amt`, "> Amt"},
		"indented":              {"    Amt", "Amt", "Amt", "Amt"},
		"rule":                  {"Amt\n---", "Amt\n---", "Amt\n\\---", "Amt\n---"},
		"html":                  {"<b>x</b> &amp;", "&lt;b&gt;x&lt;/b&gt; &amp;amp;", "&lt;^b>x&lt;^/b> &^amp;", "<b>x</b> &amp;"},
		"backslash":             {`\*a\* C:\temp`, `*a* C:\temp`, `\*a\* C:^\temp`, `*a* C:\temp`},
		"mentions":              {"@all #x ~y :z: a@b.de", "@all #x ~y :z: a@b.de", `@^all #^x \~^y :^z: a@^b.de`, "@all #x ~y :z: a@b.de"},
		"addresses":             {"www.a.de a.de/b und/oder", "www.a.de a.de/b und/oder", "www^.a.de a.de^/b und/oder", "www.a.de a.de/b und/oder"},
		"times stay":            {"um 10:30 Uhr: ja", "um 10:30 Uhr: ja", "um 10:30 Uhr: ja", "um 10:30 Uhr: ja"},
		"Arabic":                {"مرحبا **بك** \u2068x\u2069", "مرحبا <b>بك</b> \u2068x\u2069", "مرحبا **بك** \u2068x\u2069", "مرحبا بك \u2068x\u2069"},
		"override and controls": {"a\u202eb\x1b[1mc\td\r\ne", "ab [1mc d\ne", `ab \[1mc d` + "\ne", "ab [1mc d\ne"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := richtext.Parse(test.source)
			if got := text.HTML(); got != test.html {
				t.Errorf("HTML     %q\n    want %q", got, test.html)
			}
			if got := visibleGaps.Replace(text.Markdown()); got != test.markdown {
				t.Errorf("Markdown %q\n    want %q", got, test.markdown)
			}
			if got := text.Terminal(false, 0); got != test.terminal {
				t.Errorf("Terminal %q\n    want %q", got, test.terminal)
			}
		})
	}
}

func TestTerminal(t *testing.T) {
	tests := map[string]struct {
		source string
		color  bool
		width  int
		want   string
	}{
		"wrap":                 {"eins zwei drei vier", false, 10, "eins zwei\ndrei vier"},
		"exact":                {"eins zwei", false, 9, "eins zwei"},
		"hanging indent":       {"- eins zwei drei", false, 8, "• eins\n  zwei\n  drei"},
		"hanging number":       {"10. eins zwei drei", false, 13, "10. eins zwei\n    drei"},
		"long word":            {"Bürgerbüro", false, 4, "Bürg\nerbü\nro"},
		"URL in one piece":     {"so https://merseburg.de/amt ja", false, 8, "so\nhttps://merseburg.de/amt\nja"},
		"wide characters":      {"日本語 日本", false, 6, "日本語\n日本"},
		"emoji in one piece":   {"👩\u200d👧👩\u200d👧👩\u200d👧", false, 4, "👩\u200d👧👩\u200d👧\n👩\u200d👧"},
		"colours":              {"**a** *b* `c` [d](tel:1)", true, 0, "\x1b[1ma\x1b[0m \x1b[3mb\x1b[0m \x1b[36mc\x1b[0m \x1b[4md\x1b[0m (\x1b[4mtel:1\x1b[0m)"},
		"colour ends per line": {"**eins zwei**", true, 5, "\x1b[1meins\x1b[0m\n\x1b[1mzwei\x1b[0m"},
		"two links":            {"[a](tel:1)[b](tel:2)", false, 0, "a (tel:1)b (tel:2)"},
		"number":               {"[03461 445-533](tel:+493461445533), [115](tel:115)", false, 0, "03461 445-533, 115"},
		"other number":         {"[03461 445](tel:+493461446), [☎](tel:115)", false, 0, "03461 445 (tel:+493461446), ☎ (tel:115)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := richtext.Parse(test.source).Terminal(test.color, test.width); got != test.want {
				t.Errorf("got %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	text := richtext.Parse("[Amt **Mitte**](https://a.de), (https://b.de/(c)), [Post](mailto:a@b.de) [x](tg://y)[z](HTTP://z.de)")
	want := []richtext.Link{
		{URL: "https://a.de", Text: "Amt Mitte"}, {URL: "https://b.de/(c)", Text: "https://b.de/(c)"},
		{URL: "mailto:a@b.de", Text: "Post"}, {URL: "tg://y", Text: "x"}, {URL: "HTTP://z.de", Text: "z"},
	}
	if got := text.Links(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestLen(t *testing.T) {
	for source, want := range map[string]int{"": 0, "**ä**": 1, "👍🏽": 4, "[a](https://a.de)": 1, "- a\n- b": 7, "a&b": 3} {
		if got := richtext.Parse(source).Len(); got != want {
			t.Errorf("%q has length %d, want %d", source, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	tests := map[string]struct {
		source string
		limit  int
		want   []string // HTML
	}{
		"fits":              {"Guten Tag", 9, []string{"Guten Tag"}},
		"empty":             {"", 9, nil},
		"paragraphs":        {"Eins.\nZwei.\n\nDrei. Vier.", 15, []string{"Eins.\nZwei.", "Drei. Vier."}},
		"paragraph at edge": {"Eins.\n\nZwei.", 5, []string{"Eins.", "Zwei."}},
		"lines":             {"Eins. Zwei.\nDrei. Vier.", 15, []string{"Eins. Zwei.", "Drei. Vier."}},
		"sentences":         {"Eins ist da. Zwei auch noch", 20, []string{"Eins ist da.", "Zwei auch noch"}},
		"not in a date":     {"Das war am 3. Mai schon so", 15, []string{"Das war am 3.", "Mai schon so"}},
		"not at z. B.":      {"Gut. Das ist z. B. hier", 18, []string{"Gut.", "Das ist z. B. hier"}},
		"words":             {"eins zwei drei", 10, []string{"eins zwei", "drei"}},
		"in a word":         {"Donaudampfschiff", 10, []string{"Donaudampf", "schiff"}},
		"accents":           {"ae\u0301", 2, []string{"a", "e\u0301"}},
		"emoji":             {"a👍🏽b", 5, []string{"a👍🏽", "b"}},
		"flags":             {"🇩🇪🇫🇷", 6, []string{"🇩🇪", "🇫🇷"}},
		"too long emoji":    {"👩\u200d👧", 3, []string{"👩\u200d", "👧"}},
		"markup goes on":    {"**eins [zwei drei](tel:1)**", 9, []string{"<b>eins </b><a href=\"tel:1\"><b>zwei</b></a>", "<a href=\"tel:1\"><b>drei</b></a>"}},
		"limit too small":   {"a👍", 0, []string{"a", "👍"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, piece := range richtext.Split(richtext.Parse(test.source), test.limit) {
				got = append(got, piece.HTML())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestEscape(t *testing.T) {
	for _, value := range []string{"a*b*", "- a", "1. a", "[a](https://a.de)", "https://a.de", `\`, "`a`", "# a", "a_b_", "A.B"} {
		text := richtext.Parse(richtext.Escape(value))
		if text.Plain() != value || len(text.Links()) > 0 {
			t.Errorf("%q becomes %q", value, text.HTML())
		}
		if linked := richtext.Parse("[" + richtext.Escape(value) + "](tel:1)"); len(linked.Links()) != 1 || linked.Plain() != value {
			t.Errorf("%q as link text becomes %q", value, linked.HTML())
		}
	}
}

// TestConcurrent shows the race detector that the parser may be shared.
func TestConcurrent(t *testing.T) {
	want := richtext.Parse(sample).HTML()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if got := richtext.Parse(sample).HTML(); got != want {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	group.Wait()
}

// TestLong would take minutes if anything were quadratic.
func TestLong(t *testing.T) {
	for _, s := range []string{"*", "[", "`", "]", "\\", "a*", "*a_ ", "[a](b (", "[a](https://", "- ", "- *a\n", "1:", "ä", "e\u0301",
		"\u0301", "👍🏽", "Satz. ", "**a** ", "(https://a ", "``a` ", "a *b\n", "a://", "https://a"} {
		source := strings.Repeat(s, 200_000/len(s))
		text := richtext.Parse(source)
		checkHTML(t, source)
		if got, want := words(text.Plain()), words(source); got != want && len(text.Links()) == 0 {
			t.Errorf("many %q lose text", s)
		}
		if text.Markdown() == "" && text.Plain() != "" || text.Terminal(true, 80) == "" && text.Plain() != "" {
			t.Errorf("many %q are not shown", s)
		}
		for _, piece := range richtext.Split(text, 4096) {
			if piece.Len() > 4096 {
				t.Errorf("many %q: a piece of %d units", s, piece.Len())
			}
		}
	}
}

func TestMarkupBound(t *testing.T) {
	many := strings.Repeat("**a** ", 200)
	text := richtext.Parse(many + "\n\n**b**")
	if got, want := text.Plain(), strings.TrimSpace(many)+"\n\nb"; got != want {
		t.Errorf("got %q", got)
	}
}

const sample = "Haben Sie den **PIN-Brief** noch?\nDarin steht eine Zahl mit *fünf* Ziffern.\n\n" +
	"- Sie brauchen Ihren Ausweis.\n- Sie brauchen ein Telefon mit NFC.\n\n" +
	"Mehr steht auf [personalausweisportal.de](https://www.personalausweisportal.de).\n" +
	"Das Bürgerbüro hilft Ihnen auch persönlich. Es kostet nichts."

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		richtext.Parse(sample)
	}
}

func BenchmarkParseHTML(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = richtext.Parse(sample).HTML()
	}
}

func BenchmarkRender(b *testing.B) {
	text := richtext.Parse(sample)
	for name, render := range map[string]func() string{
		"HTML": text.HTML, "Markdown": text.Markdown, "Terminal": func() string { return text.Terminal(true, 80) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = render()
			}
		})
	}
}

func BenchmarkEscape(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		richtext.Escape("Straße des *Friedens* 12")
	}
}
