package flows

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// reviewedKey is the line of a catalogue's header that lists the message files which a person has read.
const reviewedKey = "X-Lotse-Reviewed"

// Extract writes all texts of a language as a gettext catalogue (PO): the German ones, what is translated already, and for each text
// what translators need to know. What is translated but may be outdated is marked fuzzy. Merging the catalogue as it is changes nothing.
// The language need not have a message file yet.
func (t *Translations) Extract(lang string) []byte {
	forms := pluralsOf(lang)
	p := poFile{header: [][2]string{
		{"Project-Id-Version", "lotse"},
		{"Language", lang},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"},
		{"Content-Transfer-Encoding", "8bit"},
		{"Plural-Forms", fmt.Sprintf("nplurals=%d; plural=%s;", len(forms.forms), forms.formula)},
		{reviewedKey, strings.Join(t.reviewed(lang), " ")},
	}}
	for _, g := range t.texts() {
		have := t.look(lang, g)
		e := poEntry{id: g.id, german: trim(g.text), place: g.at.At.File + ":" + strconv.Itoa(g.at.At.Line), notes: t.notes(g)}
		e.fuzzy = have.node != nil && !have.current
		if n := g.limit(); n == maxLabel {
			e.flags = append(e.flags, "max-length:"+strconv.Itoa(n))
		}
		if have.plural {
			e.plural = e.german
			if one := t.counted(g)["one"]; one != "" {
				e.german = trim(one)
			}
			for _, f := range forms.forms {
				e.texts = append(e.texts, trim(have.forms[f]))
			}
		} else {
			e.texts = []string{trim(have.forms["other"])}
		}
		p.entries = append(p.entries, e)
	}
	return []byte(p.String())
}

// trim drops the line end that YAML adds to a block of text: translators do not see it.
func trim(text string) string { return strings.TrimRight(text, "\n") }

// reviewed lists the message files of a language that a person has read, by their stems.
func (t *Translations) reviewed(lang string) []string {
	var out []string
	for name, f := range t.files {
		if f.lang == lang && f.reviewed() {
			out = append(out, stem(name))
		}
	}
	slices.Sort(out)
	return out
}

// limit is the number of characters that a text may have.
func (g *german) limit() int {
	if g.kind == labelText || g.isButton() {
		return maxLabel
	}
	return maxMessage
}

// isButton reports whether a message is what a button says.
func (g *german) isButton() bool {
	return g.kind == messageText && (strings.Contains(g.id, "button") || strings.HasPrefix(g.id, "card.link.") || g.id == "not_meant" || g.id == "none_of_these" || g.id == languageNameID)
}

// notes tell translators, in German, where a text appears, how long it may be, and what has to stay.
func (t *Translations) notes(g *german) []string {
	var out []string
	switch {
	case g.record != nil:
		out = append(out, g.record.Note)
	case g.id == "word.please":
		out = append(out, "Wie man „bitte“ sagt, mit Komma getrennt. Nicht übersetzen, sondern sammeln, was man in Ihrer Sprache sagt.")
	case g.isWord() && g.id == "word.numbers":
		out = append(out, "Zahlwörter von eins bis zehn, der Reihe nach, mit Komma getrennt.")
	case g.isWord():
		out = append(out, "Wörter, die jemand tippen kann, mit Komma getrennt, das übliche zuerst. Nicht übersetzen, sondern sammeln, was man in Ihrer Sprache sagt.")
	case g.id == "date_layout":
		out = append(out, "Muster für ein Datum: 02 steht für den Tag, 01 für den Monat als Zahl, January für seinen Namen, 2006 für das Jahr.")
	case g.kind == titleText:
		out = append(out, fmt.Sprintf("Überschrift des Ablaufs %s; steht auch auf Knöpfen.", g.flow))
	case g.kind == labelText:
		out = append(out, fmt.Sprintf("Knopf im Ablauf „%s“, Schritt %s, unter: %s", t.from.set.flow[g.flow].Title, g.step.Ref.Step, lastLine(g.step.Say)))
	case g.isButton():
		out = append(out, "Knopf, der an vielen Stellen stehen kann.")
	case g.kind == messageText:
		out = append(out, "Text, den Lotse an vielen Stellen benutzt.")
	case g.id == g.step.Key("invalid"):
		out = append(out, fmt.Sprintf("Nachricht im Ablauf „%s“, Schritt %s, wenn die Antwort nicht passt auf: %s", t.from.set.flow[g.flow].Title, g.step.Ref.Step, lastLine(g.step.Say)))
	default:
		out = append(out, fmt.Sprintf("Nachricht im Ablauf „%s“, Schritt %s.", t.from.set.flow[g.flow].Title, g.step.Ref.Step))
		if len(g.step.Choices) > 0 {
			out = append(out, "Darunter stehen die Knöpfe: "+strings.Join(labels(g.step), " "))
		}
	}
	if n := g.limit(); n == maxLabel {
		out = append(out, fmt.Sprintf("Höchstens %d Zeichen, besser 30.", n))
	} else if g.kind == sayText {
		out = append(out, fmt.Sprintf("Höchstens %d Zeichen.", n))
	}
	var names []string
	for _, name := range g.in.names() {
		if !slices.Contains(names, "{"+name+"}") {
			names = append(names, "{"+name+"}")
		}
	}
	if len(names) > 0 {
		out = append(out, "Platzhalter, bitte so lassen: "+strings.Join(names, " "))
	}
	return out
}

func labels(s *Step) []string {
	var out []string
	for _, c := range s.Choices {
		out = append(out, "["+c.Label+"]")
	}
	return out
}

// lastLine is the end of a text: that is where the question stands.
func lastLine(text string) string {
	text = trim(text)
	return text[strings.LastIndex(text, "\n")+1:]
}
