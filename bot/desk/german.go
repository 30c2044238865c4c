package desk

import (
	"fmt"
	"strings"
	"time"
)

// What volunteers read, in German. Names of theirs are written plainly: a mention is the adapter's business.
const (
	ruleWaiting = "Noch hat niemand übernommen. Was hier steht, bleibt intern. Zum Übernehmen „übernehmen“ schreiben oder mit 🙋 reagieren."
	ruleClaimed = "Nur wer übernommen hat, schreibt mit der Bürgerin oder dem Bürger. ✔ angekommen, ❌ nicht angekommen, 🔒 intern. Interne Notiz: „notiz …“. Zum Schluss „fertig“. Alles andere: „hilfe“."
	ruleClosed  = "Geschlossen. Was hier steht, bleibt intern. Wieder öffnen: „öffnen“."

	textHelp = `So geht es in diesem Faden:
- **übernehmen** (oder 🙋): Sie schreiben mit der Bürgerin oder dem Bürger. Jede Ihrer Nachrichten hier geht dann an sie.
- **notiz …**, **intern: …** oder **// …**: bleibt unter uns. Auch was mit einem @Namen beginnt.
- **an @name**: Sie geben das Anliegen weiter.
- **abgeben** (oder ↩️ am ersten Beitrag): zurück in den Kanal.
- **+ name**: Leistung, Anlaufstelle, Ablauf oder fertigen Text mit diesem Namen schicken. Stehen mehrere zur Wahl oder als Vorschlag im Faden: **+ 2**
- **fertig** (oder ✅ am ersten Beitrag): abschließen. **öffnen**: wieder öffnen.
- **offen**: alle offenen Anliegen.
Bearbeiten und Löschen wirken auch im Chat der Bürgerin oder des Bürgers, solange Telegram es erlaubt.
Nur das Wort allein wirkt: „Fertig ist der Antrag morgen“ ist eine Antwort. Vertippt? Bearbeiten genügt.`

	textHintUnclaimed  = "🔒 Das bleibt intern: Noch hat niemand übernommen. Wenn Sie antworten möchten, schreiben Sie „übernehmen“ und danach Ihre Antwort noch einmal."
	textHintClosed     = "🔒 Dieses Anliegen ist geschlossen. Wenn es weitergehen soll, schreiben Sie „öffnen“ und danach Ihre Nachricht noch einmal."
	textHintHandOver   = "🔒 Das bleibt intern. Zum Weitergeben schreiben Sie nur „an @name“."
	textAlreadyYours   = "Dieses Anliegen ist schon in diesen Händen. Wenn das eine Antwort an die Bürgerin oder den Bürger sein sollte: bitte als ganzen Satz schreiben."
	textNotClosed      = "Dieses Anliegen ist noch offen."
	textEditNotCarried = "Die Änderung wurde nicht übertragen: Nur wer das Anliegen hat, kann eigene Antworten ändern. Löschen geht weiterhin."
	textNotDeleted     = "Im Chat der Bürgerin oder des Bürgers ließ sich das nicht mehr löschen. Dort ist es noch zu lesen."
	textThreadLost     = "Der vorige Faden wurde gelöscht. Was dort stand, ist hier nicht mehr zu lesen. Ich habe um eine kurze Wiederholung gebeten."
	textFileMissing    = "Hier fehlt etwas, das ich nicht weitergeben kann: Es ist zu groß, oder es ist keine Datei. Die Bürgerin oder der Bürger weiß Bescheid."
	textCameBack       = "Die Bürgerin oder der Bürger hat noch einmal nach einem Menschen gefragt."

	textReopenedByCitizen = "Wieder geöffnet: Die Bürgerin oder der Bürger hat noch eine Frage."
	textCitizenLeft       = "Die Bürgerin oder der Bürger hat das Gespräch beendet."
	textCitizenGone       = "Die Bürgerin oder der Bürger ist nicht mehr erreichbar. Was Sie jetzt schreiben, kommt nicht an."
	textCitizenDone       = "Die Bürgerin oder der Bürger sagt: Die Frage ist gelöst."
	textIdleClosed        = "Geschlossen, weil lange keine Antwort kam. Die Bürgerin oder der Bürger wurde vorher gefragt."
	textComment           = "Rückmeldung zum Gespräch:"
	textOpening           = "Diese Frage ist noch offen, und zugesagt ist, dass sich jetzt jemand meldet. Wer kann übernehmen?"
)

// ThreadText answers a word that was written outside of a thread.
func ThreadText() string {
	return "Dieses Wort wirkt nur im Faden eines Anliegens. Tippen Sie auf das Anliegen und schreiben Sie es dort noch einmal:"
}

