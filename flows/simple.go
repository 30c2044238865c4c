package flows

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// What DIN SPEC 33429 asks of Leichte Sprache and a program can measure.
const (
	maxSentence = 12 // words
	maxWord     = 14 // letters without a hyphen or a midpoint between
)

// simple warns where a text in Leichte Sprache is hard to read.
func (t *translator) simple(n *source.Node, text string) {
	for _, h := range hardPlaces(text) {
		d := t.Warn("simple", n.Find(h.word, strings.Count(text[:h.at], h.word)), h.text)
		d.Hint = h.hint
	}
}

// hardPlace is something in a text that is hard to read; word stands at byte at of the text.
type hardPlace struct {
	at         int
	word       string
	text, hint source.Text
}

// word is a word of a text and where it stands.
type word struct {
	text  string
	at    int
	comma bool // a comma or the like stands before
}

// hardPlaces lists what makes a text in Leichte Sprache hard to read, in the order of the text.
func hardPlaces(text string) []hardPlace {
	var out []hardPlace
	masked := mask(text)
	for _, m := range abbreviationRE.FindAllStringIndex(masked, -1) {
		first := strings.Fields(masked[m[0]:m[1]])[0]
		out = append(out, hardPlace{m[0], first, source.T("Abkürzungen sind schwer zu lesen: „%s“.", "Abbreviations are hard to read: %q.", masked[m[0]:m[1]]),
			source.T("Schreiben Sie das Wort aus.", "Write the word in full.")})
		masked = masked[:m[0]] + strings.ReplaceAll(masked[m[0]:m[1]], ".", " ") + masked[m[1]:] // its dots end no sentence
	}
	for _, s := range sentences(masked) {
		out = append(out, hardSentence(s)...)
	}
	slices.SortStableFunc(out, func(a, b hardPlace) int { return a.at - b.at })
	return out
}

func hardSentence(s []word) []hardPlace {
	var out []hardPlace
	add := func(w word, text, hint source.Text) { out = append(out, hardPlace{w.at, w.text, text, hint}) }
	if len(s) > maxSentence {
		add(s[0], source.T("Der Satz hat %d Wörter; leicht sind höchstens %d.", "The sentence has %d words; at most %d are easy.", len(s), maxSentence),
			source.T("Machen Sie zwei Sätze daraus.", "Make two sentences of it."))
	}
	for i, w := range s {
		low := strings.ToLower(w.text)
		if part, long := longPart(w.text); long {
			add(w, source.T("„%s“ hat mehr als %d Buchstaben am Stück.", "%q has more than %d letters in a row.", part, maxWord),
				source.T("Trennen Sie das Wort mit Bindestrich oder Mediopunkt (·), oder nehmen Sie ein kürzeres.", "Divide the word with a hyphen or a midpoint (·), or take a shorter one."))
		}
		if numberWords[low] {
			add(w, source.T("Zahlen sind als Ziffern leichter zu lesen als „%s“.", "Numbers are easier to read as digits than as %q.", w.text), source.Text{})
		}
		if p, ok := passive(s, i); ok {
			add(w, source.T("Das ist vielleicht eine Passiv-Form: „%s … %s“.", "This may be passive voice: %q … %q.", w.text, p),
				source.T("Sagen Sie, wer etwas tut: „Das Amt prüft Ihren Antrag.“", "Say who does it: \"The office checks your form.\""))
		}
		if genitive(s, i) {
			add(w, source.T("Das ist vielleicht ein Genitiv: „%s“.", "This may be a genitive: %q.", phrase(s, i)),
				source.T("Schreiben Sie „von“ oder „vom“: das Haus vom Lehrer.", "Write \"von\" or \"vom\"."))
		}
		if infinitiveRE.MatchString(w.text) && !strings.HasPrefix(w.text, "hinzu") {
			add(w, source.T("„%s“ ist ein Infinitiv mit „zu“.", "%q is an infinitive with \"zu\".", w.text),
				source.T("Sagen Sie es mit „müssen“ oder „können“, oder machen Sie zwei Sätze daraus.", "Say it with \"müssen\" or \"können\", or make two sentences of it."))
		}
		if i > 0 && (subordinate[low] || w.comma && afterComma[low]) {
			add(w, source.T("Mit „%s“ beginnt hier ein Nebensatz.", "A subordinate clause begins with %q.", w.text),
				source.T("Machen Sie zwei Sätze daraus.", "Make two sentences of it."))
		}
	}
	return out
}

// longPart finds a part of a word that is too long to read in one go.
func longPart(w string) (string, bool) {
	for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '\u00ad' }) {
		if utf8.RuneCountInString(part) > maxWord {
			return part, true
		}
	}
	return "", false
}

// passive reports whether the i-th word is a form of "werden" with a participle.
func passive(s []word, i int) (participle string, ok bool) {
	switch strings.ToLower(s[i].text) {
	case "worden":
		return s[max(i-1, 0)].text, true
	case "wird", "werden", "wirst", "werdet", "wurde", "wurden":
	default:
		return "", false
	}
	for j := len(s) - 1; j > i; j-- {
		if isParticiple(s[j].text) {
			return s[j].text, true
		}
	}
	if i > 0 && isParticiple(s[i-1].text) { // "…, was gemacht wird"
		return s[i-1].text, true
	}
	return "", false
}

