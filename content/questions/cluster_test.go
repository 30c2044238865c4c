package questions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/content/questions"
)

func book(texts ...string) []questions.Question {
	var all []questions.Question
	for i, text := range texts {
		q := questions.Question{Number: uint64(i + 1), Day: fmt.Sprintf("2026-11-%02d", i+1), Text: text, Lang: "de"}
		if rest, ok := strings.CutPrefix(text, "uk:"); ok {
			q.Text, q.Lang = rest, "uk"
		}
		all = append(all, q)
	}
	return all
}

func TestClusters(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		want  string // numbers of each cluster
	}{
		{"the same", []string{"gelber sack", "hecke schneiden", "gelber sack"}, "1 3|2"},
		{"order, endings and noise", []string{"wo gibt es gelbe säcke", "Gelber Sack?", "hallo, gelben sacke gibt bitte"}, "1 2 3"},
		{"spelling", []string{"strassenlaterne kaputt", "Straßenlaterne kaputt!", "straßenlateren kaput", "straßenlaternen kaputt"}, "1 2 3 4"},
		{"one word more", []string{"laterne kaputt birkenweg", "laterne kaputt"}, "1 2"},
		{"one word of two", []string{"hund", "hund chippen", "hund verloren"}, "3|2|1"},
		{"what was taken out", []string{"[Name] hecke schneiden", "hecke schneiden [Anschrift]"}, "1 2"},
		{"noise alone", []string{"wie was", "hallo", "wie was"}, "1 3|2"},
		{"nothing", nil, ""},
		{"signs alone", []string{"???", "!"}, "1 2"},
		{"languages", []string{"uk:де сміття", "uk:сміття де"}, "1 2"},
	} {
		var got []string
		for _, cl := range questions.Clusters(book(c.texts...)) {
			got = append(got, strings.Trim(fmt.Sprint(cl.Numbers), "[]"))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func TestCluster(t *testing.T) {
	got := questions.Clusters(book("Sack gelber", "gelber Sack", "uk:gelber sack", "gelber Sack"))
	want := []questions.Cluster{{Number: 1, Text: "gelber Sack", Others: []string{"Sack gelber", "gelber sack"}, Count: 4,
		Languages: []questions.Language{{Lang: "de", Count: 3}, {Lang: "uk", Count: 1}}, Last: "2026-11-04", Numbers: []uint64{1, 2, 3, 4}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func FuzzClusters(f *testing.F) {
	f.Add("gelber sack", "gelbe säcke", "hecke")
	f.Add("", "[Name]", "\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		all := book(a, b, c, a)
		got := questions.Clusters(all)
		var numbers []uint64
		for _, cl := range got {
			numbers = append(numbers, cl.Numbers...)
		}
		slices.Sort(numbers)
		if !slices.Equal(numbers, []uint64{1, 2, 3, 4}) {
			t.Fatalf("%v of four questions", numbers)
		}
		if d := cmp.Diff(got, questions.Clusters(all)); d != "" {
			t.Errorf("another time it comes out differently\n%s", d)
		}
	})
}

// Half a year of a busy town: one question in three is one of a hundred, the others are of many words.
func BenchmarkClusters(b *testing.B) {
	var all []questions.Question
	for i := range 20_000 {
		text := fmt.Sprintf("frage%d nach sache%d und ding%d", i%7, i*31%997, i*17%4001)
		if i%3 == 0 {
			text = fmt.Sprintf("wo ist amt%d", i%100)
		}
		all = append(all, questions.Question{Number: uint64(i + 1), Day: "2026-11-01", Text: text, Lang: "de"})
	}
	for b.Loop() {
		questions.Clusters(all)
	}
}
