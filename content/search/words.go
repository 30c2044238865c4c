package search

import "strings"

// vocabulary numbers the folded words of the documents, in order of appearance.
type vocabulary struct {
	ids   map[string]int32
	words []string
	where []field // the fields that a word occurs in
	docs  []int32 // how many documents it occurs in
	last  []int32 // the last of them, while reading
	count int     // documents read
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int32{}}
}

func (v *vocabulary) id(w string) int32 {
	id, ok := v.ids[w]
	if !ok {
		id = int32(len(v.words))
		v.ids[w] = id
		v.words = append(v.words, w)
		v.where = append(v.where, 0)
		v.docs = append(v.docs, 0)
		v.last = append(v.last, 0)
	}
	return id
}

// docWords is a document as numbered words.
type docWords struct {
	title, body []int32
	keywords    [][]int32
}

func (v *vocabulary) read(d Document) docWords {
	w := docWords{title: v.text(d.Title), body: v.text(d.Body)}
	for _, k := range d.Keywords {
		w.keywords = append(w.keywords, v.text(k))
	}
	v.count++
	w.each(func(id int32, f field) {
		v.where[id] |= f
		if v.last[id] != int32(v.count) {
			v.last[id] = int32(v.count)
			v.docs[id]++
		}
	})
	return w
}

func (d *docWords) each(f func(int32, field)) {
	for _, w := range d.title {
		f(w, inTitle)
	}
	for _, k := range d.keywords {
		for _, w := range k {
			f(w, inKeyword)
		}
	}
	for _, w := range d.body {
		f(w, inBody)
	}
}

// text gives the words of a text, shared tails completed.
func (v *vocabulary) text(text string) []int32 {
	tokens := words(text)
	out := make([]int32, 0, len(tokens))
	for i, w := range tokens {
		switch full, ok := sharedTail(tokens[i:]); {
		case ok:
			out = append(out, v.id(full))
		case len(w.text) <= maxCompound:
			out = append(out, v.id(w.text))
		}
	}
	return out
}

// sharedTail gives the first token the tail that it shares with the compound
// after the next word: "An- und Abmeldung" gives anmeldung.
func sharedTail(tokens []word) (string, bool) {
	if !tokens[0].cut || len(tokens) < 3 {
		return "", false
	}
	for _, particle := range particles {
		if tail, ok := strings.CutPrefix(tokens[2].text, particle); ok && len(tail) >= minPart {
			return tokens[0].text + tail, true
		}
	}
	return "", false
}

// queryWords are the words of a query, with what belongs together joined: split
// compounds ("führer schein"), separable verbs ("melde … an"), shared tails.
func (x *Index) queryWords(tokens []word) []string {
	var out []string
	for i, w := range tokens {
		last := i+1 == len(tokens) || tokens[i+1].segment != w.segment
		if !last && !x.lang.empty[w.text] && !x.lang.empty[tokens[i+1].text] {
			joined := w.text + tokens[i+1].text
			if _, ok := x.known(stem(joined)); ok {
				out = append(out, joined)
			}
		}
		if full, ok := sharedTail(tokens[i:]); ok {
			out = append(out, full)
			continue
		}
		if verb, ok := x.separated(tokens[:i], w); last && ok {
			for k := range out {
				if out[k] == verb {
					out[k] = w.text + verb
				}
			}
			continue
		}
		out = append(out, w.text)
	}
	return out
}

// separated finds the verb in the same clause that a particle belongs to.
func (x *Index) separated(before []word, particle word) (string, bool) {
	if !isParticle[particle.text] {
		return "", false
	}
	for i := len(before) - 1; i >= 0 && before[i].segment == particle.segment; i-- {
		verb := before[i].text
		if len(verb) < minPart || x.lang.empty[verb] {
			continue
		}
		s := stem(particle.text + verb)
		if _, ok := x.known(s); ok || len(x.lang.lexicon.single[s]) > 0 {
			return verb, true
		}
	}
	return "", false
}

var isParticle = set(strings.Join(particles, " "))
