package content

import (
	"slices"

	"github.com/digitaler-lotse/lotse/content/search"
)

// maxSuggested is how many titles a volunteer reads who wants to answer.
const maxSuggested = 3

// beside is how near, by score, a hit must come to the best one to be suggested too.
const beside = 0.6

// newSuggester indexes what the bot finds for citizens, and the text blocks that state something. Greetings would fit every letter.
func newSuggester(c *Catalogue) *search.Index {
	docs := slices.Clone(c.finder().docs)
	for _, b := range c.blocks {
		if len(b.sources) > 0 {
			docs = append(docs, search.Document{ID: blockPrefix + b.id, Kind: "block", Title: b.title, Keywords: b.words})
		}
	}
	return search.New(docs)
}

// Suggest names checked content that fits what a citizen wrote, in whatever language, the best first: German titles with which Push finds one thing
// each, at most three. It names nothing where the bot itself would have no answer, and help points only to those who ask for a place.
func (c *Catalogue) Suggest(text string) []string {
	r := c.suggester().Search(text, 2*maxSuggested)
	if !r.Answered() {
		return nil
	}
	place, best := search.AsksForPlace(text), 0.0
	for _, h := range r.Hits {
		best = max(best, h.Score)
	}
	var titles []string
	for _, h := range r.Hits {
		g := c.shelf.documents[h.ID]
		if g == nil || h.Score < beside*best || g.kind == pushPlace && !place {
			continue
		}
		if titles = append(titles, g.name); len(titles) == maxSuggested {
			break
		}
	}
	return titles
}
