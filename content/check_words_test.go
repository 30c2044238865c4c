package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/content"
)

// TestWordsOfTooMany: what three services have may be asked back, what a fourth has leads nowhere.
func TestWordsOfTooMany(t *testing.T) {
	for services, want := range map[int]int{3: 0, 4: 1, 5: 1} {
		var file strings.Builder
		file.WriteString("services:\n")
		for i := range services {
			fmt.Fprintf(&file, "  - {id: s%d, name: Leistung %d, words: [Grosse Sache, eigenes %d], words_in: {en: [große sache]}, level: [Bund], checked: 2026-11-23, confidence: uncertain}\n", i, i, i)
		}
		fsys := shipped(t)
		fsys["services/probe.yaml"] = &fstest.MapFile{Data: []byte(file.String())}
		_, _, ds := content.LoadCatalogue(fsys)
		found := 0
		for _, d := range ds {
			if d.Rule == "words" && d.At.File == "services/probe.yaml" && len(d.Related) == 3 {
				found++
			}
		}
		if found != 2*want { // once for German, once for English
			t.Errorf("%d services with the same phrase: %d warnings, want %d: %v", services, found, 2*want, ds)
		}
	}
}
