package desk

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/digitaler-lotse/lotse/flows"
)

// Kind is what something that should not be given away looks like.
type Kind string

const (
	PIN     Kind = "pin"     // also CAN and TAN
	PUK     Kind = "puk"     // of an ID card or a telephone
	IBAN    Kind = "iban"    // with valid check digits
	TaxID   Kind = "tax-id"  // with valid check digit
	IDCard  Kind = "id-card" // serial number of an ID card or passport
	IDPhoto Kind = "id-photo"
)

// Secret reports whether it is never passed on, not even if the citizen wants it.
func (k Kind) Secret() bool { return k == PIN || k == PUK }

// Finding is a place in a text, in bytes.
type Finding struct {
	Kind       Kind
	Start, End int
}

// Inspect finds what a citizen should not give away, in order and without overlaps. A wrong alarm costs a tap, a miss may cost an
// account; so numbers near a word such as PIN are found unless they are clearly a postcode, a telephone number, a date or money.
func Inspect(text string) []Finding {
	s, at := fold(text)
	if !strings.ContainsAny(s, "0123456789") {
		return nil // all that is looked for has digits
	}
	var found []Finding
	for _, look := range []func(string) []Finding{ibans, taxIDs, secrets, idCards} {
		for _, f := range look(s) {
			f.Start, f.End = at[f.Start], at[f.End]
			if !slices.ContainsFunc(found, func(g Finding) bool { return f.Start < g.End && g.Start < f.End }) {
				found = append(found, f)
			}
		}
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

// HoldsSecret reports whether a text holds something that is never passed on.
func HoldsSecret(text string) bool {
	return slices.ContainsFunc(Inspect(text), func(f Finding) bool { return f.Kind.Secret() })
}

// Mask makes the letters and digits of findings unreadable.
func Mask(text string, found []Finding) string {
	var b strings.Builder
	for i, r := range text {
		hidden := slices.ContainsFunc(found, func(f Finding) bool { return f.Start <= i && i < f.End })
		if hidden && (unicode.IsDigit(r) || unicode.IsLetter(r)) {
			r = '•'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// maskSecrets masks what is not even stored.
func maskSecrets(text string) string {
	return Mask(text, slices.DeleteFunc(Inspect(text), func(f Finding) bool { return !f.Kind.Secret() }))
}

func kinds(found []Finding) []Kind {
	var out []Kind
	for _, f := range found {
		if !slices.Contains(out, f.Kind) {
			out = append(out, f.Kind)
		}
	}
	return out
}

// fold writes digits of other scripts as ASCII and spelled ones as figures, odd spaces as spaces, and drops what is invisible. at[i] is
// where byte i came from.
func fold(text string) (folded string, at []int) {
	var b strings.Builder
	b.Grow(len(text))
	at = make([]int, 0, len(text)+1)
	spelled, inside := flows.SpelledDigits(text), 0
	for i, r := range text {
		if len(spelled) > 0 && i == spelled[0].Start {
			inside, r = spelled[0].End, rune(spelled[0].Digit)
			if spelled = spelled[1:]; len(spelled) > 0 && !strings.ContainsFunc(text[inside:spelled[0].Start], wordRune) {
				inside = spelled[0].Start // one number, whatever stands between its digits
			}
		} else if i < inside {
			continue
		}
		switch {
		case r < unicode.MaxASCII && r != '\t':
		case unicode.Is(unicode.Cf, r):
			continue
		case unicode.Is(unicode.Zs, r) || r == '\t':
			r = ' '
		case r == '‐' || r == '‑' || r == '–' || r == '−':
			r = '-'
		default:
			for _, zero := range []rune{'٠', '۰', '０', '०'} {
				if r >= zero && r <= zero+9 {
					r = '0' + r - zero
				}
			}
		}
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(text))
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// ibanLength is the length of an IBAN by country, for those whose accounts are likely here.
var ibanLength = map[string]int{
	"DE": 22, "AT": 20, "CH": 21, "LI": 21, "LU": 20, "NL": 18, "BE": 16, "FR": 27, "IT": 27, "ES": 24, "PT": 25, "PL": 28, "CZ": 24, "SK": 24,
	"HU": 28, "RO": 24, "BG": 22, "GR": 27, "HR": 21, "SI": 19, "LT": 20, "LV": 21, "EE": 20, "FI": 18, "SE": 24, "DK": 18, "NO": 15, "IE": 22,
	"GB": 22, "UA": 29, "MD": 24, "TR": 26, "RS": 22, "BA": 20, "MK": 19, "AL": 28, "XK": 20, "ME": 22, "GE": 22, "AZ": 28, "MT": 31, "CY": 28,
}

var ibanStart = regexp.MustCompile(`[A-Za-z]{2}[ \-]?\d`)

func ibans(s string) []Finding {
	var found []Finding
	for _, m := range ibanStart.FindAllStringIndex(s, -1) {
		if m[0] > 0 && letterOrDigit(s[m[0]-1]) {
			continue
		}
		want := ibanLength[strings.ToUpper(s[m[0]:m[0]+2])]
		if code, end := gather(s, m[0], want); want > 0 && len(code) == want && mod97(code[4:]+code[:4]) == 1 {
			found = append(found, Finding{IBAN, m[0], end})
		}
	}
	return found
}

// gather collects n letters and digits, with at most one space or hyphen between two of them.
func gather(s string, from, n int) (code string, end int) {
	var b strings.Builder
	gap := false
	for end = from; end < len(s) && b.Len() < n; end++ {
		switch c := s[end]; {
		case letterOrDigit(c) && c < 0x80:
			b.WriteByte(c)
			gap = false
		case (c == ' ' || c == '-' || c == '.') && !gap:
			gap = true
		default:
			return "", from
		}
	}
	return strings.ToUpper(b.String()), end
}

// mod97 is ISO 7064 MOD 97-10 over letters as two digits.
func mod97(code string) int {
	rest := 0
	for i := range len(code) {
		if c := code[i]; c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}

var taxRun = regexp.MustCompile(`\d(?:[ ./\-]?\d){10}`)

func taxIDs(s string) []Finding {
	var found []Finding
	for _, m := range taxRun.FindAllStringIndex(s, -1) {
		if m[0] > 0 && (letterOrDigit(s[m[0]-1]) || s[m[0]-1] == '+') || m[1] < len(s) && letterOrDigit(s[m[1]]) {
			continue
		}
		if isTaxID(digits(s[m[0]:m[1]])) {
			found = append(found, Finding{TaxID, m[0], m[1]})
		}
	}
	return found
}

// isTaxID checks § 139b AO numbers: no leading zero, one digit of the first ten appears two or three times and no other twice, ISO 7064 MOD 11,10.
func isTaxID(d string) bool {
	if len(d) != 11 || d[0] == '0' {
		return false
	}
	var count [10]int
	product := 10
	for i := range 10 {
		n := int(d[i] - '0')
		count[n]++
		sum := (n + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	repeated := 0
	for _, c := range count {
		if c > 3 {
			return false
		}
		if c > 1 {
			repeated++
		}
	}
	return repeated == 1 && (11-product)%10 == int(d[10]-'0')
}

var idRun = regexp.MustCompile(`[CFGHJKLMNPRTVWXYZcfghjklmnprtvwxyz][0-9CFGHJKLMNPRTVWXYZcfghjklmnprtvwxyz]{8}\d?`)

// idCards finds serial numbers: nine characters of the alphabet without vowels, perhaps followed by the check digit.
func idCards(s string) []Finding {
	var found []Finding
	for _, m := range idRun.FindAllStringIndex(s, -1) {
		if m[0] > 0 && letterOrDigit(s[m[0]-1]) || m[1] < len(s) && letterOrDigit(s[m[1]]) {
			continue
		}
		if code := strings.ToUpper(s[m[0]:m[1]]); len(digits(code)) >= 2 && (len(code) == 9 || idCheck(code[:9]) == int(code[9]-'0')) {
			found = append(found, Finding{IDCard, m[0], m[1]})
		}
	}
	return found
}

// idCheck is the check digit of ICAO 9303: weights 7, 3, 1.
func idCheck(code string) int {
	sum := 0
	for i := range len(code) {
		n := int(code[i] - '0')
		if code[i] >= 'A' {
			n = int(code[i]-'A') + 10
		}
		sum += n * []int{7, 3, 1}[i%3]
	}
	return sum % 10
}

func letterOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
