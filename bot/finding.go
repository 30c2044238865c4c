package bot

import "strings"

// Finding is one thing that was checked for the operator.
type Finding struct {
	Level Level  `json:"level"`
	Text  string `json:"text"`         // German: what is; without secrets
	Do    string `json:"do,omitempty"` // German: what to do; "" if nothing
}

// Level is how much a finding matters.
type Level int

const (
	Good Level = iota
	Hint       // works, but not all of it, or not for long
	Bad        // does not work
)

// Misset is a setting that cannot be used: an error, and a finding for whoever asks.
type Misset struct {
	English string // a sentence, as errors are written
	German  string // the same, without secrets
	Do      string // German: what to do; "" if German says it
}

func (m *Misset) Error() string { return m.English }

// Cause says in German why something could not be reached. What is none of the usual causes is said in the words of the network.
func Cause(err error) string {
	for _, known := range [][2]string{
		{"connection refused", "die Verbindung wird abgelehnt"},
		{"no such host", "diesen Namen gibt es im Netz nicht"},
		{"network is unreachable", "hier gibt es keine Verbindung ins Netz"},
		{"no route to host", "dorthin führt kein Weg"},
		{"connection reset", "die Verbindung ist abgebrochen"},
		{"certificate", "dem Zertifikat ist nicht zu trauen"},
		{"timeout", "es kam rechtzeitig keine Antwort"},
		{"deadline exceeded", "es kam rechtzeitig keine Antwort"},
	} {
		if strings.Contains(err.Error(), known[0]) {
			return known[1]
		}
	}
	return err.Error()
}
