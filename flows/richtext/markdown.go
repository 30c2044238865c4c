package richtext

import (
	"strconv"
	"strings"
	"unicode"
)

// gap is an invisible character that keeps two others from being read as one sign: it is neither space nor punctuation
// nor part of a name. Mattermost looks for mentions, hashtags and addresses after it has taken the backslashes out, so
// those cannot be escaped in any other way.
const gap = "\u200b"

// Markdown renders the text for Mattermost. What it shows is Plain, with lists as lists and some invisible characters
// U+200B: plain text mentions nobody, and becomes no hashtag, emoji, formula or link. It holds for the web client's
// own Markdown (https://github.com/mattermost/marked), for the server's and for CommonMark, which the apps use.
func (t Text) Markdown() string {
	w := markdownWriter{text: t}
	w.out.Grow(len(t.plain) + len(t.plain)/8 + 32*len(t.links))
	from := 0
	for line := range strings.SplitSeq(t.plain, "\n") {
		if from > 0 {
			w.write("\n")
		}
		w.line(from, from+len(line))
		from += len(line) + 1
	}
	return w.out.String()
}

type markdownWriter struct {
	text   Text
	out    strings.Builder
	last   rune // last character written
	number int  // of the last item in the numbered list that is open, or 0
	indent int  // of lines that go on in a list item
	filled bool // the line before is not empty
}

func (w *markdownWriter) write(s string) {
	if s != "" {
		w.out.WriteString(s)
		w.last = lastRune(s)
	}
}

type piece struct {
	run
	text string
}

// line writes one line. Markup is closed at its end and opened again in the next, as not all of it may span lines.
func (w *markdownWriter) line(from, to int) {
	if from == to {
		w.indent, w.filled = 0, false
		return
	}
	from += w.begin(from, to)
	w.filled = true

	var pieces []piece
	for s, r := range w.text.spans(from, to) {
		pieces = append(pieces, piece{r, s})
	}
	for i, p := range pieces {
		next := piece{text: "\n"}
		if i+1 < len(pieces) {
			next = pieces[i+1]
		}
		opens := p.link != 0 && (i == 0 || pieces[i-1].link != p.link)
		closes := p.link != 0 && next.link != p.link
		if opens && closes && w.bareLink(p) {
			continue
		}
		if opens {
			w.apart('!')
			w.write("[")
		}
		w.piece(p, next, i == 0 && p.link == 0)
		if closes {
			w.write("](" + linkTarget.Replace(w.text.links[p.link-1]) + ")")
		}
	}
}

// begin writes the list marker or the indent of the line and returns how much of the line it stands for. A number is
// only a marker where Mattermost, which counts by itself, will show the same one.
func (w *markdownWriter) begin(from, to int) int {
	mark := ""
	for s, r := range w.text.spans(from, to) {
		if r.style == marker {
			mark = s
		}
		break
	}
	show := ""
	switch mark {
	case "• ":
		show, w.number = "- ", 0
	case strconv.Itoa(w.number+1) + ". ":
		show, w.number = mark, w.number+1
	}
	if show == "" {
		if w.indent == 0 {
			w.number = 0
		}
		w.write(strings.Repeat(" ", w.indent))
		return 0
	}
	if w.filled && w.indent == 0 {
		w.write("\n") // else the web client takes the item for a part of the paragraph
	}
	w.indent = len(show)
	w.write(show)
	return len(mark)
}

// bareLink writes a link whose text is its URL as <URL>, and reports whether it could.
func (w *markdownWriter) bareLink(p piece) bool {
	url := w.text.links[p.link-1]
	if p.style != 0 || p.text != url || !strings.HasPrefix(url, "http") || strings.ContainsAny(url, "()[]*|$;") {
		return false
	}
	w.write("<" + url + ">")
	return true
}

// linkTarget keeps in a URL what could end it, or begin something else, from doing so.
var linkTarget = strings.NewReplacer("(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "*", "%2A", "|", "%7C", "$", "%24")

func (w *markdownWriter) piece(p, next piece, start bool) {
	switch {
	case p.style&code != 0:
		w.code(p.text)
	case p.style&(bold|italic) != 0:
		w.emphasis(p, next)
	default:
		w.literal(p.text, start, p.link != 0)
	}
}

// apart writes a gap if the last character is c.
func (w *markdownWriter) apart(c rune) {
	if w.last == c {
		w.write(gap)
	}
}

func (w *markdownWriter) code(s string) {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	pad := ""
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.Trim(s, " ") != "" {
		pad = " "
	}
	w.apart('`')
	w.write(fence + pad + s + pad + fence)
}

// emphasis writes bold and italic text. The spaces at its ends go outside, and gaps go where the delimiters would not
// be taken for such: between punctuation and a letter, or beside other delimiters.
func (w *markdownWriter) emphasis(p, next piece) {
	rest := strings.TrimLeftFunc(p.text, unicode.IsSpace)
	w.literal(p.text[:len(p.text)-len(rest)], false, true)
	body := strings.TrimRightFunc(rest, unicode.IsSpace)
	after := rest[len(body):]
	if body == "" {
		return
	}
	delimiter := map[style]string{bold: "**", italic: "*", bold | italic: "***"}[p.style&(bold|italic)]
	w.apart('*')
	before := w.last
	w.write(delimiter)
	first := firstRune(body)
	if first == '"' || first == '<' || isPunct(first) && !isPunct(before) && !unicode.IsSpace(before) {
		w.write(gap) // the web client has no italics that begin with a quotation mark
	}
	w.literal(body, false, true)
	if follow := firstRune(after + next.text); isPunct(lastRune(body)) && !unicode.IsSpace(follow) {
		w.write(gap)
	}
	w.write(delimiter)
	w.literal(after, false, true)
}

// isPunct is what CommonMark calls punctuation.
func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
