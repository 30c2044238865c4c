package gazetteer

// Entry is one place.
type Entry struct {
	Owner     string   // municipality it belongs to; "" if it is outside the area
	Name      string   // as people write it
	Others    []string // further names
	Postcodes []string
	Point     *Point // nil if unknown
	Main      bool   // stands for the municipality as a whole
}

// Match is a place that was meant.
type Match struct {
	Owner string // the municipality
	Name  string // the place in it; the same as Owner if the municipality itself is meant
}

func (e *Entry) match() Match {
	if e.Main {
		return Match{e.Owner, e.Owner}
	}
	return Match{e.Owner, e.Name}
}

// Gazetteer is an index of places. It is never written after New.
type Gazetteer struct {
	entries  []Entry
	byName   map[string][]int // by spelling, see spellings
	byCode   map[string][]int
	spelling []spelling // every name once, for misspellings
	names    [][]string // every name in words, for abbreviations
}

type spelling struct {
	text    []rune
	entries []int
}

// New makes an index. The order of the entries is the order in which ambiguous names are offered.
func New(entries []Entry) *Gazetteer {
	g := &Gazetteer{entries: entries, byName: map[string][]int{}, byCode: map[string][]int{}}
	for i, e := range entries {
		for _, name := range append([]string{e.Name}, e.Others...) {
			g.names = append(g.names, words(name))
			for _, s := range spellings(name) {
				if at := g.byName[s]; len(at) == 0 || at[len(at)-1] != i {
					g.byName[s] = append(at, i)
				}
			}
		}
		for _, code := range e.Postcodes {
			g.byCode[code] = append(g.byCode[code], i)
		}
	}
	for s, at := range g.byName {
		g.spelling = append(g.spelling, spelling{[]rune(s), at})
	}
	return g
}

// inside keeps the entries that lie in the area.
func (g *Gazetteer) inside(at []int) []int {
	var in []int
	for _, i := range at {
		if g.entries[i].Owner != "" {
			in = append(in, i)
		}
	}
	return in
}

// owners are the municipalities of entries, in their order, each once.
func (g *Gazetteer) owners(at []int) []string {
	var out []string
	for _, i := range at {
		if o := g.entries[i].Owner; !contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
