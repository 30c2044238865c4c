package redact

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostNames is how many words behind "ich heiße" or "Frau" can be a name.
const mostNames = 3

var (
	//go:embed given.txt
	givenList string
	//go:embed family.txt
	familyList string

	given, family = setOf(givenList), setOf(familyList)

	// Behind these a name follows, whatever it looks like.
	introduced = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:ich hei(?:ß|ss)e|(?:mein|meine|unser|unsere|sein|ihr)? ?(?:voller |ganzer |vor|nach|geburts|familien)?name(?: ist| lautet|:)|` +
		`(?:sohn|tochter|kind|mann|frau|freund|freundin|nachbar|nachbarin|mutter|vater|oma|opa|bruder|schwester|chef|chefin|er|sie) hei(?:ß|ss)t|` +
		`my (?:full )?name is|i am called|меня зовут|мене звати|зовут меня|моє ім[’'я]+|мо[её] имя|nazywam si[ęe]|mam na imi[ęe]|moje nazwisko(?: to)?|اسمي)[\s:]+`)
	// Behind these a name follows, unless it is a word of everyday use: "meine Frau ist krank".
	titled = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:herrn?|frau|fräulein|dr\.?|prof\.?|mr\.?|mrs\.?|пані?|госпожа|господин|السيد|السيدة)\s+`)
	// Behind these only a word with a capital is a name: "familie nachholen".
	called = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:familie|fam\.|ms\.?|pani?)\s+`)
	// Whatever follows these at the end of a text is who wrote it.
	signed = regexp.MustCompile(`(?is)((?:[^\pL](?:mfg|lg|vg)|(?:^|[^\pL])(?:mit freundlichen gr(?:ü|ue)(?:ß|ss)en|(?:viele|liebe|beste|schöne|herzliche) gr(?:ü|ue)(?:ß|ss)e|gr(?:uß|uss|üße|üsse)|(?:best|kind) regards|с уважением|з повагою|pozdrawiam)))[\s,.!:]+[^\n.!?]{1,60}[\s.!]*$`)
)

// plain are words that follow "Frau" and the like without being a name, and that end a name.
var plain = setOf(`der die das den dem des ein eine einen einem einer und oder aber mit ohne von vom zu zum zur im in am an auf aus bei für um nach seit über ist sind war waren bin wird will wollen
 möchte moechte braucht brauche brauchen hat habe haben hatte kann können muss muß müssen soll darf kommt kam geht ging wohnt wohne wohnen lebt sucht suche bekommt kriegt arbeitet zieht
 ist nicht auch noch schon jetzt heute morgen gestern hier da dort ich du er sie es wir ihr mich mir dich sich wie was wo wann wer warum wegen dass weil wenn als ob mein meine meinen
 doktor professor vorname nachname name adresse telefon bürgermeister bürgermeisterin landrat landrätin and or is am are was my the from i need want we for to with live a an jest są mam i z do w na to nie это из и я у в на мне
 хочу живу нужно надо потрібно з та і не أنا من في و`)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// withoutNames takes out what is a name by what stands before it, and names that many people have.
func withoutNames(s string) string {
	s = signed.ReplaceAllString(s, "${1} "+name)
	s = behind(s, introduced, func(word string, first bool) bool { return first || !plain[strings.ToLower(word)] })
	s = behind(s, titled, func(word string, first bool) bool {
		return !plain[strings.ToLower(word)] && (first || capital(word) || family[strings.ToLower(word)])
	})
	s = behind(s, called, func(word string, _ bool) bool { return capital(word) && !plain[strings.ToLower(word)] })
	return known(s)
}

// behind replaces the words that follow a pattern directly, as long as they can be names.
func behind(s string, pattern *regexp.Regexp, isName func(word string, first bool) bool) string {
	var b strings.Builder
	for {
		at := pattern.FindStringIndex(s)
		if at == nil {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at[1]])
		s = s[at[1]:]
		taken := 0
		for n := range mostNames {
			w := words.FindStringIndex(s[taken:])
			if w == nil || strings.TrimSpace(s[taken:taken+w[0]]) != "" || !isName(s[taken+w[0]:taken+w[1]], n == 0) {
				break
			}
			taken += w[1]
		}
		if taken > 0 {
			b.WriteString(name)
			s = s[taken:]
		}
	}
}

// known takes out names that many people have, and the word with a capital behind a given name.
func known(s string) string {
	var b strings.Builder
	last, masked, afterGiven := 0, false, false
	for _, w := range words.FindAllStringIndex(s, -1) {
		between, word := s[last:w[0]], s[w[0]:w[1]]
		low := strings.TrimSuffix(strings.ToLower(word), "’s")
		inBrackets := strings.HasSuffix(between, "[") // it stands for something taken out
		together := strings.TrimSpace(between) == ""
		first := !inBrackets && (given[low] || len(low) > 4 && given[strings.TrimSuffix(low, "s")])
		isName := first || !inBrackets && family[low] || afterGiven && together && capital(word) && !plain[low]
		switch {
		case !isName:
			b.WriteString(between + word)
		case !masked || !together:
			b.WriteString(between + name)
		}
		last, masked, afterGiven = w[1], isName, first
	}
	b.WriteString(s[last:])
	return b.String()
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
