package flows

import (
	"testing"

	"github.com/expr-lang/expr"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// The formulas that translators' programs use pick the forms that Unicode says.
func TestPluralsOf(t *testing.T) {
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for _, lang := range []string{"de", Simple, "en", "uk", "ru", "pl", "ar", "ar-EG"} {
		p := pluralsOf(lang)
		for n := range 400 {
			i, err := expr.Eval(p.formula, map[string]any{"n": n})
			if err != nil {
				t.Fatal(err)
			}
			want := names[plural.Cardinal.MatchPlural(language.MustParse(lang), n, 0, 0, 0, 0)]
			if got := p.forms[i.(int)]; got != want {
				t.Errorf("%s: %d is %s, want %s", lang, n, got, want)
			}
		}
	}
}
