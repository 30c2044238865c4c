package search

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var evalDir = flag.String("eval.dir", "", "directory with catalogues/*.jsonl and dev/*.jsonl")

type evalQuery struct {
	ID       string   `json:"id"`
	Query    string   `json:"query"`
	Expected []string `json:"expected_ids"`
}

type evalDoc struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Keywords    []string `json:"keywords"`
	Description string   `json:"description"`
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func readCatalogue(t testing.TB, path string) []Document {
	var docs []Document
	for _, d := range readLines[evalDoc](t, path) {
		docs = append(docs, Document{ID: d.ID, Kind: "service", Title: d.Title, Keywords: d.Keywords, Body: d.Description})
	}
	return docs
}

var evalSets = []struct{ queries, catalogue string }{
	{"muc", "muc"}, {"muc_typo", "muc"}, {"muc_nl", "muc"}, {"st_nl", "st"}, {"leika", "leika"}, {"amt24", "amt24"},
	{"out_of_scope", "muc"}, {"out_of_scope", "st"}, {"out_of_scope", "leika"},
}

// TestEval measures recall on catalogues and queries kept outside the project.
func TestEval(t *testing.T) {
	if *evalDir == "" {
		t.Log("NOT MEASURED: give -eval.dir DIR (catalogues/NAME.jsonl, dev/NAME.jsonl)")
		return
	}
	built := map[string]*Index{}
	for _, set := range evalSets {
		x := built[set.catalogue]
		if x == nil {
			start := time.Now()
			x = New(readCatalogue(t, filepath.Join(*evalDir, "catalogues", set.catalogue+".jsonl")))
			built[set.catalogue] = x
			t.Logf("%s: built in %v", set.catalogue, time.Since(start).Round(time.Millisecond))
		}
		report(t, set.queries+"@"+set.catalogue, x, readLines[evalQuery](t, filepath.Join(*evalDir, "dev", set.queries+".jsonl")))
	}
}

func report(t *testing.T, name string, x *Index, queries []evalQuery) {
	var at1, at3, mrr, answered float64
	var slowest, sum time.Duration
	for _, q := range queries {
		start := time.Now()
		r := x.Search(q.Query, 10)
		d := time.Since(start)
		sum += d
		slowest = max(slowest, d)
		if r.Answered() {
			answered++
		}
		if rank := firstHit(r.Hits, q.Expected); rank > 0 {
			mrr += 1 / float64(rank)
			if rank == 1 {
				at1++
			}
			if rank <= 3 {
				at3++
			}
		}
	}
	n := float64(len(queries)) / 100
	t.Logf("%-20s n=%3d R@1 %4.1f R@3 %4.1f MRR %4.1f answered %5.1f  mean %v max %v", name, len(queries), at1/n, at3/n, mrr/n, answered/n,
		sum/time.Duration(len(queries)), slowest)
}

func firstHit(hits []Hit, expected []string) int {
	for i, h := range hits {
		for _, e := range expected {
			if h.ID == e {
				return i + 1
			}
		}
	}
	return 0
}
