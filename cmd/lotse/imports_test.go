package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/digitaler-lotse/lotse/"

// mayImport says which packages of the project each package may import. Whoever needs more talks about the direction first.
var mayImport = map[string][]string{
	"flows/source":                  {},
	"flows/richtext":                {},
	"flows":                         {"flows/source", "flows/richtext"},
	"flows/berlin":                  {},
	"flows/transcript":              {"flows", "flows/berlin", "flows/source", "flows/richtext"},
	"content/hours":                 {},
	"content/search":                {},
	"content/gazetteer":             {},
	"content/questions":             {},
	"content/pvog":                  {"content/hours", "flows/source", "flows/richtext"},
	"content":                       {"content/gazetteer", "flows", "flows/berlin", "flows/source", "flows/richtext", "content/hours", "content/search"},
	"bot/store":                     {"flows"},
	"bot/desk":                      {"flows", "flows/richtext"},
	"bot/redact":                    {},
	"bot":                           {"flows", "flows/richtext", "bot/redact", "bot/store", "bot/desk"},
	"bot/telegram":                  {"bot", "bot/desk", "flows", "flows/richtext"},
	"bot/telegram/telegramtest":     {},
	"bot/mattermost":                {"bot", "bot/desk", "flows", "flows/richtext"},
	"bot/mattermost/mattermosttest": {},
	"cmd/lotse":                     {"content", "flows", "flows/berlin", "flows/source", "flows/richtext", "flows/transcript", "bot", "bot/desk", "bot/store", "bot/telegram", "bot/mattermost", "content/hours", "content/search", "content/pvog", "content/questions"},
}

// onlyIn says which package alone may import a library.
var onlyIn = map[string]string{
	"github.com/go-telegram/bot":                        "bot/telegram",
	"github.com/mattermost/mattermost/server/public":    "bot/mattermost",
	"go.etcd.io/bbolt":                                  "bot/store",
	"go.yaml.in/yaml":                                   "flows/source",
	"github.com/yuin/goldmark":                          "flows/richtext",
	"github.com/expr-lang/expr":                         "flows",
	"github.com/nicksnyder/go-i18n":                     "flows",
	"github.com/alecthomas/kong":                        "cmd/lotse",
	"github.com/rickar/cal":                             "content/hours",
	"github.com/digitaler-lotse/lotse/bot/telegram/tel": "", // test doubles never reach the product
	"golang.org/x/text/language/display":                "", // has 2.4 MB; flows.LanguageName knows the languages that matter
}

func TestImports(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("%s: the table of imports does not know the package %s", path, pkg)
			return nil
		}
		packages++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if own, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s, which is not the direction", path, own)
			}
			for lib, owner := range onlyIn {
				if strings.HasPrefix(name, lib) && pkg != owner {
					t.Errorf("%s imports %s, which only %q may", path, name, owner)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if packages < 20 {
		t.Errorf("only %d files were looked at", packages)
	}
}
