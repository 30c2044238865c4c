package pvog

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// change is a field in which the PVOG says something else than the staff.
type change struct {
	field    string      // such as online.url
	old, new string      // old is "" if the staff wrote nothing
	at       source.Span // where the old value stands, or the record
}

// changesOfService compares what has facts in it. Wording is not compared: ours is shorter on purpose.
func changesOfService(ours *source.Node, s Service, m Municipality) []change {
	var all []change
	for _, f := range []struct{ field, new string }{{"fee", s.Fee}, {"deadline", s.Deadline}, {"duration", s.Duration}} {
		if old := value(ours, f.field); otherFacts(old, f.new) {
			all = append(all, change{f.field, old, f.new, spot(ours, f.field)})
		}
	}
	if old := texts(ours, "documents"); len(old) == 0 && len(s.Documents) > 0 {
		all = append(all, change{"documents", "", strings.Join(s.Documents, "; "), spot(ours, "documents")})
	}
	online := ours.Get("online")
	old := value(online, "url")
	if urls := s.urls(); len(urls) > 0 && !slices.Contains(urls, old) && !slices.Contains(urls, value(online, "elsewhere")) {
		all = append(all, change{"online.url", old, strings.Join(urls, " "), spot(ours, "online")})
	}
	if titles := s.responsible(); len(titles) > 0 {
		who, field := ours.Get("responsible"), "responsible."+m.Name
		old := ""
		for _, key := range []string{m.Name, m.Association, "rest", "all"} {
			if old = value(who, key); old != "" {
				break
			}
		}
		if !slices.ContainsFunc(titles, func(t string) bool { return strings.Contains(strings.ToLower(old), strings.ToLower(t)) }) {
			all = append(all, change{field, old, strings.Join(titles, "; "), spot(ours, "responsible")})
		}
	}
	return all
}

func (s Service) urls() []string {
	var out []string
	for _, o := range s.Online {
		if o.URL != "" && !slices.Contains(out, o.URL) {
			out = append(out, o.URL)
		}
	}
	return out
}

// responsible are the titles of the offices that decide; of all offices if none is said to.
func (s Service) responsible() []string {
	var deciding, any []string
	for _, o := range s.Offices {
		if o.Title == "" {
			continue
		}
		any = append(any, o.Title)
		if o.Role == responsible {
			deciding = append(deciding, o.Title)
		}
	}
	if len(deciding) > 0 {
		return deciding
	}
	return any
}

// far is how many metres two coordinates of the same house may lie apart.
const far = 150

func changesOfOffice(ours *source.Node, o Office) []change {
	var all []change
	differ := func(field string, holder *source.Node, key, new string, norm func(string) string) {
		if old := value(holder, key); new != "" && norm(old) != norm(new) {
			all = append(all, change{field, old, new, spot(ours, strings.Split(field, ".")[0])})
		}
	}
	address, access := ours.Get("address"), ours.Get("access")
	differ("address.street", address, "street", o.Street, plain)
	differ("address.plz", address, "plz", o.Postcode, plain)
	differ("address.town", address, "town", o.Town, plain)
	differ("phone", ours, "phone", o.Phone, digitsOf)
	differ("mail", ours, "mail", o.Mail, plain)
	differ("website", ours, "website", o.Website, func(s string) string { return strings.TrimSuffix(s, "/") })
	differ("hours.osm", ours.Get("hours"), "osm", o.Hours, plain)
	differ("access.wheelchair", access, "wheelchair", o.Wheelchair, plain)
	differ("access.lift", access, "lift", o.Lift, plain)
	if o.Lat != 0 && o.Lon != 0 {
		where := ours.Get("coordinates")
		lat, ok := coordinate(where, "lat")
		lon, also := coordinate(where, "lon")
		if new := degrees(o.Lat) + ", " + degrees(o.Lon); !ok || !also {
			all = append(all, change{"coordinates", "", new, spot(ours, "coordinates")})
		} else if metres(lat, lon, o.Lat, o.Lon) > far {
			all = append(all, change{"coordinates", degrees(lat) + ", " + degrees(lon), new, spot(ours, "coordinates")})
		}
	}
	return all
}

func degrees(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// metres is the distance of two points that lie close together.
func metres(lat, lon, lat2, lon2 float64) float64 {
	const perDegree = 111_200
	return math.Hypot((lat-lat2)*perDegree, (lon-lon2)*perDegree*math.Cos(lat*math.Pi/180))
}

// spot is where a key stands; the record if it has none.
func spot(n *source.Node, key string) source.Span {
	if k := n.Key(key); k != nil {
		return k.At
	}
	return n.At
}

var amount = regexp.MustCompile(`\d+(?:\.\d{3})*(?:,\d+)?`)

// facts are the numbers of a text in a form that can be compared.
func facts(text string) []string {
	var out []string
	for _, n := range amount.FindAllString(richtext.Parse(text).Plain(), -1) {
		n = strings.ReplaceAll(n, ".", "")
		if whole, cents, ok := strings.Cut(n, ","); ok && strings.Trim(cents, "0") == "" {
			n = whole
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// otherFacts reports whether a new text has other numbers than the old one, or whether there is no old one.
func otherFacts(old, new string) bool {
	return new != "" && (old == "" || !slices.Equal(facts(old), facts(new)))
}
