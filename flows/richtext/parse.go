package richtext

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// grammar is goldmark reduced to the subset. It is built once and safe for concurrent use.
var grammar = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(blockParser{}, 100)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
			util.Prioritized(bareLinkParser{}, 300),
			util.Prioritized(parser.NewEmphasisParser(), 400),
		),
	)
})

// Parse reads the subset. Every string is a text: what is not markup is shown as it was typed. It takes time linear in
// the length of markdown.
func Parse(markdown string) Text {
	src := bound(clean(markdown))
	b := builder{src: src, out: make([]byte, 0, len(src)+16)}
	for n := grammar().Parse(text.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n)
	}
	return b.text()
}

// builder turns goldmark's tree into visible text and runs.
type builder struct {
	src   []byte
	out   []byte
	runs  []run
	links []string
}

func (b *builder) block(n ast.Node) {
	if len(b.out) > 0 {
		b.newline(run{})
		if n.HasBlankPreviousLines() {
			b.newline(run{})
		}
	}
	if n.Kind() == ast.KindListItem && n.Lines().Len() > 0 {
		mark := bytes.TrimSpace(b.src[n.Pos():n.Lines().At(0).Start])
		if len(mark) == 1 {
			mark = []byte("•")
		}
		b.write(mark, run{style: marker})
		b.out = append(b.out, ' ') // not by write, which would take it for an indentation
		b.runs[len(b.runs)-1].stop++
	}
	b.inline(n, run{})
}

// inline writes what is in parent, in the look r.
func (b *builder) inline(parent ast.Node, r run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.unescape(n.Segment.Value(b.src), r)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.newline(r)
			}
		case *ast.CodeSpan:
			b.code(n, r)
		case *ast.Emphasis:
			inner := r
			inner.style |= bold
			if n.Level == 1 {
				inner.style = r.style | italic
			}
			b.inline(n, inner)
		case *ast.AutoLink:
			b.lines(n.Label(b.src), b.linked(r, string(n.URL(b.src))))
		case *ast.Link:
			if n.Destination != nil {
				b.inline(n, b.linked(r, string(n.Destination)))
				continue
			}
			b.write([]byte("["), r)
			b.inline(n, r)
			b.unescape(n.Title, r)
		}
	}
}

// code writes a code span. In a link it is link text, and it is never bold or italic, because Telegram would show
// either one or the other.
func (b *builder) code(n ast.Node, r run) {
	if r.link == 0 {
		r.style = code
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.lines(t.Segment.Value(b.src), r)
		}
	}
}

// linked returns r as part of a new link. Links do not nest.
func (b *builder) linked(r run, url string) run {
	if r.link == 0 {
		b.links = append(b.links, url)
		r.link = len(b.links)
	}
	return r
}

// unescape writes s, in which a backslash makes the punctuation after it literal.
func (b *builder) unescape(s []byte, r run) {
	from := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\\' && util.IsPunct(s[i+1]) {
			b.lines(s[from:i], r)
			from = i + 1
			i++
		}
	}
	b.lines(s[from:], r)
}

// lines writes s, which may have line breaks.
func (b *builder) lines(s []byte, r run) {
	for {
		i := bytes.IndexByte(s, '\n')
		if i < 0 {
			b.write(s, r)
			return
		}
		b.write(s[:i], r)
		b.newline(r)
		s = s[i+1:]
	}
}

// write appends s, which has no line break. Spaces at the start of a line are left out.
func (b *builder) write(s []byte, r run) {
	if len(b.out) == 0 || b.out[len(b.out)-1] == '\n' {
		s = bytes.TrimLeft(s, " ")
	}
	b.append(s, r)
}

func (b *builder) append(s []byte, r run) {
	if len(s) == 0 {
		return
	}
	b.out = append(b.out, s...)
	r.stop = len(b.out)
	if n := len(b.runs); n > 0 && b.runs[n-1].link == r.link && b.runs[n-1].style == r.style {
		b.runs[n-1].stop = r.stop
		return
	}
	b.runs = append(b.runs, r)
}

// newline ends the line, and allows one empty line.
func (b *builder) newline(r run) {
	b.trim(" ")
	if len(b.out) > 0 && !bytes.HasSuffix(b.out, []byte("\n\n")) {
		b.append([]byte("\n"), r)
	}
}

// trim takes the bytes in cutset off the end.
func (b *builder) trim(cutset string) {
	b.out = bytes.TrimRight(b.out, cutset)
	for n := len(b.runs); n > 0 && b.runs[n-1].stop > len(b.out); n-- {
		b.runs[n-1].stop = len(b.out)
		if n > 1 && b.runs[n-2].stop >= len(b.out) || len(b.out) == 0 {
			b.runs = b.runs[:n-1]
		}
	}
}

func (b *builder) text() Text {
	b.trim(" \n")
	plain := string(b.out)
	return Text{plain: plain, runs: b.runs, links: b.links, units: UTF16Len(plain)}
}
