package search

import "slices"

const maxConcerns = 3

// joins are the words between two concerns, folded.
var joins = set("und sowie ausserdem dann ausserdem and also oraz i та и також ta takozh wa")

// concerns searches the clauses of a query one by one. It returns a hit for
// each of at least two clauses that ask, clearly, for different things.
func (x *Index) concerns(tokens []word, s *scratch) []Hit {
	var found []Hit
	clauses := split(tokens)
	if len(clauses) < 2 {
		return nil
	}
	for _, clause := range clauses {
		r := x.search(clause, 3, s)
		if r.Verdict != Clear {
			continue
		}
		if slices.ContainsFunc(found, func(h Hit) bool { return slices.ContainsFunc(r.Hits, func(o Hit) bool { return o.ID == h.ID }) }) {
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

// split cuts a query at sentence marks, commas and joining words.
func split(tokens []word) [][]word {
	var clauses [][]word
	var clause []word
	for i, w := range tokens {
		if joins[w.text] || i > 0 && tokens[i-1].segment != w.segment {
			if len(clause) > 0 {
				clauses = append(clauses, clause)
			}
			clause = nil
			if joins[w.text] {
				continue
			}
		}
		clause = append(clause, w)
	}
	if len(clause) > 0 {
		clauses = append(clauses, clause)
	}
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
		if !slices.ContainsFunc(concerns, func(c Hit) bool { return c.ID == h.ID }) {
			hits = append(hits, h)
		}
	}
	r.Hits = hits[:min(n, len(hits))]
}
