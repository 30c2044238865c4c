package search

import "strings"

// The stemmers of the other languages are light: they cut the endings that a
// noun or verb changes in a sentence, no more. Words are folded, so Polish is
// without its marks and Cyrillic and Arabic are in Latin letters.

var (
	englishEndings = strings.Fields("rations ration ering ered ations ation tions tion ments ment ings ing ers er ies ied ed es y e s")

	polishEndings = strings.Fields("owania owaniu owanie owaniem owac owal owala owalem owalam iego iemu ymi imi ami ach ego emu " +
		"alem alam ilem ilam ales ilas ysmy ismy aniem enia eniu enie ania aniu anie iem iej owi ow om em am al ala ali il ila ili ac ic yc ec ej ie ia iu " +
		"a e i o u y")

	cyrillicEndings = strings.Fields("irowatsja irowat irujut uwaty uwannja uwati owatsja owat owaty owana owanie owanija owannja ennja annja enija anija enie anie " +
		"itsja atsja ytsja jatsja tsja ogo ego omu emu ymi imi ami jami iju ijeju oju " +
		"aja jaja oe ee yi ii oi ei ui yh ih uju juju ow ew iw om em am jam ah jah it at yt jat et ut jut il yl al jal " +
		"la li lo lasja lsja wsja ija iji ija iu ie ja a e i o u y l")

	arabicEndings = strings.Fields("atha atna aty hma yna tna tha ty ha hm na at yn wn an h y k t")

	softEndings = strings.Fields("i y j ja")
)

// cutEnding drops the first of the endings that leaves enough of a word.
func cutEnding(w string, atLeast int, endings []string) string {
	best := w
	for _, ending := range endings {
		if base, ok := strings.CutSuffix(w, ending); ok && len(base) >= atLeast && len(base) < len(best) {
			best = base
		}
	}
	return best
}

// cutArticle drops the Arabic article and the small words written before it:
// wa-, bi-, li-, ka-, fa-.
func cutArticle(w string) string {
	for _, prefix := range []string{"wbal", "wlal", "wal", "bal", "kal", "fal", "lal", "wll", "ll", "al"} {
		if base, ok := strings.CutPrefix(w, prefix); ok && len(base) >= 3 {
			return base
		}
	}
	return w
}

// bare is an Arabic word without the small word of one letter written before it: wa-, bi-, li-, fa-, ka-. Many
// words just begin so; it is for words that mean nothing otherwise.
func (t tongue) bare(w string) (string, bool) {
	if t != arabic || len(w) < 3 || len(w) == 3 && w[0] != 'w' || strings.IndexByte("wblfk", w[0]) < 0 {
		return "", false
	}
	return w[1:], true
}
