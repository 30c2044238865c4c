package source

import (
	"strings"
	"unicode/utf8"
)

// File is one source file as the editor sees it, for positions and carets.
type File struct {
	Name  string
	lines []string
}

// Files holds files by their names.
type Files map[string]*File

// The text must be UTF-8 without byte order mark and with "\n" as its only line end.
func newFile(name, text string) *File {
	return &File{Name: name, lines: strings.Split(text, "\n")}
}

// Line returns line n, counted from 1, without its line end; "" outside the file.
func (f *File) Line(n int) string {
	if f == nil || n < 1 || n > len(f.lines) {
		return ""
	}
	return f.lines[n-1]
}

// span is the stretch of size characters at line and col, moved inside the file where a foreign position is outside.
func (f *File) span(line, col, size int) Span {
	line = min(max(line, 1), len(f.lines))
	width := utf8.RuneCountInString(f.lines[line-1])
	col = min(max(col, 1), width+1)
	return Span{File: f.Name, Line: line, Col: col, Len: min(max(size, 1), max(width-col+1, 1))}
}

// after returns the text of a line from column col on.
func after(line string, col int) string {
	for i := range line {
		if col <= 1 {
			return line[i:]
		}
		col--
	}
	return ""
}

// before returns the text of a line up to, without, column col.
func before(line string, col int) string { return line[:len(line)-len(after(line, col))] }

func runeLen(s string) int { return utf8.RuneCountInString(s) }
