package search

// accumulator adds up scores over few of many slots and forgets them in the
// time of the few. Within a way values add up, of a unit's ways the best
// counts, and units add up again.
type accumulator struct {
	total, unit, way    []score
	seen, inUnit, inWay []uint32 // slots that are not zero
}

type score struct {
	value float32
	mass  float32 // how much of a line is covered; unused for documents
}

func newAccumulator(n int) accumulator {
	return accumulator{total: make([]score, n), unit: make([]score, n), way: make([]score, n)}
}

func (a *accumulator) add(slot uint32, value, mass float32) {
	s := &a.way[slot]
	if s.value == 0 {
		a.inWay = append(a.inWay, slot)
	}
	s.value += value
	s.mass += mass
}

func (a *accumulator) endWay() {
	for _, slot := range a.inWay {
		u := &a.unit[slot]
		if u.value == 0 {
			a.inUnit = append(a.inUnit, slot)
		}
		u.value = max(u.value, a.way[slot].value)
		u.mass = max(u.mass, a.way[slot].mass)
		a.way[slot] = score{}
	}
	a.inWay = a.inWay[:0]
}

func (a *accumulator) endUnit(weight float32) {
	for _, slot := range a.inUnit {
		t := &a.total[slot]
		if t.value == 0 {
			a.seen = append(a.seen, slot)
		}
		t.value += weight * a.unit[slot].value
		t.mass += a.unit[slot].mass
		a.unit[slot] = score{}
	}
	a.inUnit = a.inUnit[:0]
}

// drain calls f for every slot with a score and empties the accumulator.
func (a *accumulator) drain(f func(slot uint32, s score)) {
	for _, slot := range a.seen {
		f(slot, a.total[slot])
		a.total[slot] = score{}
	}
	a.seen = a.seen[:0]
}

// scratch is the memory of one search, used again by the next.
type scratch struct {
	docs, lines, grams accumulator
	found              []candidate // by document
	touched            []uint32    // documents in found
	shared             []uint8     // for the speller
	corrections        int         // words of the query that may still be respelled
}

func newScratch(docs, lines, words int) *scratch {
	return &scratch{
		docs: newAccumulator(docs), lines: newAccumulator(lines), grams: newAccumulator(lines),
		found: make([]candidate, docs), shared: make([]uint8, words),
	}
}

// candidate gives the candidate of a document to be written to.
func (s *scratch) candidate(doc uint32) *candidate {
	c := &s.found[doc]
	if !c.touched {
		*c = candidate{doc: doc, touched: true}
		s.touched = append(s.touched, doc)
	}
	return c
}
