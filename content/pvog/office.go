package pvog

import (
	"regexp"
	"strings"
)

// Office is an office as the PVOG describes it.
type Office struct {
	ID, Name               string
	Street, Postcode, Town string
	Lat, Lon               float64 // 0, 0: unknown
	Phone, Mail, Website   string
	Hours                  string   // as OpenStreetMap writes them; "" if the text leaves room for doubt
	HoursText              string   // what the source says
	Wheelchair, Lift       string   // yes, no; "" if nothing is said
	Notes                  []string // other statements of the source, and what was left out
	Updated                string   // day of the last change; "" if unknown
	Source                 string   // address that was asked
}

// The keys of an office that have been seen in answers, or that hold persons and are passed over on purpose.
const officeKeys = `id title name description location internetAddresses additionalInformation lastUpdate externalLastUpdate timestamp languageCode ars category keywords
	validFrom validTo validityPeriods parentId contactPersons persons`

// infoTimes is the kind of additional information that holds opening hours.
const infoTimes = "INFO_TIMES"

// ReadOffice reads an office. It fails with a [FormError] if that has no name.
func ReadOffice(data []byte, log *Deviations) (Office, error) {
	a, err := read("organisationunit", data, log)
	if err != nil {
		return Office{}, err
	}
	a.only(officeKeys)
	o := Office{ID: a.at("id").text(), Name: oneLine(a.at("title").text()), Updated: day(a.at("lastUpdate").text())}
	if o.Name == "" {
		o.Name = oneLine(a.at("name").text())
	}
	if o.Name == "" {
		return o, &FormError{a.path + ".title"}
	}
	where := a.at("location")
	where.only("addresses communications id title description")
	o.address(where.at("addresses").objects())
	for _, c := range where.at("communications").objects() {
		o.communication(c)
	}
	for _, u := range a.at("internetAddresses").objects() {
		u.only("uri title description replace dynamicParameters")
		if o.Website == "" {
			o.Website = webAddress(u.at("uri").text())
		}
	}
	for _, i := range a.at("additionalInformation").objects() {
		i.only("type text title code")
		o.information(i.at("type").text(), withoutPersons(Markdown(i.at("text").text())))
	}
	return o, nil
}

// address takes the address of the house; one that only takes letters helps nobody.
func (o *Office) address(all []answer) {
	for _, a := range all {
		a.only("type street houseNumber zip city geo additionalInformation")
		if o.Street != "" || a.at("type").text() != "Hausanschrift" {
			continue
		}
		o.Street = oneLine(a.at("street").text())
		if n := oneLine(a.at("houseNumber").text()); n != "" {
			o.Street += " " + n
		}
		o.Postcode, o.Town = a.at("zip").text(), oneLine(a.at("city").text())
		geo := a.at("geo")
		geo.only("latitude longitude")
		lat, known := geo.at("latitude").number()
		lon, also := geo.at("longitude").number()
		if known && also {
			o.Lat, o.Lon = lat, lon
		}
	}
}

var (
	// An address such as k.meier@… belongs to a person, as far as one can see.
	personal = regexp.MustCompile(`^\pL+[._-]\pL+@`)
	shared   = regexp.MustCompile(`(?i)^(?:info|post|post-?stelle|kontakt|verwaltung|stadt|gemeinde|amt|service|b(?:ü|ue)rger\pL*|einwohner\pL*|ordnung\pL*|sozial\pL*|standesamt|kfz|bau\pL*|jugend\pL*)[._-]|[._-](?:amt|stelle|stadt|gemeinde|b(?:ü|ue)ro)@`)
)

func (o *Office) communication(c answer) {
	c.only("code name value description")
	value := oneLine(c.at("value").text())
	switch c.at("name").text() {
	case "Telefon":
		if o.Phone == "" {
			o.Phone = value
		}
	case "E-Mail":
		if personal.MatchString(value) && !shared.MatchString(value) {
			o.Notes = append(o.Notes, "Eine E-Mail-Adresse ist weggelassen: Sie könnte einer Person gehören.")
		} else if o.Mail == "" {
			o.Mail = value
		}
	}
}

var (
	noWheelchair = regexp.MustCompile(`(?i)nicht (?:rollstuhlgerecht|barrierefrei)|rollstuhlgerecht: nein`)
	wheelchair   = regexp.MustCompile(`(?i)(?:^|[^\pL])rollstuhlgerecht(?:$|[^\pL])`)
	noLift       = regexp.MustCompile(`(?i)kein(?:en)? (?:aufzug|fahrstuhl)|(?:aufzug|fahrstuhl)(?: vorhanden)?: nein`)
	lift         = regexp.MustCompile(`(?i)(?:aufzug|fahrstuhl)(?: vorhanden|: ja| vorhanden: ja)`)
)

// information reads hours, and what a text says about access in so many words.
func (o *Office) information(kind, text string) {
	if text == "" {
		return
	}
	if kind == infoTimes {
		o.HoursText = text
		o.Hours, _ = Hours(text)
		return
	}
	switch {
	case noWheelchair.MatchString(text):
		o.Wheelchair = "no"
	case wheelchair.MatchString(text):
		o.Wheelchair = "yes"
	}
	switch {
	case noLift.MatchString(text):
		o.Lift = "no"
	case lift.MatchString(text):
		o.Lift = "yes"
	}
	o.Notes = append(o.Notes, strings.ReplaceAll(text, "\n", " / "))
}
