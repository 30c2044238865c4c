package content

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/berlin"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// The files of places/ that are no lists of places.
const (
	abilitiesFile      = "places/abilities.yaml"
	municipalitiesFile = "places/municipalities.yaml"
	neighboursFile     = "places/neighbours.yaml"

	eventsFile = "termine.yaml"
	deskFile   = "lotsen.yaml"
	blocksFile = "textbausteine.yaml"
)

// defaultState is whose public holidays count: Sachsen-Anhalt.
const defaultState = "ST"

// LoadCatalogue reads places/*.yaml, services/*.yaml, termine.yaml, lotsen.yaml and textbausteine.yaml of fsys and checks them. All problems come back at once; if any of
// them is an error, the catalogue must not be used but for its Names. Files holds what was read, for messages that show the
// source. Folders that are not there are empty.
func LoadCatalogue(fsys fs.FS) (*Catalogue, source.Files, source.Diagnostics) {
	c := &Catalogue{abilities: map[string]ability{}, kinds: map[string]ability{}, municipalities: map[string]*municipality{},
		neighbours: map[string]string{}, hoursAge: hoursAge,
		text: func(lang, id string, _ flows.Lookup) (string, string) { return id, lang }}
	c.calendar, _ = hours.NewCalendar(defaultState, berlin.Location()) // the only error is an unknown state
	r := &reader{c: c, fsys: fsys, files: source.Files{}, seen: map[string]source.Span{}, known: map[string]bool{}, olderCodes: map[string][]string{},
		names: map[string]source.Span{}, phrases: map[string][]source.Span{}}
	names := r.list("places")
	if len(names) > 0 {
		r.abilities(r.open(abilitiesFile, abilitiesShape()))
		r.municipalities(r.open(municipalitiesFile, municipalitiesShape()))
		r.neighbours(r.open(neighboursFile, neighboursShape()))
	}
	shape := placesShape()
	for _, name := range names {
		switch name {
		case abilitiesFile, municipalitiesFile, neighboursFile:
		default:
			r.places(r.open(name, shape))
		}
	}
	shape = servicesShape()
	for _, name := range r.list("services") {
		r.services(r.open(name, shape))
	}
	r.sharedWords()
	r.events(r.optional(eventsFile, eventsShape()))
	r.desk(r.optional(deskFile, deskShape()))
	r.blocks(r.optional(blocksFile, blocksShape()))
	c.directory = newDirectory(c.places)
	r.references()
	c.gazetteer = gazetteer.New(r.entries)
	c.finder = sync.OnceValue(func() *finder { return newFinder(c, nil) })
	c.suggester = sync.OnceValue(func() *search.Index { return newSuggester(c) })
	c.shelf = newShelf(c, nil)
	return c, r.files, r.Sorted()
}

// reader turns files into the records of a catalogue and collects what is wrong with them.
type reader struct {
	source.Diagnostics
	c          *Catalogue
	fsys       fs.FS
	files      source.Files
	seen       map[string]source.Span // kind and id -> where it stands
	known      map[string]bool        // names of municipalities, associations and neighbours
	entries    []gazetteer.Entry
	olderCodes map[string][]string      // postcodes that parts of a municipality had or have beside its own
	names      map[string]source.Span   // names of services by search.Key, and where they stand
	phrases    map[string][]source.Span // words of services likewise, by language
	uses       []use                    // of places and abilities, looked up when all files are read
}

// list returns the YAML files of a folder.
func (r *reader) list(dir string) []string {
	entries, err := fs.ReadDir(r.fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.Error("file", source.Span{File: dir}, source.T("Der Ordner kann nicht gelesen werden: %v", "The folder cannot be read: %v", err))
	}
	var out []string
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch ext := path.Ext(name); {
		case e.IsDir() || strings.HasPrefix(e.Name(), "."):
		case ext == ".yaml":
			out = append(out, name)
		case ext == ".yml":
			d := r.Error("file", source.Span{File: name}, source.T("Die Datei endet auf .yml und wird deshalb nicht gelesen.", "The file ends in .yml and is therefore not read."))
			d.Hint = source.T("Bitte benennen Sie sie um: %s", "Please rename it: %s", strings.TrimSuffix(e.Name(), ext)+".yaml")
		}
	}
	return out
}

// optional is open for a file that need not be there.
func (r *reader) optional(name string, shape *source.Shape) *source.Node {
	if _, err := fs.Stat(r.fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return r.open(name, shape)
}

// open reads one file; nil if there is nothing in it to go on with.
func (r *reader) open(name string, shape *source.Shape) *source.Node {
	data, err := fs.ReadFile(r.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Error("file", source.Span{File: name}, source.T("Die Datei fehlt. Ohne sie kann Lotse die Anlaufstellen nicht zuordnen.", "The file is missing. Without it Lotse cannot tell which places are responsible."))
		return nil
	case err != nil:
		r.Error("file", source.Span{File: name}, source.T("Die Datei kann nicht gelesen werden: %v", "The file cannot be read: %v", err))
		return nil
	}
	f, n, ds := source.Parse(name, data)
	r.files[name] = f
	r.Diagnostics = append(r.Diagnostics, ds...)
	if n != nil {
		shape.Check(n, &r.Diagnostics)
	}
	return n
}

// items are the records of a list.
func items(n *source.Node, key string) []*source.Node {
	list := n.Get(key)
	if list == nil || list.Kind != source.List {
		return nil
	}
	var out []*source.Node
	for _, item := range list.Items {
		if item.Kind == source.Map {
			out = append(out, item)
		}
	}
	return out
}
