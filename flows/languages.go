package flows

import "strings"

// nameLanguages notes what people call the languages that are open: each by its own name, and in all of them.
func (s *Set) nameLanguages() {
	open := s.Texts.Open()
	for _, lang := range open {
		s.speak[normalise(s.Texts.get(lang, languageNameID))] = lang
		if lang == Simple {
			continue // its tag is called German too
		}
		for _, in := range append([]string{lang}, open...) {
			s.speak[normalise(LanguageName(lang, in))] = lang
		}
	}
	delete(s.speak, "")
}

// tell notes that a language has a global word.
func (s *Set) tell(word, lang string) {
	if lang == Simple {
		return // its words are German
	}
	if other, seen := s.tongue[word]; seen && other != lang {
		lang = ""
	}
	s.tongue[word] = lang
}

// tongueOf tells in which language a person writes: a greeting may show it alone ("привет"), else LanguageOf does.
func (s *Set) tongueOf(text string) string {
	if lang := s.tongue[normalise(text)]; lang != "" {
		return lang
	}
	return LanguageOf(text)
}

// languageOffers are a button for each language, in its own name.
func (t *turn) languageOffers() []Offer {
	var out []Offer
	for _, lang := range t.Set.Texts.Open() {
		out = append(out, Offer{Label: t.Set.Texts.get(lang, languageNameID), Value: lang})
	}
	return out
}

// named goes on in the language that a text names ("auf Englisch" is a command instead, and asks).
func (t *turn) named(step *Step, text string) bool {
	lang := t.Set.speak[normalise(text)]
	switch {
	case lang == "":
		return false
	case step != nil && step.Input != nil && step.Input.Kind == LanguageInput:
		t.accept(step, lang)
		return true
	case lang == t.s.Lang():
		return false
	}
	t.s.Misses = 0
	t.keep(langVar, lang)
	t.ask()
	return true
}

// language takes a text for the question for the language, by what it is written in. Who has a concern already is not asked twice.
func (t *turn) language(step *Step, text string) bool {
	lang := LanguageOf(text)
	if lang == "" || !t.Set.Texts.isOpen(lang) {
		return false
	}
	t.keep(langVar, lang)
	if !t.found(text) {
		t.accept(step, lang)
	}
	return true
}

// ListMark is a mark between things that are listed, ", " or "; ", as the language writes it.
func ListMark(lang, mark string) string {
	if lang == "ar" {
		return strings.NewReplacer(",", "،", ";", "؛").Replace(mark)
	}
	return mark
}
