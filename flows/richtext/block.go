package richtext

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blockParser knows two blocks, and neither contains others: paragraphs, and list items with the lines that follow
// them. goldmark's own parsers renumber lists, and its paragraph refuses a line with four spaces before it.
type blockParser struct{}

func (blockParser) Trigger() []byte             { return nil }
func (blockParser) CanInterruptParagraph() bool { return true }
func (blockParser) CanAcceptIndentedLine() bool { return true }

// Open implements parser.BlockParser.
func (blockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	var block ast.Node = ast.NewTextBlock()
	if n := itemStart(line); n > 0 {
		block = ast.NewListItem(n)
		segment = segment.WithStart(segment.Start + n)
	}
	block.Lines().Append(segment.TrimLeftSpace(reader.Source()))
	reader.AdvanceToEOL()
	return block, parser.NoChildren
}

// Continue implements parser.BlockParser. In a paragraph only "1." begins a list: "am\n24. Dezember" is a date.
func (blockParser) Continue(block ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	if itemStart(line) > 0 {
		first := util.TrimLeftSpace(line)
		if block.Kind() == ast.KindListItem || !util.IsNumeric(first[0]) || first[0] == '1' && first[1] == '.' {
			return parser.Close
		}
	}
	block.Lines().Append(segment.TrimLeftSpace(reader.Source()))
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (blockParser) Close(block ast.Node, reader text.Reader, _ parser.Context) {
	lines := block.Lines()
	last := lines.Len() - 1
	line := lines.At(last)
	lines.Set(last, line.TrimRightSpace(reader.Source()))
}

// itemStart returns the length of the list marker that line begins with, "- ", "* " or "12. " with the spaces before
// it, or 0. A marker without text after it is none.
func itemStart(line []byte) int {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	mark := i
	for i < len(line) && util.IsNumeric(line[i]) && i-mark < 9 {
		i++
	}
	switch {
	case i == len(line):
		return 0
	case i > mark && line[i] == '.':
	case i == mark && (line[i] == '-' || line[i] == '*'):
	default:
		return 0
	}
	i++
	if i == len(line) || line[i] != ' ' || util.IsBlank(line[i:]) {
		return 0
	}
	return i
}
