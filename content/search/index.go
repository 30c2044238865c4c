package search

import (
	"math"
	"slices"
	"sync"
)

// Index finds documents. It never changes after New and may be used by any
// number of goroutines at once.
type Index struct {
	docs     []Document // without their bodies
	lang     *language
	splitter *splitter
	spellers [tongueCount]*speller

	terms    map[string]int32 // stem -> term
	idf      []float32        // by term: rarity, 0..1
	postings [][]posting      // by term, ascending documents
	lines    lines
	targets  [][]way         // by lexicon entry, as far as its words occur here
	worded   bool            // editors have collected words for the documents, see calibrated
	domain   map[string]bool // stems of keywords: what editors say people ask for
	topics   map[string]bool // stems of keywords that have no other word, and of bare titles: each is a topic by itself

	scratch sync.Pool
}

// wordedBy is the mean number of keywords of a document from which they are a
// collection of everyday words, not just another title.
const wordedBy = 8

// posting says how much a document is about a term.
type posting struct {
	doc    uint32
	impact uint16 // 0..65535: saturating frequency over all fields
	where  field
}

// form is a word taken apart once.
type form struct {
	term  int32
	parts []int32
	empty bool // never counts
}

// New builds an index over docs. Bodies are read and not kept.
func New(docs []Document) *Index {
	x := &Index{
		docs:   slices.Clone(docs),
		lang:   speech(),
		terms:  map[string]int32{},
		domain: map[string]bool{},
		topics: map[string]bool{},
	}
	x.splitter = newSplitter(x.lang.parts)
	v := newVocabulary()
	keywords := 0
	texts := make([]docWords, len(docs))
	for i, d := range docs {
		texts[i] = v.read(d)
		x.docs[i].Body = ""
		keywords += len(d.Keywords)
	}
	x.worded = keywords > wordedBy*len(docs)
	forms := x.forms(v)
	x.addTopics(texts, v, forms)
	x.addPostings(texts, forms)
	x.addIDF()
	x.addLines(texts, v, forms)
	x.resolveLexicon()
	most := 0
	for t := range tongueCount {
		x.spellers[t] = newSpeller(x.spellings(v, t))
		most = max(most, len(x.spellers[t].words))
	}
	x.scratch.New = func() any { return newScratch(len(x.docs), len(x.lines.list), most) }
	return x
}

// smallCatalogue is the number of documents up to which even words that some
// body has only once are known to the speller and as parts of compounds. Beyond
// it they would cost more time and memory than they find.
const smallCatalogue = 2000

// telling are the words worth knowing apart from finding them as they are.
func (v *vocabulary) telling(id int) bool {
	return v.where[id] != inBody || v.docs[id] > 1 || v.count <= smallCatalogue
}

// forms takes every word apart once.
func (x *Index) forms(v *vocabulary) []form {
	for id, w := range v.words {
		t := v.spoken[id]
		if t == german && v.telling(id) {
			x.splitter.learn(w)
		}
		if v.where[id]&(inKeyword|inForeign) != 0 && !x.lang.empty[t.mark(w)] {
			x.domain[t.stem(w)] = true
		}
	}
	forms := make([]form, len(v.words))
	for id, w := range v.words {
		t := v.spoken[id]
		if forms[id].empty = x.lang.empty[t.mark(w)]; forms[id].empty {
			continue
		}
		forms[id].term = x.term(t.stem(w))
		if t != german {
			continue
		}
		for _, p := range x.splitter.split(w) {
			forms[id].parts = append(forms[id].parts, x.term(stem(p)))
		}
	}
	return forms
}

func (x *Index) addTopics(texts []docWords, v *vocabulary, forms []form) {
	for _, d := range texts {
		lines := slices.Concat(d.keywords, d.foreign)
		if !x.worded { // the words of a bare title are all that is known of what people ask for
			for _, w := range d.title {
				lines = append(lines, []int32{w})
			}
		}
		for _, k := range lines {
			k = slices.DeleteFunc(slices.Clone(k), func(id int32) bool { return forms[id].empty })
			if len(k) == 1 {
				x.topics[v.spoken[k[0]].stem(v.words[k[0]])] = true
			}
		}
	}
}

// spellings are the words that a misspelled one of a tongue may stand for.
func (x *Index) spellings(v *vocabulary, t tongue) []string {
	var all []string
	if t == german {
		all = slices.Clone(x.lang.lexicon.words)
	}
	for id, w := range v.words {
		if v.spoken[id] == t && v.telling(id) {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// term is the number of a stem, a new one if need be.
func (x *Index) term(s string) int32 {
	id, ok := x.terms[s]
	if !ok {
		id = int32(len(x.terms))
		x.terms[s] = id
		x.postings = append(x.postings, nil)
	}
	return id
}

// known is the term of a stem that occurs in some document.
func (x *Index) known(s string) (int32, bool) {
	t, ok := x.terms[s]
	return t, ok && len(x.postings[t]) > 0
}

// addPostings counts every word and, for less, the parts of every compound. A
// long body makes each of its words count less.
func (x *Index) addPostings(texts []docWords, forms []form) {
	total := 0
	for i := range texts {
		total += len(texts[i].body)
	}
	mean := float32(total)/float32(max(1, len(texts))) + 1
	counts := make([]termCount, len(x.postings))
	var seen []int32
	add := func(t int32, frequency float32, f field) {
		if counts[t].where == 0 {
			seen = append(seen, t)
		}
		counts[t].frequency += frequency
		counts[t].where |= f
	}
	for i := range texts {
		length := 1 - lengthPull + lengthPull*float32(len(texts[i].body))/mean
		texts[i].each(func(w int32, f field) {
			form := &forms[w]
			if form.empty {
				return
			}
			frequency := 1 / length
			switch f {
			case inTitle:
				frequency = titleFrequency
			case inKeyword:
				frequency = keywordFrequency
			case inForeign:
				frequency = foreignFrequency
			}
			add(form.term, frequency, f)
			for _, p := range form.parts {
				add(p, frequency*partFrequency, f)
			}
		})
		for _, t := range seen {
			c := counts[t]
			impact := uint16(math.MaxUint16 * c.frequency / (c.frequency + saturation))
			x.postings[t] = append(x.postings[t], posting{uint32(i), impact, c.where})
			counts[t] = termCount{}
		}
		seen = seen[:0]
	}
}

// termCount is how often a term occurs in a document.
type termCount struct {
	frequency float32
	where     field
}

// addIDF weighs terms by rarity: 1 for a term of one document, next to 0 for
// one of all.
func (x *Index) addIDF() {
	n := float64(len(x.docs))
	top := math.Log(1 + (n+0.5)/1.5)
	x.idf = make([]float32, len(x.postings))
	for t, p := range x.postings {
		df := float64(len(p))
		x.idf[t] = float32(math.Log(1+(n-df+0.5)/(df+0.5)) / top)
	}
	packList(x.postings)
	for s := range x.lang.weak {
		if t, ok := x.terms[s]; ok {
			x.idf[t] *= weakFactor
		}
	}
}
