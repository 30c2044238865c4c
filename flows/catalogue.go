package flows

import "time"

// What the ids of cards begin with that are no things in themselves.
const (
	EventsPrefix = "events/" // and a topic: its next dates
	OnlinePrefix = "online/" // and a service: where it is done online
)

// Catalogue is what the engine can look up. Implementations are read-only and safe for concurrent use; every answer is a
// function of the arguments alone.
type Catalogue interface {
	// Locate finds the places that a typed text or postcode may mean: none, the one, or those to choose from. A place outside the
	// district has a Card and no Name; it comes alone, or last where a postcode is shared.
	Locate(text string) []Place
	// Near finds the place that a location lies in; false if that is outside the district, then with Card if it can be named.
	Near(lat, lon float64) (Place, bool)
	// Search finds what a free text may mean, the best first, at most n.
	Search(text, lang string, n int) Found
	// Emergency recognises a call for help and says whom to call; false for everything else.
	Emergency(text, lang string) (Card, bool)
	// Service tells what flows may ask about a service; false if there is none.
	Service(id, lang string, about About) (Service, bool)
	// Needing lists the services that can be done online where the person lives and need the online ID for it, at most n.
	Needing(lang string, about About, n int) []Hit
	// Card shows a thing by its id as in Hit.ID; false if there is none.
	Card(id, lang string, about About) (Card, bool)
	// Places shows the help points that fit, the best first. The others are offered by their labels.
	Places(q PlacesQuery, lang string, about About) []Card
	// Names lists the ids that content may refer to, for checks: kind is "service", "ability", "place-kind" or "topic".
	Names(kind string) []string
}

// About is what is known of the person when something is shown.
type About struct {
	Place      string    // municipality as Locate named it; "" if unknown
	Location   *Located  // only in the turn in which it was shared
	Now        time.Time // when it is shown; zero: nothing is said about being open
	Accessible bool      // asked for accessibility once: it comes first
}

// Place is an answer to "where do you live?".
type Place struct {
	Name  string // what is stored and shown, such as "Merseburg"; "" for a place outside the district
	Label string // what a button says, such as "Beuna (Merseburg)"
	Card  string // only outside the district, where it is the only answer or the last: id of the card that says where to turn
	Guess bool   // the place is called only like what was typed
}

// Found is the outcome of a search.
type Found struct {
	Hits  []Hit
	Clear bool // the first is meant beyond doubt
}

// Hit is one thing that was found: a flow if Flow is set, else a card of the catalogue.
type Hit struct {
	ID    string
	Flow  Ref
	Title string // in the language of the search
}

// Card is something found, ready to be said.
type Card struct {
	ID    string // as in Hit.ID, for cards that Places shows
	Label string // what a button says that leads to the card, likewise
	Text  string // Markdown
	Lang  string
	Links []Button
	Venue *Venue

	// Of dates only:
	Begins time.Time // the next one; zero: none is known
	File   *File     // the next one for a calendar; nil: there is none
}
