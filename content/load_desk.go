package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// defaultDigest is Monday morning: the figures of the week that is over.
var defaultDigest = digest{day: time.Monday, hour: 9}

// desk reads lotsen.yaml; without it, the defaults hold.
func (r *reader) desk(file *source.Node) {
	d := &Desk{Times: defaultTimes, FromCitizens: defaultMegabytes << 20, ToCitizens: defaultMegabytes << 20, calendar: r.c.calendar, digest: new(defaultDigest)}
	r.c.desk = d
	if file == nil || file.Kind != source.Map {
		return
	}
	if c, err := hours.NewCalendar(text(file, "state"), r.c.calendar.Location); err == nil { // without one, that of the district holds; the shape has reported one that is none
		d.calendar = c
	}
	d.open = r.hours(file.Get("hours"))
	r.everOpen(d, file.Get("hours"))
	r.deskTimes(d, file.Get("times"))
	sizes := file.Get("sizes")
	bytes(sizes.Get("from_citizens"), &d.FromCitizens)
	bytes(sizes.Get("to_citizens"), &d.ToCitizens)
	r.digest(d, file.Get("digest"))
	if people := file.Key("people"); people != nil {
		d.peopleAt = people.At
	}
	for _, n := range items(file, "people") {
		r.person(d, n)
	}
}

// everOpen reports hours at which nobody ever answers: every question would wait for good.
func (r *reader) everOpen(d *Desk, n *source.Node) {
	if d.open == nil {
		return
	}
	first := time.Date(2026, time.January, 1, 0, 0, 0, 0, d.Location()) // any day will do: the search covers 40 years
	if _, ok := d.NextOpening(first); !ok && !d.Open(first) {
		r.Error("hours", n.At, source.T("Nach diesen Zeiten ist nie jemand da.", "By these hours nobody is ever there."))
	}
}

func (r *reader) deskTimes(d *Desk, n *source.Node) {
	t := &d.Times
	for key, into := range map[string]*time.Duration{"usual": &t.Usual, "remind": &t.Remind, "return": &t.Return, "announce": &t.Announce,
		"reopen": &t.Reopen, "idle": &t.Idle, "close": &t.Close, "hold": &t.Hold} {
		v := n.Get(key)
		if v == nil {
			continue
		}
		if v.Value == off {
			*into = 0
		} else if length, err := source.ParseDuration(v.Value); err == nil {
			*into = length
		}
	}
	at := n.Get("return")
	if at == nil {
		at = n.Get("remind")
	}
	if at != nil && t.Return > 0 && t.Return <= t.Remind {
		d := r.Error("times", at.At, source.T("Das Anliegen ginge zurück (return), bevor jemand erinnert wird (remind).", "The ticket would go back (return) before anybody is reminded (remind)."))
		d.Hint = source.T("Nehmen Sie für „return“ eine längere Zeit als für „remind“.", "Choose a longer time for \"return\" than for \"remind\".")
	}
}

func bytes(n *source.Node, into *int64) {
	if n == nil {
		return
	}
	if mb, err := strconv.ParseFloat(n.Value, 64); err == nil && mb >= 1 {
		*into = int64(mb * (1 << 20))
	}
}

var (
	digestForm = regexp.MustCompile(`^(\pL+)\.?,?\s+(\d{1,2})(?::(\d\d))?(?:\s*Uhr)?$`)
	weekdays   = []string{"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"}
	germanDays = []string{"so", "mo", "di", "mi", "do", "fr", "sa"}
)

func (r *reader) digest(d *Desk, n *source.Node) {
	if n == nil || n.Value == "" {
		return
	}
	if n.Value == off {
		d.digest = nil
		return
	}
	m := digestForm.FindStringSubmatch(n.Value)
	if m == nil {
		m = make([]string, 4)
	}
	day := slices.Index(weekdays, m[1])
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3])
	if day >= 0 && hour < 24 && minute < 60 && n.Value == digestText(day, hour, minute) {
		d.digest = &digest{time.Weekday(day), hour, minute}
		return
	}
	bad := r.Error("digest", n.At, source.T("Der Wochenbericht braucht einen Tag und eine Uhrzeit, oder off.", "The weekly digest needs a day and a time, or off."))
	if day = weekday(m[1]); day >= 0 && hour < 24 && minute < 60 {
		bad.Meant = digestText(day, hour, minute)
		return
	}
	bad.Hint = source.T("Zum Beispiel Mo 09:00. Die Tage heißen Mo Tu We Th Fr Sa Su.", "For example Mo 09:00. The days are Mo Tu We Th Fr Sa Su.")
}

func digestText(day, hour, minute int) string {
	return weekdays[day] + time.Date(0, 1, 1, hour, minute, 0, 0, time.UTC).Format(" 15:04")
}

// weekday is the day that a German or English word means; -1 if none.
func weekday(word string) int {
	w := strings.ToLower(word)
	if len(w) < 2 {
		return -1
	}
	if i := slices.Index(germanDays, w[:2]); i >= 0 {
		return i
	}
	return slices.IndexFunc(weekdays, func(d string) bool { return strings.ToLower(d) == w[:2] })
}

// userForm is what Mattermost allows in a user name.
var userForm = regexp.MustCompile(`^[a-z][a-z0-9._-]*$`)

func (r *reader) person(d *Desk, n *source.Node) {
	user := n.Get("user")
	if !r.unique("person", user) {
		return
	}
	if !userForm.MatchString(user.Value) {
		bad := r.Error("user", user.At, source.T("„%s“ ist kein Benutzername von Mattermost.", "%q is no user name of Mattermost.", user.Value))
		if guess := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(user.Value), "@")); userForm.MatchString(guess) {
			bad.Meant = guess
		} else {
			bad.Hint = source.T("Er steht in Mattermost im Profil, klein geschrieben: karla.muster", "It is in the profile in Mattermost, in lower case: karla.muster")
		}
	}
	d.people = append(d.people, person{user: user.Value, name: text(n, "name"), duty: r.hours(n.Get("duty")), quiet: r.hours(n.Get("quiet")), at: user.At})
}
