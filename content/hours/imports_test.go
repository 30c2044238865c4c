package hours_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The package stands alone: whoever copies its folder needs the standard
// library, the public holidays and, for its tests, a comparison.
func TestImports(t *testing.T) {
	const holidays, comparison, itself = "github.com/rickar/cal/v2", "github.com/google/go-cmp/cmp", "/content/hours"
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, name := range files {
		test := strings.HasSuffix(name, "_test.go")
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			first, _, _ := strings.Cut(path, "/")
			switch {
			case path == "time/tzdata" && !test:
				t.Errorf("%s: the program decides whether it carries all time zones", name)
			case !strings.Contains(first, "."): // the standard library
			case path == holidays, path == holidays+"/de":
			case test && (path == comparison || strings.HasSuffix(path, itself)):
			default:
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}
