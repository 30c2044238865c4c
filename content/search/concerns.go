package search

import "slices"

const maxConcerns = 3

// joins are the words between two concerns, folded.
var joins = set("und sowie ausserdem dann ausserdem and also oraz i та и також ta takozh wa")

// concerns searches the clauses of a query one by one. It returns a hit for
// each of at least two clauses that surely ask for different things.
func (x *Index) concerns(tokens []word, s *scratch) []Hit {
	clauses := x.clauses(tokens)
	if len(clauses) < 2 {
		return nil
	}
	var found []Hit
	for _, clause := range clauses {
		r, sure := x.search(clause, 3, s)
		if !sure || slices.ContainsFunc(found, func(h Hit) bool { return contains(r.Hits, h.ID) }) {
			continue
		}
		if found = append(found, r.Hits[0]); len(found) == maxConcerns {
			break
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

func contains(hits []Hit, id string) bool {
	return slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == id })
}

// clauses cuts a query at the ends of sentences, at joining words, and at commas
// before a word with content: a list goes on so, a subordinate clause does not.
func (x *Index) clauses(tokens []word) [][]word {
	var clauses [][]word
	start := 0
	cut := func(end, next int) {
		if end > start {
			clauses = append(clauses, tokens[start:end])
		}
		start = next
	}
	for i, w := range tokens {
		switch {
		case joins[w.text] && i > 0 && tokens[i-1].cut: // An- und Abmeldung
		case joins[w.text]:
			cut(i, i+1)
		case w.sentence, i > 0 && tokens[i-1].segment != w.segment && !w.empty:
			cut(i, i)
		}
	}
	cut(len(tokens), len(tokens))
	return clauses[:min(len(clauses), 2*maxConcerns)]
}

// addConcerns puts the hits of the concerns in front of the others.
func (r *Result) addConcerns(concerns []Hit, n int) {
	if concerns == nil {
		return
	}
	r.Concerns = concerns
	r.Verdict = Candidates
	hits := slices.Clone(concerns)
	for _, h := range r.Hits {
		if !contains(concerns, h.ID) {
			hits = append(hits, h)
		}
	}
	r.Hits = hits[:min(n, len(hits))]
}
