package source

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var wordForm = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

func (c *checker) scalar(s *Shape, n *Node) {
	if n.told {
		return
	}
	switch s.Kind {
	case Line, Prose, Word:
		c.text(s, n)
	case Number:
		c.number(s, n)
	case Bool:
		c.boolean(s, n)
	case Date:
		c.date(n)
	case URL:
		c.link(n)
	case Duration:
		c.duration(n)
	}
}

func (c *checker) text(s *Shape, n *Node) {
	v := strings.TrimRight(n.Value, "\n")
	switch {
	case strings.TrimSpace(v) == "":
		c.ds.Error("value", n.At, T("Der Text ist leer (%[1]s).", "The text is empty (%[2]s).", s.Name, s.NameEN))
	case s.Kind != Prose && strings.Contains(v, "\n"):
		c.ds.Error("value", n.At, T("Dieser Text darf nur eine Zeile lang sein (%[1]s).", "This text may be only one line long (%[2]s).", s.Name, s.NameEN))
	case len(s.Enum) > 0:
		c.enum(s, n, v)
	case s.Kind == Word && !wordForm.MatchString(v):
		d := c.ds.Error("name", n.At, T("„%s“ geht nicht als Name. Erlaubt sind Kleinbuchstaben von a bis z, Ziffern, _ und -; am Anfang ein Buchstabe.",
			"“%s” cannot be a name. Allowed are lower case letters from a to z, digits, _ and -; a letter comes first.", shorten(v)))
		d.Meant = wordFrom(v)
	}
}

func (c *checker) enum(s *Shape, n *Node, v string) {
	if slices.Contains(s.Enum, v) {
		return
	}
	d := c.ds.Error("value", n.At, T("„%[1]s“ ist hier nicht möglich (%[2]s).", "“%[1]s” is not possible here (%[3]s).", shorten(v), s.Name, s.NameEN))
	d.Meant, _ = Suggest(v, s.Enum)
	if d.Meant == "" || len(s.Enum) <= 6 {
		d.Hint = T("Möglich sind: %s", "Possible are: %s", strings.Join(s.Enum[:min(len(s.Enum), 20)], ", "))
	}
}

// wordFrom makes an identifier out of a text; "" if nothing of use is left.
func wordFrom(s string) string {
	var b strings.Builder
	for _, r := range fold(nil, s, true) {
		switch {
		case r >= 'a' && r <= 'z', r == '-', r == '_', r >= '0' && r <= '9' && b.Len() > 0:
			b.WriteRune(r)
		case r == ' ' && b.Len() > 0:
			b.WriteByte('_')
		}
	}
	word := strings.Trim(b.String(), "_-")
	if !wordForm.MatchString(word) {
		return ""
	}
	return word
}

func (c *checker) number(s *Shape, n *Node) {
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || !n.Plain || !numberForm.MatchString(n.Value) {
		d := c.ds.Error("type", n.At, T("Hier wird eine Zahl erwartet (%[1]s), ohne Anführungszeichen und ohne Einheit.", "A number is expected here (%[2]s), without quotes and without unit.", s.Name, s.NameEN))
		if guess := strings.Replace(strings.TrimSpace(n.Value), ",", ".", 1); numberForm.MatchString(guess) {
			d.Meant = guess
		}
		return
	}
	if s.Min != nil && v < *s.Min || s.Max != nil && v > *s.Max {
		c.ds.Error("value", n.At, s.bounds(n.Value))
	}
}

var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

func (s *Shape) bounds(v string) Text {
	show := func(f *float64) string { return strconv.FormatFloat(*f, 'f', -1, 64) }
	switch {
	case s.Max == nil:
		return T("%s ist zu klein: mindestens %s.", "%s is too small: at least %s.", v, show(s.Min))
	case s.Min == nil:
		return T("%s ist zu groß: höchstens %s.", "%s is too large: at most %s.", v, show(s.Max))
	}
	return T("%s liegt nicht zwischen %s und %s.", "%s is not between %s and %s.", v, show(s.Min), show(s.Max))
}

