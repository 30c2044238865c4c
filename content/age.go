package content

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// hoursAge is how old opening hours may be before people are asked to call first, unless the content says otherwise.
const hoursAge = 365 * 24 * time.Hour

var germanMonths = []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}

// latest is the last day that a note such as "September 2021", "2021" or "20. März 2019" can mean. False if the note leaves it open
// ("um 2019", "2022 bis 2024", "unbekannt").
func latest(note string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "02.01.2006", "2.1.2006"} {
		if t, err := time.Parse(layout, note); err == nil {
			return t, true
		}
	}
	words := strings.Fields(note)
	if len(words) == 0 || len(words) > 3 {
		return time.Time{}, false
	}
	year, err := strconv.Atoi(words[len(words)-1])
	if err != nil || year < 1990 || year > 2100 {
		return time.Time{}, false
	}
	if len(words) == 1 {
		return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC), true
	}
	month := slices.Index(germanMonths, words[len(words)-2])
	if month < 0 {
		return time.Time{}, false
	}
	if len(words) == 2 {
		return time.Date(year, time.Month(month+2), 0, 0, 0, 0, 0, time.UTC), true
	}
	day, err := strconv.Atoi(strings.TrimSuffix(words[0], "."))
	return time.Date(year, time.Month(month+1), day, 0, 0, 0, 0, time.UTC), err == nil && day >= 1 && day <= 31
}

// callFirst reports whether somebody should ask before going: the hours are old, of unknown age or doubtful.
func (c *Catalogue) callFirst(p *place, now time.Time) bool {
	day, known := latest(p.hoursAsOf)
	return !known || now.IsZero() || p.uncertain || p.doubtful("hours") || now.Sub(day) > c.hoursAge
}
