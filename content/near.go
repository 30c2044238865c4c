package content

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows"
)

// Question asks for the places near somewhere.
type Question struct {
	Near string    // name or postcode of a place, or "LAT,LON"
	For  string    // service or ability; "" for any
	Kind string    // kind of place; "" for any
	At   time.Time // when somebody wants to go there
	N    int       // how many places at most
}

// Nearby is the answer to a Question. At most one of Municipality, Candidates and Outside is set; none of them if the place is not found.
type Nearby struct {
	Municipality string
	Candidates   []string // municipalities that may be meant; then there are no places
	Outside      bool
	Name         string // the place outside, if it can be named; with Candidates: another one that may be meant
	Places       []Spot
}

// Spot is a place as seen from somewhere at a moment.
type Spot struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Kind         string       `json:"kind"`
	Municipality string       `json:"municipality"`
	Address      string       `json:"address"`
	Distance     *int         `json:"distance_m"`        // nil if the place or the place asked from has no coordinates
	Accuracy     string       `json:"distance_accuracy"` // that of the coordinates, see the accuracy of a place
	State        *hours.State `json:"state"`             // nil if the hours are not known
	Comment      string       `json:"comment,omitempty"`
	NextChange   *time.Time   `json:"next_change"`
	Hours        string       `json:"hours,omitempty"` // in German
	HoursAsOf    string       `json:"hours_as_of,omitempty"`
	CallFirst    bool         `json:"call_first"` // the hours are old, doubtful or unknown
	Phone        string       `json:"phone,omitempty"`
	Unsure       bool         `json:"unsure,omitempty"` // nobody knows whether the matter can be dealt with there
}

// MarshalJSON writes {"municipality", "candidates", "outside", "places"}; an unknown municipality is null.
func (n Nearby) MarshalJSON() ([]byte, error) {
	var municipality *string
	if n.Municipality != "" {
		municipality = &n.Municipality
	}
	return json.Marshal(struct {
		Municipality *string  `json:"municipality"`
		Candidates   []string `json:"candidates"`
		Outside      bool     `json:"outside"`
		Places       []Spot   `json:"places"`
	}{municipality, append([]string{}, n.Candidates...), n.Outside, append([]Spot{}, n.Places...)})
}

// Nearby answers a question. Matters that are for residents lead to the place that is responsible, not to the nearest one.
func (c *Catalogue) Nearby(q Question) Nearby {
	var out Nearby
	from := c.locate(q.Near, &out)
	if len(out.Candidates) > 0 || out.Municipality == "" && from == nil {
		return out
	}
	can := q.For
	if s := c.service(q.For); s != nil {
		can = s.can
	}
	if q.For != "" && can == "" {
		return out // no place is known for this service
	}
	found, caution := c.find(flows.PlacesQuery{Can: can, Kind: q.Kind}, out.Municipality, from, q.N)
	for _, p := range found {
		s := c.spot(p, from, q.At)
		s.Unsure = caution
		out.Places = append(out.Places, s)
	}
	return out
}

// locate finds out where somebody is, as exactly as it is known.
func (c *Catalogue) locate(text string, out *Nearby) *gazetteer.Point {
	if p, ok := coordinatesOf(text); ok {
		place, in := c.Near(p.Lat, p.Lon)
		out.Municipality, out.Outside = place.Name, !in
		if !in {
			out.Name = place.Label
		}
		return &p
	}
	found := c.gazetteer.Find(text)
	for _, m := range found {
		if !slices.Contains(out.Candidates, m.Owner) {
			out.Candidates = append(out.Candidates, m.Owner)
		}
	}
	other, shared := c.gazetteer.Shared(text)
	switch {
	case len(found) == 1 && !shared:
		out.Municipality, out.Candidates = found[0].Owner, nil
		return c.gazetteer.Point(found[0])
	case shared:
		out.Name = other
	case len(found) == 0:
		out.Name, out.Outside = c.gazetteer.Outside(text)
		out.Outside = out.Outside || c.gazetteer.Foreign(text)
	}
	return nil
}

var coordinatePair = regexp.MustCompile(`^(?:geo:)?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*N?\s*[,;/\s]\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[EO]?$`)

// coordinatesOf reads "51.35,11.99" and what else people copy from maps: "51,35 11,99", "51.35° N, 11.99° E", "geo:51.35,11.99".
func coordinatesOf(text string) (gazetteer.Point, bool) {
	pair := coordinatePair.FindStringSubmatch(strings.TrimSpace(text))
	if pair == nil {
		return gazetteer.Point{}, false
	}
	y, err := strconv.ParseFloat(strings.Replace(pair[1], ",", ".", 1), 64)
	x, also := strconv.ParseFloat(strings.Replace(pair[2], ",", ".", 1), 64)
	return gazetteer.Point{Lat: y, Lon: x}, err == nil && also == nil && math.Abs(y) <= 90 && math.Abs(x) <= 180
}

func (c *Catalogue) spot(p *place, from *gazetteer.Point, at time.Time) Spot {
	s := Spot{ID: p.id, Name: p.name, Kind: p.kind, Municipality: p.municipality, Address: p.address(), Phone: p.phone, CallFirst: true}
	if from != nil && p.point != nil {
		m := int(math.Round(from.Distance(*p.point) * 1000))
		s.Distance, s.Accuracy = &m, p.accuracy
	}
	if p.hours == nil {
		return s
	}
	state, comment := p.times.At(c.calendar, at)
	s.State, s.Comment = &state, comment
	if next, ok := p.times.NextChange(c.calendar, at); ok {
		s.NextChange = &next
	}
	s.Hours, s.HoursAsOf, s.CallFirst = p.hours.Render(flows.German), p.hoursAsOf, c.callFirst(p, at)
	return s
}
