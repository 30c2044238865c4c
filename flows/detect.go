package flows

import (
	"strings"
	"unicode"
)

// LanguageOf tells in which language of ours a person writes: "uk", "ru", "ar", "pl", "en" or "de". It is "" where the text does not
// show it beyond doubt: a wrong guess annoys more than a missing one. Names, numbers and single words show nothing, but for letters
// that only one of the languages has.
func LanguageOf(text string) string {
	text = strings.ToLower(text)
	var arabic, cyrillic, latin int
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	// Names of places and offices stay in Latin letters whatever one writes, so the other scripts need no majority.
	switch {
	case arabic >= 3 && 2*arabic > latin+cyrillic:
		if strings.ContainsAny(text, "پچژگکیےٹڈڑ") {
			return "" // Persian, Urdu, Kurdish …
		}
		return "ar"
	case cyrillic >= 3 && 2*cyrillic > latin+arabic:
		lang := surest(text, 1, cyrillicMarks)
		if lang == "" && cyrillic >= 15 && cyrillicMarks[2].score(text) == 0 && !strings.ContainsAny(text, foreign+cyrillicMarks[0].letters) {
			return "ru" // Ukrainian goes no three words without one of its own letters
		}
		return lang
	}
	return surest(text, 2, latinMarks)
}

// marks are what shows a language: letters that no other of its script has here, and words that carry the grammar. Languages that
// are not ours stand there without a name, so that they win over a likeness.
type marks struct {
	lang    string
	letters string
	weight  int    // of the letters
	words   string // in lower case, with a space around each
}

// foreign are letters that rule out every language of ours in their script: Belarusian, Serbian, Czech, Turkish, Spanish …
const foreign = "ўѓќљњћђџѝәөұқғһ" + "ãõñçøåæœřůěčšžđőűţțăşşığėįųļņģā¿¡"

var (
	cyrillicMarks = []marks{
		{"uk", "іїєґ", 2, " що як де та це не мені треба потрібно будь ласка я мій моя хочу можна дякую коли мене немає чи для або у про куди допоможіть добрий вечір ранок доброго дня "},
		{"ru", "ыэё", 2, " что как где и это не мне надо нужно пожалуйста я мой моя хочу можно спасибо когда меня нет или для про куда помогите добрый вечер утро здравствуйте есть "},
		{"", "ъ", 1, " къде ще съм да се мога искам моля благодаря имам нужда от "},
	}
	latinMarks = []marks{
		{"pl", "ąćęłńśźż", 2, " jak gdzie co czy nie jest mam moje moja mój się w z dla proszę chcę chce dziękuję mogę potrzebuję kiedy ile kosztuje dzień dobry po polsku mnie mi już żeby "},
		{"en", "", 0, " the a an is are am i my me you your we it this that to of in on for and or not no do does don't can can't cannot how what where when which who have has need want would like please with from help there get i'm i've i'd been lost speak "},
		{"de", "äöüß", 1, " der die das den dem des ein eine einen einem einer ist sind bin ich mein meine meinen meinem mir mich sie wir es zu zum zur von vom im in für und oder nicht kein keine kann können wie was wo wann wer warum habe hat haben brauche möchte bitte mit auf aus bei man wird muss noch schon auch wenn "},
		{"", "àâèéêëîïôùûìòáíóúô", 1, " je le la les un une du est où que qui pas pour dans el los las por para con como no es di il che non sono per una nu și unde cum este bir ve ne nasıl bu için benim de "},
	}
)

// surest is the language with the most marks, if it has enough of them and no other has as many. Several languages share words, so
// only a lead counts.
func surest(text string, enough int, all []marks) string {
	if strings.ContainsAny(text, foreign) {
		return ""
	}
	best, second, lang := 0, 0, ""
	for _, m := range all {
		switch score := m.score(text); {
		case score > best:
			best, second, lang = score, best, m.lang
		case score > second:
			second = score
		}
	}
	if best < enough || best == second {
		return ""
	}
	return lang
}

func (m marks) score(text string) int {
	score := 0
	if strings.ContainsAny(text, m.letters) {
		score = m.weight
	}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if strings.Contains(m.words, " "+strings.ReplaceAll(w, "’", "'")+" ") {
			score++
		}
	}
	return score
}
