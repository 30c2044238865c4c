package content

import (
	"regexp"
	"time"

	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// blockTexts is the message file that translations of text blocks belong in.
const blockTexts = "textbausteine"

// block is a text that volunteers push into a talk.
type block struct {
	record
	id, title, text string
	words           []string
}

// maxBlock is what fits into one message of Telegram's, in its characters.
const maxBlock = 4096

var braced = regexp.MustCompile(`\{[^{}]*\}`)

// blocks reads textbausteine.yaml.
func (r *reader) blocks(file *source.Node) {
	for _, n := range items(file, "texts") {
		if !r.unique("block", n.Get("id")) {
			continue
		}
		b := &block{record: record{sources: texts(n, "source"), owner: text(n, "owner")}, id: text(n, "id"), title: text(n, "title"), text: text(n, "text"), words: texts(n, "words")}
		if checked := n.Get("checked"); checked != nil {
			b.checked, _ = time.Parse(time.DateOnly, checked.Value)
			b.checkedAt = checked.At
		}
		r.blockText(n.Get("text"), b.text)
		w := wordy{r, "block." + b.id + ".", blockTexts, "."}
		w.field(n, "title", "Überschrift eines Textbausteins, den Freiwillige in ein Gespräch schicken")
		w.of = " „" + b.title + "“; Markdown wie in Abläufen."
		w.field(n, "text", "Textbaustein")
		r.c.blocks = append(r.c.blocks, b)
	}
}

// blockText reports what cannot be sent.
func (r *reader) blockText(n *source.Node, text string) {
	if name := braced.FindString(text); name != "" {
		r.Error("template", n.Find(name, 0), source.T("Ein Textbaustein hat keine Platzhalter: %s füllt niemand aus.", "A text block has no placeholders: nobody fills in %s.", name))
	}
	if long := richtext.Parse(text).Len(); long > maxBlock {
		r.Error("too-long", n.At, source.T("Der Text hat %d Zeichen; eine Nachricht darf höchstens %d haben.", "The text has %d characters; a message may have at most %d.", long, maxBlock))
	}
}
