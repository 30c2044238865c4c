package search

import (
	"strings"
	"testing"
)

func TestEmergency(t *testing.T) {
	for _, line := range testLines(t, "notfaelle.txt") {
		message, want, _ := strings.Cut(line, " > ")
		hits := Emergency(message)
		if len(hits) == 0 || hits[0].ID != "emergency/"+want {
			t.Errorf("%q: %v, want emergency/%s", message, hits, want)
		}
	}
}

func TestNoEmergency(t *testing.T) {
	messages := testLines(t, "keine-notfaelle.txt")
	messages = append(messages, testLines(t, "fremd.txt")...)
	for _, q := range questions(t) {
		messages = append(messages, q.Query)
	}
	for _, d := range services(t) {
		messages = append(append(messages, d.Title), d.Keywords...)
	}
	for _, m := range messages {
		if hits := Emergency(m); hits != nil {
			t.Errorf("%q is taken for an emergency: %v", m, hits)
		}
	}
}