func (c *checker) boolean(s *Shape, n *Node) {
	if n.Plain && (n.Value == "true" || n.Value == "false") {
		return
	}
	d := c.ds.Error("value", n.At, T("Hier geht nur true (ja) oder false (nein), ohne Anführungszeichen.", "Only true (yes) or false (no) is possible here, without quotes."))
	switch strings.ToLower(n.Value) {
	case "ja", "yes", "on", "an", "wahr", "true", "j", "y", "1":
		d.Meant = "true"
	case "nein", "no", "off", "aus", "falsch", "false", "n", "0":
		d.Meant = "false"
	}
}

func (c *checker) date(n *Node) {
	v := strings.TrimSpace(n.Value)
	if dateForm.MatchString(v) {
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			c.ds.Error("date", n.At, T("Den Tag %s gibt es im Kalender nicht.", "The day %s is not in the calendar.", v))
		}
		return
	}
	d := c.ds.Error("date", n.At, T("Ein Datum steht in der Form Jahr-Monat-Tag.", "A date has the form year-month-day."))
	d.Meant = dateFrom(v)
	if d.Meant == "" {
		d.Hint = T("Zum Beispiel 2026-11-23.", "For example 2026-11-23.")
	}
}

var (
	dateForm   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	dateGerman = regexp.MustCompile(`^([0-9]{1,2})\. ?([0-9]{1,2}|\pL+)\.? ?([0-9]{4}|[0-9]{2})$`)
	dateLoose  = regexp.MustCompile(`^([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(T.*| .*)?$`)
)

// dateFrom reads the other ways of writing a date; "" if it is none.
func dateFrom(s string) string {
	var y, m, d int
	if p := dateGerman.FindStringSubmatch(s); p != nil {
		d, y = atoi(p[1]), atoi(p[3])
		if m = atoi(p[2]); m == 0 {
			m = month(p[2])
		}
		if y < 100 {
			y += 2000
		}
	} else if p := dateLoose.FindStringSubmatch(s); p != nil {
		y, m, d = atoi(p[1]), atoi(p[2]), atoi(p[3])
	}
	iso := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	if _, err := time.Parse(time.DateOnly, iso); err != nil || y == 0 {
		return ""
	}
	return iso
}

func month(name string) int {
	months := []string{"jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"}
	return 1 + slices.IndexFunc(months, func(m string) bool { return strings.HasPrefix(strings.ToLower(name), m) })
}

// atoi is for digits a pattern has matched; anything else is 0.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func (c *checker) link(n *Node) {
	v := strings.TrimSpace(n.Value)
	u, err := url.Parse(v)
	if err == nil && u.Scheme == "https" && strings.Contains(strings.Trim(u.Hostname(), "."), ".") && !strings.ContainsAny(v, " \n\"<>") {
		return
	}
	d := c.ds.Error("link", n.At, T("Hier wird eine Internetadresse erwartet, die mit https:// beginnt.", "An internet address is expected here that begins with https://."))
	bare := strings.TrimLeft(strings.TrimPrefix(v, "http://"), "/")
	if u, err := url.Parse("https://" + bare); err == nil && !strings.ContainsAny(bare, " \n@:\"<>") && strings.Contains(u.Hostname(), ".") {
		d.Meant = "https://" + bare
	}
}

func (c *checker) duration(n *Node) {
	if _, err := ParseDuration(n.Value); err == nil {
		return
	}
	d := c.ds.Error("value", n.At, T("Eine Dauer ist eine Zahl mit m (Minuten), h (Stunden) oder d (Tage), zum Beispiel 30m, 24h oder 14d.",
		"A duration is a number with m (minutes), h (hours) or d (days), for example 30m, 24h or 14d."))
	if p := durationLoose.FindStringSubmatch(strings.ToLower(strings.TrimSpace(n.Value))); p != nil {
		unit := p[2][:1]
		switch unit {
		case "s":
			unit = "h"
		case "t":
			unit = "d"
		}
		d.Meant = p[1] + unit
	}
}

var durationLoose = regexp.MustCompile(`^([1-9][0-9]{0,4}) ?(m|min|minuten?|minutes?|h|std|stunden?|hours?|d|tage?|days?)\.?$`)
