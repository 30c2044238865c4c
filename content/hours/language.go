package hours

import (
	"slices"
	"strings"
)

// A language holds the words of one language for Render. Formats name their
// arguments by number, so that a language may order them its own way.
type language struct {
	weekdays [7]string
	months   [12]string
	and      string // between the last two entries of a list
	comma    string // between the others
	next     string // between two rules
	colon    string // between days and times
	instead  string // before a fallback rule
	sentence bool   // rules are sentences: capital letter and full stop

	dayRange      string // %[1]s first, %[2]s last
	timeRange     string
	clock         func(minute int) string
	byAppointment string // instead of a remark that the times are so; "" keeps it

	unit    string // after a list of times
	openEnd string // %[1]s time

	always, allDay          string
	open, closed, unsure    string
	public, school, both    string // both: %[1]s holidays, %[2]s weekdays
	date, dateYear          string // %[1]d day, %[2]d month, %[3]d year, %[4]s month name
	monthYear               string // %[1]s month, %[2]d year
	onward                  string // %[1]s date or year
	weeks, every            string // %[1]s weeks; %[1]d number
	evenWeeks, oddWeeks     string // of the whole year
	easter                  string
	offset, dayOne, dayMany string // %[1]s what, %+[2]d days, %[3]s day or days
	ofMonth                 string // %[1]s ordinal, %[2]s weekday
	ordinal                 func(weekday, nth int) string
}

// Remark is a comment of hours for readers of a language. The usual one is translated; others stay as they were written.
func Remark(lang, comment string) string {
	return languageOf(lang).remark(comment)
}

func (l *language) remark(comment string) string {
	usual := []string{"nach vereinbarung", "nur nach vereinbarung", "by appointment", "mit termin", "nur mit termin"}
	if l.byAppointment != "" && slices.Contains(usual, strings.ToLower(comment)) {
		return l.byAppointment
	}
	return comment
}

// Comments are the comments of all rules.
func (h *Hours) Comments() []string {
	var out []string
	for _, r := range h.rules {
		if r.comment != "" {
			out = append(out, r.comment)
		}
	}
	return out
}

// languageOf returns the words for a BCP 47 tag: an exact match, else its
// language, else German.
func languageOf(tag string) *language {
	for tag != "" {
		for known, l := range languages {
			if strings.EqualFold(known, tag) {
				return l
			}
		}
		tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	}
	return languages["de"]
}

var languages = map[string]*language{
	"de": &german, "de-XL": &easyGerman, "en": &english,
	"uk": &ukrainian, "ru": &russian, "pl": &polish, "ar": &arabic,
}
