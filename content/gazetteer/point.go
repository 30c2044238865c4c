package gazetteer

import "math"

// Point is a place on earth in degrees, WGS 84.
type Point struct{ Lat, Lon float64 }

const earthRadius = 6371 // km

// Distance is the way as the crow flies, in kilometres.
func (p Point) Distance(q Point) float64 {
	rad := math.Pi / 180
	sinLat, sinLon := math.Sin((q.Lat-p.Lat)*rad/2), math.Sin((q.Lon-p.Lon)*rad/2)
	h := sinLat*sinLat + math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*sinLon*sinLon
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}

// Nearest finds the place nearest to a point. It reports false if none lies within so many kilometres, or if the nearest one is
// outside the area; then the match has its name but no owner.
func (g *Gazetteer) Nearest(p Point, within float64) (Match, bool) {
	best := -1
	for i, e := range g.entries {
		if e.Point == nil {
			continue
		}
		// Not a number is nowhere: the comparison is false for it.
		if d := p.Distance(*e.Point); d <= within {
			best, within = i, d
		}
	}
	if best < 0 {
		return Match{}, false
	}
	m := g.entries[best].match()
	return m, m.Owner != ""
}
