package search

import (
	"math"
	"slices"
)

// lines are the short texts of the documents, each title and each keyword for
// itself. A query that says a whole line is a stronger sign than one that hits
// the same words scattered over a document.
type lines struct {
	list    []line
	onTerm  [][]lineTerm // by term, ascending lines
	onGram  map[gram][]lineGram
	gramIDF map[gram]float32
}

type line struct {
	doc   uint32
	where field
	words int     // with content
	mass  float32 // summed rarity of its words
}

// lineTerm is a term's place in a line.
type lineTerm struct {
	line  uint32
	value float32 // 1 for a word, less for a part of a compound
	mass  float32 // the part of the line's mass that it stands for
}

// gram is three letters of a word, its ends marked, and its tongue.
type gram uint32

type lineGram struct {
	line   uint32
	weight float32 // rarity times count, all of a line scaled to length 1
}

func (x *Index) addLines(texts []docWords, v *vocabulary, forms []form) {
	x.lines.onTerm = make([][]lineTerm, len(x.postings))
	var contents [][]word
	add := func(doc int, where field, text []int32) {
		x.addLine(uint32(doc), where, text, forms)
		words := make([]word, len(text))
		for i, w := range text {
			words[i] = word{text: v.words[w], tongues: only(v.spoken[w]), empty: forms[w].empty}
		}
		contents = append(contents, words)
	}
	for i := range texts {
		add(i, inTitle, texts[i].title)
		for _, k := range texts[i].keywords {
			add(i, inKeyword, k)
		}
		for _, k := range texts[i].foreign {
			add(i, inForeign, k)
		}
	}
	packList(x.lines.onTerm)
	x.addGrams(contents)
}

func (x *Index) addLine(doc uint32, where field, text []int32, forms []form) {
	l := line{doc: doc, where: where}
	id := uint32(len(x.lines.list))
	for _, w := range text {
		f := &forms[w]
		if f.empty {
			continue
		}
		mass := x.idf[f.term]
		l.mass += mass
		l.words++
		x.onLine(f.term, lineTerm{id, 1, mass})
		for _, p := range f.parts {
			x.onLine(p, lineTerm{id, partValue, mass / float32(len(f.parts))})
		}
	}
	x.lines.list = append(x.lines.list, l)
}

// onLine adds a term once a line; of two places the better counts.
func (x *Index) onLine(t int32, lt lineTerm) {
	p := x.lines.onTerm[t]
	if n := len(p); n > 0 && p[n-1].line == lt.line {
		p[n-1].value = max(p[n-1].value, lt.value)
		return
	}
	x.lines.onTerm[t] = append(p, lt)
}

func (x *Index) addGrams(contents [][]word) {
	x.lines.onGram, x.lines.gramIDF = map[gram][]lineGram{}, map[gram]float32{}
	counts := make([][]gramCount, len(contents))
	for i, text := range contents {
		counts[i] = x.grams(text)
		for _, c := range counts[i] {
			x.lines.gramIDF[c.gram]++
		}
	}
	for g, n := range x.lines.gramIDF {
		x.lines.gramIDF[g] = float32(math.Log(1 + float64(len(contents))/float64(n)))
	}
	for i, text := range counts {
		length := x.weigh(text)
		for _, c := range text {
			x.lines.onGram[c.gram] = append(x.lines.onGram[c.gram], lineGram{uint32(i), c.weight / length})
		}
	}
	packMap(x.lines.onGram)
}

type gramCount struct {
	gram   gram
	weight float32
}

// grams counts the three-letter pieces of a text, in ascending order.
func (x *Index) grams(text []word) []gramCount {
	var out []gramCount
	for _, w := range text {
		if w.empty {
			continue
		}
		w.tongues.each(func(t tongue) {
			weight := float32(1)
			if x.lang.weak[t.stem(w.text)] {
				weight = weakFactor
			}
			eachGram(w.text, func(g gram) { out = append(out, gramCount{g | gram(t)<<24, weight}) })
		})
	}
	slices.SortFunc(out, func(a, b gramCount) int { return int(a.gram) - int(b.gram) })
	merged := out[:0]
	for _, c := range out {
		if n := len(merged); n > 0 && merged[n-1].gram == c.gram {
			merged[n-1].weight += c.weight
		} else {
			merged = append(merged, c)
		}
	}
	return merged
}

// weigh multiplies counts by rarity and returns the length of the vector.
func (x *Index) weigh(counts []gramCount) float32 {
	var sum float64
	for i := range counts {
		idf, ok := x.lines.gramIDF[counts[i].gram]
		if !ok {
			idf = float32(math.Log(1 + float64(len(x.lines.list))))
		}
		counts[i].weight *= idf
		sum += float64(counts[i].weight) * float64(counts[i].weight)
	}
	return float32(math.Sqrt(sum))
}
