package search

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
)

// finder is what the comparison needs of a search.
type finder func(query string) []Hit

// trigramFinder ranks by the cosine of letter trigrams over title and text:
// the forty lines that any search must beat.
func trigramFinder(docs []Document) finder {
	type entry struct {
		doc    int
		weight float64
	}
	counts := make([]map[gram]float64, len(docs))
	df := map[gram]float64{}
	for i, d := range docs {
		counts[i] = trigramCounts(d.Title + " " + d.Title + " " + d.Body)
		for g := range counts[i] {
			df[g]++
		}
	}
	index := map[gram][]entry{}
	weight := func(g gram, n float64) float64 {
		return (1 + math.Log(n)) * math.Log(1+float64(len(docs))/(df[g]+0.5))
	}
	for i, c := range counts {
		norm := 0.0
		for g, n := range c {
			norm += weight(g, n) * weight(g, n)
		}
		for g, n := range c {
			index[g] = append(index[g], entry{i, weight(g, n) / math.Sqrt(norm)})
		}
	}
	return func(query string) []Hit {
		scores := map[int]float64{}
		for g, n := range trigramCounts(query) {
			for _, e := range index[g] {
				scores[e.doc] += weight(g, n) * e.weight
			}
		}
		var hits []Hit
		for i, s := range scores {
			hits = append(hits, Hit{ID: docs[i].ID, Score: s})
		}
		slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
		return hits[:min(10, len(hits))]
	}
}

func trigramCounts(text string) map[gram]float64 {
	c := map[gram]float64{}
	for _, w := range words(text) {
		eachGram(w.text, func(g gram) { c[g]++ })
	}
	return c
}

// bleveFinder is bleve with its German analyzer, in memory.
func bleveFinder(t testing.TB, docs []Document) finder {
	t.Helper()
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "de"
	index, err := bleve.NewMemOnly(m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	batch := index.NewBatch()
	for _, d := range docs {
		if err := batch.Index(d.ID, map[string]any{"title": d.Title, "keywords": d.Keywords, "body": d.Body}); err != nil {
			t.Fatal(err)
		}
	}
	if err := index.Batch(batch); err != nil {
		t.Fatal(err)
	}
	return func(query string) []Hit {
		title := bleve.NewMatchQuery(query)
		title.SetField("title")
		title.SetBoost(2)
		words := bleve.NewMatchQuery(query)
		words.SetField("keywords")
		words.SetBoost(2)
		body := bleve.NewMatchQuery(query)
		body.SetField("body")
		r, err := index.Search(bleve.NewSearchRequest(bleve.NewDisjunctionQuery(title, words, body)))
		if err != nil {
			t.Fatal(err)
		}
		var hits []Hit
		for _, h := range r.Hits {
			hits = append(hits, Hit{ID: h.ID, Score: h.Score})
		}
		return hits
	}
}

// TestEvalBaselines measures the two baselines on the sets of TestEval.
func TestEvalBaselines(t *testing.T) {
	if !needEvalDir(t) {
		return
	}
	catalogue := ""
	var bleve, trigram finder
	for _, set := range evalSets[:6] {
		if set.catalogue != catalogue {
			catalogue = set.catalogue
			docs := readCatalogue(t, catalogue)
			bleve, trigram = bleveFinder(t, docs), trigramFinder(docs)
		}
		queries := readQueries(t, set.queries)
		report(t, "bleve: "+set.queries, queries, func(q string) Result { return Result{Hits: bleve(q)} })
		report(t, "trigrams: "+set.queries, queries, func(q string) Result { return Result{Hits: trigram(q)} })
	}
}
