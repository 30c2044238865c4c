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
)

// blindQuery is a line of search/testdata/blind.jsonl: what somebody typed who did not know the words of the services. Nothing
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

// floors are what must be reached, in percent: first, among three; for "none" only how many are answered, at most.
var floors = map[string]struct{ first, third float64 }{
	"all": {81, 92}, "de": {81, 92}, "en": {77, 94}, "uk": {91, 94}, "ru": {83, 88}, "ar": {75, 88}, "pl": {75, 91},
	"plain": {92, 95}, "colloquial": {91, 91}, "dialect": {72, 94}, "learner": {80, 91}, "official": {88, 94}, "typo": {91, 97},
	"sentence": {69, 91}, "situation": {58, 77}, "foreign-situation": {70, 88}, "two": {85, 95},
}

const (
	maxForeign = 10.0 // percent of questions out of scope that may be answered
	minOurs    = 96.5 // percent of the others that must be
)

// TestBlindQueries holds the recall on queries written by somebody who had not seen the vocabulary above floors, by kind and by
// language. Who mends words or weights raises them; a floor that breaks says that something got worse.
func TestBlindQueries(t *testing.T) {
	c := load(t)
	tallies := map[string]*tally{}
	for _, q := range blindQueries(t) {
		hits, answered, _ := c.Find(q.Query, 3)
		found := c.Search(q.Query, "de", 3)
		groups := []string{q.Kind, q.Lang, "all"}
		if len(q.Expected) == 0 {
			groups = []string{"none"}
		}
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
			for i, h := range hits {
				if slices.Contains(q.Expected, h.ID) {
					n.third++
					if i == 0 {
						n.first++
					}
					break
				}
			}
		}
	}
	for group, floor := range floors {
		if n := tallies[group]; n == nil || n.percent(n.first) < floor.first || n.percent(n.third) < floor.third {
			t.Errorf("%s: below %v", group, floor)
		}
	}
	if all := tallies["all"]; all.percent(all.answered) < minOurs || all.right*100 < all.clear*97 {
		t.Errorf("too many questions refused, or clear answers wrong")
	}
	if none := tallies["none"]; none.percent(none.answered) > maxForeign || none.clear > 0 {
		t.Errorf("too many questions answered that no office can answer")
	}
	for _, group := range slices.Sorted(maps.Keys(tallies)) {
		n := tallies[group]
		t.Logf("%-18s %3d queries  first %5.1f  among three %5.1f  answered %5.1f  clear %d, right %d", group, n.queries, n.percent(n.first), n.percent(n.third), n.percent(n.answered), n.clear, n.right)
	}
}

// BenchmarkBlindQueries times each query on the shipped content; of each the best run counts.
func BenchmarkBlindQueries(b *testing.B) {
	c, queries := load(b), blindQueries(b)
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

func blindQueries(t testing.TB) []blindQuery {
	t.Helper()
	data, err := os.ReadFile("search/testdata/blind.jsonl")
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
