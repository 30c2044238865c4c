package flows

import (
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// RecordText is a German text of a record beside the flows, such as the fee of a service. Message files translate it as they do the texts
// of the flows, with two differences that facts need: equal German texts of the same field share one translation, and a translation
// of an older wording is not shown.
type RecordText struct {
	ID   string       // kind, record, field: "service.wohngeld.fee", perhaps with a key behind
	Text string       // Markdown only where the record's own text is: that of a text block
	At   *source.Node // where it stands
	File string       // stem of the message files that it belongs in, such as "services"
	Note string       // for translators, in German: what it is
}

// languageNameID is the text by which a language calls itself. A language that has it is open to citizens; before, it is in preparation.
const languageNameID = "language_name"

// records adds the German texts of the catalogue.
func (t *translator) records(all []RecordText) {
	for i := range all {
		r := &all[i]
		t.addGerman(&german{id: r.ID, text: r.Text, at: r.At, kind: recordText, record: r}, "other")
	}
}

// fieldOf is the third part of the id of a record's text.
func fieldOf(id string) string {
	parts := strings.SplitN(id, ".", 4)
	return parts[min(2, len(parts)-1)]
}

// entry is the translation of a text; nil if there is none. Records of the same field and wording share theirs, so that "kostenfrei" is
// translated once.
func (t *translator) entry(lang string, g *german) *source.Node {
	own := t.entries[lang][g.id].Value
	want := Hash(g.text)
	if g.kind != recordText || own != nil && (own.Get("hash") == nil || value(own.Get("hash")) == want) {
		return own
	}
	if same := t.same[lang][fieldOf(g.id)+" "+want]; same != nil {
		return same
	}
	return own
}
