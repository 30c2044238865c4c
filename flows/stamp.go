package flows

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// edit replaces n characters at a place by a text.
type edit struct {
	line, col, n int
	text         string
}

// Stamp writes the hash of today's German text beside every translation in a message file, and nothing else: it says that the translations
// fit. It returns the new content and how many hashes changed; a file that cannot be read comes back as it is, with what is wrong.
func (t *Texts) Stamp(name string, data []byte) ([]byte, int, source.Diagnostics) {
	_, root, ds := source.Parse(name, data)
	if ds.Failed() {
		return data, 0, ds
	}
	texts := root.Get("texts")
	if texts == nil {
		return data, 0, ds
	}
	var edits []edit
	for _, p := range texts.Pairs {
		german, ok := t.text[German][p.Key.Value]
		if !ok || strings.HasPrefix(p.Key.Value, "word.") {
			continue
		}
		if e, ok := stampEntry(p.Value, Hash(german.words)); ok {
			edits = append(edits, e)
		}
	}
	if len(edits) == 0 {
		return data, 0, ds
	}
	return apply(data, edits), len(edits), ds
}

// stampEntry is the edit that gives one translation its hash.
func stampEntry(n *source.Node, hash string) (edit, bool) {
	switch {
	case n.Kind != source.Map || len(n.Pairs) == 0:
		return edit{}, false // the short form has no room for a hash
	case n.Get("hash") != nil:
		old := n.Get("hash")
		return edit{old.At.Line, old.At.Col, old.At.Len, hash}, old.Value != hash && !old.Null
	}
	first := n.Pairs[0].Key.At
	if n.Braces {
		return edit{first.Line, first.Col, 0, "hash: " + hash + ", "}, true
	}
	return edit{first.Line, first.Col, 0, "hash: " + hash + "\n" + strings.Repeat(" ", first.Col-1)}, true
}

// apply carries out edits from the last to the first, so that positions stay right.
func apply(data []byte, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int {
		if a.line != b.line {
			return b.line - a.line
		}
		return b.col - a.col
	})
	lines := strings.Split(string(data), "\n")
	for _, e := range edits {
		e.change(lines)
	}
	return []byte(strings.Join(lines, "\n"))
}

func (e edit) change(lines []string) {
	line := []rune(lines[e.line-1])
	at := e.col - 1
	if e.line == 1 && strings.HasPrefix(lines[0], "\ufeff") {
		at++
	}
	lines[e.line-1] = string(line[:at]) + e.text + string(line[at+e.n:])
}
