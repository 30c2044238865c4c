package content

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// The message files that the records' translations belong in.
const (
	serviceTexts = "services"
	placeTexts   = "places"
)

// Records are the German texts of services, places, dates and text blocks that message files translate, for [flows.Options] and
// [flows.ReadTranslations]. Addresses and the names of offices are not among them: people read those on the door.
func (c *Catalogue) Records() []flows.RecordText { return c.records }

// Forget lets go of the files that the catalogue was read from, as [flows.Set.Forget] does. It has no Records then.
func (c *Catalogue) Forget() { c.records = nil }

// wordy collects the texts of one record.
type wordy struct {
	r        *reader
	prefix   string // such as "service.wohngeld."
	file, of string // of: the record as translators know it
}

// markupRE finds what an editor would write for bold, a link, or HTML.
var markupRE = regexp.MustCompile(`\*\*|\]\(|</?[a-zA-Z]+>`)

// add notes a text for translation; one without letters needs none.
func (w wordy) add(field string, at *source.Node, text, what string) {
	if at == nil {
		return
	}
	if w.file != blockTexts && markupRE.MatchString(text) {
		w.r.Warn("markup", at.At, source.T("Fett, Links und HTML gehen hier nicht: Die Zeichen stehen so auf der Karte.", "No bold, links or HTML here: the signs are shown on the card as they are."))
	}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return
	}
	w.r.c.records = append(w.r.c.records, flows.RecordText{ID: w.prefix + field, Text: text, At: at, File: w.file, Note: what + w.of})
}

// field is add for a text under its own key.
func (w wordy) field(n *source.Node, key, what string) { w.add(key, n.Get(key), text(n, key), what) }

func (r *reader) serviceTexts(n *source.Node) {
	id, name := text(n, "id"), text(n, "name")
	w := wordy{r, "service." + id + ".", serviceTexts, "."}
	w.field(n, "name", "Name einer Leistung; steht auch auf Knöpfen, also kurz")
	w.of = fmt.Sprintf(" der Leistung „%s“.", name)
	w.field(n, "note", "Hinweis")
	w.add("documents", n.Get("documents"), strings.Join(texts(n, "documents"), "\n"), "Nötige Unterlagen, eine in jeder Zeile,")
	w.field(n, "fee", "Gebühr")
	w.field(n, "deadline", "Frist")
	w.field(n, "duration", "Dauer")
	w.add("online", n.Get("online").Get("note"), text(n.Get("online"), "note"), "Hinweis zum Online-Antrag")
	for _, p := range pairs(n.Get("responsible")) {
		w.add("responsible."+p.Key.Value, p.Value, p.Value.Value, "Zuständige Stelle (Namen und Anschriften bleiben deutsch)")
	}
	for i, p := range pairs(n.Get("cases")) {
		w.add("case."+strconv.Itoa(i+1), p.Key, p.Key.Value, "Sonderfall („Zuständig (…): …“)")
		w.add("responsible.case_"+strconv.Itoa(i+1), p.Value, p.Value.Value, "Zuständige Stelle (Namen und Anschriften bleiben deutsch)")
	}
	w.field(n, "as_of", "Stand der Angaben")
}

func (r *reader) eventTexts(n *source.Node) {
	w := wordy{r, "event." + text(n, "id") + ".", placeTexts, fmt.Sprintf(" des Termins „%s“.", text(n, "title"))}
	w.field(n, "title", "Titel")
	w.field(n, "note", "Hinweis")
	w.add("languages", n.Get("languages"), strings.Join(texts(n, "languages"), "\n"), "Gesprochene Sprachen, eine in jeder Zeile,")
	w.field(n, "as_of", "Stand der Angaben")
}

// nameText notes the name of an ability, a kind of place or a topic.
func (r *reader) nameText(record string, n *source.Node, key, what string) {
	wordy{r, record + "." + text(n, "id") + ".", placeTexts, "."}.add("name", n.Get(key), text(n, key), what)
}

