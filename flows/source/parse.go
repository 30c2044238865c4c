package source

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

const (
	maxDepth    = 64      // no content needs ten
	maxRounds   = 30      // syntax errors reported in one run
	maxReports  = 50      // problems of the line by line scan, each of which is mended beyond that too
	maxLookBack = 500     // lines that an explanation looks at
	maxWork     = 8 << 20 // bytes parsed again after mending, so that a huge broken file ends soon
)

// Parse reads one YAML document and reports every problem it can find; it never panics. After a slip whose fix is clear the
// rest is read as if it had been fixed, so that the node can be checked further. The node is nil if that was not possible or
// if the file is empty. The file is always good for carets.
func Parse(name string, data []byte) (*File, *Node, Diagnostics) {
	var ds Diagnostics
	if len(data) > maxSize {
		ds.Error("yaml", Span{File: name}, T("Die Datei ist größer als %d MB. So große Dateien werden nicht gelesen.",
			"The file is larger than %d MB. Files of that size are not read.", maxSize>>20))
		return newFile(name, ""), nil, ds
	}
	f := newFile(name, decode(name, data, &ds))
	d := newDraft(f, &ds)
	d.scan()
	root := d.load()
	if root == nil {
		return f, nil, ds.Sorted()
	}
	c := converter{draft: d}
	node := c.node(root, nil)
	return f, node, ds.Sorted()
}

// load runs the parser until it has read the whole draft or meets something that cannot be mended.
func (d *draft) load() *yaml.Node {
	work := 0
	for range maxRounds {
		text := strings.Join(d.lines, "\n")
		if work += len(text); work > maxWork && work > len(text) {
			return nil
		}
		var doc yaml.Node
		err := yaml.Load([]byte(text), &doc, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(checkDepth))))
		if err == nil {
			if len(doc.Content) == 0 {
				return nil
			}
			return doc.Content[0]
		}
		if d.isEmpty() {
			d.ds.Error("empty", Span{File: d.file.Name}, T("Die Datei ist leer.", "The file is empty.")).Hint =
				T("Schreiben Sie den Inhalt hinein, oder löschen Sie die Datei.", "Fill in the content, or delete the file.")
			return nil
		}
		e, ok := errors.AsType[*yaml.LoadError](err)
		if !ok {
			d.unknown(0, 0, err.Error())
			return nil
		}
		if !d.explain(e) || strings.Join(d.lines, "\n") == text {
			return nil
		}
	}
	return nil
}

func (d *draft) isEmpty() bool {
	for _, l := range d.lines {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' && l != "---" {
			return false
		}
	}
	return true
}

var errDepth = errors.New("nested too deep")

func checkDepth(depth int, _ *yaml.DepthContext) error {
	if depth > maxDepth {
		return fmt.Errorf("%w: more than %d levels", errDepth, maxDepth)
	}
	return nil
}
