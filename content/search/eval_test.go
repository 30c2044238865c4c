package search

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The measuring needs catalogues and queries that are not part of the project:
// DIR/catalogues/NAME.jsonl with {id,title,keywords,description} a line and
// DIR/dev/NAME.jsonl with {id,query,expected_ids}.
var evalDir = flag.String("eval.dir", "", "directory with catalogues and queries to measure recall on")

type evalQuery struct {
	ID       string   `json:"id"`
	Query    string   `json:"query"`
	Expected []string `json:"expected_ids"`
}

type evalDocument struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Keywords    []string `json:"keywords"`
	Description string   `json:"description"`
}

// evalSets are the query sets and the catalogue that each is put to.
var evalSets = []struct{ queries, catalogue string }{
	{"muc", "muc"}, {"muc_typo", "muc"}, {"muc_nl", "muc"}, {"st_nl", "st"}, {"leika", "leika"}, {"amt24", "amt24"},
	{"out_of_scope", "muc"}, {"out_of_scope", "st"}, {"out_of_scope", "leika"},
}

// needEvalDir reports whether there is something to measure. Whoever asks for
// the measuring by name and gives no directory is told so, by a failure.
func needEvalDir(t *testing.T) bool {
	if *evalDir == "" && strings.Contains(flag.Lookup("test.run").Value.String(), "Eval") {
		t.Fatal("nothing measured: give -eval.dir DIR")
	}
	return *evalDir != ""
}

func TestEval(t *testing.T) {
	if !needEvalDir(t) {
		return
	}
	built := map[string]*Index{}
	for _, set := range evalSets {
		x := built[set.catalogue]
		if x == nil {
			docs := readCatalogue(t, set.catalogue)
			start := time.Now()
			x = New(docs)
			built[set.catalogue] = x
			t.Logf("%s: %d documents, built in %v", set.catalogue, len(docs), time.Since(start).Round(time.Millisecond))
		}
		report(t, set.queries+" in "+set.catalogue, readQueries(t, set.queries), func(q string) Result { return x.Search(q, 10) })
	}
}

// report logs recall at 1 and 3, the mean reciprocal rank, and how often no
// answer was given, over all queries and over those whose hit was among three.
func report(t *testing.T, name string, queries []evalQuery, search func(string) Result) {
	t.Helper()
	var at1, at3, mrr, refused, refusedRight, clear, clearRight float64
	for _, q := range queries {
		r := search(q.Query)
		rank := firstHit(r.Hits, q.Expected)
		if rank > 0 {
			mrr += 1 / float64(rank)
		}
		at1 += one(rank == 1)
		at3 += one(0 < rank && rank <= 3)
		refused += one(!r.Answered())
		refusedRight += one(!r.Answered() && 0 < rank && rank <= 3)
		clear += one(r.Verdict == Clear)
		clearRight += one(r.Verdict == Clear && rank == 1)
	}
	n := float64(len(queries)) / 100
	t.Logf("%-22s %3d queries  R@1 %5.1f  R@3 %5.1f  MRR %5.1f  refused %5.1f  refused though found %4.1f  clear %5.1f, of these right %5.1f",
		name, len(queries), at1/n, at3/n, mrr/n, refused/n, refusedRight/max(at3, 1)*100, clear/n, clearRight/max(clear, 1)*100)
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// firstHit is the rank of the first expected hit, 0 if there is none.
func firstHit(hits []Hit, expected []string) int {
	return 1 + slices.IndexFunc(hits, func(h Hit) bool { return slices.Contains(expected, h.ID) })
}

func readCatalogue(t testing.TB, name string) []Document {
	t.Helper()
	var docs []Document
	for _, d := range readLines[evalDocument](t, filepath.Join(*evalDir, "catalogues", name+".jsonl")) {
		docs = append(docs, Document{ID: d.ID, Kind: "service", Title: d.Title, Keywords: d.Keywords, Body: d.Description})
	}
	return docs
}

func readQueries(t testing.TB, name string) []evalQuery {
	t.Helper()
	return readLines[evalQuery](t, filepath.Join(*evalDir, "dev", name+".jsonl"))
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
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
