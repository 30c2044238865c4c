package content_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
)

// claim is who is responsible for a service somewhere, transcribed from the research and not from the records.
type claim struct {
	where, office string // where: a municipality, "Weida-Land" for its members, "rest", "all" or "case"; office "-": nobody knows
	doubtful      bool
}

// claims are the lines of testdata/responsible.txt by service.
func claims(t *testing.T) map[string][]claim {
	t.Helper()
	data, err := os.ReadFile("testdata/responsible.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]claim{}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 4 {
			t.Fatalf("%q has %d columns", line, len(f))
		}
		id := strings.TrimSpace(f[0])
		out[id] = append(out[id], claim{strings.TrimSpace(f[1]), strings.TrimSpace(f[2]), strings.TrimSpace(f[3]) == "?"})
	}
	return out
}

// TestResponsible looks at the card of every service for every municipality: it names the office that the research names, no office of
// another municipality, and says so where that is not sourced.
func TestResponsible(t *testing.T) {
	c := shippedCatalogue(t)
	all := claims(t)
	if services := c.Names("service"); len(all) != len(services) {
		t.Errorf("the table has %d services, the catalogue %d", len(all), len(services))
	}
	pairs := 0
	for id, claims := range all {
		for _, home := range municipalities(t, c) {
			card, ok := c.Card(id, "de", flows.About{Place: home})
			if !ok {
				t.Errorf("%s: no card", id)
				break
			}
			var lines []string
			for line := range strings.Lines(card.Text) {
				if strings.HasPrefix(line, "Zuständig") || strings.HasPrefix(line, "Wer an Ihrem Ort zuständig ist") {
					lines = append(lines, strings.TrimSpace(line))
				}
			}
			checkResponsible(t, id, home, claims, strings.Join(lines, "\n"))
			pairs++
		}
	}
	if pairs != 72*20 {
		t.Errorf("%d pairs of service and municipality were looked at", pairs)
	}
}

func checkResponsible(t *testing.T, id, home string, claims []claim, got string) {
	t.Helper()
	want := claim{office: "-"}
	where := []string{"all", "rest", home}
	if slices.Contains(weidaLand, home) {
		where = []string{"all", "rest", "Weida-Land", home}
	}
	for _, where := range where {
		if i := slices.IndexFunc(claims, func(c claim) bool { return c.where == where }); i >= 0 {
			want = claims[i]
		}
	}
	switch {
	case want.office == "-" && strings.Contains(got, "Zuständig:"):
		t.Errorf("%s in %s: nobody knows who is responsible, and the card says %q", id, home, got)
	case want.office == "-" && byPlace(claims) && !strings.Contains(got, "Wer an Ihrem Ort zuständig ist, wissen wir nicht."):
		t.Errorf("%s in %s: nobody knows who is responsible, and the card does not say so: %q", id, home, got)
	case want.office != "-" && !strings.Contains(got, want.office):
		t.Errorf("%s in %s: %q is responsible, and the card says %q", id, home, want.office, got)
	case want.office != "-" && want.doubtful && !doubted(got):
		t.Errorf("%s in %s: the card does not say that it is unsure: %q", id, home, got)
	}
	for _, c := range claims {
		switch {
		case c.where == "case":
			if !strings.Contains(got, c.office) || c.doubtful && !doubted(got) {
				t.Errorf("%s in %s: the case of %q (doubtful: %v) is missing in %q", id, home, c.office, c.doubtful, got)
			}
		case c != want && c.office != "-" && c.office != want.office && !strings.HasPrefix(want.office, c.office) && strings.Contains(got, "Zuständig: "+c.office):
			t.Errorf("%s in %s: the office of %s is named: %q", id, home, c.where, got)
		}
	}
}

// byPlace reports whether some of the claims are about a municipality.
func byPlace(claims []claim) bool {
	return slices.ContainsFunc(claims, func(c claim) bool { return c.where != "all" && c.where != "case" })
}

// weidaLand are the municipalities whose administration is that of their association.
var weidaLand = []string{"Barnstädt", "Farnstädt", "Nemsdorf-Göhrendorf", "Obhausen", "Schraplau", "Steigra"}

// doubted reports whether a card says that it is not sure.
func doubted(text string) bool {
	return strings.Contains(text, "bitte prüfen") || strings.Contains(text, "vermutlich") || strings.Contains(text, "wissen wir nicht")
}

// municipalities are the names that the catalogue stores for a person's home.
func municipalities(t *testing.T, c *content.Catalogue) []string {
	t.Helper()
	var out []string
	for _, name := range []string{"Merseburg", "Schkopau", "Bad Dürrenberg", "Bad Lauchstädt", "Braunsbedra", "Kabelsketal", "Landsberg", "Leuna", "Mücheln (Geiseltal)", "Petersberg",
		"Querfurt", "Salzatal", "Teutschenthal", "Wettin-Löbejün", "Barnstädt", "Farnstädt", "Nemsdorf-Göhrendorf", "Obhausen", "Schraplau", "Steigra"} {
		if places := c.Locate(name); len(places) == 0 || !slices.ContainsFunc(places, func(p flows.Place) bool { return p.Name == name }) {
			t.Errorf("%s is no municipality: %v", name, places)
		}
		out = append(out, name)
	}
	return out
}
