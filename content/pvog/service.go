package pvog

import (
	"slices"
	"strings"
)

// Service is a service as the PVOG describes it. Texts are in our Markdown subset.
type Service struct {
	ID, Name  string
	LeiKa     []string
	About     string // what it is
	Documents []string
	Fee       string
	Deadline  string
	Duration  string
	Online    []Online
	Offices   []Ref  // who is responsible in the area
	Updated   string // day of the last change, JJJJ-MM-TT; "" if unknown
	Source    string // address that was asked
}

// Online is an online service.
type Online struct{ ID, Title, URL string }

// Ref is a service or an office of which only the title is known.
type Ref struct {
	ID, Title string
	Role      string // of an office: 01 is the responsible one
	LeiKa     []string
}

// responsible is the role of the office that decides; others are for questions.
const responsible = "01"

// The keys of a service that have been seen in answers.
const serviceKeys = `name description leikakeys sdgInformation id languageCode timestamp ars sourcePortals languageComplete availableLanguages organisationIds organisations
	lastUpdate externalLastUpdate addressees arsFederalstate validFrom validTo validityPeriods synonyms details typing onlineServiceLinks personalMatters forms suggest title`

// Page is one page of a list of services.
type Page struct {
	Services []Ref
	More     bool // there is another page
	Counted  bool // the answer says whether there is one
}

// ReadPage reads a list of services. It fails with a [FormError] if there is no list, or nothing in it that can be read.
func ReadPage(data []byte, log *Deviations) (Page, error) {
	a, err := read("servicedescriptions", data, log)
	if err != nil {
		return Page{}, err
	}
	if inner := a.at("serviceDescriptions"); inner.value != nil {
		a = inner
	}
	a.only("content pageable sort size number numberOfElements totalElements totalPages first last empty")
	content, ok := a.at("content").value.([]any)
	if !ok {
		return Page{}, &FormError{a.path + ".content"}
	}
	var p Page
	for _, s := range a.at("content").objects() {
		s.only(serviceKeys)
		if id := s.at("id").text(); id != "" {
			p.Services = append(p.Services, Ref{ID: id, Title: oneLine(s.at("name").text()), LeiKa: s.at("leikakeys").texts()})
		}
	}
	if len(content) > 0 && len(p.Services) == 0 {
		return p, &FormError{a.path + ".content[].id"} // that is not the same as finding nothing
	}
	number, known := a.at("number").number()
	total, also := a.at("totalPages").number()
	last, said := a.at("last").value.(bool)
	switch {
	case known && also:
		p.More, p.Counted = number+1 < total, true
	case said:
		p.More, p.Counted = !last, true
	}
	return p, nil
}

// ReadService reads the description of a service. It fails with a [FormError] if that has no id or name.
func ReadService(data []byte, log *Deviations) (Service, error) {
	a, err := read("servicedescription", data, log)
	if err != nil {
		return Service{}, err
	}
	a.only(serviceKeys)
	s := Service{ID: a.at("id").text(), Name: oneLine(a.at("name").text()), LeiKa: a.at("leikakeys").texts(), About: Markdown(a.at("description").text()), Updated: day(a.at("externalLastUpdate").text())}
	if s.ID == "" || s.Name == "" {
		return s, &FormError{a.path + ".id, " + a.path + ".name"}
	}
	for _, m := range a.at("details").objects() {
		s.module(m)
	}
	for _, o := range a.at("onlineServiceLinks").objects() {
		o.only("uri title replace dynamicParameters id validFrom validTo validityPeriods executionLanguages executionNationalities levelOfConfidence identificationMethods paymentMethods helpLinks description")
		online := Online{ID: o.at("id").text(), Title: oneLine(o.at("title").text()), URL: webAddress(o.at("uri").text())}
		if !slices.ContainsFunc(s.Online, func(have Online) bool { return have.URL == online.URL && have.ID == online.ID }) {
			s.Online = append(s.Online, online)
		}
	}
	return s, nil
}

// The modules of a description that we compare; codes of the federal list of text modules.
const (
	moduleAbout     = "06"
	moduleDocuments = "08"
	moduleDuration  = "95"
	moduleDeadline  = "97"
	moduleFee       = "98"
)

func (s *Service) module(m answer) {
	m.only("@type additionalInformation filled placeholder title text links replace code xZufiCategory details")
	html := m.at("text").text()
	for _, part := range m.at("details").objects() {
		part.only("@type additionalInformation filled placeholder title text links replace code xZufiCategory details")
		html += "<p>" + part.at("title").text() + ": " + part.at("text").text() + "</p>"
	}
	text := withoutPersons(Markdown(html))
	switch m.at("code").text() {
	case moduleAbout:
		s.About = text
	case moduleDocuments:
		s.Documents = lines(text)
	case moduleDuration:
		s.Duration = text
	case moduleDeadline:
		s.Deadline = text
	case moduleFee:
		s.Fee = text
	}
}

// ReadOffices reads which offices are there for a service. It fails with a [FormError] if the answer is no list.
func ReadOffices(data []byte, log *Deviations) ([]Ref, error) {
	a, err := read("organisationunits", data, log)
	if err != nil {
		return nil, err
	}
	if _, ok := a.value.([]any); !ok {
		return nil, &FormError{a.path}
	}
	var out []Ref
	for _, o := range a.objects() {
		o.only("id title role name languageCode")
		role := o.at("role")
		code := ""
		if _, plain := role.value.(string); plain {
			code = map[string]string{"Zuständige Stelle": responsible}[role.text()]
		} else if role.is("Objekt") {
			code = role.at("code").text()
		}
		if id := o.at("id").text(); id != "" {
			out = append(out, Ref{ID: id, Title: oneLine(o.at("title").text()), Role: code})
		}
	}
	return out, nil
}

// ReadOnline reads an online service. It fails with a [FormError] if that has no link.
func ReadOnline(data []byte, log *Deviations) (Online, error) {
	a, err := read("onlineservice", data, log)
	if err != nil {
		return Online{}, err
	}
	o := Online{ID: a.at("id").text(), Title: oneLine(a.at("name").text())}
	for _, l := range a.at("links").objects() {
		if u := webAddress(l.at("uri").text()); u != "" && o.URL == "" {
			o.URL = u
		}
	}
	if o.URL == "" {
		return o, &FormError{a.path + ".links[].uri"}
	}
	return o, nil
}

// webAddress is an address that may stand in the content; "" if it may not.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") && !strings.ContainsAny(s, " \t\n\"<>") {
		return s
	}
	return ""
}

// day is the date at the beginning of a time; "" if there is none.
func day(s string) string {
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' {
		return s[:10]
	}
	return ""
}
