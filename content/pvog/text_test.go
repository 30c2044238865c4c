package pvog_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/content/pvog"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"":         "",
		"nur Text": "nur Text",
		"<p>Eins.</p><p>Zwei&nbsp;&amp; drei.</p>":                                        "Eins.\nZwei & drei.",
		"<ul> <li>erstens</li> <li>zweitens</li> </ul>":                                   "- erstens\n- zweitens",
		"<b>fett</b> und <em>kursiv </em>dann":                                            "**fett** und *kursiv* dann",
		"<a href=\"https://example.org/a\">Seite</a>, <a href=\"mailto:a@b.de\">Mail</a>": "[Seite](https://example.org/a), Mail",
		"<a href=\"javascript:alert(1)\">Klick</a>":                                       "Klick",
		"<script>alert(1)</script>da<style>p{}</style>":                                   "da",
		"vor<br>nach": "vor\nnach",
		"<table><tr><th>Mo</th><td>9-12</td></tr></table>": "Mo 9-12",
		"<b></b><a href=\"https://example.org\"></a>leer":  "leer",
		"<b>offen":  "**offen**",
		"2 * 3 * 4": "2 * 3 * 4",
	} {
		got := pvog.Markdown(in)
		if got != want && richtext.Parse(got).Plain() != richtext.Parse(want).Plain() {
			t.Errorf("%q\n becomes %q\n want    %q", in, got, want)
		}
		if strings.Contains(want, "](") != strings.Contains(got, "](") {
			t.Errorf("%q: links of %q", in, got)
		}
	}
	if n := len(pvog.Markdown(strings.Repeat("<p>lang</p>", 100000))); n > 5000 {
		t.Errorf("a long text becomes %d bytes", n)
	}
}

func TestHours(t *testing.T) {
	for in, want := range map[string]string{
		"Montag 09:00 - 12:00 Uhr\nDienstag: 9.00–12.00 und 14.00–18.00 Uhr\nMittwoch geschlossen\nDo 9-12 Uhr\nFreitag 9 bis 12 Uhr": "Mo 09:00-12:00; Tu 09:00-12:00,14:00-18:00; We off; Th-Fr 09:00-12:00",
		"Öffnungszeiten:\nMo. - Fr.: 08:00 - 12:00 Uhr":          "Mo-Fr 08:00-12:00",
		"Di, Do und Fr 10:00-11:30":                              "Tu 10:00-11:30; Th-Fr 10:00-11:30",
		"Montag\n09:00 - 12:00 Uhr\nDienstag\n14:00 - 16:00 Uhr": "Mo 09:00-12:00; Tu 14:00-16:00",
		"Dienstag 09:00-12:00\nDienstag 14:00-18:00":             "Tu 09:00-12:00,14:00-18:00",
		// Whatever leaves room for doubt stays text.
		"Montag 09:00-12:00\nund nach Vereinbarung":    "",
		"Montag 09:00-12:00 (nur mit Termin)":          "",
		"1. Samstag im Monat 9-12 Uhr":                 "",
		"Montag geschlossen\nMontag 9-12":              "",
		"Montag 12:00-09:00":                           "",
		"Montag 25:00-26:00":                           "",
		"Mo-Fr vormittags":                             "",
		"täglich 9-12 Uhr":                             "",
		"Montag\nDienstag 9-12":                        "",
		"9-12 Uhr":                                     "",
		"Freitag-Montag 9-12 Uhr":                      "",
		"Montag geschlossen":                           "",
		"Sommer: Montag 9-12 Uhr\nWinter: Montag 9-11": "",
		"Telefonisch erreichbar Montag 9-12 Uhr":       "",
		"":                                             "",
	} {
		got, ok := pvog.Hours(in)
		if got != want || ok != (want != "") {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("<p>a<b>b</p>c</b><a href='https://x.de'>")
	f.Add("<<ul><li><li></ul>&#x0;")
	f.Fuzz(func(t *testing.T, s string) {
		got := pvog.Markdown(s)
		if len(got) > 4000+4*len(s) {
			t.Errorf("%d bytes become %d", len(s), len(got))
		}
		if osm, ok := pvog.Hours(got); ok && osm == "" {
			t.Error("hours without hours")
		}
	})
}
