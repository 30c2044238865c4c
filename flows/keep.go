package flows

// Names by which texts say how long things are kept.
const (
	keepVar      = "aufbewahrung"
	keepTalksVar = "aufbewahrung_gespraeche"
)

// Keep is how long the host keeps things, in days: {aufbewahrung} and {aufbewahrung_gespraeche} in texts. Zero is not known.
type Keep struct {
	Conversations int // after the citizen's last message
	Talks         int // with volunteers, after the last thing that happened in them
}

// kept answers these names; ok is false for others, and where it is not known.
func (k Keep) kept(name string) (v any, ok bool) {
	days := 0
	switch name {
	case keepVar:
		days = k.Conversations
	case keepTalksVar:
		days = k.Talks
	}
	return float64(days), days > 0
}
