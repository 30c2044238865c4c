package search

// MaxHits is the most hits one search returns, whatever is asked for.
const MaxHits = 100

// Search finds at most n documents for a free text in any script. Any input is
// allowed; of a long one the beginning is read. Equal calls have equal results.
func (x *Index) Search(query string, n int) Result {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	tokens := words(clip(query, maxQueryRunes))
	x.listen(tokens)
	if x.standardise(tokens) {
		x.listen(tokens)
	}
	n = min(max(n, 1), MaxHits)
	result, _ := x.search(tokens, n, s)
	if result.Answered() {
		result.addConcerns(x.concerns(tokens, s), n)
	}
	return result
}

func (x *Index) search(tokens []word, n int, s *scratch) (result Result, sure bool) {
	units := x.units(tokens, s)
	top := x.rank(units, max(n, 2), s)
	for i, c := range top {
		m := x.matches(c.doc, units)
		if i == 0 {
			result.Verdict, sure = x.decide(top, units, m)
		}
		if i < n {
			d := x.docs[c.doc]
			result.Hits = append(result.Hits, Hit{ID: d.ID, Kind: d.Kind, Score: float64(c.score), Why: explain(m)})
		}
	}
	return result, sure
}
