package flows

import (
	"errors"
	"strings"
	"testing"
)

func testTexts(t *testing.T) *Texts {
	t.Helper()
	x := newTexts()
	for _, m := range []struct{ lang, id, text string }{
		{"de", "hallo", "Hallo {name}"}, {"en", "hallo", "Hello {name}"}, {Simple, "hallo", "Hallo {name}. Schön."},
		{"de", "nur", "Nur deutsch"}, {"uk", "anderes", "x"}, {"ar", "anderes", "x"}, {"de", "anderes", "y"},
		{"de", "language_name", "Deutsch"}, {"en", "language_name", "English"}, {"uk", "language_name", "Українська"}, {Simple, "language_name", "Leichte Sprache"},
	} {
		if err := x.add(m.lang, m.id, map[string]string{"other": m.text}); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

func TestTexts(t *testing.T) {
	x := testTexts(t)
	vars := Lookup(func(string) (string, bool) { return "Anna", true })
	for _, c := range []struct{ lang, id, text, in string }{
		{"de", "hallo", "Hallo Anna", "de"},
		{"en", "hallo", "Hello Anna", "en"},
		{Simple, "hallo", "Hallo Anna. Schön.", Simple}, // a register of its own, not normal German
		{Simple, "nur", "Nur deutsch", "de"},            // and honest where it is missing
		{"en", "nur", "Nur deutsch", "de"},
		{"fr", "hallo", "Hallo Anna", "de"},
	} {
		if text, in := x.Get(c.lang, c.id, vars); text != c.text || in != c.in {
			t.Errorf("Get(%s, %s) = %q in %s, want %q in %s", c.lang, c.id, text, in, c.text, c.in)
		}
	}
	if l := x.Languages(); strings.Join(l, " ") != "de ar de-XL en uk" {
		t.Errorf("languages %v", l)
	}
	if l := x.Open(); strings.Join(l, " ") != "de de-XL en uk" { // Arabic is in preparation
		t.Errorf("open languages %v", l)
	}
	for proposed, want := range map[string]string{"en": "en", "en-GB": "en", "uk-UA": "uk", "de-AT": "de", "fr": "de", "ar": "de", "": "de", "???": "de", Simple: Simple} {
		if got := x.Match(proposed); got != want {
			t.Errorf("Match(%q) = %q, want %q", proposed, got, want)
		}
	}
}

func TestPlurals(t *testing.T) {
	x := newTexts()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(x.add("de", "tage", map[string]string{"one": "{n} Tag", "other": "{n} Tage"}))
	must(x.add("uk", "tage", map[string]string{"one": "{n} день", "few": "{n} дні", "many": "{n} днів", "other": "{n} дня"}))
	must(x.add("ru", "tage", map[string]string{"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}))
	must(x.add("pl", "tage", map[string]string{"one": "{n} dzień", "few": "{n} dni", "many": "{n} dni!", "other": "{n} dnia"}))
	must(x.add("ar", "tage", map[string]string{"zero": "لا أيام", "one": "يوم", "two": "يومان", "few": "{n} أيام", "many": "{n} يومًا", "other": "{n} يوم"}))
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"de", 0, "0 Tage"}, {"de", 1, "1 Tag"}, {"de", 2, "2 Tage"}, {"de", 21, "21 Tage"},
		{"uk", 0, "0 днів"}, {"uk", 1, "1 день"}, {"uk", 3, "3 дні"}, {"uk", 5, "5 днів"}, {"uk", 11, "11 днів"}, {"uk", 12, "12 днів"}, {"uk", 21, "21 день"}, {"uk", 22, "22 дні"}, {"uk", 111, "111 днів"},
		{"ru", 0, "0 дней"}, {"ru", 1, "1 день"}, {"ru", 4, "4 дня"}, {"ru", 5, "5 дней"}, {"ru", 11, "11 дней"}, {"ru", 14, "14 дней"}, {"ru", 21, "21 день"}, {"ru", 102, "102 дня"},
		{"pl", 0, "0 dni!"}, {"pl", 1, "1 dzień"}, {"pl", 2, "2 dni"}, {"pl", 5, "5 dni!"}, {"pl", 12, "12 dni!"}, {"pl", 21, "21 dni!"}, {"pl", 22, "22 dni"}, {"pl", 101, "101 dni!"},
		{"ar", 0, "لا أيام"}, {"ar", 1, "يوم"}, {"ar", 2, "يومان"}, {"ar", 3, "3 أيام"}, {"ar", 10, "10 أيام"}, {"ar", 11, "11 يومًا"}, {"ar", 99, "99 يومًا"}, {"ar", 100, "100 يوم"}, {"ar", 103, "103 أيام"},
	} {
		if got, in := x.Count(c.lang, "tage", c.n, nil); got != c.want || in != c.lang {
			t.Errorf("Count(%s, %d) = %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestTemplate(t *testing.T) {
	look := Lookup(func(name string) (string, bool) { return "<" + name + ">", name != "unbekannt" })
	for src, want := range map[string]string{"": "", "ohne": "ohne", "{a}": "<a>", "x {a} y {b}": "x <a> y <b>", "{{a}}": "{a}", "{ a }": "<a>", "ü{ä}ö": "ü<ä>ö"} {
		p, err := parseTemplate(src)
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if got, err := p.Execute(look); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", src, got, err, want)
		}
	}
	for src, want := range map[string]struct {
		at    int
		cause error
	}{"{a": {0, errOpenBrace}, "x}": {1, errCloseBrace}, "{}": {0, errEmptyName}, "{a{b}": {0, errOpenBrace}, "{a\n}": {0, errOpenBrace}, "ok {a} }": {7, errCloseBrace}} {
		_, err := parseTemplate(src)
		var te *templateError
		if !errors.As(err, &te) || te.at != want.at || !errors.Is(err, want.cause) {
			t.Errorf("%q: %v, want %v at %d", src, err, want.cause, want.at)
		}
	}
	p, _ := parseTemplate("{unbekannt}")
	if _, err := p.Execute(look); err == nil {
		t.Error("a placeholder without value went through")
	}
}

func TestStamp(t *testing.T) {
	x := testTexts(t)
	h := Hash("Hallo {name}")
	for in, want := range map[string]string{
		"texts:\n  hallo: {text: Hello}\n":                        "texts:\n  hallo: {hash: " + h + ", text: Hello}\n",
		"texts:\n  hallo: {hash: 00000000, text: Hello}\n":        "texts:\n  hallo: {hash: " + h + ", text: Hello}\n",
		"texts:\n  hallo:\n    text: |\n      Hello\n":            "texts:\n  hallo:\n    hash: " + h + "\n    text: |\n      Hello\n",
		"texts:\n  hallo:\n    text: Hi\n    hash: 1 # old\n":     "texts:\n  hallo:\n    text: Hi\n    hash: " + h + " # old\n",
		"\ufefftexts:\r\n  hallo: {text: Hello}\r\n":              "\ufefftexts:\r\n  hallo: {hash: " + h + ", text: Hello}\r\n",
		"texts: {hallo: {text: Ü}, nur: {text: N}}\n":             "texts: {hallo: {hash: " + h + ", text: Ü}, nur: {hash: " + Hash("Nur deutsch") + ", text: N}}\n",
		"texts:\n  hallo: {hash: " + h + ", text: Hello}\n":       "texts:\n  hallo: {hash: " + h + ", text: Hello}\n",
		"texts:\n  unbekannt: {text: x}\n  word.yes: {text: a}\n": "texts:\n  unbekannt: {text: x}\n  word.yes: {text: a}\n",
		"texts:\n\tkaputt": "texts:\n\tkaputt",
	} {
		got, n, _ := x.Stamp("x.en.yaml", []byte(in))
		if string(got) != want || (n == 0) != (in == want) {
			t.Errorf("%q:\n got %q (%d)\nwant %q", in, got, n, want)
		}
	}
}
