package flows

import (
	"slices"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// What a step may offer from the catalogue, and how much of it.
const (
	offerEid  = "eid-leistungen"
	maxOffers = 6
)

// say emits the step's text.
func (t *turn) say(step *Step, asked bool) {
	if step.Say == "" {
		return
	}
	text, lang := t.Set.Texts.Get(t.s.Lang(), step.Key("say"), t.variable)
	if asked && t.brief && (step.Input == nil || step.Input.Kind != LanguageInput) { // of that, people may read one paragraph only
		text = text[strings.LastIndex(text, "\n\n")+1:]
		text = strings.TrimLeft(text, "\n")
	}
	text = t.apology(lang) + text
	if t.Set.Texts.text[lang][step.Key("say")].unread {
		text = t.caution(lang) + text
	}
	t.message(Message{Text: text, Lang: lang})
}

// message emits m as the latest message of the step: the question's buttons go under it.
func (t *turn) message(m Message) {
	if n := len(t.effects); n > 0 && t.noted == n {
		if note := t.effects[n-1].(Message); note.Lang == m.Lang {
			m.Text = note.Text + "\n\n" + m.Text
			t.effects = t.effects[:n-1]
		}
	}
	t.noted = 0
	t.emit(m)
	t.said = len(t.effects)
}

// note says one of the engine's own sentences; it becomes the beginning of what is said next.
func (t *turn) note(id string, vars Lookup) {
	text, lang := t.Set.Texts.Get(t.s.Lang(), id, vars)
	t.message(Message{Text: text, Lang: lang})
	t.noted = t.said
}

// apology is said once before the first German text that is not translated, or has no Leichte Sprache.
func (t *turn) apology(in string) string {
	want := t.s.Lang()
	if in == want || t.s.Apology {
		return ""
	}
	t.s.Apology = true
	id := "not_translated"
	if want == Simple {
		id = "not_simple"
	}
	sorry, _ := t.Set.Texts.Get(want, id, nil)
	return sorry + "\n\n"
}

// caution is said once in each language before the first text that a machine translated and no person has read.
func (t *turn) caution(lang string) string {
	if slices.Contains(t.s.Machine, lang) || !t.Set.Texts.Has(lang, "machine_translation") {
		return ""
	}
	t.s.Machine = append(slices.Clone(t.s.Machine), lang)
	return t.Set.Texts.get(lang, "machine_translation") + "\n\n"
}

// show emits what the step wants to be looked up.
func (t *turn) show(step *Step, asked bool) {
	if t.Catalogue == nil {
		return
	}
	about := t.about()
	if id := t.serviceNamed(step.Service); id != "" {
		if card, ok := t.Catalogue.Card(id, t.s.Lang(), about); ok {
			if asked && t.brief {
				card.Text, _, _ = strings.Cut(card.Text, "\n") // it was just read
			}
			t.card(card)
		}
	}
	if id := t.serviceNamed(step.Online); id != "" {
		if card, ok := t.Catalogue.Card(OnlinePrefix+id, t.s.Lang(), about); ok {
			t.card(card)
		}
	}
	if step.Offer == offerEid {
		t.also = withoutCards(t.also)
		for _, h := range t.Catalogue.Needing(t.s.Lang(), about, maxOffers) {
			t.also = append(t.also, Offer{Label: h.Title, Show: h.ID})
		}
	}
	if step.Events != "" {
		if card, ok := t.Catalogue.Card(EventsPrefix+step.Events, t.s.Lang(), about); ok {
			t.card(card)
			t.eventOffers(step, card)
		}
	}
	if step.Places == nil {
		return
	}
	q := *step.Places
	q.For = t.serviceNamed(q.For)
	if q.Of != "" {
		about.Place, _ = t.s.Vars[q.Of].(string)
	}
	cards := t.Catalogue.Places(q, t.s.Lang(), about)
	if len(cards) == 0 {
		t.note("no_places", nil)
		return
	}
	t.card(cards[0])
	t.also = withoutCards(t.also)
	for _, card := range cards[1:] {
		t.also = append(t.also, Offer{Label: card.Label, Show: card.ID, Beside: true})
	}
}

func (t *turn) about() About {
	a := About{Now: t.now}
	a.Place, _ = t.s.Vars[placeVar].(string)
	a.Accessible, _ = t.s.Vars[accessVar].(bool)
	if in, ok := t.in.(Located); ok {
		a.Location = &in
	}
	return a
}

func (t *turn) card(c Card) {
	if c.Venue != nil {
		t.emit(*c.Venue)
	}
	text := c.Text
	if t.Set.Texts.unread[c.Lang] {
		text = t.caution(c.Lang) + text
	}
	t.message(Message{Text: text, Lang: c.Lang, Links: c.Links})
}

// withoutCards drops the offers to show something, where new ones are made.
func withoutCards(offers []Offer) []Offer {
	return slices.DeleteFunc(offers, func(o Offer) bool { return o.Show != "" })
}

// wait puts the step's question: its buttons go under the latest message, and the clock starts.
func (t *turn) wait(step *Step, asked bool) {
	t.s.Serial++
	t.s.Offers, t.also = append(t.s.Offers, t.also...), nil
	if step.Input != nil && step.Input.Kind == LanguageInput {
		t.s.Offers = append(t.s.Offers, t.languageOffers()...)
	}
	if aside := t.Set.flow[step.Ref.Flow].Aside; aside != "" {
		title, _ := t.Set.Texts.Get(t.s.Lang(), aside+".title", nil)
		t.s.Offers = append(t.s.Offers, Offer{Label: title, Visit: aside})
	}
	if t.said == 0 {
		t.note("choose", nil)
	}
	m := t.effects[t.said-1].(Message)
	m.Serial = t.s.Serial
	for _, c := range t.visible(step) {
		b := Button{Label: t.label(c), URL: c.URL}
		if c.URL != "" {
			m.Links = append(m.Links, b)
			continue
		}
		b.ID = "c" + serial(t.s.Serial) + "." + c.hash
		if service := t.service(); service != "" && len(b.ID)+1+len(service) <= maxButtonID {
			b.ID += "." + service
		}
		m.Choices = append(m.Choices, b)
	}
	for i, o := range t.s.Offers {
		m.Choices = append(m.Choices, Button{ID: offerID(t.s.Serial, i), Label: o.Label})
	}
	m.Location = step.Input != nil && step.Input.Kind == LocationInput
	m.Nav = t.nav(step)
	t.effects[t.said-1] = t.numbered(m)
	if step.Wait != nil {
		at := t.now.Add(step.Wait.For)
		if asked && t.due != nil {
			at = *t.due // asking again does not put the deadline off
		}
		t.s.Deadline = &at
		t.emit(Timer{t.s.Serial, at})
	}
}

// maxButtonID is the number of bytes that Telegram gives back for a button.
const maxButtonID = 64

func offerID(n, i int) string { return "o" + serial(n) + "." + strconv.Itoa(i) }

// nav is the way out that every question has.
func (t *turn) nav(step *Step) []Button {
	var nav []Button
	if len(t.s.Back) > 0 {
		nav = append(nav, t.navButton(CmdBack))
	}
	if step == nil || step.Ref.Flow != menuFlow {
		nav = append(nav, t.navButton(CmdMenu))
	}
	if t.s.Ticket != nil {
		nav = append(nav, t.navButton(CmdTalk))
	}
	return nav
}

func (t *turn) navButton(c Command) Button {
	label, _ := t.Set.Texts.Get(t.s.Lang(), "button."+string(c), nil)
	return Button{ID: "n." + string(c), Label: label}
}

// visible are the choices whose condition holds.
func (t *turn) visible(step *Step) []*Choice {
	var out []*Choice
	for _, c := range step.Choices {
		if c.When == nil || t.holds(c.When) {
			out = append(out, c)
		}
	}
	return out
}

func (t *turn) label(c *Choice) string {
	text, _ := t.Set.Texts.Get(t.s.Lang(), c.key(), t.variable)
	return text
}

// offer puts the question at hand again with buttons that were made for this moment.
func (t *turn) offer(offers []Offer) {
	t.s.Serial++
	t.s.Offers, t.s.Aside, t.also = append(offers, t.also...), true, nil
	if t.said == 0 {
		t.note("choose", nil)
	}
	m := t.effects[t.said-1].(Message)
	m.Serial = t.s.Serial
	for i, o := range t.s.Offers {
		m.Choices = append(m.Choices, Button{ID: offerID(t.s.Serial, i), Label: o.Label})
	}
	m.Nav = t.nav(nil)
	t.effects[t.said-1] = t.numbered(m)
}

// numbered repeats the answers in the text, for those who asked for it: not every screen reader finds the buttons.
func (t *turn) numbered(m Message) Message {
	if on, _ := t.s.Vars[numbersVar].(bool); !on || len(m.Choices) == 0 {
		return m
	}
	m.Text += "\n"
	for i, b := range m.Choices {
		m.Text += "\n" + strconv.Itoa(i+1) + ". " + richtext.Escape(b.Label)
	}
	return m
}
