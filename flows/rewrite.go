package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// rewrite changes texts in a message file and leaves everything else as it is.
type rewrite struct {
	m       *merger
	file    *messageFile
	changes map[string]change
	lines   []string
	ops     []replacement
}

// replacement puts lines in the place of those from first up to, without, last, counted from 0.
type replacement struct {
	first, last int
	lines       []string
}

// run returns the new file; false if its form cannot be amended.
func (r *rewrite) run() (string, bool) {
	data := r.file.data
	crlf := strings.Contains(data, "\r\n")
	r.lines = strings.Split(strings.ReplaceAll(data, "\r\n", "\n"), "\n")
	root := r.file.root
	if root == nil {
		_, root, _ = source.Parse(r.file.name, []byte(data))
	}
	r.review(root)
	texts, key := root.Get("texts"), root.Key("texts")
	if len(r.changes) > 0 {
		if texts == nil || texts.Kind == source.Map && texts.Braces || root.Braces {
			return "", false
		}
		r.amend(root, texts, key.At.Line)
	}
	out := strings.Join(r.apply(), "\n")
	if len(r.ops) == 0 {
		return data, true
	}
	if crlf {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	return out, true
}

// review notes whether a person has read the file, where that is known.
func (r *rewrite) review(root *source.Node) {
	reviewed, known := r.m.says(r.file.name)
	n := root.Get("reviewed")
	switch {
	case !known || r.file.reviewed() == reviewed:
	case n != nil && !n.Null:
		line := []string{r.lines[n.At.Line-1]}
		edit{1, n.At.Col, n.At.Len, strconv.FormatBool(reviewed)}.change(line)
		r.ops = append(r.ops, replacement{n.At.Line - 1, n.At.Line, line})
	case reviewed && root.Key("texts") != nil && !root.Braces:
		at := root.Key("texts").At.Line - 1
		r.ops = append(r.ops, replacement{at, at, []string{"reviewed: true"}})
	}
}

// amend changes the texts that are there and puts new ones behind those that come before them in German.
func (r *rewrite) amend(root, texts *source.Node, keyLine int) {
	ends := map[string]int{}
	indent := "  "
	for i, p := range texts.Pairs {
		indent = strings.Repeat(" ", p.Key.At.Col-1)
		ends[p.Key.Value] = r.end(root, texts, i)
	}
	behind := keyLine
	for _, g := range r.m.texts() {
		end, there := ends[g.id]
		c, changes := r.changes[g.id]
		switch {
		case there:
			behind = end
			if changes {
				r.change(texts, g.id, end, c)
			}
		case changes:
			r.ops = append(r.ops, replacement{behind, behind, render(indent, g.id, c)})
		}
	}
}

// end is the line behind the i-th text, without comments and empty lines that follow it.
func (r *rewrite) end(root, texts *source.Node, i int) int {
	key := texts.Pairs[i].Key
	end := len(r.lines)
	if i+1 < len(texts.Pairs) {
		end = texts.Pairs[i+1].Key.At.Line - 1
	}
	for _, p := range root.Pairs {
		if line := p.Key.At.Line - 1; line >= key.At.Line {
			end = min(end, line)
		}
	}
	for ; end > key.At.Line; end-- {
		line := strings.TrimSpace(r.lines[end-1])
		if line != "" && !(line[0] == '#' && indentOf(r.lines[end-1]) < key.At.Col) {
			break
		}
	}
	return end
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// change rewrites one text, or only its hash.
func (r *rewrite) change(texts *source.Node, id string, end int, c change) {
	key, n := texts.Key(id), texts.Get(id)
	first := key.At.Line - 1
	if c.forms == nil && n.Kind == source.Map {
		if e, ok := stampEntry(n, c.hash); ok {
			line := []string{r.lines[e.line-1]}
			at := e.line - 1
			e.line = 1
			e.change(line)
			r.ops = append(r.ops, replacement{at, at + 1, line})
		}
		return
	}
	if c.forms == nil {
		c.forms = map[string]string{"other": n.Value}
	}
	indent := strings.Repeat(" ", key.At.Col-1)
	var lines []string
	for _, comment := range comments(r.lines[first:end]) {
		lines = append(lines, indent+comment)
	}
	r.ops = append(r.ops, replacement{first, end, append(lines, render(indent, id, c)...)})
}

// apply carries out the replacements; those at the same place keep their order.
func (r *rewrite) apply() []string {
	slices.SortStableFunc(r.ops, func(a, b replacement) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last)) })
	var out []string
	from := 0
	for _, op := range r.ops {
		out = append(append(out, r.lines[from:op.first]...), op.lines...)
		from = op.last
	}
	return append(out, r.lines[from:]...)
}
