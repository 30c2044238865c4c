package pvog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// Fetched is what was asked for one municipality.
type Fetched struct {
	Municipality Municipality
	Services     []Service
	Offices      []Office
	Missing      []string // LeiKa keys that the PVOG has nothing for here
	Listed       []Ref    // every service of the area, if that was asked; else nil
}

// Proposal is what a person looks through.
type Proposal struct {
	Services, Places          string   // YAML as in services/*.yaml and places/*.yaml; "" if there is nothing to propose
	New, Changed, Equal, Gone int      // records
	Report                    []string // lines in German
}

// toFillIn stands where only a person can know what is right. The check of the content refuses it, so that it cannot be forgotten.
const toFillIn = "bitte-eintragen"

// Propose compares what was fetched with what the staff wrote. Nothing that the staff wrote is repeated but ids and names.
func Propose(c *Current, f Fetched, now time.Time) Proposal {
	p := proposer{c: c, f: f, today: now.Format(time.DateOnly)}
	for _, s := range f.Services {
		p.service(s)
	}
	services := p.b.String()
	p.b.Reset()
	for _, o := range f.Offices {
		p.office(o)
	}
	places := p.b.String()
	p.gone()
	p.listed()
	if services != "" {
		p.out.Services = p.header("services") + services
	}
	if places != "" {
		p.out.Places = p.header("places") + places
	}
	return p.out
}

// proposer writes a proposal.
type proposer struct {
	c     *Current
	f     Fetched
	today string
	b     strings.Builder
	out   Proposal
}

func (p *proposer) report(format string, args ...any) {
	p.out.Report = append(p.out.Report, fmt.Sprintf(format, args...))
}

func (p *proposer) service(s Service) {
	ours := p.matching(s)
	if ours == nil {
		p.out.New++
		p.report("neu: Leistung „%s“ (%s)", s.Name, s.ID)
		p.b.WriteString("\n  # neu\n")
		p.about(s)
		p.line("  - id: " + slug(s.Name))
		p.text("name", s.Name)
		if len(s.LeiKa) > 0 {
			p.line("    leika: {key: " + quote(s.LeiKa[0]) + ", kind: " + toFillIn + ", source: " + quote(s.Source) + "}")
		}
		p.line("    level: [" + toFillIn + "]")
		p.serviceFields(s, nil)
		p.end(s.Source, s.Updated, "")
		return
	}
	changes := changesOfService(ours, s, p.f.Municipality)
	if !p.compared("Leistung", value(ours, "id"), ours, changes) {
		return
	}
	p.about(s)
	p.line("  - id: " + value(ours, "id"))
	p.text("name", value(ours, "name"))
	p.line("    level: [" + strings.Join(texts(ours, "level"), ", ") + "]")
	p.serviceFields(s, changes)
	p.end(s.Source, s.Updated, "")
}

// matching is our record of a service.
func (p *proposer) matching(s Service) *source.Node {
	for _, key := range s.LeiKa {
		if ours := p.c.withLeiKa(key); len(ours) > 0 {
			return ours[0]
		}
	}
	return nil
}

// serviceFields writes the fields that have changed; nil means all.
func (p *proposer) serviceFields(s Service, changes []change) {
	changed := func(field string) bool {
		return changes == nil || slices.ContainsFunc(changes, func(c change) bool { return c.field == field })
	}
	if titles := s.responsible(); changed("responsible."+p.f.Municipality.Name) && len(titles) > 0 {
		p.line("    responsible: {" + quote(p.f.Municipality.Name) + ": " + quote(strings.Join(titles, "; ")) + "}")
	}
	if urls := s.urls(); changed("online.url") && len(urls) > 0 {
		for _, more := range urls[1:] {
			p.comment("weiterer Onlinedienst: " + more)
		}
		p.line("    online: {url: " + quote(urls[0]) + ", for: [" + quote(p.f.Municipality.Name) + "], confidence: uncertain}")
	}
	if changed("documents") && len(s.Documents) > 0 {
		p.line("    documents:")
		for _, d := range s.Documents {
			p.line("      - " + quote(d))
		}
	}
	for _, f := range []struct{ key, value string }{{"fee", s.Fee}, {"deadline", s.Deadline}, {"duration", s.Duration}} {
		if changed(f.key) {
			p.text(f.key, f.value)
		}
	}
}

func (p *proposer) about(s Service) {
	for _, l := range lines(s.About) {
		p.comment("Quelle, nur zum Lesen: " + richtext.Parse(l).Plain())
	}
}

