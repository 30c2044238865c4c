package questions

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// Question is one text that was not understood.
type Question struct {
	Number uint64 `json:"number"`
	Day    string `json:"day"` // such as 2026-11-23
	Text   string `json:"text"`
	Lang   string `json:"lang"`
	At     string `json:"at"` // flow/step
}

// Cluster is questions in nearly the same words.
type Cluster struct {
	Number    uint64     `json:"number"` // the lowest of its questions: it stays the same while others come
	Text      string     `json:"text"`   // the wording that came most often
	Others    []string   `json:"others"` // the other wordings, the most frequent first
	Count     int        `json:"count"`
	Languages []Language `json:"languages"` // the most frequent first
	Last      string     `json:"last"`      // the last day
	Numbers   []uint64   `json:"numbers"`   // all of its questions
}

// Language counts the questions of a cluster in one language.
type Language struct {
	Lang  string `json:"lang"`
	Count int    `json:"count"`
}

// alike is from which share of common words on two questions belong together.
const alike = 0.6

// Clusters sorts questions into clusters, the most frequent first, of equal ones the most recent.
func Clusters(all []Question) []Cluster {
	sameWords := groups(all)
	slices.SortStableFunc(sameWords, func(a, b *group) int {
		return cmp.Or(cmp.Compare(len(b.questions), len(a.questions)), cmp.Compare(a.questions[0].Number, b.questions[0].Number))
	})
	var leaders []*group
	with := map[string][]*group{} // word -> leaders that have it among their rare ones
	for _, g := range sameWords {
		if l := nearest(g, with); l != nil {
			l.questions = append(l.questions, g.questions...)
			continue
		}
		leaders = append(leaders, g)
		for _, w := range g.rare() {
			with[w] = append(with[w], g)
		}
	}
	var out []Cluster
	for _, g := range leaders {
		out = append(out, g.cluster())
	}
	slices.SortStableFunc(out, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Last, a.Last), cmp.Compare(a.Number, b.Number))
	})
	return out
}

// group is questions that consist of the same words.
type group struct {
	words     []string // the rarest first, each once
	questions []Question
}

// rare are the words of which two groups that are alike must have one in common: whoever shares most words cannot miss all of these.
func (g *group) rare() []string {
	n := len(g.words)
	return g.words[:min(n, n-int(math.Ceil(alike*float64(n)))+1)]
}

func groups(all []Question) []*group {
	texts := make([][]string, len(all))
	count := map[string]int{}
	for i, q := range all {
		texts[i] = words(q.Text)
		for _, w := range texts[i] {
			count[w]++
		}
	}
	right := spelling(count)
	common := map[string]int{}
	for _, ws := range texts {
		for j, w := range ws {
			if r, ok := right[w]; ok {
				ws[j] = r
			}
			common[ws[j]]++
		}
	}
	byWords := map[string]*group{}
	var out []*group
	for i, q := range all {
		ws := texts[i]
		slices.SortFunc(ws, func(a, b string) int { return cmp.Or(cmp.Compare(common[a], common[b]), cmp.Compare(a, b)) })
		ws = slices.Compact(ws)
		key := strings.Join(ws, " ")
		g := byWords[key]
		if g == nil {
			g = &group{words: ws}
			byWords[key] = g
			out = append(out, g)
		}
		g.questions = append(g.questions, q)
	}
	return out
}

// nearest is the leader that has most words in common with a group; nil if none has enough.
func nearest(g *group, with map[string][]*group) *group {
	var best *group
	share := 0.0
	for _, w := range g.rare() {
		for _, l := range with[w] {
			if s := g.share(l); s >= alike && s > share {
				best, share = l, s
			}
		}
	}
	return best
}

// share is the part of the words of two groups that both have.
func (g *group) share(other *group) float64 {
	n := 0
	for _, w := range g.words {
		if slices.Contains(other.words, w) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(g.words)+len(other.words)-n))
}

func (g *group) cluster() Cluster {
	texts, langs := map[string]int{}, map[string]int{}
	c := Cluster{Count: len(g.questions), Others: []string{}}
	for _, q := range g.questions {
		texts[q.Text]++
		langs[q.Lang]++
		c.Numbers = append(c.Numbers, q.Number)
		c.Last = max(c.Last, q.Day)
	}
	slices.Sort(c.Numbers)
	c.Number = c.Numbers[0]
	for i, text := range byCount(texts) {
		if i == 0 {
			c.Text = text
			continue
		}
		c.Others = append(c.Others, text)
	}
	for _, lang := range byCount(langs) {
		c.Languages = append(c.Languages, Language{lang, langs[lang]})
	}
	return c
}

// byCount lists keys, the most frequent first, of equal ones the shortest.
func byCount(count map[string]int) []string {
	return slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
}
