package content

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// unique reports whether an id is new, and the second one otherwise.
func (r *reader) unique(kind string, id *source.Node) bool {
	if id == nil || id.Value == "" {
		return false // the shape has said so
	}
	key := kind + " " + id.Value
	if first, taken := r.seen[key]; taken {
		d := r.Error("duplicate-id", id.At, source.T("„%s“ gibt es schon.", "%q is already there.", id.Value))
		d.Related = append(d.Related, source.Related{At: first, Text: source.T("hier zuerst", "first here")})
		return false
	}
	r.seen[key] = id.At
	return true
}

// record reads what all records have, and asks for sources.
func (r *reader) record(n *source.Node) record {
	rec := record{sources: texts(n, "source"), asOf: text(n, "as_of"), owner: text(n, "owner"), uncertain: text(n, "confidence") != sourced, doubts: map[string]string{}}
	if checked := n.Get("checked"); checked != nil {
		rec.checked, _ = time.Parse(time.DateOnly, checked.Value)
		rec.checkedAt = checked.At
	}
	if len(rec.sources) == 0 && !rec.uncertain {
		at := n.Get("confidence").At
		d := r.Error("source", at, source.T("Hier steht „belegt“ (sourced), aber es fehlt die Quelle (source).", "This says \"sourced\" but names no source."))
		d.Hint = source.T("Nennen Sie die Quelle, oder schreiben Sie confidence: uncertain.", "Name the source, or write confidence: uncertain.")
	}
	for _, p := range pairs(n.Get("doubts")) {
		rec.doubts[p.Key.Value] = p.Value.Value
		if n.Get(p.Key.Value) != nil {
			continue
		}
		d := r.Error("doubts", p.Key.At, source.T("Ein Feld „%s“ hat dieser Eintrag nicht.", "This record has no field %q.", p.Key.Value))
		var near bool
		if d.Meant, near = source.Suggest(p.Key.Value, keys(n)); !near {
			list := strings.Join(slices.DeleteFunc(keys(n), func(key string) bool {
				return slices.Contains([]string{"id", "words", "words_in", "source", "checked", "confidence", "doubts", "owner", "remark"}, key)
			}), ", ")
			d.Hint = source.T("Hier möglich: %s", "Possible here: %s", list)
		}
	}
	return rec
}

// digits reports a number that has not the right count of digits.
func (r *reader) digits(n *source.Node, count int, rule string, say source.Text) {
	if n == nil || n.Kind != source.Scalar || len(n.Value) == count && strings.Trim(n.Value, "0123456789") == "" {
		return
	}
	d := r.Error(rule, n.At, say)
	only := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, n.Value)
	if len(only) == count && len(n.Value) < 2*count {
		d.Meant = only
	}
	if n.Plain && len(n.Value) == count-1 {
		d.Hint = source.T("Die Null am Anfang bleibt nur in Anführungszeichen erhalten: \"0%s\"", "The zero in front is kept only in quotes: \"0%s\"", n.Value)
	}
}

func badPostcode() source.Text {
	return source.T("Eine Postleitzahl hat fünf Ziffern.", "A postcode has five digits.")
}

func (r *reader) postcodes(n *source.Node, key string) []string {
	for _, code := range list(n.Get(key)) {
		r.digits(code, 5, "plz", badPostcode())
	}
	return texts(n, key)
}

func (r *reader) mail(n *source.Node) {
	if n == nil {
		return
	}
	if user, host, ok := strings.Cut(n.Value, "@"); !ok || user == "" || !strings.Contains(host, ".") || strings.ContainsAny(n.Value, " ,;") {
		r.Error("mail", n.At, source.T("Das ist keine E-Mail-Adresse.", "This is no e-mail address."))
	}
}

// municipality reports a name that is neither of a municipality nor of an association nor of a town nearby.
func (r *reader) municipality(n *source.Node) {
	if n == nil || n.Value == "" || r.known[n.Value] || len(r.c.municipalities) == 0 {
		return
	}
	d := r.Error("municipality", n.At, source.T("Eine Gemeinde „%s“ kennt Lotse nicht.", "Lotse knows no municipality %q.", n.Value))
	d.Meant = r.namesake(n.Value)
}

// namesake is the name that was probably meant: "Mücheln" is Mücheln (Geiseltal), and no town far away; "" if none is near.
func (r *reader) namesake(name string) string {
	all := slices.Sorted(maps.Keys(r.known))
	for _, near := range [][]string{slices.Sorted(maps.Keys(r.c.municipalities)), all} {
		for _, full := range near {
			if strings.EqualFold(short(full), name) {
				return full
			}
		}
	}
	meant, _ := source.Suggest(name, all)
	return meant
}

