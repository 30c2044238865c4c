package search

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestQuestions(t *testing.T) {
	x := New(services(t))
	queries := questions(t)
	first, clear := 0, 0
	for _, q := range queries {
		r := x.Search(q.Query, 3)
		rank := firstHit(r.Hits, q.Expected)
		if rank == 0 || !r.Answered() {
			t.Errorf("%q: %s %v, want one of %v", q.Query, r.Verdict, r.Hits, q.Expected)
		}
		if rank == 1 {
			first++
		}
		if r.Verdict == Clear {
			clear++
			if rank != 1 {
				t.Errorf("%q: clear, and wrong: %v, want one of %v", q.Query, r.Hits, q.Expected)
			}
		}
	}
	if first*100 < len(queries)*97 {
		t.Errorf("%d of %d questions find their answer first", first, len(queries))
	}
	if clear*2 < len(queries) {
		t.Errorf("only %d of %d answers are clear", clear, len(queries))
	}
}

func TestOutOfScope(t *testing.T) {
	x := New(services(t))
	messages := testLines(t, "fremd.txt")
	answered := 0
	for _, m := range messages {
		r := x.Search(m, 3)
		if r.Answered() {
			answered++
			t.Logf("%s: %q: %v", r.Verdict, m, r.Hits)
		}
		if r.Verdict == Clear {
			t.Errorf("%q has a clear answer: %v", m, r.Hits[0])
		}
	}
	if answered*10 > len(messages) {
		t.Errorf("%d of %d messages are answered that no office can answer", answered, len(messages))
	}
}

func TestSpelling(t *testing.T) {
	x := New([]Document{
		{ID: "führerschein", Title: "Führerschein umtauschen"},
		{ID: "gewerbe", Title: "Gewerbe-Anmeldung", Body: "Auch die An- und Abmeldung eines Reisegewerbes."},
		{ID: "wohnung", Title: "Wohnungsgeberbestätigung"},
		{ID: "asyl", Title: "Leistungen für Asylbewerber*innen"},
		{ID: "urkunde", Title: "Geburtsurkunde ausstellen"},
		{ID: "beglaubigung", Title: "Beglaubigung von Kopien"},
	})
	for query, want := range map[string]string{
		"Führerschein":                   "führerschein",
		"Fuehrerschein":                  "führerschein",
		"fuhrerschein":                   "führerschein",
		"FÜHRERSCHEIN!!":                 "führerschein",
		"Fu\u0308hrerschein":             "führerschein",
		"führer schein":                  "führerschein",
		"füherschein":                    "führerschein",
		"führerscheinumtauschen":         "führerschein",
		"фюрершайн":                      "führerschein",
		"gewerbeanmeldung":               "gewerbe",
		"Gewerbe anzumelden":             "gewerbe",
		"ich melde mein Gewerbe an":      "gewerbe",
		"reisegewerbe abmelden":          "gewerbe",
		"bestätigung vom vermieter":      "wohnung",
		"bestätigung des wohnungsgebers": "wohnung",
		"wohnungsgeberbescheinigung":     "wohnung",
		"asylbewerberinnen":              "asyl",
		"Urkunde zur Geburt":             "urkunde",
		"beglaubigte kopie":              "beglaubigung",
		"kopien beglaubigen":             "beglaubigung",
	} {
		r := x.Search(query, 1)
		if !r.Answered() || r.Hits[0].ID != want {
			t.Errorf("%q: %s %v, want %s", query, r.Verdict, r.Hits, want)
		}
	}
}

func TestKindsTogether(t *testing.T) {
	x := New([]Document{
		{ID: "s", Kind: "service", Title: "Personalausweis beantragen", Keywords: []string{"perso weg"}},
		{ID: "f", Kind: "flow", Title: "Online-Ausweis einrichten"},
		{ID: "p", Kind: "place", Title: "Bürgerbüro Merseburg", Body: "Personalausweis, Reisepass, Meldewesen"},
		{ID: "t", Kind: "text", Title: "Rathaus-Parkplatz"},
	})
	var kinds []string
	for _, h := range x.Search("personalausweis", 10).Hits {
		kinds = append(kinds, h.Kind)
	}
	if len(kinds) < 3 || kinds[0] != "service" || !slices.Contains(kinds, "flow") || !slices.Contains(kinds, "place") {
		t.Errorf("kinds found: %v", kinds)
	}
}

func TestConcerns(t *testing.T) {
	x := New(services(t))
	for query, want := range map[string][]string{
		"Hund anmelden und Auto ummelden":                                  {"hundesteuer", "kfz-zulassen"},
		"Wie bekomme ich Wohngeld? Außerdem brauche ich einen Angelschein": {"wohngeld", "fischereischein"},
		"wohngeld und kindergeld":                                          {"wohngeld", "kindergeld"},
		"Ich ziehe um und brauche einen neuen Perso":                       {"wohnsitz-anmelden", "personalausweis"},
		"Wohnsitz anmelden oder ummelden":                                  nil,
		"Ich bin umgezogen und möchte mich anmelden":                       nil,
		"Hund anmelden und wie wird das Wetter":                            nil,
	} {
		r := x.Search(query, 5)
		var got []string
		for _, h := range r.Concerns {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: concerns %v, want %v", query, got, want)
		}
		if want != nil && (r.Verdict != Candidates || r.Hits[0].ID != want[0] || r.Hits[1].ID != want[1]) {
			t.Errorf("%q: %s %v", query, r.Verdict, r.Hits)
		}
	}
}

