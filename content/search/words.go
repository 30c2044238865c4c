package search

import "strings"

// vocabulary numbers the folded words of the documents, in order of appearance.
type vocabulary struct {
	ids    map[string]int32
	words  []string
	spoken []tongue
	where  []field // the fields that a word occurs in
	docs   []int32 // how many documents it occurs in
	last   []int32 // the last of them, while reading
	count  int     // documents read
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int32{}}
}

func (v *vocabulary) id(w string, t tongue) int32 {
	key := t.mark(w)
	id, ok := v.ids[key]
	if !ok {
		id = int32(len(v.words))
		v.ids[key] = id
		v.words = append(v.words, w)
		v.spoken = append(v.spoken, t)
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
	foreign     [][]int32
}

func (v *vocabulary) read(d Document) docWords {
	w := docWords{title: v.text(d.Title, german), body: v.text(d.Body, german)}
	for _, k := range d.Keywords {
		w.keywords = append(w.keywords, v.text(k, german))
	}
	for _, lang := range Languages() {
		for _, k := range d.Foreign[lang] {
			w.foreign = append(w.foreign, v.text(k, foreignTongues[lang]))
		}
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
	for _, k := range d.foreign {
		for _, w := range k {
			f(w, inForeign)
		}
	}
	for _, w := range d.body {
		f(w, inBody)
	}
}

// text gives the words of a text, shared tails completed.
func (v *vocabulary) text(text string, t tongue) []int32 {
	tokens := words(text)
	out := make([]int32, 0, len(tokens))
	for i, w := range tokens {
		switch full, ok := sharedTail(tokens[i:]); {
		case ok && t == german:
			out = append(out, v.id(full, t))
		case len(w.text) <= maxCompound:
			out = append(out, v.id(w.text, t))
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
func (x *Index) queryWords(tokens []word) []word {
	var out []word
	for i, w := range tokens {
		last := i+1 == len(tokens) || tokens[i+1].segment != w.segment
		if !last && !w.empty && !tokens[i+1].empty && w.script == german {
			joined := w.text + tokens[i+1].text
			if _, ok := x.known(stem(joined)); ok {
				out = append(out, word{text: joined, tongues: only(german), capital: w.capital})
			}
		}
		if full, ok := sharedTail(tokens[i:]); ok {
			out = append(out, word{text: full, tongues: only(german), capital: w.capital})
			continue
		}
		if verb, ok := x.separated(tokens[:i], w); last && ok {
			for k := range out {
				if out[k].text == verb {
					out[k].text = w.text + verb
				}
			}
			continue
		}
		out = append(out, w)
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
		if len(verb) < minPart || before[i].empty {
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
