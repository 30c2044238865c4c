package desk_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

func TestParseWords(t *testing.T) {
	note, answer := desk.Words{Note: true}, desk.Words{}
	do := func(c desk.Command) desk.Words { return desk.Words{Do: c} }
	tests := map[string]desk.Words{
		"übernehmen": do(desk.Claim), "Übernehmen!": do(desk.Claim), "  ÜBERNEHMEN ": do(desk.Claim), "uebernehmen": do(desk.Claim), "u\u0308bernehmen": do(desk.Claim),
		"**übernehmen**": do(desk.Claim), "Ich übernehme.": do(desk.Claim), "übernehme": do(desk.Claim), "übernemen": do(desk.Claim), "übernehmenn": do(desk.Claim), "übrenehmen": do(desk.Claim),
		"abgeben": do(desk.Release), "agbeben": do(desk.Release), "zurückgeben": do(desk.Release), "„abgeben“": do(desk.Release),
		"fertig": do(desk.Close), "Fertig.": do(desk.Close), "fertg": do(desk.Close), "fetrig": do(desk.Close), "fertig 👍": do(desk.Close), "fertig :tada:": do(desk.Close),
		"Übernehme ich!": do(desk.Claim), "ich übernehme das": do(desk.Claim), "Ich übernehme das Porto": answer,
		"öffnen": do(desk.Reopen), "wieder öffnen": do(desk.Reopen), "hilfe": do(desk.Help), "Hilfe!": do(desk.Help), "offen": do(desk.List),
		"an @karla": {Do: desk.Assign, Name: "karla"}, "An @karla.": {Do: desk.Assign, Name: "karla"}, "übergeben an @k.b-1": {Do: desk.Assign, Name: "k.b-1"},
		"+ kinderreisepass": {Do: desk.Push, Query: "kinderreisepass"}, "+pass": {Do: desk.Push, Query: "pass"}, "+ 2": {Do: desk.Push, Query: "2"}, "+12": {Do: desk.Push, Query: "12"}, "Einfügen: Bürgerbüro Schkopau": {Do: desk.Push, Query: "Bürgerbüro Schkopau"},

		"notiz rufe an": note, "Notiz: rufe an": note, "NOTIZ": note, "**Notiz** rufe an": note, "> notiz rufe an": note, "notitz: rufe an": note, "Intern: Achtung": note,
		"intern : Achtung": note, "itnern: x": note, "// später": note, "//später": note, "@karla weißt du das?": note, "an @karla bitte nimm das": note, "notiz\nzweite Zeile": note,

		"Fertig ist der Antrag erst morgen.": answer, "fertig, danke": answer, "Fertig?": answer, "Übernehmen Sie die Kosten?": answer, "Hilfe bekommen Sie im Rathaus.": answer,
		"Offen ist bis 18 Uhr.": answer, "Abgeben können Sie ihn am Montag.": answer, "angeben": answer, "Abheben": answer, "ergeben": answer, "hoffen": answer, "fertige": answer, "helfe": answer,
		"Notizen brauchen Sie keine.": answer, "Notizblock mitbringen": answer, "Intern geprüft wird das nie.": answer, "extern: im Landratsamt": answer, "https://example.de": answer,
		"Schreiben Sie an @stadt": answer, "+49 3461 445566": answer, "+ 12 Euro": answer, "+ 115": answer, "Einfügen können Sie das Foto unten.": answer, "fertig\nDann bis morgen": answer,
		"ja": answer, "": answer, "?": answer, "erledigt": answer, "Antrag abgeben": answer,
	}
	for post, want := range tests {
		if d := cmp.Diff(want, desk.ParseWords(post)); d != "" {
			t.Errorf("%q (want -, got +):\n%s", post, d)
		}
	}
}

// FuzzParseWords: whatever is written is one thing only, and a marked note is never an answer.
func FuzzParseWords(f *testing.F) {
	for _, s := range []string{"übernehmen", "notiz x", "an @karla", "+ pass", "Fertig ist es morgen"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := desk.ParseWords(s)
		if w.Note && w.Do != "" || w.Do == desk.Assign && w.Name == "" || w.Do == desk.Push && w.Query == "" {
			t.Errorf("%q is %+v", s, w)
		}
		if len(strings.Fields(s)) > 3 && w.Do != "" && w.Do != desk.Push && utf8.ValidString(s) && !strings.ContainsAny(s, ":!-.,;'\"*_~`()[]{}<>/\\|#+=&%$§^°") && onlyWords(s) {
			t.Errorf("%q, a sentence, is %+v", s, w)
		}
		for _, mark := range []string{"notiz ", "// ", "intern: ", "Notiz: "} {
			if w := desk.ParseWords(mark + s); !w.Note {
				t.Errorf("%q is %+v", mark+s, w)
			}
		}
	})
}

func onlyWords(s string) bool {
	for _, r := range s {
		if r != ' ' && (r < 'a' || r > 'z') {
			return false
		}
	}
	return true
}
