package pvog

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

var weekdays = []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

// dayNames are the days as offices write them.
var dayNames = map[string]int{"montag": 0, "montags": 0, "mo": 0, "dienstag": 1, "dienstags": 1, "di": 1, "mittwoch": 2, "mittwochs": 2, "mi": 2, "donnerstag": 3, "donnerstags": 3, "do": 3,
	"freitag": 4, "freitags": 4, "fr": 4, "samstag": 5, "samstags": 5, "sonnabend": 5, "sa": 5, "sonntag": 6, "sonntags": 6, "so": 6}

var (
	heading = regexp.MustCompile(`(?i)^(?:allgemeine )?(?:öffnungszeiten|sprechzeiten|servicezeiten)(?: der \pL+)?\s*:?$`)
	lineOf  = regexp.MustCompile(`^((?:\pL+\.?)(?:\s*(?:-|,|/|&|und|bis)\s*\pL+\.?)*?)\s*:?\s+((?:\d|von|geschlossen|keine).*)$`)
	onlyDay = regexp.MustCompile(`^((?:\pL+\.?)(?:\s*(?:-|,|/|&|und|bis)\s*\pL+\.?)*)\s*:?$`)
	closed  = regexp.MustCompile(`(?i)^(?:geschlossen|keine sprechzeit(?:en)?|keine sprechstunde)\.?$`)
	period  = regexp.MustCompile(`^(?:von )?(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?$`)
	between = regexp.MustCompile(`\s*(?:,|/|&|;|\bund\b|\bsowie\b)\s*`)
	spaces  = regexp.MustCompile(`[ \t\x{00a0}]+`)
)

// Hours turns what an office writes about its hours into the notation of OpenStreetMap. It is false as soon as a single line says
// anything else than days and times ("nach Vereinbarung", "jeden 1. Samstag"): half of it would be wrong.
func Hours(markdown string) (string, bool) {
	text := richtext.Parse(markdown).Plain()
	text = strings.NewReplacer("–", "-", "—", "-", "•", "").Replace(text)
	var week [7][]string
	days := []int(nil)
	for line := range strings.Lines(text) {
		line = strings.Trim(spaces.ReplaceAllString(line, " "), " \n-")
		if line == "" || heading.MatchString(line) {
			continue
		}
		said := line
		if m := lineOf.FindStringSubmatch(line); m != nil {
			if days != nil {
				return "", false // a day without times came before
			}
			if days, said = dayList(m[1]), m[2]; days == nil {
				return "", false
			}
		} else if m := onlyDay.FindStringSubmatch(line); m != nil && days == nil {
			if days = dayList(m[1]); days == nil {
				return "", false
			}
			continue
		}
		times := timesOf(said)
		if days == nil || times == nil {
			return "", false
		}
		for _, d := range days {
			if len(week[d]) > 0 && (times[0] == "off" || week[d][0] == "off") {
				return "", false
			}
			week[d] = append(week[d], times...)
		}
		days = nil
	}
	if days != nil {
		return "", false
	}
	return inWeek(week)
}

// dayList reads "Mo", "Montag bis Mittwoch" or "Di, Do und Fr"; nil if it is something else.
func dayList(s string) []int {
	s = strings.ToLower(strings.NewReplacer(" bis ", "-", ".", "", " ", "", "und", ",", "&", ",", "/", ",").Replace(s))
	var out []int
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		first, ok := dayNames[from]
		last := first
		if isRange && ok {
			last, ok = dayNames[to]
		}
		if !ok || last < first {
			return nil
		}
		for d := first; d <= last; d++ {
			if slices.Contains(out, d) {
				return nil
			}
			out = append(out, d)
		}
	}
	return out
}

// timesOf reads "9-12 Uhr und 14.00 bis 18.00 Uhr" or "geschlossen"; nil if it is something else.
func timesOf(s string) []string {
	if closed.MatchString(s) {
		return []string{"off"}
	}
	s = strings.NewReplacer(" bis ", " - ", " Uhr", "", "Uhr", "").Replace(strings.TrimSuffix(strings.TrimSpace(s), "."))
	var out []string
	for _, part := range between.Split(strings.TrimSpace(s), -1) {
		m := period.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return nil
		}
		from, ok := clock(m[1], m[2])
		to, also := clock(m[3], m[4])
		if !ok || !also || from >= to {
			return nil
		}
		out = append(out, from+"-"+to)
	}
	return out
}

func clock(hour, minute string) (string, bool) {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(cmp.Or(minute, "0"))
	return fmt.Sprintf("%02d:%02d", h, m), h < 24 && m < 60 || h == 24 && m == 0
}

// inWeek writes a week, neighbouring days with the same times as one.
func inWeek(week [7][]string) (string, bool) {
	var rules []string
	for d := 0; d < 7; {
		times := strings.Join(week[d], ",")
		end := d
		for end+1 < 7 && times == strings.Join(week[end+1], ",") {
			end++
		}
		name := weekdays[d]
		if end > d {
			name += "-" + weekdays[end]
		}
		if times != "" {
			rules = append(rules, name+" "+times)
		}
		d = end + 1
	}
	osm := strings.Join(rules, "; ")
	if osm == "" || !strings.Contains(osm, ":") {
		return "", false
	}
	_, err := hours.Parse(osm)
	return osm, err == nil
}
