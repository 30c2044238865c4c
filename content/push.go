package content

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Pushed is checked content that a volunteer puts into a talk, or what to choose from.
type Pushed struct {
	Title string   // in German, for the volunteer; "" if nothing was found, or more than one
	Text  string   // Markdown, in the citizen's language as far as it is translated
	Near  []string // titles to choose from: each of them finds one thing
}

// Push finds a text block, a service, a help point or a flow by part of its name, and writes it for a citizen: in their language, for the
// municipality they live in ("" if unknown), at a moment.
//
// A title finds what it names, also by its first two words. Everything else only finds if one thing alone fits: words of the title or search words, in any order,
// begun ("pin verg") or, if nothing else fits, misspelt. What reaches the citizen is never a guess between two.
func (c *Catalogue) Push(query, lang, home string, now time.Time) Pushed {
	found := c.shelf.find(query)
	if len(found) != 1 {
		return Pushed{Near: c.shelf.names(found)}
	}
	g := found[0]
	return Pushed{Title: g.title, Text: c.write(g, lang, flows.About{Place: home, Now: now})}
}

// write is what the citizen reads.
func (c *Catalogue) write(g *good, lang string, about flows.About) string {
	switch g.kind {
	case pushBlock:
		return c.writeBlock(g.block, lang)
	case pushFlow:
		return c.writeFlow(g.flow, lang)
	}
	card, _ := c.Card(g.id, lang, about)
	lines := []string{card.Text}
	for _, l := range card.Links {
		lines = append(lines, "["+richtext.Escape(l.Label)+"]("+l.URL+")")
	}
	return strings.Join(lines, "\n")
}

func (c *Catalogue) writeBlock(b *block, lang string) string {
	k := c.newCard(lang)
	w := c.wording(lang, "block."+b.id+".")
	k.raw("**"+richtext.Escape(w.text("title", b.title))+"**", false)
	k.raw(w.text("text", b.text), false)
	if len(b.sources) > 0 {
		k.lines = append(k.lines, "") // a paragraph of its own, also below a list
		k.cite(&b.record)
	}
	return strings.Join(k.lines, "\n")
}

// writeFlow is the title, what is said first, and how to open it. The question at the end is left out: its buttons are not here.
func (c *Catalogue) writeFlow(f *flows.Flow, lang string) string {
	title, in := c.text(lang, f.ID+".title", nil)
	k := c.newCard(in)
	k.raw("**"+richtext.Escape(title)+"**", false)
	for _, s := range f.Steps {
		if s.Say == "" {
			continue
		}
		if said, lang := c.text(in, s.Key("say"), nil); lang == in && !strings.Contains(said, "{") {
			if said = withoutQuestion(said); said != "" {
				k.raw(said, false)
			}
		}
		break
	}
	k.raw("\n"+k.label("push.flow", "command", "/"+strings.ReplaceAll(f.ID, "-", "_")), false)
	return strings.Join(k.lines, "\n")
}

// withoutQuestion drops the last line of a text if it asks or announces something.
func withoutQuestion(text string) string {
	text = strings.TrimRight(text, "\n")
	if !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, ":") {
		return text
	}
	return strings.TrimRight(text[:max(0, strings.LastIndexByte(text, '\n'))], "\n")
}
