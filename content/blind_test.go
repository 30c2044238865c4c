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
	for _, group := range slices.Sorted(maps.Keys(tallies)) {
		n := tallies[group]
		t.Logf("%-18s %3d queries  first %5.1f  among three %5.1f  answered %5.1f  clear %d, right %d", group, n.queries, n.percent(n.first), n.percent(n.third), n.percent(n.answered), n.clear, n.right)
	}
}

func blindQueries(t *testing.T) []blindQuery {
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
