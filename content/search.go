package content

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// phrases is a simple search: a text is compared with the titles and words of flows and services.
type phrases struct {
	topics []topic
	list   []string       // all phrases, for misspellings
	topic  map[string]int // phrase -> the first topic that has it
	set    *flows.Set
}

// topic is one thing that can be found.
type topic struct {
	flow    string // "" for a service
	id      string // of a service
	title   string // in German
	phrases []string
}

func newPhrases(services []*service, set *flows.Set) *phrases {
	x := &phrases{topic: map[string]int{}, set: set}
	if set != nil {
		for _, f := range set.Flows() {
			if len(f.Words) > 0 {
				x.add(topic{flow: f.ID, title: f.Title}, f.Words)
			}
		}
	}
	for _, s := range services {
		x.add(topic{id: s.id, title: s.name}, s.words)
	}
	return x
}

func (x *phrases) add(t topic, words []string) {
	for _, w := range append([]string{t.title}, words...) {
		p := normalise(w)
		t.phrases = append(t.phrases, p)
		if _, taken := x.topic[p]; !taken {
			x.topic[p] = len(x.topics)
			x.list = append(x.list, p)
		}
	}
	x.topics = append(x.topics, t)
}

// maxQuery is how much of a text is looked at, in bytes.
const maxQuery = 400

// Search finds what a free text may mean, the best first, at most n. It is clear what is meant if the text is a title or word
// of one flow or service and of no other.
func (c *Catalogue) Search(text, lang string, n int) flows.Found {
	x := c.phrases
	want := normalise(text[:min(len(text), maxQuery)])
	if want == "" || n <= 0 {
		return flows.Found{}
	}
	var found []scored
	for i, t := range x.topics {
		if s := t.score(want); s > 0 {
			found = append(found, scored{i, s})
		}
	}
	if len(found) == 0 {
		if near, ok := source.Suggest(want, x.list); ok && len(want) > 4 {
			found = append(found, scored{x.topic[near], 1})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.score - a.score })
	out := flows.Found{Clear: len(found) > 0 && found[0].score == whole && (len(found) == 1 || found[1].score < whole)}
	for _, f := range found[:min(len(found), n)] {
		out.Hits = append(out.Hits, x.hit(x.topics[f.topic], lang))
	}
	return out
}

type scored struct{ topic, score int }

// whole is the score of a text that is one of the phrases.
const whole = 1000

// score rates a text: the longest phrase in it counts, else a phrase that it is a part of.
func (t *topic) score(want string) int {
	best := 0
	for _, p := range t.phrases {
		switch {
		case p == want:
			return whole
		case within(want, p):
			best = max(best, 100+len(p))
		case len(want) >= 4 && within(p, want):
			best = max(best, 50)
		}
	}
	return best
}

// within reports whether a phrase stands in a text as whole words.
func within(text, phrase string) bool {
	return phrase != "" && strings.Contains(" "+text+" ", " "+phrase+" ")
}

func (x *phrases) hit(t topic, lang string) flows.Hit {
	if t.flow == "" {
		return flows.Hit{ID: t.id, Title: t.title}
	}
	title, _ := x.set.Texts.Get(lang, t.flow+".title", nil)
	return flows.Hit{ID: t.flow, Flow: flows.Ref{Flow: t.flow}, Title: title}
}

// normalise makes small words without umlauts and signs.
func normalise(s string) string {
	s = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(norm.NFC.String(s)))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 0x80
	}), " ")
}