// isParticiple guesses by form: gemacht, angemeldet, geschrieben, bezahlt, verloren, kontrolliert. Infinitives of the same form, as in
// "Sie werden es bekommen", are no participles here: future tense is more frequent.
func isParticiple(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(first) && participleRE.MatchString(w) && !noParticiple[w]
}

// genitive reports whether the i-th word begins a genitive: by an article or pronoun with a noun on -s, by a preposition, or as
// "der" between two nouns.
func genitive(s []word, i int) bool {
	low := strings.ToLower(s[i].text)
	switch {
	case low == "des" || low == "deren" || low == "dessen":
		return true
	case genitivePronouns[low]:
		for _, w := range s[i+1 : min(i+3, len(s))] {
			if isNoun(w) {
				return strings.HasSuffix(w.text, "s")
			}
		}
	case genitivePrepositions[low]:
		return i+1 < len(s) && strings.ToLower(s[i+1].text) != "von"
	case s[i].text == "der" && i > 1 && i+1 < len(s) && !s[i].comma:
		return isNoun(s[i-1]) && isNoun(s[i+1]) && !s[i+1].comma
	}
	return false
}

func isNoun(w word) bool {
	first, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(first) && w.text != "Sie" && w.text != "Ihnen" && !strings.HasPrefix(w.text, "Ihr")
}

func phrase(s []word, i int) string {
	texts := []string{s[i].text}
	for _, w := range s[i+1 : min(i+2, len(s))] {
		texts = append(texts, w.text)
	}
	return strings.Join(texts, " ")
}

// mask blanks what is no text to read, such as the targets of links, and keeps all places.
func mask(text string) string {
	for _, re := range []*regexp.Regexp{linkTargetRE, listMarkRE} {
		text = re.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	}
	return placeholderRE.ReplaceAllStringFunc(text, func(s string) string { return "x" + strings.Repeat(" ", len(s)-1) })
}

// sentences divides a text. A line is a sentence at least; a dot after a number, as in dates, ends none.
func sentences(text string) [][]word {
	var out [][]word
	var now []word
	comma := false
	end := func() {
		if len(now) > 0 {
			out, now = append(out, now), nil
		}
		comma = false
	}
	for at := 0; at < len(text); {
		if m := wordRE.FindStringIndex(text[at:]); m != nil && m[0] == 0 {
			now = append(now, word{text[at : at+m[1]], at, comma})
			comma = false
			at += m[1]
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		afterNumber := at > 0 && text[at-1] >= '0' && text[at-1] <= '9'
		switch {
		case r == '\n', strings.ContainsRune("!?", r), r == '.' && !afterNumber, r == ':' && !afterNumber:
			end()
		case r == '.' && endsText(text[at+size:]):
			end()
		case r == ',' || r == ';' || r == '–':
			comma = true
		}
		at += size
	}
	end()
	return out
}

func endsText(rest string) bool {
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line) == ""
}

var (
	linkTargetRE   = regexp.MustCompile(`\]\([^)\n]*\)|https?://\S+`)
	listMarkRE     = regexp.MustCompile(`(?m)^\s*(-|\d+\.) `)
	placeholderRE  = regexp.MustCompile(`\{[^{}\n]*\}`)
	wordRE         = regexp.MustCompile(`^[\pL\pN](?:[\pL\pN\x{AD}·•@/'’-]|[.,:]\pN)*`)
	abbreviationRE = regexp.MustCompile(`\b(?:z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R|s\. ?o|s\. ?u|o\. ?ä|usw|bzw|ca|evtl|ggf|inkl|exkl|zzgl|Nr|Str|Tel|etc|Std|Min|vgl|max|min|mind|Abs|Mo|Di|Mi|Do|Fr|Sa|So)\.`)
	infinitiveRE   = regexp.MustCompile(`^(?:ab|an|auf|aus|bei|ein|fort|her|hin|los|mit|nach|teil|um|vor|weg|weiter|zurück|zusammen)zu\pL{2,}n$`)
	participleRE   = regexp.MustCompile(`^(?:\pL*ge\pL{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter|wieder)\pL{2,}t|\pL+iert|(?:ver(?:loren|gessen|schoben|boten|bunden)|ent(?:schieden|nommen|zogen)|be(?:schlossen|wiesen|schrieben|trieben)|unter(?:schrieben|nommen)|übernommen|\pL*gangen))$`)

	subordinate          = set("dass weil obwohl wenn ob falls nachdem bevor sobald solange sodass sofern indem obgleich während")
	afterComma           = set("damit die der das den dem deren dessen welche welcher welches um was wo wer wie als da")
	genitivePronouns     = set("eines keines meines deines seines ihres unseres eures")
	genitivePrepositions = set("wegen trotz aufgrund hinsichtlich bezüglich anhand mittels innerhalb außerhalb anstatt statt während laut")
	numberWords          = set("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn zwanzig dreißig vierzig fünfzig sechzig hundert tausend")
	noParticiple         = set("geben gehen gelten gehören genießen gewinnen gefallen geschehen gelingen genügen gestalten gewähren gebrauchen gern gesund " +
		"weitergehen hingehen abgeben angeben ausgeben eingeben zurückgeben weggehen bekannt bereit beliebt berühmt erst nicht vielleicht gut angehen vorgehen aufgeben übergeben")
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
