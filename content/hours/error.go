package hours

import (
	"fmt"
	"strings"
)

// An Error says what in an expression is not understood. Parse reports the
// first place.
type Error struct {
	Offset, Length int    // in runes; Length 0 points between two characters
	German         string // one or two sentences for the person who wrote it
	English        string
	Suggestion     string // the whole expression as it was probably meant; "" if unclear
}

// Error returns the English message with position and suggestion.
func (e *Error) Error() string {
	return fmt.Sprintf("opening hours, character %d: %s", e.Offset+1, e.Message("en"))
}

// Message returns the sentences in German ("de" and its variants) or else in
// English, followed by the suggestion as a question.
func (e *Error) Message(lang string) string {
	german := lang == "de" || strings.HasPrefix(lang, "de-")
	switch {
	case german && e.Suggestion != "":
		return e.German + " Meinten Sie „" + e.Suggestion + "“?"
	case german:
		return e.German
	case e.Suggestion != "":
		return e.English + " Did you mean “" + e.Suggestion + "”?"
	}
	return e.English
}

// fail builds the error for a token; %[1]s in a message is the token's text,
// further verbs are args.
func fail(m message, t token, args ...any) *Error {
	args = append([]any{t.text}, args...)
	return &Error{
		Offset:  t.offset,
		Length:  t.length,
		German:  phrase(m.german, args),
		English: phrase(m.english, args),
	}
}

func phrase(format string, args []any) string {
	if !strings.Contains(format, "%[") {
		return format // Sprintf would report the arguments it does not use
	}
	return fmt.Sprintf(format, args...)
}

// A message is a sentence in both languages.
type message struct{ german, english string }

var (
	codeEmpty = message{
		"Hier steht nichts. Schreiben Sie zum Beispiel „Mo-Fr 08:00-18:00“.",
		"This is empty. Write for example “Mo-Fr 08:00-18:00”."}
	codeLong = message{
		"Das ist zu lang; mehr als 1000 Zeichen werden nicht gelesen.",
		"This is too long; more than 1000 characters are not read."}
	codeQuoteOpen = message{
		"Hier beginnt ein Kommentar, aber das schließende Anführungszeichen (\") fehlt.",
		"A comment begins here, but its closing quotation mark (\") is missing."}
	codeQuote = message{
		"Kommentare stehen in geraden Anführungszeichen (\"…\"), nicht in %[1]s.",
		"Comments stand in straight quotation marks (\"…\"), not in %[1]s."}
	codeCommentEmpty = message{
		"Der Kommentar ist leer. Lassen Sie ihn weg oder schreiben Sie etwas hinein.",
		"The comment is empty. Leave it out or write something in it."}
	codeCommentTwice = message{
		"Eine Regel hat höchstens einen Kommentar.",
		"A rule has one comment at most."}
	codeCommentFirst = message{
		"Der Kommentar steht am Ende einer Regel, nicht am Anfang.",
		"The comment stands at the end of a rule, not at its beginning."}
	codeDash = message{
		"Statt „%[1]s“ schreiben Sie bitte den einfachen Bindestrich „-“.",
		"Please write the plain hyphen “-” instead of “%[1]s”."}
	codeDashSpace = message{
		"Um den Bindestrich stehen keine Leerzeichen.",
		"There is no space around the hyphen."}
	codeSpace = message{
		"Vor „%[1]s“ fehlt ein Leerzeichen.",
		"A space is missing before “%[1]s”."}
	codeColon = message{
		"Der Doppelpunkt gehört hier nicht hin.",
		"The colon does not belong here."}
	codeCharacter = message{
		"Das Zeichen „%[1]s“ gehört nicht hierher.",
		"The character “%[1]s” does not belong here."}
	codeWord = message{
		"Das Wort „%[1]s“ ist hier nicht bekannt.",
		"The word “%[1]s” is not known here."}
	codeMeant = message{
		"Statt „%[1]s“ schreiben Sie hier bitte „%[2]s“.",
		"Please write “%[2]s” here instead of “%[1]s”."}
	codeDropped = message{
		"Das Wort „%[1]s“ entfällt in dieser Schreibweise.",
		"The word “%[1]s” is left out in this notation."}
	codeClock12 = message{
		"Uhrzeiten zählen von 00:00 bis 24:00, ohne „%[1]s“.",
		"Times count from 00:00 to 24:00, without “%[1]s”."}
	codeSeason = message{
		"Eine Jahreszeit wie „%[1]s“ hat kein festes Datum. Nennen Sie Monate oder Tage, zum Beispiel „Apr-Sep“.",
		"A season like “%[1]s” has no fixed date. Name months or days, for example “Apr-Sep”."}
	codeWorkdays = message{
		"„%[1]s“ kann Montag bis Freitag heißen oder Montag bis Samstag. Nennen Sie die Tage: „Mo-Fr“ oder „Mo-Sa“.",
		"“%[1]s” may mean Monday to Friday or Monday to Saturday. Name the days: “Mo-Fr” or “Mo-Sa”."}
	codeSun = message{
		"Sonnenstände wie „%[1]s“ werden nicht unterstützt. Nennen Sie bitte eine Uhrzeit.",
		"Positions of the sun like “%[1]s” are not supported. Please name a time."}
	codeOrder = message{
		"„%[1]s“ steht zu spät. Die Reihenfolge ist Jahr, Datum, Woche, Wochentag, Uhrzeit, Zustand.",
		"“%[1]s” comes too late. The order is year, date, week, weekday, time, state."}
	codeSeparator = message{
		"Vor „%[1]s“ fehlt ein Trennzeichen: „;“ beginnt eine neue Regel.",
		"A separator is missing before “%[1]s”: “;” begins a new rule."}
	codeCommaRule = message{
		"Nach einer Regel ohne Uhrzeit ist das Komma mehrdeutig. Trennen Sie mit „;“.",
		"After a rule without a time the comma is ambiguous. Separate with “;”."}
	codeRuleEmpty = message{
		"Hier fehlt eine Regel. Ein Trennzeichen ist zu viel.",
		"A rule is missing here. There is a separator too many."}
	codeAlways = message{
		"„24/7“ steht allein, ohne Tage und Uhrzeiten.",
		"“24/7” stands alone, without days and times."}
	codeHolidayList = message{
		"Zwischen Feiertagen und Schulferien steht ein Komma: „PH,SH“.",
		"A comma stands between public and school holidays: “PH,SH”."}
	codeHolidayOrder = message{
		"„%[1]s“ nach einem Wochentag braucht ein Komma: „Mo-Fr,PH“ meint Wochentage und Feiertage, „PH Mo-Fr“ nur Feiertage an diesen Wochentagen.",
		"“%[1]s” after a weekday needs a comma: “Mo-Fr,PH” means weekdays and holidays, “PH Mo-Fr” only holidays on these weekdays."}
)
