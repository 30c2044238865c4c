package flows

import "slices"

// placeFlow answers somebody who names a place, or shares a location, where no place was asked for. Its first step asks for one.
const placeFlow = "am-ort"

// place takes a typed place; where it can mean several, it asks back with buttons.
func (t *turn) place(step *Step, text string) bool {
	if t.Catalogue == nil {
		t.accept(step, text)
		return true
	}
	places := t.Catalogue.Locate(text)
	switch len(places) {
	case 0:
		return t.refuse(step, text, "invalid_place")
	case 1:
		if places[0].Name == "" {
			t.outside(places[0])
			return true
		}
		t.accept(step, places[0].Name)
		return true
	}
	offers := make([]Offer, 0, len(places))
	for _, p := range places {
		if p.Name == "" {
			offers = append(offers, Offer{Label: p.Label, Show: p.Card, Beside: true})
			continue
		}
		offers = append(offers, Offer{Label: p.Label, Value: p.Name})
	}
	t.said = 0
	t.note("which_place", nil)
	t.offer(offers)
	return true
}

func (t *turn) located(in Located) {
	step := t.step()
	switch {
	case t.talking():
		t.emit(Relay{})
	case step.wantsPlace() && t.Catalogue != nil:
		t.locatedAt(step, in)
	case t.placeStep() != nil && t.Catalogue != nil:
		t.leave()
		t.locatedAt(t.askedForPlace(), in)
	default:
		t.note("location_unasked", nil)
		t.brief = true
		t.ask()
	}
}

func (t *turn) locatedAt(step *Step, in Located) {
	p, ok := t.Catalogue.Near(in.Lat, in.Lon)
	switch {
	case ok:
		t.accept(step, p.Name)
	case p.Card != "":
		t.outside(p)
	default:
		t.miss("invalid_place", nil)
	}
}

// wantsPlace reports whether a step asks for a place.
func (s *Step) wantsPlace() bool {
	return s != nil && s.Input != nil && (s.Input.Kind == LocationInput || s.Input.Kind == PlaceInput)
}

// placeStep is the question that a place answers which was named or shared where none was asked for; nil if the content has none.
func (t *turn) placeStep() *Step {
	if step := t.Set.Step(Ref{Flow: placeFlow}); step.wantsPlace() {
		return step
	}
	return nil
}

// askedForPlace goes to that question without putting it: the answer is there already.
func (t *turn) askedForPlace() *Step {
	step := t.placeStep()
	t.s.Stack, t.unasked = []Frame{{Ref: step.Ref}}, true
	return step
}

// namesPlace reports whether a text names a place, and the content can answer that. A name that is only similar does not count:
// nearly every short word is like that of some village.
func (t *turn) namesPlace(text string) bool {
	if t.Catalogue == nil || t.placeStep() == nil {
		return false
	}
	places := t.Catalogue.Locate(text)
	return len(places) > 0 && !places[0].Guess
}

// placeNamed takes a text that names a place and answers no question, such as "Schkopau" in the menu.
func (t *turn) placeNamed(text string) bool {
	if !t.namesPlace(text) {
		return false
	}
	t.leave()
	return t.place(t.askedForPlace(), text)
}

// unanswered closes a question for the location that was left or put again: its button stands where the phone's keys are, and would stay
// there.
func (t *turn) unanswered(before Session) {
	was, _ := before.At()
	step := t.Set.Step(was)
	if step == nil || step.Input == nil || step.Input.Kind != LocationInput || before.Aside {
		return
	}
	if is, ok := t.s.At(); ok && is == was && t.s.Serial == before.Serial {
		return
	}
	for _, e := range t.effects {
		if a, ok := e.(Answered); ok && a.Serial == before.Serial {
			return
		}
	}
	t.effects = slices.Insert(t.effects, 0, Effect(Answered{Serial: before.Serial}))
}

// outside says where somebody turns to who lives outside the district, and puts the question again.
func (t *turn) outside(p Place) {
	card, ok := t.Catalogue.Card(p.Card, t.s.Lang(), t.about())
	if !ok {
		t.miss("invalid_place", nil)
		return
	}
	t.missed(func() { t.card(card) })
}