// HelpText says how it works, as Markdown.
func HelpText() string { return textHelp }

func textRemind(since string) string {
	return "Hier wartet jemand seit " + since + " Uhr auf eine Antwort. Wenn es gerade nicht passt: „abgeben“."
}

func textAnnounce(since string) string {
	return "Dieses Anliegen wartet noch, seit " + since + " Uhr. Wer kann übernehmen?"
}

func textReturned(name string) string {
	return "Zurück im Kanal: Von " + name + " kam länger keine Antwort. Wer kann übernehmen?"
}

func textReleased(name string) string {
	return name + " hat das Anliegen abgegeben. Wer kann übernehmen?"
}

func textClaimed(a Agent) string {
	return a.Among() + " hat übernommen." + textSpeaks(a)
}

// textSpeaks says who is heard now, and under which name.
func textSpeaks(a Agent) string {
	text := " Was " + a.Among() + " hier schreibt, liest jetzt die Bürgerin oder der Bürger."
	if a.User != "" {
		text += " Davor steht dort „" + a.Name + "“. Soll dort ein Vorname stehen, tragen Sie ihn in Mattermost in Ihrem Profil ein."
	}
	return text
}

func textAssigned(by string, to Agent) string {
	return by + " hat das Anliegen an " + to.Among() + " gegeben." + textSpeaks(to)
}

func textClosedBy(name string) string {
	return "Abgeschlossen von " + name + ". Wieder öffnen: „öffnen“."
}

func textReopenedBy(name string) string {
	return name + " hat wieder geöffnet und hat das Anliegen jetzt."
}

func textNotYours(owner string) string {
	return owner + " hat das Anliegen. Das kann nur, wer es hat."
}

func textHintOthers(owner string) string {
	return "🔒 Das bleibt intern: " + owner + " hat das Anliegen. Nur wer es hat, schreibt mit der Bürgerin oder dem Bürger."
}

func textTakenBy(owner, clock string, ago time.Duration) string {
	return fmt.Sprintf("%s war schneller und hat das Anliegen seit %s Uhr (vor %s).", owner, clock, spanGerman(ago))
}

func textUnknownName(name string) string {
	if name == "" {
		return "An wen? Schreiben Sie zum Beispiel „an @karla“."
	}
	return "Ich finde @" + name + " nicht in diesem Kanal."
}

func textPushed(title string) string { return "Geschickt: " + title }

// textUndo follows where there is no post of the volunteer's that could be deleted.
const textUndo = ". Zurücknehmen: hier mit ❌ reagieren."

func textSuggested(titles []string) string {
	return "Dazu gibt es geprüfte Texte:\n" + numbered(titles) + "\nNach dem Übernehmen schickt „+ 1“ den ersten."
}

func numbered(titles []string) string {
	var b strings.Builder
	for i, title := range titles {
		fmt.Fprintf(&b, "%d. %s\n", i+1, title)
	}
	return b.String()
}

func textNotFound(near []string) string {
	if len(near) == 0 {
		return "Dazu habe ich nichts gefunden. Versuchen Sie einen anderen Teil des Namens."
	}
	return "Das ist nicht eindeutig. Meinten Sie:\n" + numbered(near) + "\nSchreiben Sie die Nummer, zum Beispiel „+ 1“, oder mehr vom Namen."
}

func textFailed(why Reason) string {
	return "❌ Nicht angekommen: " + map[Reason]string{
		ReasonGone:    "Die Bürgerin oder der Bürger ist nicht mehr erreichbar.",
		ReasonTooBig:  "Die Datei ist zu groß.",
		ReasonKind:    "So etwas kann ich nicht weitergeben.",
		ReasonTooLate: "Dafür ist es zu spät, der Chat lässt das nicht mehr zu.",
		ReasonRefused: "Der Chat hat es nicht angenommen.",

		ReasonUnfetched: "Ich konnte die Datei nicht holen. Bitte schicken Sie sie noch einmal.",
	}[why]
}

// spanGerman is a time span in words, in the dative; the shortest is a second.
func spanGerman(d time.Duration) string {
	n, one, many := max(int(d/time.Second), 1), "einer Sekunde", "Sekunden"
	switch {
	case d >= 48*time.Hour:
		n, many = int(d/(24*time.Hour)), "Tagen"
	case d >= time.Hour:
		n, one, many = int(d/time.Hour), "einer Stunde", "Stunden"
	case d >= time.Minute:
		n, one, many = int(d/time.Minute), "einer Minute", "Minuten"
	}
	if n == 1 {
		return one
	}
	return fmt.Sprintf("%d %s", n, many)
}
