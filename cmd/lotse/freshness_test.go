package main

import (
	"strings"
	"testing"
	"time"
)

// The weekly digest speaks of the content in use, by the day where the citizens are.
func TestDueInDigest(t *testing.T) {
	l, err := load(contentFlag{Content: pvogContent(t)}, time.Time{})
	if err != nil || l.found.Failed() {
		t.Fatal(err, l.found)
	}
	c := new(current)
	c.use(l)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2027, 11, 1, 0, 30, 0, 0, berlin) // still October in UTC
	if got := c.due(due); !strings.Contains(got, "2 Angaben sind fällig") || !strings.Contains(got, "Leistung „Eine Quittung bekommen“") {
		t.Errorf("on the day: %q", got)
	}
	if got := c.due(due.Add(-time.Hour)); got != "" {
		t.Errorf("the evening before: %q", got)
	}
}
