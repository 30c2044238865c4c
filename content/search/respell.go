package search

// respell returns the known words that w may be a misspelling of, best first.
// A word that is understood as a compound is respelled only for one small error.
func (x *Index) respell(w string, understood bool, s *scratch) []lookalike {
	var out []lookalike
	for _, like := range x.spellers[german].find(w, 3, s.shared) {
		if like.edits >= 0 && (!understood || like.edits == 1 && len(w) >= 7) {
			out = append(out, like)
		}
	}
	if len(out) > 0 || understood {
		return out[:min(2, len(out))]
	}
	return x.respellPart(w, s)
}

// respellPart repairs a compound that nobody has written here before, where one
// of its two halves is known and the other nearly.
func (x *Index) respellPart(w string, s *scratch) []lookalike {
	const half = 5
	var best lookalike
	tries := 0
	for i := half; i <= len(w)-half && tries < 6; i++ {
		left, right := w[:i], w[i:]
		leftKnown := x.splitter.part(left)
		if !leftKnown && !x.splitter.part(right) {
			continue
		}
		tries++
		wrong := left
		if leftKnown {
			wrong = right
		}
		for _, like := range x.spellers[german].find(wrong, 2, s.shared) {
			sim := 1 - 2*float32(like.edits)/float32(len(w))
			if like.edits < 0 || sim <= best.sim {
				continue
			}
			best = lookalike{like.word + right, sim, like.edits}
			if leftKnown {
				best.word = left + like.word
			}
		}
	}
	if best.word == "" {
		return nil
	}
	return []lookalike{best}
}

// addLookalikes adds the words that share most letters with w: a guess, and
// marked as one.
func (x *Index) addLookalikes(u *unit, w string, s *scratch) {
	for _, like := range x.spellers[german].find(w, 6, s.shared) {
		if t, ok := x.known(stem(like.word)); ok {
			u.ways = append(u.ways, way{[]wayTerm{{t, 1}}, like.sim, like.word})
		}
	}
	if len(u.ways) > 0 {
		u.guess = true
		u.weight = guessWeight
	}
}
