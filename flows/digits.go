package flows

import (
	"strings"
	"unicode"
)

// SpelledDigit is a digit of a number that somebody spells out, and where it stands in the text, in bytes.
type SpelledDigit struct {
	Start, End int
	Digit      byte
}

// spelledFrom is how many digits in a row make a number: fewer are how people count ("zwei, drei").
const spelledFrom = 4

// betweenDigits is what may stand between the digits of one number.
const betweenDigits = " \u00a0\t\n,.;-–"

// SpelledDigits finds numbers that are said digit by digit, in words or figures: "eins zwei drei vier", "1, 2, 3, 4". So dictation
// and people who read to us from a card write.
func SpelledDigits(text string) []SpelledDigit {
	var found, run []SpelledDigit
	flush := func() {
		if len(run) >= spelledFrom {
			found = append(found, run...)
		}
		run = nil
	}
	inWord := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("'’ʼ", r)
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		end := strings.IndexFunc(rest, func(r rune) bool { return !inWord(r) })
		if end < 0 {
			end = len(rest)
		}
		if end > 0 {
			if d, ok := digitWord(rest[:end]); ok {
				run = append(run, SpelledDigit{Start: i, End: i + end, Digit: d})
			} else {
				flush()
			}
			i += end
			continue
		}
		between := strings.IndexFunc(rest, inWord)
		if between < 0 {
			break
		}
		if strings.Trim(rest[:between], betweenDigits) != "" {
			flush()
		}
		i += between
	}
	flush()
	return found
}

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'")

// digitWord is the digit that a word says in one of our languages.
func digitWord(word string) (digit byte, ok bool) {
	if len(word) == 1 && word[0] >= '0' && word[0] <= '9' {
		return word[0], true
	}
	switch apostrophes.Replace(strings.ToLower(word)) {
	case "null", "zero", "нуль", "ноль", "صفر":
		return '0', true
	case "eins", "one", "один", "jeden", "واحد":
		return '1', true
	case "zwei", "zwo", "two", "два", "dwa", "اثنان", "اثنين":
		return '2', true
	case "drei", "three", "три", "trzy", "ثلاثة":
		return '3', true
	case "vier", "four", "чотири", "четыре", "cztery", "أربعة", "اربعة":
		return '4', true
	case "fünf", "fuenf", "five", "п'ять", "пять", "pięć", "خمسة":
		return '5', true
	case "sechs", "six", "шість", "шесть", "sześć", "ستة":
		return '6', true
	case "sieben", "seven", "сім", "семь", "siedem", "سبعة":
		return '7', true
	case "acht", "eight", "вісім", "восемь", "osiem", "ثمانية":
		return '8', true
	case "neun", "nine", "дев'ять", "девять", "dziewięć", "تسعة":
		return '9', true
	}
	return 0, false
}

// inFigures writes numbers in the figures 0 to 9: those that are spelled out, and those of the Arabic script.
func inFigures(text string) string {
	var b strings.Builder
	from := 0
	for _, d := range SpelledDigits(text) {
		if between := text[from:d.Start]; from == 0 || strings.Trim(between, betweenDigits) != "" {
			b.WriteString(between)
		}
		b.WriteByte(d.Digit)
		from = d.End
	}
	b.WriteString(text[from:])
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, b.String())
}
