package flows

import (
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

const maxHits = 3 // what is found is offered as that many buttons

// notAnAnswer handles a text that does not answer the question: looked up first, then answered kindly, from the second miss on
// with the offer of a human.
func (t *turn) notAnAnswer(step *Step, text string) {
	free := step.Input != nil && step.Input.Kind == TextInput
	if c, ok := t.misspelt(text); ok && !free && !t.namesPlace(text) { // "Halle" is no greeting
		t.obey(c)
		return
	}
	if t.found(text) || t.placeNamed(text) || t.offerLanguage(text) {
		return
	}
	t.emit(NotUnderstood{text, t.s.Lang(), step.Ref})
	if !step.Asks() {
		t.ask() // nothing was asked: Lotse only says again what it waits for
		return
	}
	if step.Ref.Flow == menuFlow && t.s.Misses == 0 && !strings.ContainsAny(text, " /") {
		t.miss("tell_more", nil) // "Kind", "Termin": it may mean a lot
		return
	}
	t.miss("not_understood", nil)
}

// offerable reports whether a person who writes in a language can be offered to go on in it, and was not yet.
func (t *turn) offerable(lang string) bool {
	now := t.s.Lang()
	return lang != "" && lang != now && !(lang == German && now == Simple) && lang != t.s.Offered && t.Set.Texts.isOpen(lang) && t.Set.Texts.Has(lang, "offer_language")
}

// written sees to it that a text which was understood is answered in its language, and reports whether that is now another one: who
// has not chosen a language yet goes on in it, everybody else gets a button for it, once.
func (t *turn) written(text string) bool {
	lang := t.Set.tongueOf(text)
	if !t.offerable(lang) {
		return false
	}
	if _, chosen := t.s.Vars[langVar]; !chosen {
		t.keep(langVar, lang)
		return true
	}
	t.s.Offered = lang
	t.also = append(t.also, Offer{Label: t.Set.Texts.get(lang, languageNameID), Lang: lang})
	return false
}

// offerLanguage asks a person who writes in another language of ours, once, whether to go on in it.
func (t *turn) offerLanguage(text string) bool {
	lang := LanguageOf(text)
	if !t.offerable(lang) {
		return false
	}
	t.s.Offered = lang
	t.message(Message{Text: t.Set.Texts.get(lang, "offer_language"), Lang: lang})
	t.offer([]Offer{{Label: t.Set.Texts.get(lang, languageNameID), Lang: lang}, {Label: t.textOf("not_meant"), Do: CmdRepeat}})
	return true
}

// miss says why the text does not fit and puts the question again.
func (t *turn) miss(id string, vars Lookup) {
	if said, ok := t.in.(Said); ok && t.offerLanguage(said.Text) {
		return
	}
	t.missed(func() { t.note(id, vars) })
}

// missed says something about an answer that does not fit and puts the question again.
func (t *turn) missed(say func()) {
	t.s.Misses++
	misses := t.s.Misses
	say()
	t.brief = true
	if misses >= 2 {
		t.note("offer_human", nil)
	}
	t.ask()
	t.s.Misses = misses
	if misses < 2 || len(t.effects) == 0 {
		return
	}
	m, ok := t.effects[len(t.effects)-1].(Message)
	human := t.navButton(CmdHuman)
	if !ok || m.Serial == 0 || slices.ContainsFunc(m.Choices, func(b Button) bool { return b.Label == human.Label }) {
		return
	}
	m.Nav = append(m.Nav, human)
	t.effects[len(t.effects)-1] = m
}

// misspelt finds a command with a small typing error, or inside a sentence. Hardly anybody mistypes the first letter.
func (t *turn) misspelt(text string) (Command, bool) {
	want := normalise(text)
	if len([]rune(want)) < 4 {
		return "", false
	}
	if c, ok := t.inside(text, want); ok {
		return c, true
	}
	near, ok := source.Suggest(want, t.Set.wordList)
	c := t.Set.words[near]
	return c, ok && !c.answers() && []rune(want)[0] == []rune(near)[0] && !t.clearlyMeant(text)
}

// inside finds a command of several words inside a sentence. Who asks for a person gets one. Other words are often said beside what somebody
// wants ("Guten Tag, ich möchte …", "… noch einmal …"), and count only where that is not found.
func (t *turn) inside(text, want string) (said Command, ok bool) {
	for _, w := range t.Set.wordList {
		if !strings.Contains(w, " ") || !strings.Contains(" "+want+" ", " "+w+" ") {
			continue
		}
		switch c := t.Set.words[w]; {
		case c == CmdHuman:
			return c, true
		case !c.answers() && said == "":
			said = c
		}
	}
	return said, said != "" && !t.finds(t.plainly(text))
}

// plainly is a text without greetings and thanks around it, if something is found for that and nothing for the whole.
func (t *turn) plainly(text string) string {
	if rest := t.Set.withoutCourtesy(text); rest != text && !t.finds(text) && t.finds(rest) {
		return rest
	}
	return text
}

func (t *turn) finds(text string) bool {
	return t.Catalogue != nil && len(t.Catalogue.Search(text, t.s.Lang(), 1).Hits) > 0
}

// clearlyMeant reports whether a text is a word of the catalogue beyond doubt. The global words of seven languages have many neighbours:
// "Pension" is like "person", "Anmeldung" like "Anleitung".
func (t *turn) clearlyMeant(text string) bool {
	return t.Catalogue != nil && t.Catalogue.Search(text, t.s.Lang(), 1).Clear
}

// emergency answers a call for help before anything else, whatever was asked. A volunteer who is in the talk reads it as well.
func (t *turn) emergency(text string) bool {
	if t.Catalogue == nil {
		return false
	}
	card, ok := t.Catalogue.Emergency(text, t.s.Lang())
	if !ok {
		return false
	}
	t.card(card)
	if t.talking() {
		t.emit(Relay{})
		return true
	}
	t.offer([]Offer{{Label: t.textOf("not_meant"), Do: CmdRepeat}, {Label: t.textOf("button.human"), Do: CmdHuman}})
	return true
}

// found looks a text up: one clear hit is shown at once, a few are offered.
func (t *turn) found(text string) bool {
	if t.Catalogue == nil {
		return false
	}
	wanted := t.plainly(text)
	found := t.Catalogue.Search(wanted, t.s.Lang(), maxHits)
	if len(found.Hits) == 0 {
		return false
	}
	if t.written(text) {
		found = t.Catalogue.Search(wanted, t.s.Lang(), maxHits) // for its titles
	}
	t.leave()
	if found.Clear {
		hit := found.Hits[0]
		if hit.Flow.Flow != "" {
			t.jump(hit.Flow)
		} else {
			t.showFound(hit.ID)
		}
		return true
	}
	t.note("found", nil)
	var offers []Offer
	for _, h := range found.Hits {
		o := Offer{Label: h.Title, Show: h.ID}
		if h.Flow.Flow != "" {
			o = Offer{Label: h.Title, Goto: &h.Flow}
		}
		offers = append(offers, o)
	}
	t.offer(append(offers, Offer{Label: t.textOf("none_of_these"), Do: CmdHuman}))
	return true
}

func (t *turn) textOf(id string) string {
	text, _ := t.Set.Texts.Get(t.s.Lang(), id, nil)
	return text
}

// showFound shows what was found: the flow about a service, or a card that is no step of a flow.
func (t *turn) showFound(id string) {
	if t.showService(id) {
		return
	}
	card, ok := t.Catalogue.Card(id, t.s.Lang(), t.about())
	if !ok {
		t.stale()
		return
	}
	t.said = 0
	t.card(card)
	t.offer([]Offer{
		{Label: t.textOf("not_meant"), Do: CmdHelp},
		{Label: t.textOf("button.human"), Do: CmdHuman},
	})
}
