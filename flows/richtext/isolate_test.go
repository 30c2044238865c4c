package richtext

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

// visual is a line as the eye meets it, from left to right, in a paragraph that runs from right to left.
func visual(t *testing.T, line string) string {
	t.Helper()
	var p bidi.Paragraph
	if _, err := p.SetString(line, bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
		t.Fatal(err)
	}
	order, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := order.NumRuns() - 1; i >= 0; i-- { // the runs come as they are read
		run := order.Run(i)
		s := run.String()
		if run.Direction() == bidi.RightToLeft {
			s = bidi.ReverseString(s)
		}
		b.WriteString(s)
	}
	return strings.NewReplacer(isolate, "", isolateEnd, "").Replace(b.String())
}

// Sentences as Lotse says them in Arabic. What must stay in one piece does, and would not without isolates where it says so.
func TestIsolated(t *testing.T) {
	for _, c := range []struct {
		markdown string
		whole    []string
		torn     bool // without isolates
	}{
		{"اتصل بالرقم 03461 40-0 من فضلك.", []string{"03461 40-0"}, true},
		{"رقم إيقاف البطاقة هو 116 116، مجانا.", []string{"116 116"}, false},
		{"الهاتف: +49 3461 445 533", []string{"+49 3461 445 533"}, true},
		{"العنوان: Burgstraße 1-5, 06217 Merseburg", []string{"Burgstraße 1-5, 06217 Merseburg"}, false},
		{"العنوان: 7a, 06217 Merseburg", []string{"7a, 06217 Merseburg"}, false},
		{"البريد 06217 / 06258 فقط", []string{"06217", "06258"}, false},
		{"المكتب 7 Merseburg، الطابق 2", []string{"7 Merseburg"}, true},
		{"افتح [wohnsitzanmeldung.gov.de](https://wohnsitzanmeldung.gov.de) ثم أدخل PIN.", []string{"wohnsitzanmeldung.gov.de", "PIN"}, false},
		{"تحتاج إلى **AusweisApp 2.1** وبطاقة فيها رقم PIN من 6 أرقام.", []string{"AusweisApp 2.1", "PIN"}, false},
		{"الرسوم 46,00 € والموعد 24.12.2026 الساعة 9:30", []string{"46,00", "24.12.2026", "9:30"}, false},
		{"اكتب إلى ordnung@merseburg.de", []string{"ordnung@merseburg.de"}, false},
	} {
		text := Parse(c.markdown)
		before, after := visual(t, text.Plain()), visual(t, text.Isolated().Plain())
		torn := false
		for _, want := range c.whole {
			torn = torn || !strings.Contains(before, want)
			if !strings.Contains(after, want) {
				t.Errorf("%q: %q is torn: %q", c.markdown, want, after)
			}
		}
		if torn != c.torn {
			t.Errorf("%q without isolates: torn %v: %q", c.markdown, torn, before)
		}
	}
}

// Isolates count, stand outside of what is marked up where that is possible, and are not put in twice.
func TestIsolatedMarkup(t *testing.T) {
	for _, c := range []struct{ markdown, html string }{
		{"رمز **PIN** هنا", "رمز <b>\u2066PIN\u2069</b> هنا"},
		{"- رقم 03461 40-0\n1. نعم", "• رقم \u206603461 40-0\u2069\n1. نعم"},
		{"انظر `code x` هنا", "انظر <code>code x</code> هنا"},
		{"رمز \u2066PIN\u2069 هنا BundID", "رمز \u2066PIN\u2069 هنا BundID"},
		{"[نموذج PIN](https://a.de)", `<a href="https://a.de">نموذج ` + "\u2066PIN\u2069</a>"},
		{"", ""},
	} {
		text := Parse(c.markdown).Isolated()
		if got := text.HTML(); got != c.html {
			t.Errorf("%q: %q, want %q", c.markdown, got, c.html)
		}
		if text.Len() != UTF16Len(text.Plain()) {
			t.Errorf("%q: length %d, want %d", c.markdown, text.Len(), UTF16Len(text.Plain()))
		}
		if again := text.Isolated().HTML(); again != c.html {
			t.Errorf("%q twice: %q", c.markdown, again)
		}
	}
	for label, want := range map[string]string{"نعم، PIN معي": "نعم، \u2066PIN\u2069 معي", "Ja, PIN": "Ja, PIN", "": ""} {
		if got := Isolate(label); got != want {
			t.Errorf("Isolate(%q) = %q", label, got)
		}
	}
}
