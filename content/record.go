package content

import (
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

const (
	sourced   = "sourced"
	uncertain = "uncertain"

	// Levels of trust that an online service asks for.
	bundID        = "bundid"
	needsEid      = "eid"
	easierWithEid = "eid-optional"

	// What a link leads to that is no online service.
	formPage = "form"
	infoPage = "info"

	single = "Einzelleistung" // a LeiKa key that the federal portal has a page for

	all  = "all"  // responsible for everybody
	rest = "rest" // responsible for all municipalities not named
)

// accuracies of coordinates, the best first; the first two are good enough for a pin on the map.
var accuracies = []string{"building", "street", "town", "minute", "unknown"}

// record is what all records of facts have in common.
type record struct {
	sources   []string
	asOf      string // in German, such as "September 2021"; "" if unknown
	checked   time.Time
	uncertain bool
	doubts    map[string]string // field -> reason, in German

	owner     string // who looks after it; "" if nobody is named
	checkedAt source.Span
}

// doubtful reports whether a field must be marked: the whole record is marked otherwise.
func (r *record) doubtful(field string) bool { return r.doubts[field] != "" }

// ability is something that can be done at a place, or a kind of place.
type ability struct {
	name     string // German
	resident bool
	words    []string // that people call a kind of places by
}

type place struct {
	record
	id, name, kind, municipality string
	serves                       []string // municipalities or associations; empty: everybody
	street, postcode, town       string
	point                        *gazetteer.Point
	accuracy                     string
	phone, mail                  string
	website, booking             string
	hours                        *hours.Hours // as written; nil if unknown
	times                        *hours.Hours // what the state is told by, see evaluated
	hoursAsOf, hoursNote         string
	hoursChecked                 time.Time
	hoursAt                      source.Span
	wheelchair, accessNote       string
	facilities                   []string // ids of messages, such as "lift.yes"
	languages                    []string // that are spoken there, in German words
	stop                         string
	can                          []string
	note                         string
	words                        []string // under which people look for it, beside its name
}

// speaks lists the languages.
func (p *place) speaks() string { return strings.Join(p.languages, ", ") }

// onMap reports whether the coordinates are good enough to send somebody there.
func (p *place) onMap() bool {
	return p.point != nil && (p.accuracy == "building" || p.accuracy == "street")
}

type municipality struct {
	record
	name, association string
	point             *gazetteer.Point
}

type service struct {
	record
	id, name    string
	words       []string
	wordsIn     map[string][]string // language -> words; German ones are in words
	leika, kind string              // key and kind in the catalogue of services; "" if unknown
	responsible map[string]string   // municipality, association, all or rest -> who
	cases       []pair
	can         string // ability of the places where it is done; "" if none
	url         string
	page        string   // what url leads to if it is no online service: form or info
	urlFor      []string // municipalities and associations that url is for; empty: all
	elsewhere   string   // URL for the others
	onlineNote  string
	onlineSure  bool
	level       string // that the online service asks for: none, bundid, eid, or eid-optional where it is easier with it; "" if unknown
	eid         string
	eidSure     bool
	documents   []string
	fee         string
	deadline    string
	duration    string
	note        string
}

// pair keeps the order of a map in a file.
type pair struct{ key, value string }