func (r *reader) placeTexts(n *source.Node) {
	w := wordy{r, "place." + text(n, "id") + ".", placeTexts, fmt.Sprintf(" der Stelle „%s“.", text(n, "name"))}
	w.field(n, "note", "Hinweis")
	w.add("hours_note", n.Get("hours").Get("note"), text(n.Get("hours"), "note"), "Satz zu den Öffnungszeiten")
	w.add("access_note", n.Get("access").Get("note"), text(n.Get("access"), "note"), "Satz zur Barrierefreiheit")
	w.add("languages", n.Get("languages"), strings.Join(texts(n, "languages"), "\n"), "Gesprochene Sprachen, eine in jeder Zeile,")
	w.field(n, "as_of", "Stand der Angaben")
	w.add("hours_as_of", n.Get("hours").Get("as_of"), text(n.Get("hours"), "as_of"), "Stand der Öffnungszeiten")
}

// wording finds the texts of one record in a language and notes which of them are German.
type wording struct {
	c                  *Catalogue
	lang, prefix       string
	german, translated bool // there are such texts
}

func (c *Catalogue) wording(lang, prefix string) wording {
	return wording{c: c, lang: lang, prefix: prefix}
}

// text is a text of the record in the language, else in German.
func (w *wording) text(field, german string) string {
	if !strings.ContainsFunc(german, unicode.IsLetter) {
		return german
	}
	text, in := w.c.text(w.lang, w.prefix+field, nil)
	if in != w.lang {
		w.german = true
		return german
	}
	w.translated = true
	return text
}

// list is text for several ones.
func (w *wording) list(field string, german []string) []string {
	if len(german) == 0 {
		return nil
	}
	return strings.Split(w.text(field, strings.Join(german, "\n")), "\n")
}

// serviceIn is a service with its texts in a language.
func (c *Catalogue) serviceIn(s *service, lang string) (*service, wording) {
	w := c.wording(lang, "service."+s.id+".")
	if lang == flows.German {
		return s, w
	}
	out := *s
	out.name, out.note, out.fee = w.text("name", s.name), w.text("note", s.note), w.text("fee", s.fee)
	out.deadline, out.duration = w.text("deadline", s.deadline), w.text("duration", s.duration)
	out.onlineNote = w.text("online", s.onlineNote)
	out.documents, out.asOf = w.list("documents", s.documents), w.text("as_of", s.asOf)
	out.responsible = make(map[string]string, len(s.responsible))
	for who, name := range s.responsible {
		out.responsible[who] = w.text("responsible."+who, name)
	}
	out.cases = nil
	for i, p := range s.cases {
		n := strconv.Itoa(i + 1)
		out.cases = append(out.cases, pair{w.text("case."+n, p.key), w.text("responsible.case_"+n, p.value)})
	}
	return &out, w
}

// placeIn is a place with its texts in a language; its name stays as it is written on the door.
func (c *Catalogue) placeIn(p *place, lang string) (*place, wording) {
	w := c.wording(lang, "place."+p.id+".")
	if lang == flows.German {
		return p, w
	}
	out := *p
	out.note, out.hoursNote, out.accessNote = w.text("note", p.note), w.text("hours_note", p.hoursNote), w.text("access_note", p.accessNote)
	out.languages = w.list("languages", p.languages)
	out.asOf, out.hoursAsOf = w.text("as_of", p.asOf), w.text("hours_as_of", p.hoursAsOf)
	return &out, w
}

// eventIn is an event with its texts in a language.
func (c *Catalogue) eventIn(e *event, lang string) (*event, wording) {
	w := c.wording(lang, "event."+e.id+".")
	if lang == flows.German {
		return e, w
	}
	out := *e
	out.title, out.note, out.languages, out.asOf = w.text("title", e.title), w.text("note", e.note), w.list("languages", e.languages), w.text("as_of", e.asOf)
	return &out, w
}

// nameOf is what a service, an ability, a kind of place or a topic is called in a language, by the kind of record, its id and its
// German name.
func (c *Catalogue) nameOf(record, id, german, lang string) string {
	w := c.wording(lang, record+"."+id+".")
	return w.name(german)
}

func (w *wording) name(german string) string {
	if w.lang == flows.German {
		return german
	}
	return w.text("name", german)
}

// name is nameOf in the language of the card, which notes what it found only in German.
func (k *card) name(record, id, german string) string {
	w := k.c.wording(k.in, record+"."+id+".")
	name := w.name(german)
	k.facts.german, k.facts.translated = k.facts.german || w.german, k.facts.translated || w.translated
	return name
}