// home reports a name that is neither of a municipality nor of an association: nobody from elsewhere asks who is responsible here.
func (r *reader) home(n *source.Node) {
	if _, outside := r.c.neighbours[n.Value]; outside && r.c.municipalities[n.Value] == nil && len(r.c.municipalities) > 0 {
		r.Error("municipality", n.At, source.T("„%s“ liegt außerhalb. Hier gehen nur Gemeinden und Verbandsgemeinden des Kreises.", "%q lies outside. Only municipalities and associations of the district can stand here.", n.Value))
		return
	}
	before := len(r.Diagnostics)
	r.municipality(n)
	if len(r.Diagnostics) == before || r.Diagnostics[before].Meant != "" {
		return
	}
	d := &r.Diagnostics[before]
	switch strings.ToLower(n.Value) {
	case "alle", "jeder", "überall":
		d.Meant = all
	case "übrige", "andere", "sonst", "sonstige":
		d.Meant = rest
	default:
		d.Hint = source.T("Für alle Gemeinden steht „all“, für die übrigen „rest“.", "All municipalities are called all, the remaining ones rest.")
	}
}

func (r *reader) name(n *source.Node, known map[string]ability, rule string, say source.Text) {
	if n == nil || n.Value == "" || len(known) == 0 {
		return
	}
	if _, ok := known[n.Value]; !ok {
		d := r.Error(rule, n.At, say)
		d.Meant, _ = source.Suggest(n.Value, slices.Sorted(maps.Keys(known)))
		d.Hint = source.T("Die Liste steht in %s.", "The list is in %s.", abilitiesFile)
	}
}

// serves looks at the municipalities that a place is there for; what only residents get needs them.
func (r *reader) serves(n *source.Node, p *place) {
	for _, m := range list(n.Get("serves")) {
		r.municipality(m)
	}
	if len(p.serves) > 0 {
		return
	}
	for _, can := range list(n.Get("can")) {
		if a := r.c.abilities[can.Value]; a.resident {
			d := r.Error("serves", can.At, source.T("„%s“ gibt es nur in der eigenen Gemeinde. Für wen ist diese Stelle da?", "%q is for residents only. Whom is this place for?", a.name))
			d.Hint = source.T("Tragen Sie die Gemeinde ein: serves: [%s]", "Name the municipality: serves: [%s]", p.municipality)
		}
	}
}

// The state of Saxony-Anhalt with some margin, in degrees.
const (
	south, north = 50.8, 53.1
	west, east   = 10.5, 13.3
)

// point reads coordinates; nil if there are none or wrong ones.
func (r *reader) point(n *source.Node) *gazetteer.Point {
	lat, lon := n.Get("lat"), n.Get("lon")
	if lat == nil || lon == nil {
		return nil
	}
	p := gazetteer.Point{}
	var err, also error
	p.Lat, err = strconv.ParseFloat(lat.Value, 64)
	p.Lon, also = strconv.ParseFloat(lon.Value, 64)
	switch {
	case err != nil || also != nil:
		return nil // the shape has said so
	case inside(p.Lat, p.Lon):
		return &p
	case inside(p.Lon, p.Lat):
		d := r.Error("coordinates", lat.At, source.T("Breite und Länge sind vertauscht.", "Latitude and longitude are swapped."))
		d.Hint = source.T("Richtig wäre: lat: %s, lon: %s", "Expected: lat: %s, lon: %s", lon.Value, lat.Value)
	default:
		r.Error("coordinates", lat.At, source.T("Diese Koordinaten liegen nicht in Sachsen-Anhalt.", "These coordinates are not in Saxony-Anhalt."))
	}
	return nil
}

func inside(lat, lon float64) bool { return lat >= south && lat <= north && lon >= west && lon <= east }

// hours reads opening hours; nil if there are none or they cannot be read.
func (r *reader) hours(n *source.Node) *hours.Hours {
	if n == nil || n.Value == "" {
		return nil
	}
	h, err := hours.Parse(n.Value)
	if err == nil {
		if meant := h.Reordered(); meant != "" {
			d := r.Warn("hours-order", n.At, source.T("Nach einer späteren Regel ist hier auch feiertags offen. „Feiertags geschlossen“ gehört ans Ende.", "By a later rule it is open on holidays, too. “Closed on holidays” belongs at the end."))
			d.Meant = meant
		}
		return h
	}
	r.badHours(n, err)
	return nil
}

// badHours reports opening hours that cannot be read, with the place in them.
func (r *reader) badHours(n *source.Node, err error) {
	at := n.At
	bad, ok := errors.AsType[*hours.Error](err)
	if !ok {
		r.Error("hours", at, source.T("Diese Öffnungszeiten kann Lotse nicht lesen: %v", "Lotse cannot read these opening hours: %v", err))
		return
	}
	at.Col += bad.Offset
	if !n.Plain {
		at.Col++ // the quote
	}
	at.Len = max(1, bad.Length)
	d := r.Error("hours", at, source.Text{DE: bad.German, EN: bad.English})
	d.Meant = bad.Suggestion
}
