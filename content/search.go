package content

import (
	"maps"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
)

// finder finds flows, services and places by free text.
type finder struct {
	docs   []search.Document
	index  *search.Index
	flow   map[string]bool     // by document id
	phrase map[string]string   // editors' phrase -> the document that alone has it; "" if several have
	called map[string][]string // what people call kinds of offices -> the kinds, those of every municipality first
}

// newFinder indexes what can be found; without a set there are no flows.
func newFinder(c *Catalogue, set *flows.Set) *finder {
	f := &finder{flow: map[string]bool{}, phrase: map[string]string{}, called: map[string][]string{}}
	var docs []search.Document
	if set != nil {
		for _, flow := range set.Flows() {
			if len(flow.Words) == 0 {
				continue
			}
			d := search.Document{ID: flowPrefix + flow.ID, Kind: "flow", Title: flow.Title, Keywords: flow.Words, Foreign: maps.Clone(flow.WordsIn)}
			named(&d, set.Texts.Languages(), func(lang string) string {
				title, _ := set.Texts.Get(lang, flow.ID+".title", nil)
				return title
			})
			f.flow[d.ID] = true
			docs = append(docs, d)
		}
	}
	for _, s := range c.services {
		d := search.Document{ID: s.id, Kind: "service", Title: s.name, Keywords: s.words, Foreign: maps.Clone(s.wordsIn)}
		if set != nil {
			named(&d, set.Texts.Languages(), func(lang string) string { return c.serviceName(s.id, lang) })
		}
		docs = append(docs, d)
	}
	for _, id := range slices.Concat(hallKinds, slices.Sorted(maps.Keys(c.kinds))) {
		names := append([]string{c.kinds[id].name}, c.kinds[id].words...)
		if set != nil {
			for _, lang := range set.Texts.Languages() {
				name, _ := c.text(lang, "kind."+id+".name", nil)
				names = append(names, name)
			}
		}
		f.callKind(id, names)
	}
	for _, p := range c.places {
		d := search.Document{ID: placePrefix + p.id, Kind: "place", Title: p.name, Keywords: slices.Clone(p.words)}
		for _, name := range append([]string{c.kinds[p.kind].name}, c.kinds[p.kind].words...) {
			d.Keywords = append(d.Keywords, name+" "+p.municipality)
		}
		docs = append(docs, d)
	}
	f.docs = docs
	for _, d := range docs {
		f.own(d.ID, append([]string{d.Title}, d.Keywords...))
		for _, words := range d.Foreign {
			f.own(d.ID, words)
		}
	}
	f.index = search.New(docs)
	return f
}

// named adds what a document is called in other languages to its words, so that what a button says can also be typed.
func named(d *search.Document, languages []string, name func(lang string) string) {
	for _, lang := range languages {
		title := name(lang)
		switch {
		case lang == flows.German || title == d.Title:
		case slices.Contains(search.Languages(), lang):
			if d.Foreign == nil {
				d.Foreign = map[string][]string{}
			}
			d.Foreign[lang] = append(slices.Clip(d.Foreign[lang]), title)
		default: // Leichte Sprache is German
			d.Keywords = append(slices.Clip(d.Keywords), title)
		}
	}
}

// own notes phrases as a document's, unless another has them too.
func (f *finder) own(id string, phrases []string) {
	for _, p := range phrases {
		key := search.Key(p)
		if other, taken := f.phrase[key]; taken && other != id {
			if !f.flow[other] || f.flow[id] {
				f.phrase[key] = "" // a flow goes before a record: it was written for these very words
			}
			continue
		}
		f.phrase[key] = id
	}
}

const (
	closely = 0.85 // how near a service must come to a flow to go before it
	asked   = 0.5  // and a place to anything else, for somebody who asks where or when
)

// search searches the index. A flow and a service about the same thing come close to each other; then the service goes first, which
// holds the facts. Who asks for hours, an address or a number wants a place.
func (f *finder) search(text string, n int) search.Result {
	r := f.index.Search(text, max(n, 5))
	first, near := "service", closely
	place := search.AsksForPlace(text)
	if place {
		first, near = "place", asked
	}
	if len(r.Hits) > 0 && r.Concerns == nil && (place || r.Verdict != search.Clear && f.flow[r.Hits[0].ID]) {
		r.Prefer(first, near, place)
	}
	r.Hits = r.Hits[:min(n, len(r.Hits))]
	return r
}

// search leaves the name of a place, and nothing else, to those who ask for one: it is no title.
func (c *Catalogue) search(text string, n int) search.Result {
	r := c.finder().search(text, n)
	if len(r.Hits) > 0 && r.Hits[0].Kind == "place" && len(c.gazetteer.Find(text)) > 0 {
		r.Verdict = search.None
	}
	if r.Verdict != search.Clear && r.Concerns == nil {
		if at := c.offices(text); len(at) > 0 {
			r = search.Result{Hits: at[:min(n, len(at))], Verdict: search.Candidates}
			if len(at) == 1 {
				r.Verdict = search.Clear
			}
		}
	}
	return r
}

// Find is Search with everything that matched, for people who want to know why: calls for help first, then documents with their
// scores; answered tells whether the bot would show them; titles are by id.
func (c *Catalogue) Find(text string, n int) (hits []search.Hit, answered bool, titles map[string]string) {
	hits = search.Emergency(text)
	answered, titles = len(hits) > 0, map[string]string{}
	r := c.search(text, n)
	for _, h := range r.Hits {
		titles[h.ID] = c.hit(h, flows.German).Title
	}
	if !answered || r.Answered() {
		hits = append(hits, r.Hits...)
	}
	return hits[:min(n, len(hits))], answered || r.Answered(), titles
}

// Search finds what a free text may mean, the best first, at most n.
func (c *Catalogue) Search(text, lang string, n int) flows.Found {
	var out flows.Found
	r := c.search(text, n)
	if meant := c.finder().phrase[search.Key(text)]; meant != "" {
		return flows.Found{Hits: []flows.Hit{c.hit(search.Hit{ID: meant}, lang)}, Clear: true}
	}
	if !r.Answered() {
		return out
	}
	out.Clear = r.Verdict == search.Clear
	for _, h := range r.Hits {
		out.Hits = append(out.Hits, c.hit(h, lang))
	}
	return out
}

func (c *Catalogue) hit(h search.Hit, lang string) flows.Hit {
	if c.finder().flow[h.ID] {
		id := strings.TrimPrefix(h.ID, flowPrefix)
		title, _ := c.text(lang, id+".title", nil)
		return flows.Hit{ID: h.ID, Flow: flows.Ref{Flow: id}, Title: title}
	}
	if name, ok := strings.CutPrefix(h.ID, neighbourPrefix); ok {
		return flows.Hit{ID: h.ID, Title: name}
	}
	if p := c.place(strings.TrimPrefix(h.ID, placePrefix)); p != nil && strings.HasPrefix(h.ID, placePrefix) {
		return flows.Hit{ID: h.ID, Title: p.name}
	}
	return flows.Hit{ID: h.ID, Title: c.serviceName(h.ID, lang)}
}

// Emergency recognises a call for help, in any language, and says whom to call.
func (c *Catalogue) Emergency(text, lang string) (flows.Card, bool) {
	hits := search.Emergency(text)
	if len(hits) == 0 {
		return flows.Card{}, false
	}
	answer, in := c.text(lang, strings.ReplaceAll(hits[0].ID, "/", "."), nil)
	return flows.Card{Text: answer, Lang: in}, answer != ""
}
