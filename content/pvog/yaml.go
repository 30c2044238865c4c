package pvog

import (
	"strconv"
	"strings"
)

func (p *proposer) header(list string) string {
	return "# Vorschlag aus dem PVOG für " + p.f.Municipality.Name + " (" + p.f.Municipality.ARS + ") vom " + p.today + ".\n" +
		"# Bitte jede Angabe prüfen und nur die richtigen in die Dateien unter " + list + "/ übernehmen. Schreiben Sie in eigenen, einfachen Worten:\n" +
		"# Die Texte gehören dem, der sie geschrieben hat. Wo " + toFillIn + " steht, fehlt eine Angabe, die nur Sie kennen.\n" +
		"# Stimmt ein Eintrag mit der Quelle überein, schreiben Sie confidence: sourced.\n" + list + ":\n"
}

// kind is the kind of place that is called like the office; otherwise a person has to say.
func (p *proposer) kind(name string) string {
	if id, ok := p.c.kinds[strings.ToLower(name)]; ok {
		return id
	}
	return toFillIn
}

func (p *proposer) municipality(town string) string {
	for _, m := range p.c.municipalities {
		if name, _, _ := strings.Cut(m.Name, " ("); town != "" && strings.EqualFold(name, town) {
			return quote(m.Name)
		}
	}
	return toFillIn
}

func (p *proposer) end(link, updated, remark string) {
	p.line("    source: [" + quote(link) + "]")
	p.text("as_of", updated)
	p.line("    checked: " + p.today)
	p.line("    confidence: uncertain")
	p.text("remark", remark)
}

func (p *proposer) line(s string) { p.b.WriteString(s + "\n") }

// widest is how long a comment may be, in runes.
const widest = 300

func (p *proposer) comment(s string) {
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	r := []rune(oneLine(s))
	if len(r) > widest {
		r = append(r[:widest], '…')
	}
	p.line("  # " + indent + string(r))
}

func (p *proposer) text(key, value string) {
	if value != "" {
		p.line("    " + key + ": " + quote(value))
	}
}

// quote writes a value in quotes as YAML reads them.
func quote(s string) string { return strconv.Quote(strings.ToValidUTF8(s, "")) }

// slug makes an id of a title: "Bürgerbüro Süd" becomes buergerbuero-sued.
func slug(title string) string {
	title = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(title))
	words := strings.FieldsFunc(title, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	id := strings.Join(words, "-")
	id = strings.Trim(id[:min(len(id), 40)], "-")
	if id == "" || id[0] < 'a' {
		id = strings.Trim("x-"+id, "-")
	}
	return id
}
