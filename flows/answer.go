package flows

import (
	"slices"
	"strconv"
	"strings"
)

// tapped handles a button: of the question at hand, of an old message, or of a message whose step is gone.
func (t *turn) tapped(id string) {
	if c, ok := strings.CutPrefix(id, "n."); ok && slices.Contains(Commands, Command(c)) {
		t.obey(Command(c))
		return
	}
	if len(id) < 3 {
		t.stale()
		return
	}
	num, rest, _ := strings.Cut(id[1:], ".")
	n, err := strconv.ParseInt(num, 36, 32)
	switch {
	case err != nil:
		t.stale()
	case id == t.s.Tapped:
		// The same button twice, faster than the keyboard could go: the first tap counts.
	case id[0] == 'o':
		t.tappedOffer(int(n), rest)
	case id[0] == 'c':
		t.tappedChoice(id, int(n), rest)
	default:
		t.stale()
	}
}

func (t *turn) tappedOffer(n int, index string) {
	i, err := strconv.Atoi(index)
	if err != nil || n != t.s.Serial || i < 0 || i >= len(t.s.Offers) {
		t.stale()
		return
	}
	t.s.Tapped = offerID(n, i)
	t.takeOffer(t.s.Offers[i])
}

// tappedChoice takes the choice of question n; rest is its hash, and the service that the question was about.
func (t *turn) tappedChoice(id string, n int, rest string) {
	hash, service, _ := strings.Cut(rest, ".")
	step, choice := t.Set.choice(hash)
	if choice == nil || (choice.When != nil && n == t.s.Serial && !t.holds(choice.When)) {
		t.stale()
		return
	}
	t.s.Tapped = id
	if at, ok := t.s.At(); n == t.s.Serial && ok && at == step.Ref {
		t.takeChoice(step, choice)
		return
	}
	// An old message whose step still exists: the conversation continues from there.
	t.stopTalking()
	t.leave()
	t.s.Stack = []Frame{{Ref: step.Ref, Service: service}}
	if choice.When != nil && !t.holds(choice.When) {
		t.stale()
		return
	}
	t.s.Serial++ // the question at hand is no longer the latest
	t.follows(step, choice, n)
}

// stale answers a button that leads nowhere any more.
func (t *turn) stale() {
	t.note("stale", nil)
	if t.talking() {
		return
	}
	t.ask()
}

func (t *turn) takeChoice(step *Step, c *Choice) {
	t.leave()
	t.follows(step, c, t.s.Serial)
}

// follows notes the answer to question n and goes where the choice leads.
func (t *turn) follows(step *Step, c *Choice, n int) {
	t.emit(Answered{n, t.label(c)})
	t.visited(step.Ref, c.ID)
	t.assign(c.Set)
	if c.Rate != "" {
		t.emit(Rating{t.s.Ended, c.Rate == "yes"})
	}
	target := c.Goto
	if target == nil {
		target = step.Goto
	}
	if !t.follow(target) {
		t.run()
	}
}

func (t *turn) takeOffer(o Offer) {
	t.emit(Answered{t.s.Serial, o.Label})
	switch {
	case o.Do != "":
		t.s.Misses = 0
		t.obey(o.Do)
	case o.Lang != "":
		t.keep(langVar, o.Lang)
		t.s.Misses = 0
		t.ask()
	case o.Goto != nil:
		t.leave()
		t.jump(*o.Goto)
	case o.Visit != "":
		t.visitAside(o.Visit)
	case o.Resume != nil:
		t.leave()
		t.resume(o.Resume)
	case o.Remind != nil:
		t.remindOfEvent(o)
	case o.File != "":
		t.sendFile(o)
	case o.Show != "" && o.Beside:
		t.beside(o)
	case o.Show != "":
		t.leave()
		t.showFound(o.Show)
	default:
		if step := t.step(); step != nil && step.Input != nil {
			t.accept(step, o.Value)
			return
		}
		t.ask()
	}
}

// beside shows a card and puts the question at hand again, with the offers that are left.
func (t *turn) beside(shown Offer) {
	if card, ok := t.Catalogue.Card(shown.Show, t.s.Lang(), t.about()); ok {
		t.card(card)
	}
	t.askWithout(shown)
}

