package content_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/content/search"
)

// blindQuery is a line of search/testdata/blind.jsonl, blind2.jsonl or blind3.jsonl: what somebody typed who did not know the words of the services. Nothing
// expected means that no office can answer it.
type blindQuery struct {
	Query    string
	Expected []string `json:"expected_ids"`
	Kind     string
	Lang     string
}

// tally counts queries and what was found, in percent.
type tally struct{ queries, first, third, answered, clear, right int }

func (t tally) percent(n int) float64 { return 100 * float64(n) / float64(max(1, t.queries)) }

// floor is what must be reached, in percent: first, among three.
type floor struct{ first, third float64 }

// blindSets are the files, and what must be reached in each, by kind and by language.
var blindSets = []struct {
	file   string
	ours   float64 // percent of the questions that must be answered
	floors map[string]floor
}{
	{"blind.jsonl", minOurs, map[string]floor{
		"all": {91, 98}, "de": {89, 98}, "en": {94, 97}, "uk": {97, 98}, "ru": {91, 97}, "ar": {91, 97}, "pl": {91, 97},
		"plain": {96, 98}, "colloquial": {94, 95}, "dialect": {83, 98}, "learner": {83, 97}, "official": {91, 98}, "typo": {91, 97},
		"sentence": {88, 98}, "situation": {83, 97}, "foreign-situation": {91, 98}, "two": {85, 98},
	}},
	{"blind2.jsonl", minOurs, map[string]floor{
		"all": {91, 98}, "de": {91, 98}, "en": {78, 98}, "uk": {93, 96}, "ru": {93, 98}, "ar": {93, 98}, "pl": {89, 98},
		"plain": {96, 98}, "colloquial": {91, 98}, "dialect": {93, 98}, "learner": {85, 95}, "office": {87, 98}, "typo": {98, 98},
		"sentence": {83, 98}, "situation": {83, 97}, "two": {90, 98},
	}},
	{"blind3.jsonl", 95.5, map[string]floor{
		"all": {91, 97}, "de": {89, 96}, "dialect": {91, 96}, "situation": {83, 95}, "foreign": {93, 98},
	}},
}

const (
	maxForeign = 10.0 // percent of questions out of scope that may be answered
	minOurs    = 96.5 // percent of the others that must be, where nobody wrote only dialect and situations
)

// TestBlindQueries holds the recall on queries written by somebody who had not seen the vocabulary above floors. Who mends words or
// weights raises them; a floor that breaks says that something got worse.
func TestBlindQueries(t *testing.T) {
	c := load(t)
	for _, set := range blindSets {
		tallies := map[string]*tally{}
		for _, q := range blindQueries(t, set.file) {
			count(c, q, tallies)
		}
		for group, floor := range set.floors {
			if n := tallies[group]; n == nil || n.percent(n.first) < floor.first || n.percent(n.third) < floor.third {
				t.Errorf("%s, %s: below %v", set.file, group, floor)
			}
		}
		if all := tallies["all"]; all.percent(all.answered) < set.ours || all.right*100 < all.clear*97 {
			t.Errorf("%s: too many questions refused, or clear answers wrong", set.file)
		}
		if none := tallies["none"]; none.percent(none.answered) > maxForeign || none.clear > 0 {
			t.Errorf("%s: too many questions answered that no office can answer", set.file)
		}
		for _, group := range slices.Sorted(maps.Keys(tallies)) {
			n := tallies[group]
			t.Logf("%-18s %3d queries  first %5.1f  among three %5.1f  answered %5.1f  clear %d, right %d", group, n.queries, n.percent(n.first), n.percent(n.third), n.percent(n.answered), n.clear, n.right)
		}
	}
}

// count adds a query to the tallies of its groups.
func count(c *content.Catalogue, q blindQuery, tallies map[string]*tally) {
	hits, answered, _ := c.Find(q.Query, 3)
	found := c.Search(q.Query, "de", 3)
	groups := []string{q.Kind, q.Lang, "all"}
	if len(q.Expected) == 0 {
		groups = []string{"none"}
	}
	rank := slices.IndexFunc(hits, func(h search.Hit) bool { return slices.Contains(q.Expected, h.ID) })
	for _, group := range groups {
		if tallies[group] == nil {
			tallies[group] = &tally{}
		}
		n := tallies[group]
		n.queries++
		if answered {
			n.answered++
		}
		if found.Clear {
			n.clear++
			if slices.Contains(q.Expected, found.Hits[0].ID) {
				n.right++
			}
		}
		if rank >= 0 {
			n.third++
		}
		if rank == 0 {
			n.first++
		}
	}
}

// TestOtherQuestions holds down how many questions of ours are answered that no office can answer.
func TestOtherQuestions(t *testing.T) {
	c := load(t)
	data, err := os.ReadFile("search/testdata/andere-fragen.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, answered := 0, 0
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		all++
		found := c.Search(line, "de", 3)
		if len(found.Hits) > 0 {
			answered++
		}
		if found.Clear {
			t.Errorf("%q is clear: %+v", line, found.Hits)
		}
	}
	if answered*100 > 8*all {
		t.Errorf("%d of %d answered", answered, all)
	}
	t.Logf("%d of %d answered", answered, all)
}

// BenchmarkBlindQueries times each query on the shipped content; of each the best run counts.
func BenchmarkBlindQueries(b *testing.B) {
	c, queries := load(b), blindQueries(b, "blind.jsonl")
	best := make([]time.Duration, len(queries))
	c.Search("", "de", 3) // builds the index
	for b.Loop() {
		for i, q := range queries {
			start := time.Now()
			c.Search(q.Query, "de", 3)
			if took := time.Since(start); best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	slices.Sort(best)
	b.ReportMetric(float64(best[len(best)/2].Microseconds()), "median-µs")
	b.ReportMetric(float64(best[len(best)*99/100].Microseconds()), "p99-µs")
}

func blindQueries(t testing.TB, file string) []blindQuery {
	t.Helper()
	data, err := os.ReadFile("search/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []blindQuery
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		var q blindQuery
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatalf("%s: %v", strings.TrimSpace(lines.Text()), err)
		}
		out = append(out, q)
	}
	return out
}
