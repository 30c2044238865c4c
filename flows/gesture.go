package flows

import "strings"

// gesture answers what is hardly a word: yes, no or "I do not know" where the question takes none, a question mark, an emoji.
func (t *turn) gesture(step *Step, text string) bool {
	want := normalise(text)
	if want == "" {
		if strings.ContainsAny(text, "?؟") {
			t.obey(CmdHelp)
			return true
		}
		t.note(string(Sticker), nil)
		t.brief = true
		t.ask()
		return true
	}
	id := ""
	switch c, _ := t.Set.word(want); c {
	case cmdYes:
		id = "said_yes"
	case cmdNo:
		id = "said_no"
	case cmdUnsure:
		id = "unsure"
	}
	if id == "" || !step.Asks() || step.Input != nil && step.Input.Kind != LanguageInput && id != "unsure" {
		return false
	}
	if id == "unsure" {
		t.s.Misses = max(t.s.Misses, 1) // a person is offered at once
	}
	t.missed(func() { t.note(id, nil) })
	return true
}
