package search

// Document is one thing that can be found: a service, a flow, a place, a text.
type Document struct {
	ID       string   // unique in an index; hits carry it
	Kind     string   // handed through to the hits, without weight of its own
	Title    string   // what the citizen reads on the button
	Keywords []string // words and phrases citizens use for it, given by editors
	Body     string   // everything else; may be empty

	// Foreign are words and phrases in other languages, by language; see Languages. Others are left out.
	Foreign map[string][]string
}

// Verdict says what may be done with a result.
type Verdict uint8

const (
	None       Verdict = iota // nothing that deserves an answer: say so, offer a person
	Candidates                // a few that fit: let the citizen choose
	Clear                     // the first hit is meant
)

func (v Verdict) String() string { return [...]string{"none", "candidates", "clear"}[v] }

// Result is the answer to one query.
type Result struct {
	Verdict Verdict

	// Hits are ranked, best first, ties by id. They are filled as far as
	// anything matched at all, so with verdict None they must not be shown as
	// an answer.
	Hits []Hit

	// Concerns is nil unless the query asks for several things at once. Then it
	// holds one hit for each, in the order of the query; they also lead Hits.
	Concerns []Hit
}

// Answered tells whether the result may be shown as an answer.
func (r Result) Answered() bool { return r.Verdict != None }

// Hit is one document found.
type Hit struct {
	ID, Kind string
	Score    float64  // comparable within one result only
	Why      []string // for each word that matched: the word, what it was taken for, the field; in German
}

// field is a bit set of the places a word was found in.
type field uint8

const (
	inTitle field = 1 << iota
	inKeyword
	inForeign
	inBody
)

// String names the most telling field, in German.
func (f field) String() string {
	switch {
	case f&inTitle != 0:
		return "Titel"
	case f&inKeyword != 0:
		return "Stichwort"
	case f&inForeign != 0:
		return "Stichwort anderer Sprache"
	case f&inBody != 0:
		return "Text"
	}
	return ""
}
