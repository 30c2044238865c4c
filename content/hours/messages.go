package hours

// Messages about times, weekdays and dates.
var (
	codeTimeShort = message{
		"Eine Uhrzeit hat zwei Ziffern für die Stunde und zwei für die Minute, zum Beispiel 08:00.",
		"A time has two digits for the hour and two for the minute, for example 08:00."}
	codeTimeDot = message{
		"Zwischen Stunde und Minute steht ein Doppelpunkt, zum Beispiel 08:30.",
		"A colon stands between hour and minute, for example 08:30."}
	codeTimeStart = message{
		"Eine Öffnung beginnt zwischen 00:00 und 23:59.",
		"Opening hours begin between 00:00 and 23:59."}
	codeTimeLast = message{
		"Eine Öffnung endet spätestens um 48:00, das ist Mitternacht am nächsten Tag.",
		"Opening hours end at 48:00 at the latest, which is midnight of the next day."}
	codeMinute = message{
		"Minuten gehen von 00 bis 59.",
		"Minutes go from 00 to 59."}
	codeTimeEnd = message{
		"Nach dem Bindestrich fehlt die Uhrzeit, bis zu der geöffnet ist.",
		"The time until which it is open is missing after the hyphen."}
	codePoint = message{
		"Eine einzelne Uhrzeit ist keine Öffnungszeit. Nennen Sie Anfang und Ende (08:00-12:00) oder ein offenes Ende (08:00+).",
		"A single time is no opening time. Name begin and end (08:00-12:00) or an open end (08:00+)."}
	codeTimePeriod = message{
		"Wiederkehrende Zeitpunkte („/“ nach einer Uhrzeit) sind keine Öffnungszeiten.",
		"Repeated points in time (“/” after a time) are no opening hours."}
	codeWeekdayEnd = message{
		"Nach dem Bindestrich fehlt der Wochentag, bis zu dem es gilt: Mo, Tu, We, Th, Fr, Sa oder Su.",
		"The last weekday is missing after the hyphen: Mo, Tu, We, Th, Fr, Sa or Su."}
	codeNth = message{
		"In eckigen Klammern steht, der wievielte Wochentag im Monat gemeint ist: [1] bis [5], vom Ende gezählt [-1] bis [-5].",
		"Square brackets say which weekday of the month is meant: [1] to [5], from the end [-1] to [-5]."}
	codeOffset = message{
		"Eine Verschiebung hat die Form „+1 day“ oder „-2 days“, mit Leerzeichen davor.",
		"An offset has the form “+1 day” or “-2 days”, with a space before it."}
	codeOffsetFar = message{
		"Hier sind Verschiebungen um höchstens %[2]d Tage möglich.",
		"Offsets of at most %[2]d days are possible here."}
	codeOffsetEaster = message{
		"Von Ostern aus sind Verschiebungen zwischen -80 und +250 Tagen möglich; sonst verlässt das Datum das Jahr.",
		"From Easter, offsets between -80 and +250 days are possible; otherwise the date leaves the year."}
	codeWeek = message{
		"Kalenderwochen haben zwei Ziffern von 01 bis 53, zum Beispiel „week 05“.",
		"Weeks have two digits from 01 to 53, for example “week 05”."}
	codeBackward = message{
		"Der Bereich endet vor seinem Anfang.",
		"The range ends before it begins."}
	codePeriod = message{
		"Nach „/“ steht, jede wievielte Woche, jedes wievielte Jahr oder jeder wievielte Tag gilt; „%[1]s“ geht nicht.",
		"“/” is followed by how often it repeats; “%[1]s” does not work."}
	codeYearEnd = message{
		"Nach dem Bindestrich fehlt das Jahr, bis zu dem es gilt.",
		"The last year is missing after the hyphen."}
	codeYearTwice = message{
		"Das Jahr steht schon am Anfang der Regel.",
		"The year is already named at the beginning of the rule."}
	codeYearOneSided = message{
		"Wenn ein Datum ein Jahr nennt, braucht auch das andere Ende ein Jahr.",
		"If one end of the range names a year, the other needs one too."}
	codeDay = message{
		"Tage haben zwei Ziffern von 01 bis 31, zum Beispiel „Dec 24“.",
		"Days have two digits from 01 to 31, for example “Dec 24”."}
	codeNoSuchDay = message{
		"Diesen Tag gibt es im Monat %[2]s nicht.",
		"There is no such day in %[2]s."}
	codeDayList = message{
		"Nennen Sie den Monat bei jedem Tag, zum Beispiel „Dec 24,Dec 26“.",
		"Name the month with every day, for example “Dec 24,Dec 26”."}
	codeDayFirst = message{
		"Der Monat steht vor dem Tag, mit seinem englischen Kürzel: „Dec 24“.",
		"The month stands before the day: “Dec 24”."}
	codeDateEnd = message{
		"Nach dem Bindestrich fehlt das Datum, bis zu dem es gilt.",
		"The last date is missing after the hyphen."}
	codeMixed = message{
		"Ein Bereich geht von Monat zu Monat (Jan-Mar) oder von Tag zu Tag (Jan 01-Mar 15), nicht gemischt.",
		"A range goes from month to month (Jan-Mar) or from day to day (Jan 01-Mar 15), not mixed."}
	codeWeekdayOffset = message{
		"„Der Wochentag vor einem Datum“ wird nicht unterstützt. Nennen Sie das Datum.",
		"“The weekday before a date” is not supported. Name the date."}
)