// typed handles a typed message: a command, an answer to the question at hand, or something to look up.
func (t *turn) typed(text string) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "/") && t.slash(text) {
		return
	}
	if t.emergency(text) {
		return
	}
	if t.talking() {
		if c, ok := t.talkWord(text); ok {
			t.obey(c)
			return
		}
		t.emit(Relay{})
		return
	}
	step := t.step()
	if t.secret(step, text) {
		return
	}
	if t.chosen(step, text, exactly) || step != nil && t.namedFlow(step, text) {
		return
	}
	if t.named(step, text) {
		return
	}
	if c, ok := t.command(text); ok && !c.answers() && (step != nil || c != CmdGreeting && c != CmdThanks) {
		if c == CmdGreeting || c == CmdHelp {
			t.written(text) // so begins somebody who cannot read what stands there
		}
		t.obey(c)
		return
	}
	switch {
	case step == nil && len(t.s.Stack) == 0:
		if !t.chosen(nil, text, nearly) {
			t.outOfTheBlue(text)
		}
		return
	case step == nil:
		t.gone()
		return
	}
	free := step.Input != nil && step.Input.Kind == TextInput
	if !free && t.chosen(step, text, nearly) {
		return
	}
	if rest := t.Set.withoutCourtesy(text); !free && rest != text && (t.chosen(step, rest, exactly) || t.chosen(step, rest, nearly)) {
		return
	}
	if !free && t.gesture(step, text) || step.Input != nil && t.filled(step, text) {
		return
	}
	t.notAnAnswer(step, text)
}

// chosen takes the choice or offer that the text means.
func (t *turn) chosen(step *Step, text string, means func(*turn, string, []string, bool) int) bool {
	var offers []string
	for _, o := range t.s.Offers {
		offers = append(offers, o.Label)
	}
	if t.s.Aside {
		// The latest message showed the offers alone: they have the numbers.
		if i := means(t, text, offers, true); i >= 0 {
			t.takeOffer(t.s.Offers[i])
			return true
		}
		offers = nil
	}
	if step == nil {
		return false
	}
	var choices []*Choice
	var labels []string
	for _, c := range t.visible(step) {
		if c.URL == "" {
			choices = append(choices, c)
			labels = append(labels, t.label(c))
		}
	}
	numbers := !t.s.Aside && (step.Input == nil || step.Input.Kind != NumberInput)
	i := means(t, text, append(labels, offers...), numbers)
	switch {
	case i < 0:
		return false
	case i < len(choices):
		t.takeChoice(step, choices[i])
	default:
		t.takeOffer(t.s.Offers[i-len(choices)])
	}
	return true
}

// namedFlow takes the choice that leads to the flow for which the text is an everyday word.
func (t *turn) namedFlow(step *Step, text string) bool {
	if step.Input != nil {
		return false
	}
	want := normalise(text)
	for _, c := range t.visible(step) {
		if c.Goto == nil || c.Goto.Kind != ToStep || c.Goto.Ref.Step != "" {
			continue
		}
		if flow := t.Set.flow[c.Goto.Ref.Flow]; slices.ContainsFunc(flow.Words, func(w string) bool { return normalise(w) == want }) {
			t.takeChoice(step, c)
			return true
		}
	}
	return false
}

// outOfTheBlue answers somebody who is in no conversation: a stranger, or after "stop".
func (t *turn) outOfTheBlue(text string) {
	if t.found(text) || t.placeNamed(text) {
		return
	}
	if _, chosen := t.s.Vars[langVar]; !chosen {
		if lang := t.Set.tongueOf(text); t.offerable(lang) {
			t.s.Proposed = lang // whatever the device says: the question for the language is put in it
		}
	}
	if t.s.Serial > 0 {
		t.jump(Ref{Flow: menuFlow})
		return
	}
	t.jump(Ref{Flow: startFlow})
}

func (t *turn) sent(in Sent) {
	if t.talking() {
		t.emit(Relay{})
		return
	}
	id := "attachment"
	if in.Kind == Sticker || in.Kind == Contact {
		id = string(in.Kind)
	}
	t.note(id, nil)
	t.brief = true
	t.ask()
}