func TestWhy(t *testing.T) {
	x := New([]Document{{ID: "a", Title: "Personalausweis", Keywords: []string{"ausweis verlängern"}, Body: "Die Gebühr zahlen Sie bar."}})
	for query, want := range map[string][]string{
		"Personalausweis": {"personalausweis (Titel)"},
		"perso":           {"perso → personalausweis (Titel)"},
		"verlängern":      {"verlangern (Stichwort)"},
		"bar zahlen":      {"bar (Text)", "zahlen (Text)"},
		"personalausweiz": {"personalausweiz → personalausweis (Titel)"},
	} {
		if hits := x.Search(query, 1).Hits; len(hits) == 0 || !slices.Equal(hits[0].Why, want) {
			t.Errorf("%q: %+v, want %q", query, hits, want)
		}
	}
}

func TestTiesByID(t *testing.T) {
	docs := []Document{{ID: "c", Title: "Wohngeld"}, {ID: "a", Title: "Wohngeld"}, {ID: "b", Title: "Wohngeld"}}
	for range 20 {
		var ids []string
		for _, h := range New(docs).Search("wohngeld", 3).Hits {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, ""); got != "abc" {
			t.Fatalf("order %s", got)
		}
		docs = append(docs[1:], docs[0])
	}
}

// TestConcurrent also proves, run by run, that equal queries have equal results.
func TestConcurrent(t *testing.T) {
	docs := services(t)
	x, y := New(docs), New(docs)
	queries := questions(t)
	want := make([]Result, len(queries))
	for i, q := range queries {
		want[i] = y.Search(q.Query, 5)
	}
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range queries {
				i = (i + worker*7) % len(queries)
				if got := x.Search(queries[i].Query, 5); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%q: %v, then %v", queries[i].Query, want[i], got)
				}
			}
		})
	}
	group.Wait()
}

func TestNothingToFind(t *testing.T) {
	for _, x := range []*Index{New(nil), New(services(t))} {
		for _, query := range []string{"", " ", "?", "und", "Guten Tag", "bitte", "Guten Tag Frau Abmelder", "😀", "1", "<b></b>"} {
			if r := x.Search(query, 5); r.Answered() {
				t.Errorf("%q is answered: %v", query, r.Hits)
			}
		}
	}
	if r := New(nil).Search("Reisepass", 0); r.Hits != nil {
		t.Errorf("an empty index finds %v", r.Hits)
	}
}

func TestHowMany(t *testing.T) {
	x := New(services(t))
	for n, want := range map[int]int{-1: 1, 0: 1, 1: 1, 2: 2, 5: 5} {
		if got := len(x.Search("anmelden oder abmelden", n).Hits); got != want {
			t.Errorf("%d asked, %d found", n, got)
		}
	}
	if got := len(x.Search("a b c anmelden kindergeld ausweis auto pass", 1000).Hits); got > MaxHits {
		t.Errorf("%d hits", got)
	}
}

// badInput is what nobody should be able to hurt us with.
var badInput = []string{
	strings.Repeat("a", 10_000),
	strings.Repeat("anmelden ", 1500),
	strings.Repeat("Donaudampfschifffahrtsgesellschaft, ", 300),
	strings.Repeat("wohnsiz anmeldn und persso beantragn. ", 300),
	strings.Repeat("م", 10_000),
	strings.Repeat("😀", 5000),
	"\u202e\u2066Reisepass\u2069\u202c",
	"<script>alert('Reisepass')</script>",
	"[x](tg://user?y=1) *Reisepass* `Pass`",
	"\xff\xfe\x00Reisepass",
	"Z\u0351\u036b\u0343alg\u0300\u0301\u0302o" + strings.Repeat("\u0301", 5000),
	"-------- -- - -", "§§§ 123-456/789", "a-b-c-d-e-", "'''''",
}

func TestBadInput(t *testing.T) {
	x := New(services(t))
	for _, in := range badInput {
		x.Search(in, 5)
		Emergency(in)
	}
	for _, in := range badInput[6:10] {
		if r := x.Search(in, 1); !r.Answered() || r.Hits[0].ID != "reisepass" {
			t.Errorf("%q: %s %v", in, r.Verdict, r.Hits)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, in := range badInput {
		f.Add(in)
	}
	for _, q := range questions(f) {
		f.Add(q.Query)
	}
	x := New(services(f))
	f.Fuzz(func(t *testing.T, query string) {
		r := x.Search(query, 5)
		if len(r.Hits) > 5 || r.Answered() && len(r.Hits) == 0 || len(r.Concerns) == 1 {
			t.Fatalf("%+v", r)
		}
		for i, h := range r.Hits[min(len(r.Concerns), len(r.Hits)):] {
			if hits := r.Hits[len(r.Concerns):]; h.ID == "" || i > 0 && h.Score > hits[i-1].Score {
				t.Fatalf("order of %+v", r)
			}
		}
		if again := x.Search(query, 5); !reflect.DeepEqual(r, again) {
			t.Fatalf("%+v, then %+v", r, again)
		}
		Emergency(query)
	})
}

// FuzzNew builds an index of any text and finds a document by its own title.
func FuzzNew(f *testing.F) {
	f.Add("Wohnsitz anmelden", "an- und abmelden", "text")
	f.Add("", "\xff", strings.Repeat("x", 5000))
	f.Fuzz(func(t *testing.T, title, keyword, body string) {
		x := New([]Document{{ID: "a", Title: title, Keywords: []string{keyword}, Body: body}, {ID: "b", Title: "Reisepass"}})
		x.Search(title, 2)
		x.Search(keyword, 2)
	})
}
