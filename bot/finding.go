package bot

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
