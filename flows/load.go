package flows

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Options is what loading needs to know beside the files.
type Options struct {
	Today    time.Time                  // for review dates; zero: not looked at
	Names    func(kind string) []string // Catalogue.Names; nil: references to the catalogue are not checked
	Messages []string                   // ids of messages that the host needs beside the engine's own
	Records  []RecordText               // texts of the catalogue's records, which message files translate too
}

// Load reads flows/*.yaml and messages/*.yaml of fsys and checks them. All problems come back at once; if any of them is an error,
// the set must not be used. Files holds what was read, for messages that show the source.
func Load(fsys fs.FS, opts Options) (*Set, source.Files, source.Diagnostics) {
	m, files := readContent(fsys, opts.Records)
	m.commands()
	m.required(append(engineMessages(), opts.Messages...))
	c := checker{linker: m.linker, opts: opts, torn: map[string]bool{}}
	for _, d := range m.Diagnostics {
		switch d.Rule {
		case "type", "unknown-key", "missing-key":
			if d.Severity == source.Error {
				c.read = append(c.read, d)
			}
		case "tab", "indentation", "colon", "quotes", "conflict", "encoding", "yaml", "list", "empty":
			if d.Severity == source.Error {
				c.torn[d.At.File] = true
			}
		}
	}
	c.check()
	return m.set, files, m.Sorted()
}

// readContent reads all flows and texts and links them.
func readContent(fsys fs.FS, records []RecordText) (*translator, source.Files) {
	set := &Set{Texts: newTexts(), flow: map[string]*Flow{}, vars: map[string]variable{
		langVar: {kind: TextVar},
	}, words: map[string]Command{}, numbers: map[string]int{}, speak: map[string]string{}, tongue: map[string]string{}, buttons: map[string]button{}}
	files := source.Files{}
	l := &linker{set: set}
	for _, f := range l.readAll(fsys, "flows", FlowShape(), files) {
		l.addFlow(f.name, f.node)
	}
	l.link()
	m := l.messages(fsys, files)
	m.flows()
	m.records(records)
	m.fill()
	return m, files
}

// list returns the YAML files of a folder.
func (l *linker) list(fsys fs.FS, dir string) []string {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.Error("file", source.Span{File: dir}, source.T("Der Ordner kann nicht gelesen werden: %v", "The folder cannot be read: %v", err))
	}
	var out []string
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch ext := path.Ext(name); {
		case e.IsDir() || strings.HasPrefix(e.Name(), "."):
		case ext == ".yaml":
			out = append(out, name)
		case ext == ".yml":
			d := l.Error("file", source.Span{File: name}, source.T("Die Datei endet auf .yml und wird deshalb nicht gelesen.", "The file ends in .yml and is therefore not read."))
			d.Hint = source.T("Bitte benennen Sie sie um: %s", "Please rename it: %s", strings.TrimSuffix(e.Name(), ext)+".yaml")
		}
	}
	if dir == "flows" && len(out) == 0 {
		l.Error("file", source.Span{File: dir}, source.T("Hier liegt kein Ablauf (flows/*.yaml).", "There is no flow here (flows/*.yaml)."))
	}
	return out
}

// parsed is one file of a folder; node is nil if it cannot be used.
type parsed struct {
	name  string
	file  *source.File
	node  *source.Node
	found source.Diagnostics
}

// readAll parses the files of a folder, as many at a time as there are processors, and returns those that can be used, in order.
func (l *linker) readAll(fsys fs.FS, dir string, shape *source.Shape, files source.Files) []parsed {
	names := l.list(fsys, dir)
	all := make([]parsed, len(names))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, name := range names {
		slots <- struct{}{}
		wg.Go(func() {
			all[i] = read(fsys, name, shape)
			<-slots
		})
	}
	wg.Wait()
	var usable []parsed
	for _, p := range all {
		l.Diagnostics = append(l.Diagnostics, p.found...)
		if p.file != nil {
			files[p.name] = p.file
		}
		if p.node != nil {
			usable = append(usable, p)
		}
	}
	return usable
}

func read(fsys fs.FS, name string, shape *source.Shape) parsed {
	p := parsed{name: name}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		p.found.Error("file", source.Span{File: name}, source.T("Die Datei kann nicht gelesen werden: %v", "The file cannot be read: %v", err))
		return p
	}
	p.file, p.node, p.found = source.Parse(name, data)
	if p.node != nil {
		shape.Check(p.node, &p.found)
		if p.node.Kind != source.Map {
			p.node = nil
		}
	}
	return p
}

func (l *linker) addFlow(file string, n *source.Node) {
	f := &Flow{node: n, at: source.Span{File: file, Line: 1, Col: 1}, step: map[string]*Step{}}
	stem := strings.TrimSuffix(path.Base(file), ".yaml")
	id := n.Get("flow")
	if id == nil || id.Value == "" {
		return
	}
	f.at = id.At
	if id.Value != stem {
		d := l.Error("flow-name", id.At, source.T("Der Ablauf heißt „%s“, die Datei aber „%s“.", "The flow is called %q but the file %q.", id.Value, path.Base(file)))
		d.Meant = stem
	}
	if old := l.set.flow[id.Value]; old != nil {
		d := l.Error("duplicate-flow", id.At, source.T("Den Ablauf „%s“ gibt es zweimal.", "There are two flows %q.", id.Value))
		d.Related = append(d.Related, source.Related{At: old.at, Text: source.T("hier zuerst", "first here")})
		return
	}
	r := &reader{linker: l, flow: f}
	l.set.flow[id.Value] = r.read(n)
	for _, s := range f.Steps {
		for _, c := range s.Choices {
			l.set.buttons[c.hash] = button{s, c}
		}
	}
}
