package flows

import "golang.org/x/text/language"

// plurals are the forms that a language has for whole numbers, in the order of gettext, with the formula that picks one.
type plurals struct {
	forms   []string // CLDR names
	formula string
}

// pluralsOf returns the plural forms of a language; what is not in the table counts like German.
func pluralsOf(lang string) plurals {
	const slavic = "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
	base := lang
	if tag, err := language.Parse(lang); err == nil {
		b, _ := tag.Base()
		base = b.String()
	}
	switch base {
	case "uk", "ru":
		return plurals{[]string{"one", "few", "many"}, "n%10==1 && n%100!=11 ? 0 : " + slavic}
	case "pl":
		return plurals{[]string{"one", "few", "many"}, "n==1 ? 0 : " + slavic}
	case "ar":
		return plurals{[]string{"zero", "one", "two", "few", "many", "other"},
			"n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"}
	}
	return plurals{[]string{"one", "other"}, "n!=1 ? 1 : 0"}
}
