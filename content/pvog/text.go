package pvog

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// longest is how much of a text is kept, in bytes: whoever needs more reads the source.
const longest = 4000

// Markdown turns the HTML of a text into our Markdown subset. Paragraphs, lists, bold, italic and web links stay; scripts and styles go,
// and of everything else the text stays.
func Markdown(source string) string {
	w := writer{}
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		t := z.Next()
		if t == html.ErrorToken || w.b.Len() > longest {
			return w.done()
		}
		token := z.Token()
		switch t {
		case html.TextToken:
			w.text(token.Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(token, t == html.SelfClosingTagToken)
		case html.EndTagToken:
			w.close(token)
		}
	}
}

// writer is Markdown in the making.
type writer struct {
	b       strings.Builder
	hidden  int    // depth inside of what nobody sees
	link    string // the address that the text now is for; "" if none
	marks   string // what is open: "**", "*"
	pending string // white space that is written before the next text
}

func (w *writer) open(t html.Token, closed bool) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript:
		if !closed {
			w.hidden++
		}
	case atom.Br:
		w.space("\n")
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Ul, atom.Ol, atom.Tr:
		w.space("\n")
	case atom.Td, atom.Th:
		w.space(" ")
	case atom.Li:
		w.space("\n")
		w.raw("- ")
	case atom.A:
		for _, a := range t.Attr {
			if a.Key == "href" && w.link == "" && webAddress(a.Val) != "" && !strings.ContainsAny(a.Val, "()[]") {
				w.link = a.Val
				w.raw("[")
			}
		}
	case atom.B, atom.Strong:
		w.mark("**")
	case atom.I, atom.Em:
		w.mark("*")
	}
}

func (w *writer) close(t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript:
		w.hidden = max(0, w.hidden-1)
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Ul, atom.Ol, atom.Tr, atom.Li:
		w.unmark()
		w.space("\n")
	case atom.A:
		w.unlink()
	case atom.B, atom.Strong, atom.I, atom.Em:
		w.unmark()
	}
}

func (w *writer) space(s string) {
	if w.pending != "\n" {
		w.pending = s
	}
	if s == "\n" {
		w.unmark()
	}
}

// raw writes signs of Markdown, and what was put off before them.
func (w *writer) raw(s string) {
	if w.hidden > 0 {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteString(w.pending)
	}
	w.pending = ""
	w.b.WriteString(s)
}

func (w *writer) mark(sign string) {
	if w.marks == "" && w.link == "" && w.hidden == 0 {
		w.raw(sign)
		w.marks = sign
	}
}

// unmark closes what is open, directly behind the last text.
func (w *writer) unmark() {
	w.unlink()
	if w.marks == "" {
		return
	}
	w.empty(w.marks, w.marks)
	w.marks = ""
}

func (w *writer) unlink() {
	if w.link == "" {
		return
	}
	link := w.link
	w.link = ""
	w.empty("[", "]("+link+")")
}

// empty writes the end of something, or takes back its beginning if nothing has come in between.
func (w *writer) empty(begin, end string) {
	if s := w.b.String(); strings.HasSuffix(s, begin) {
		w.b.Reset()
		w.b.WriteString(strings.TrimSuffix(s, begin))
		return
	}
	w.b.WriteString(end)
}

func (w *writer) text(s string) {
	if w.hidden > 0 {
		return
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if strings.HasPrefix(s, " ") && w.pending == "" {
		w.pending = " "
	}
	if words := strings.Join(strings.Fields(s), " "); words != "" {
		w.raw(richtext.Escape(words))
		if strings.HasSuffix(s, " ") {
			w.pending = " "
		}
	}
}

func (w *writer) done() string {
	w.unmark()
	var out []string
	for line := range strings.Lines(w.b.String()) {
		if line = strings.TrimSpace(line); line != "" && line != "-" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// lines are the lines of a text without the signs of a list.
func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = oneLine(strings.TrimPrefix(strings.TrimSpace(line), "- ")); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// oneLine is a text without line breaks and without signs that cannot be seen.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))), " ")
}

// person is how the name of an official stands in a text.
var person = regexp.MustCompile(`(?:(?:Ihre?|Ihr) )?(?:(?:Ansprechpartner(?:in)?|Sachbearbeiter(?:in)?|Leiter(?:in)?|Amtsleiter(?:in)?|Kontakt)\s*:\s*)?(?:Herrn?|Frau|Fr\.|Hr\.)\s+(?:Dr\\?\.\s+)?\p{Lu}[\pL'-]+(?:\s+\p{Lu}[\pL'-]+)?|(?:Ansprechpartner(?:in)?|Sachbearbeiter(?:in)?|Amtsleiter(?:in)?)\s*:\s*\p{Lu}[\pL'-]+\s+\p{Lu}[\pL'-]+`)

// withoutPersons drops the names of officials: they change, and nobody asked them.
func withoutPersons(s string) string {
	return person.ReplaceAllString(s, "(Name weggelassen)")
}
