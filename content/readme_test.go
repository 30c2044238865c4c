package content_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files, and what the examples of README.md lead to")

// handbookDay is the day on which the handbook's examples are checked: what they say must not depend on the day of the run.
var handbookDay = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// TestHandbookExamples lays the examples that are right over the shipped content: nothing is wrong with them, and the
// conversations go as written.
func TestHandbookExamples(t *testing.T) {
	book := readHandbook(t)
	fsys, files := shipped(t), map[string]bool{}
	var talks []*example
	for _, e := range book.examples {
		switch {
		case e.rule != "" || e.lang == "sh" || e.lang == "mermaid":
		case e.lang == "txt":
			talks = append(talks, e)
		default:
			files[e.file] = true
			e.lay(t, fsys)
		}
	}
	if len(files) < 5 || len(talks) < 3 {
		t.Fatalf("only %d files and %d conversations were found", len(files), len(talks))
	}
	engine, found, ds := loadAll(fsys, time.Time{})
	for _, d := range ds {
		untranslated := d.Rule == "translation" && !files[strings.Replace(strings.TrimSuffix(d.At.File, ".yaml"), "flows/", "messages/", 1)+".en.yaml"]
		outdated := d.Rule == "outdated" // seen below, where -update mends it
		if files[d.At.File] && !untranslated && !outdated || d.Severity == source.Error {
			t.Errorf("README.md: %s", report(source.Diagnostics{d}, found, "de"))
		}
	}
	if ds.Failed() {
		return
	}
	for _, e := range book.examples {
		if e.rule == "" && strings.HasPrefix(e.file, "messages/") {
			stamped, _, _ := engine.Set.Texts.Stamp(e.file, []byte(e.text()))
			book.expect(t, e, string(stamped))
		}
	}
	for _, e := range talks {
		script, ds := transcript.Parse(e.file, []byte(e.text()))
		got, more := script.Play(engine, nil)
		if ds = append(ds, more...); len(ds) > 0 {
			t.Errorf("README.md:%d: %s", e.line, report(ds, nil, "de"))
			continue
		}
		book.expect(t, e, got)
	}
	book.save(t)
}

// TestHandbookRules makes each mistake of the last chapter in the shipped content, and compares what is said about it.
func TestHandbookRules(t *testing.T) {
	book := readHandbook(t)
	_, _, before := loadAll(shipped(t), handbookDay)
	fsys, shown := shipped(t), map[string]bool{}
	var mistakes []*example
	for _, e := range book.examples {
		switch {
		case e.rule == "":
			continue
		case e.lang != "text":
			mistakes = append(mistakes, e)
			e.lay(t, fsys)
			continue
		}
		got := reported(fsys, e.rule, mistakes, before)
		if got == "" {
			t.Errorf("README.md:%d: nothing is said about this mistake [%s]", e.line, e.rule)
		}
		shown[e.rule] = true
		book.expect(t, e, got)
		fsys, mistakes = shipped(t), nil
	}
	for _, rule := range book.rules {
		if !shown[rule] {
			t.Errorf("README.md: the section %s shows no mistake", rule)
		}
	}
	book.save(t)
}

// reported is what the check says under one rule about mistakes that the shipped content does not have.
func reported(fsys fstest.MapFS, rule string, mistakes []*example, before source.Diagnostics) string {
	_, files, ds := loadAll(fsys, handbookDay)
	for _, e := range mistakes {
		if e.lang == "txt" {
			_, more := transcript.Parse(e.file, []byte(e.text()))
			ds = append(ds, more...)
		}
	}
	ds = slices.DeleteFunc(ds, func(d source.Diagnostic) bool {
		return d.Rule != rule || slices.ContainsFunc(before, func(old source.Diagnostic) bool { return old.At == d.At && old.Text == d.Text })
	})
	return report(ds, files, "de")
}

// loadAll checks content as "lotse check" does.
func loadAll(fsys fs.FS, today time.Time) (flows.Engine, source.Files, source.Diagnostics) {
	catalogue, files, ds := content.LoadCatalogue(fsys)
	set, more, also := flows.Load(fsys, flows.Options{Today: today, Names: catalogue.Names, Messages: content.Messages(), Records: catalogue.Records()})
	maps.Copy(files, more)
	ds = append(append(ds, also...), catalogue.Due(today)...)
	return flows.Engine{Set: set, Catalogue: catalogue.With(set)}, files, ds
}

// shipped is a copy of the content inside the program, in German and English: the handbook shows no other language, and
// stays as it is when one more is opened.
func shipped(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if path.Dir(name) == "messages" && !strings.HasSuffix(name, ".de.yaml") && !strings.HasSuffix(name, ".en.yaml") {
			return nil
		}
		data, err := fs.ReadFile(content.FS, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestHandbookNamesEveryRule compares the sections of the last chapter with the ids that the code uses.
func TestHandbookNamesEveryRule(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range []string{".", "../flows", "../flows/source", "../flows/transcript"} {
		for _, rule := range rulesIn(t, dir) {
			used[rule] = true
		}
	}
	rules := readHandbook(t).rules
	for _, rule := range slices.Sorted(maps.Keys(used)) {
		if !slices.Contains(rules, rule) {
			t.Errorf("README.md: there is no section ### %s", rule)
		}
	}
	for _, rule := range rules {
		if !used[rule] {
			t.Errorf("README.md: there is no rule %s any more", rule)
		}
	}
	if !slices.IsSorted(rules) {
		t.Errorf("README.md: the rules are not in the order of the alphabet: %v", rules)
	}
}

// rulesIn lists the rule ids in the Go files of a folder: what Error and Warn are given first, directly or by a function that has
// a parameter called rule.
func rulesIn(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset, reports := token.NewFileSet(), map[string]int{"Error": 0, "Warn": 0}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if i := parameter(f, "rule"); i >= 0 {
					reports[f.Name.Name] = i
				}
			}
		}
	}
	var rules []string
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			i, ok := reports[method.Sel.Name]
			if !ok || len(call.Args) < i+2 {
				return true // a method of another kind, such as that of an error
			}
			switch arg := call.Args[i].(type) {
			case *ast.BasicLit:
				rule, err := strconv.Unquote(arg.Value)
				if err != nil {
					t.Fatal(err)
				}
				rules = append(rules, rule)
			case *ast.Ident:
				if arg.Name != "rule" {
					t.Errorf("%s: no rule id can be read here", fset.Position(arg.Pos()))
				}
			}
			return true
		})
	}
	return rules
}

// parameter is the place of a parameter, -1 if the function has none of that name.
func parameter(f *ast.FuncDecl, name string) int {
	i := 0
	for _, field := range f.Type.Params.List {
		for _, n := range field.Names {
			if n.Name == name {
				return i
			}
			i++
		}
	}
	return -1
}
