package content

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/flows/source"
)

func (r *reader) abilities(file *source.Node) {
	if age, err := source.ParseDuration(text(file, "hours_old_after")); err == nil {
		r.c.hoursAge = age
	}
	for _, n := range items(file, "abilities") {
		if r.unique("abilities", n.Get("id")) {
			r.c.abilities[text(n, "id")] = ability{name: text(n, "de"), resident: text(n, "resident") == "true"}
			r.nameText("ability", n, "de", "Was man an einer Stelle erledigen kann")
		}
	}
	for _, n := range items(file, "kinds") {
		if r.unique("kinds", n.Get("id")) {
			r.c.kinds[text(n, "id")] = ability{name: text(n, "de"), words: texts(n, "words")}
			r.nameText("kind", n, "de", "Art einer Stelle; steht hinter ihrem deutschen Namen")
		}
	}
}

func (r *reader) municipalities(file *source.Node) {
	for _, n := range append(items(file, "associations"), items(file, "municipalities")...) {
		r.known[text(n, "name")] = true
	}
	for _, n := range items(file, "municipalities") {
		name := text(n, "name")
		if !r.unique("municipality", n.Get("name")) {
			continue
		}
		m := &municipality{record: r.record(n), name: name, association: text(n, "association"), point: r.point(n.Get("coordinates"))}
		r.c.municipalities[name] = m
		r.municipality(n.Get("association"))
		r.digits(n.Get("ags"), 8, "ags", source.T("Ein Gemeindeschlüssel hat acht Ziffern.", "A municipality key has eight digits."))
		r.digits(n.Get("ars"), 12, "ars", source.T("Ein Regionalschlüssel hat zwölf Ziffern.", "A regional key has twelve digits."))
		r.olderCodes[name] = r.postcodes(n, "older_plz")
		r.entries = append(r.entries, gazetteer.Entry{Owner: name, Name: name, Others: texts(n, "others"), Postcodes: r.postcodes(n, "plz"), Point: m.point, Main: true})
		r.villages(name, texts(n, "parts"))
		for _, l := range items(n, "localities") {
			codes := r.postcodes(l, "plz")
			r.entries = append(r.entries, gazetteer.Entry{Owner: name, Name: text(l, "name"), Others: texts(l, "others"), Postcodes: codes, Point: r.point(l.Get("coordinates"))})
			r.villages(name, texts(l, "parts"))
		}
	}
	for _, n := range items(file, "associations") {
		r.record(n)
		for _, member := range list(n.Get("members")) {
			r.municipality(member)
			r.entries = append(r.entries, gazetteer.Entry{Owner: member.Value, Name: text(n, "name"), Others: texts(n, "others"), Main: true})
		}
	}
}

// villages adds places of which only the name is known.
func (r *reader) villages(owner string, names []string) {
	for _, name := range names {
		r.entries = append(r.entries, gazetteer.Entry{Owner: owner, Name: name})
	}
}

func (r *reader) neighbours(file *source.Node) {
	for _, n := range items(file, "neighbours") {
		name := text(n, "name")
		r.known[name] = true
		if website := text(n, "website"); website != "" || r.c.neighbours[name] == "" {
			r.c.neighbours[name] = website
		}
		r.entries = append(r.entries, gazetteer.Entry{Name: name, Others: texts(n, "others"), Postcodes: r.postcodes(n, "plz"), Point: r.point(n)})
	}
}

func (r *reader) places(file *source.Node) {
	for _, n := range items(file, "places") {
		if !r.unique("place", n.Get("id")) {
			continue
		}
		address, coordinates, times, access := n.Get("address"), n.Get("coordinates"), n.Get("hours"), n.Get("access")
		p := &place{
			record: r.record(n), id: text(n, "id"), name: text(n, "name"), kind: text(n, "kind"), municipality: text(n, "municipality"), serves: texts(n, "serves"),
			street: text(address, "street"), postcode: text(address, "plz"), town: text(address, "town"),
			point: r.point(coordinates), accuracy: text(coordinates, "accuracy"),
			phone: text(n, "phone"), mail: text(n, "mail"), website: text(n, "website"), booking: text(n, "booking"),
			hours: r.hours(times.Get("osm")), hoursAsOf: text(times, "as_of"), hoursNote: text(times, "note"),
			wheelchair: text(access, "wheelchair"), accessNote: text(access, "note"), facilities: facilities(access),
			can: texts(n, "can"), note: text(n, "note"), languages: texts(n, "languages"), stop: text(n, "stop"), words: texts(n, "words"),
		}
		if p.hours != nil {
			p.times, p.hoursAt = evaluated(p.hours), times.Get("osm").At
			p.hoursChecked, _ = time.Parse(time.DateOnly, text(times, "checked"))
		}
		r.digits(address.Get("plz"), 5, "plz", badPostcode())
		r.mail(n.Get("mail"))
		r.municipality(n.Get("municipality"))
		r.serves(n, p)
		r.name(n.Get("kind"), r.c.kinds, "kind", source.T("Die Art „%s“ gibt es nicht.", "There is no kind %q.", p.kind))
		for _, can := range list(n.Get("can")) {
			r.name(can, r.c.abilities, "ability", noAbility(can.Value))
		}
		r.surroundings(n, p)
		r.placeTexts(n)
		r.c.places = append(r.c.places, p)
	}
}

func noAbility(id string) source.Text {
	return source.T("Die Fähigkeit „%s“ gibt es nicht.", "There is no ability %q.", id)
}

// facilities are the ids of what is known about access beside the entrance.
func facilities(access *source.Node) []string {
	var out []string
	for _, key := range []string{"lift", "toilet", "loop", "signing", "parking"} {
		if v := text(access, key); v != "" {
			out = append(out, key+"."+v)
		}
	}
	return out
}

// short is the name of a municipality without what stands in brackets.
func short(name string) string {
	name, _, _ = strings.Cut(name, " (")
	return name
}
