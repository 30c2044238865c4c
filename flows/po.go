package flows

import (
	"fmt"
	"strings"
)

// poFile is a gettext catalogue (PO), the format that translators' programs exchange. Only what we need of it: contexts are ids and must be
// there, comments are for reading.
type poFile struct {
	header  [][2]string // keys and values in order
	entries []poEntry
}

// poEntry is one text of a catalogue.
type poEntry struct {
	notes  []string // for translators
	place  string   // file:line of the German text
	flags  []string // beside fuzzy
	fuzzy  bool     // a person has to confirm the translation
	id     string   // msgctxt
	german string
	plural string   // German text for more than one; "" if there are no plural forms
	hash   string   // of the German text that the translator saw, where that stands there instead of the text
	texts  []string // translation; with plural forms one each, in the order of Plural-Forms

	line  int   // where the entry begins, when it was read
	lines []int // where texts begin
}

func (p *poFile) value(key string) (string, bool) {
	for _, h := range p.header {
		if strings.EqualFold(h[0], key) {
			return h[1], true
		}
	}
	return "", false
}

// String writes the catalogue as gettext does.
func (p *poFile) String() string {
	var b strings.Builder
	var head strings.Builder
	for _, h := range p.header {
		head.WriteString(h[0] + ": " + h[1] + "\n")
	}
	poText(&b, "msgid", "")
	poText(&b, "msgstr", head.String())
	for _, e := range p.entries {
		b.WriteString("\n")
		e.write(&b)
	}
	return b.String()
}

func (e *poEntry) write(b *strings.Builder) {
	for _, n := range e.notes {
		for line := range strings.SplitSeq(n, "\n") {
			b.WriteString(strings.TrimRight("#. "+line, " ") + "\n")
		}
	}
	if e.place != "" {
		b.WriteString("#: " + e.place + "\n")
	}
	flags := e.flags
	if e.fuzzy {
		flags = append([]string{"fuzzy"}, flags...)
	}
	if len(flags) > 0 {
		b.WriteString("#, " + strings.Join(flags, ", ") + "\n")
	}
	poText(b, "msgctxt", e.id)
	poText(b, "msgid", e.german)
	if e.plural == "" {
		poText(b, "msgstr", strings.Join(e.texts, ""))
		return
	}
	poText(b, "msgid_plural", e.plural)
	for i, text := range e.texts {
		poText(b, fmt.Sprintf("msgstr[%d]", i), text)
	}
}

// poText writes a text, several lines as several strings below each other.
func poText(b *strings.Builder, key, text string) {
	b.WriteString(key)
	if strings.Contains(strings.TrimSuffix(text, "\n"), "\n") {
		b.WriteString(" \"\"\n")
	} else {
		b.WriteString(" ")
	}
	for {
		line, rest, more := strings.Cut(text, "\n")
		if more {
			line += "\n"
		}
		b.WriteString(`"` + poEscaper.Replace(line) + "\"\n")
		if text = rest; rest == "" {
			return
		}
	}
}

var poEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
