package flows

import (
	_ "embed"
	"strings"
)

// cldrNames are lines "in: lang name; lang name", from the Unicode CLDR (Unicode License v3) as golang.org/x/text/language/display has it:
// those languages that Lotse may come to speak. The package itself, with all languages of the world, would be a twelfth of the program.
//
//go:embed languages.txt
var cldrNames string

// LanguageName is what a language is called in another, "" if that is not known. Both are tags; of "pt-BR", only "pt" counts.
func LanguageName(lang, in string) string {
	lang, _, _ = strings.Cut(lang, "-")
	in, _, _ = strings.Cut(in, "-")
	for line := range strings.Lines(cldrNames) {
		names, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), in+": ")
		if !ok {
			continue
		}
		for entry := range strings.SplitSeq(names, "; ") {
			if name, ok := strings.CutPrefix(entry, lang+" "); ok {
				return name
			}
		}
	}
	return ""
}