func (p *proposer) office(o Office) {
	ours, others := p.c.office(o)
	if ours == nil {
		p.out.New++
		p.report("neu: Stelle „%s“ (%s)", o.Name, o.ID)
		p.b.WriteString("\n  # neu\n")
		for _, other := range others {
			p.comment(fmt.Sprintf("Vielleicht dieselbe Stelle: %s (%s)", value(other, "id"), other.At))
		}
		p.line("  - id: " + slug(o.Name))
		p.text("name", o.Name)
		p.line("    kind: " + p.kind(o.Name))
		p.line("    municipality: " + p.municipality(o.Town))
		p.officeFields(o, nil)
		p.end(o.Source, o.Updated, o.remark())
		return
	}
	changes := changesOfOffice(ours, o)
	if !p.compared("Stelle", value(ours, "id"), ours, changes) {
		return
	}
	p.line("  - id: " + value(ours, "id"))
	p.text("name", value(ours, "name"))
	p.line("    kind: " + value(ours, "kind"))
	p.text("municipality", value(ours, "municipality"))
	p.officeFields(o, changes)
	p.end(o.Source, o.Updated, o.remark())
}

// remark is what the source says beside the fields.
func (o Office) remark() string {
	notes := slices.Clone(o.Notes)
	if o.HoursText != "" && o.Hours == "" {
		notes = append([]string{"Zeiten laut Quelle: " + strings.ReplaceAll(richtext.Parse(o.HoursText).Plain(), "\n", " / ")}, notes...)
	}
	return strings.Join(notes, " · ")
}

func (p *proposer) officeFields(o Office, changes []change) {
	changed := func(field string) bool {
		return changes == nil || slices.ContainsFunc(changes, func(c change) bool { return strings.HasPrefix(c.field, field) })
	}
	if changed("address") && o.Town != "" {
		p.line("    address: {street: " + quote(o.Street) + ", plz: " + quote(o.Postcode) + ", town: " + quote(o.Town) + "}")
	}
	if changed("coordinates") && o.Lat != 0 {
		p.line("    coordinates: {lat: " + degrees(o.Lat) + ", lon: " + degrees(o.Lon) + ", accuracy: unknown}")
	}
	for _, f := range []struct{ key, value string }{{"phone", o.Phone}, {"mail", o.Mail}, {"website", o.Website}} {
		if changed(f.key) {
			p.text(f.key, f.value)
		}
	}
	if changed("hours") && o.Hours != "" {
		asOf := ""
		if o.Updated != "" {
			asOf = ", as_of: " + quote(o.Updated)
		}
		p.line("    hours: {osm: " + quote(o.Hours) + asOf + ", checked: " + p.today + "}")
	}
	var access []string
	for _, f := range []struct{ key, value string }{{"wheelchair", o.Wheelchair}, {"lift", o.Lift}} {
		if changed("access."+f.key) && f.value != "" {
			access = append(access, f.key+": "+f.value)
		}
	}
	if len(access) > 0 {
		p.line("    access: {" + strings.Join(access, ", ") + "}")
	}
}

// compared counts a record of ours and writes the differences above its proposal; false if there are none.
func (p *proposer) compared(what, id string, ours *source.Node, changes []change) bool {
	if len(changes) == 0 {
		p.out.Equal++
		return false
	}
	p.out.Changed++
	var fields []string
	p.b.WriteString("\n")
	p.comment(fmt.Sprintf("anders als %s", ours.At))
	for _, c := range changes {
		fields = append(fields, c.field)
		p.comment(fmt.Sprintf("  %s (%s:%d)", c.field, c.at.File, c.at.Line))
		if c.old != "" {
			p.comment("  - " + richtext.Parse(c.old).Plain())
		}
		p.comment("  + " + richtext.Parse(c.new).Plain())
	}
	p.report("anders: %s %s (%s:%d): %s", what, id, ours.At.File, ours.At.Line, strings.Join(fields, ", "))
	return true
}

// gone reports services of ours that the PVOG has nothing for.
func (p *proposer) gone() {
	for _, key := range p.f.Missing {
		for _, ours := range p.c.withLeiKa(key) {
			p.out.Gone++
			p.report("nicht im PVOG: Leistung %s (%s:%d), LeiKa %s", value(ours, "id"), ours.At.File, ours.At.Line, key)
		}
		if len(p.c.withLeiKa(key)) == 0 {
			p.report("nicht im PVOG: LeiKa %s", key)
		}
	}
}

// listed reports services of the area that the content does not have.
func (p *proposer) listed() {
	for _, s := range p.f.Listed {
		if !slices.ContainsFunc(s.LeiKa, func(key string) bool { return len(p.c.withLeiKa(key)) > 0 }) {
			p.report("fehlt bei uns: „%s“ (%s)", s.Title, strings.Join(append([]string{s.ID}, s.LeiKa...), ", LeiKa "))
		}
	}
}
