package flows

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// poReader reads a catalogue line by line and collects the fields of one entry at a time.
type poReader struct {
	source.Diagnostics
	name   string
	line   int
	file   poFile
	fuzzy  bool
	fields []poField
	seen   map[string]int // line of each id
}

type poField struct {
	key, text string
	line      int
}

// readPO reads a catalogue and reports every line that is none of PO.
func readPO(name string, data []byte) (*poFile, source.Diagnostics) {
	r := &poReader{name: name, seen: map[string]int{}}
	if !utf8.Valid(data) {
		r.Error("file", source.Span{File: name}, source.T("Die Datei ist nicht mit UTF-8 codiert.", "The file is not encoded in UTF-8."))
		return &r.file, r.Diagnostics
	}
	for line := range strings.SplitSeq(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		r.line++
		r.read(strings.TrimSpace(line))
	}
	r.end()
	return &r.file, r.Sorted()
}

func (r *poReader) at(line int) source.Span { return source.Span{File: r.name, Line: line, Col: 1} }

func (r *poReader) read(line string) {
	switch {
	case strings.ContainsFunc(line, unicode.IsControl):
		r.broken()
	case line == "":
		r.end()
	case line[0] == '#':
		if len(r.fields) > 0 {
			r.end()
		}
		if flags, ok := strings.CutPrefix(line, "#,"); ok {
			for flag := range strings.SplitSeq(flags, ",") {
				r.fuzzy = r.fuzzy || strings.TrimSpace(flag) == "fuzzy"
			}
		}
	case line[0] == '"' && len(r.fields) > 0:
		r.fields[len(r.fields)-1].text += r.unquote(line)
	default:
		key, rest, _ := strings.Cut(line, " ")
		last := ""
		if len(r.fields) > 0 {
			last = r.fields[len(r.fields)-1].key
		}
		if (key == "msgctxt" || key == "msgid" && last != "msgctxt") && last != "" {
			r.end()
		}
		if !strings.HasPrefix(key, "msg") {
			r.broken()
			return
		}
		r.fields = append(r.fields, poField{key, r.unquote(strings.TrimSpace(rest)), r.line})
	}
}

func (r *poReader) broken() {
	r.Error("file", r.at(r.line), source.T("Diese Zeile gehört nicht in eine PO-Datei.", "This line does not belong in a PO file."))
}

func (r *poReader) unquote(s string) string {
	var b strings.Builder
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		r.broken()
		return ""
	}
	s = s[1 : len(s)-1]
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			r.broken()
			return ""
		case s[i] != '\\':
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) || !strings.ContainsRune(`\"ntr`, rune(s[i])) {
			r.broken()
			return ""
		}
		b.WriteByte(strings.NewReplacer("n", "\n", "t", "\t", "r", "\r").Replace(s[i : i+1])[0])
	}
	return b.String()
}

// end makes an entry of the fields so far.
func (r *poReader) end() {
	e := poEntry{fuzzy: r.fuzzy}
	fields := r.fields
	r.fields, r.fuzzy = nil, false
	known := false // there is a context: all our texts have one, even where the German text is empty
	for _, f := range fields {
		switch {
		case f.key == "msgctxt":
			e.id, known = f.text, true
		case f.key == "msgid":
			e.german, e.line = f.text, f.line
		case f.key == "msgid_plural":
			e.plural = f.text
		case f.key == "msgstr" || f.key == fmt.Sprintf("msgstr[%d]", len(e.texts)):
			e.texts, e.lines = append(e.texts, f.text), append(e.lines, f.line)
		default:
			r.Error("file", r.at(f.line), source.T("„%s“ erwarte ich hier nicht.", "%q is not expected here.", f.key))
			return
		}
	}
	switch {
	case len(fields) == 0:
	case !known && e.german == "" && e.line > 0:
		for line := range strings.SplitSeq(strings.Join(e.texts, ""), "\n") {
			if key, text, ok := strings.Cut(line, ":"); ok {
				r.file.header = append(r.file.header, [2]string{key, strings.TrimSpace(text)})
			}
		}
	case !known || e.line == 0 || len(e.texts) == 0:
		r.Error("file", r.at(fields[0].line), source.T("Diesem Text fehlt msgctxt, msgid oder msgstr.", "This text lacks msgctxt, msgid or msgstr."))
	case r.seen[e.id] > 0:
		d := r.Error("duplicate-key", r.at(e.line), source.T("Der Text „%s“ steht zweimal in der Datei.", "The text %q stands twice in the file.", e.id))
		d.Related = append(d.Related, source.Related{At: r.at(r.seen[e.id]), Text: source.T("hier zuerst", "first here")})
	default:
		r.seen[e.id] = e.line
		r.file.entries = append(r.file.entries, e)
	}
}
