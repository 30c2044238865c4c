package desk

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Words is what a volunteer's post is: a note, an order (Do), or, as the zero value, an answer.
type Words struct {
	Note  bool
	Do    Command
	Name  string // Assign: without "@"
	Query string // Push
}

// orderWords are the words for the desk, as plain writes them. The first of each command is the one that the help names.
var orderWords = map[string]Command{
	"uebernehmen": Claim, "uebernehme": Claim, "ich uebernehme": Claim, "uebernehme ich": Claim, "ich uebernehme das": Claim,
	"abgeben": Release, "zurueckgeben": Release, "freigeben": Release, "ich gebe ab": Release,
	"fertig": Close, "abschliessen": Close, "schliessen": Close,
	"oeffnen": Reopen, "wieder oeffnen": Reopen,
	"hilfe": Help,
	"offen": List, "liste": List,
}

// misspelt are the order words that are understood with one slip: the long ones.
var misspelt = []string{"uebernehmen", "abgeben", "zurueckgeben", "fertig", "abschliessen"}

// realWords look like a misspelt order and are none.
var realWords = map[string]bool{
	"angeben": true, "abheben": true, "ableben": true, "abgaben": true, "abgegeben": true, "ergeben": true, "aufgeben": true, "abgebe": true,
	"abgebend": true, "uebernahmen": true, "uebernehmend": true, "fertige": true, "fettig": true, "vertig": true, "anschliessen": true,
	"aufschliessen": true, "abschliessend": true, "zurueckgegeben": true, "zurueckgebend": true, "zurueckheben": true, "artig": true,
}

var (
	assignPost = regexp.MustCompile(`(?i)^(?:an|übergeben an|weitergeben an|weiter an)\s+@([\pL\d._\-]*[\pL\d])[.!]?$`)
	assignLike = regexp.MustCompile(`(?i)^(?:an|übergeben an|weitergeben an|weiter an)\s+@`)
	pushPost   = regexp.MustCompile(`(?i)^(?:\+\s*(\pL.*|\d{1,2})|einfügen\s*:\s*(.+))$`)
	noteFirst  = regexp.MustCompile(`^([\pL]+)[\s*_~]*:`)
	noteWord   = regexp.MustCompile(`(?i)^notiz(?:[\s:*_~]|$)`)
	shortcode  = regexp.MustCompile(`:[a-z0-9_+\-]+:`)
)

// ParseWords decides what a post is. The rules, in this order:
//
//   - It is a note if, signs of emphasis and quotation aside, it begins with "//" or "@", if its first word is "notiz", or if its first
//     word is "intern" or "notiz", with one slip at most, and a colon follows. What is said to a colleague ("an @karla kannst du …") is a note too.
//   - "an @karla", and nothing else, is an order to give the ticket to Karla. "+ name" or "einfügen: name" in one line looks up content, "+ 2" is
//     the second of what was offered last.
//   - A post is an order if all of it is one of the order words: case, punctuation and emoji do not count, and long words may have one
//     slip (a letter too many, too few, wrong, or two swapped) unless that makes another word. A post with a question mark is never an order.
//   - Everything else is an answer, also if it begins with one of the words: "Fertig ist der Antrag erst morgen."
func ParseWords(post string) Words {
	text := strings.TrimSpace(norm.NFC.String(post))
	bare := strings.TrimLeft(text, "*_~`>\"'„“»(# \t")
	if m := assignPost.FindStringSubmatch(text); m != nil {
		return Words{Do: Assign, Name: m[1]}
	}
	if isNote(bare) {
		return Words{Note: true}
	}
	if strings.ContainsAny(text, "\n") {
		return Words{}
	}
	if m := pushPost.FindStringSubmatch(text); m != nil {
		return Words{Do: Push, Query: strings.TrimSpace(m[1] + m[2])}
	}
	if strings.ContainsAny(text, "?？") {
		return Words{}
	}
	return Words{Do: orderWord(plain(shortcode.ReplaceAllString(text, " ")))}
}

func isNote(text string) bool {
	if strings.HasPrefix(text, "//") || strings.HasPrefix(text, "@") || noteWord.MatchString(text) || assignLike.MatchString(text) {
		return true
	}
	m := noteFirst.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	w := plain(m[1])
	return w == "intern" || slip(w, "intern") || w == "notiz" || slip(w, "notiz")
}

// handsOver reports a note that was perhaps meant to give the ticket away.
func handsOver(post string) bool { return assignLike.MatchString(strings.TrimSpace(post)) }

func orderWord(w string) Command {
	if do, ok := orderWords[w]; ok {
		return do
	}
	if realWords[w] {
		return ""
	}
	for _, word := range misspelt {
		if w != "" && w[0] == word[0] && slip(w, word) {
			return orderWords[word]
		}
	}
	return ""
}

// slip reports whether a and b, in ASCII, differ by one letter: too many, too few, wrong, or two swapped.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) != len(b) {
		return len(a)+1 == len(b) && a[i:] == b[i+1:]
	}
	if i == len(a) {
		return false
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// plain is a text without what does not count: case, punctuation, umlauts written as such.
func plain(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(norm.NFC.String(text)) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		switch r {
		case 'ä':
			b.WriteString("ae")
		case 'ö':
			b.WriteString("oe")
		case 'ü':
			b.WriteString("ue")
		case 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// courtesies need no answer.
var courtesies = map[string]bool{
	"danke": true, "danke schoen": true, "dankeschoen": true, "vielen dank": true, "danke sehr": true, "super danke": true, "ok": true, "okay": true,
	"ok danke": true, "okay danke": true, "alles klar": true, "alles klar danke": true, "vielen lieben dank": true, "prima": true, "super": true,
	"thanks": true, "thank you": true, "ok thanks": true, "thank you very much": true,
}

// courtesy reports a message of the citizen that needs no answer.
func courtesy(text string) bool { return courtesies[plain(text)] }
