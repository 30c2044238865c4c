package richtext

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// linkParser is goldmark's, without images, titles and dangerous URLs. A link that is refused keeps its children and
// has a nil Destination; its Title then is the source from the closing bracket on, to be shown as typed.
type linkParser struct{ parser.InlineParser }

func (linkParser) Trigger() []byte { return []byte{'[', ']'} }

// CloseBlock implements parser.CloseBlocker.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// Parse implements parser.InlineParser.
func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, bracket := block.Position()
	node := p.InlineParser.Parse(parent, block, pc)
	link, ok := node.(*ast.Link)
	if !ok {
		return node
	}
	_, end := block.Position()
	src := block.Source()
	url := util.UnescapePunctuations(link.Destination)
	if link.Title == nil && validURL(string(url)) && !follows(src[:link.Pos()], '!') &&
		!util.IsBlank(src[link.Pos()+1:bracket.Start]) {
		link.Destination = url
		return link
	}
	tail := src[bracket.Start:end.Start]
	link.Destination, link.Title = nil, tail[:bytes.LastIndexByte(tail, ')')+1]
	return link
}

// follows reports whether before ends with c that no backslash makes literal.
func follows(before []byte, c byte) bool {
	if len(before) == 0 || before[len(before)-1] != c {
		return false
	}
	before = before[:len(before)-1]
	return (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 0
}

// validURL reports whether url may become a link: a scheme that opens nothing but a page, a call, a mail or a chat, and
// no character that could end an attribute or an angle bracket.
func validURL(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	if !ok || strings.ContainsFunc(url, notInURL) {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "tg":
		return len(rest) > 2 && strings.HasPrefix(rest, "//") && rest[2] != '/'
	case "tel", "mailto":
		return rest != ""
	}
	return false
}

func notInURL(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("<>\"`\\", r)
}

// bareLinkParser finds https://… in plain text. It takes the URL as a whole, so that an underscore in it is no markup.
type bareLinkParser struct{}

func (bareLinkParser) Trigger() []byte { return []byte{':'} }

// Parse implements parser.InlineParser. goldmark calls it at the colon, when the scheme already stands in parent.
func (bareLinkParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Stop != segment.Start || !bytes.HasPrefix(line, []byte("://")) {
		return nil
	}
	before := last.Segment.Value(block.Source())
	scheme := 0
	for scheme < len(before) && util.IsAlphaNumeric(before[len(before)-1-scheme]) {
		scheme++
	}
	url := block.Source()[segment.Start-scheme : segment.Stop]
	n := bareURL(url, scheme+len("://"))
	if n == 0 {
		return nil
	}
	last.Segment = last.Segment.WithStop(segment.Start - scheme)
	block.Advance(n - scheme)
	return ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(segment.Start-scheme, segment.Start-scheme+n)))
}

// bareURL returns the length of the URL at the start of s, or 0; scheme is that of its first part, up to "://".
// Punctuation at its end belongs to the sentence.
func bareURL(s []byte, scheme int) int {
	if p := string(s[:scheme]); p != "https://" && p != "http://" {
		return 0
	}
	end := len(s)
	stops := func(r rune) bool { return notInURL(r) || strings.ContainsRune("[]*“”„‚‘’»«…", r) }
	if i := bytes.IndexFunc(s[scheme:], stops); i >= 0 {
		end = scheme + i
	}
	spare := bytes.Count(s[:end], []byte(")")) - bytes.Count(s[:end], []byte("("))
	for ; end > scheme; end-- {
		if s[end-1] == ')' {
			if spare <= 0 {
				break
			}
			spare--
		} else if !strings.ContainsRune(".,;:!?'_~", rune(s[end-1])) {
			break
		}
	}
	if end == scheme || !validURL(string(s[:end])) {
		return 0
	}
	return end
}
