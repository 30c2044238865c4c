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

// Looking only at the rules that may begin with a token finds what looking at all of them finds, also where the first letter is a slip.
func TestEmergencyOverlooksNoRule(t *testing.T) {
	table := emergencyTable()
	messages := append(testLines(t, "notfaelle.txt"), testLines(t, "keine-notfaelle.txt")...)
	for _, r := range table.rules {
		for _, a := range r.words[0] {
			messages = append(messages, a.text, "x"+a.text, a.text[1:], "x"+a.text[1:])
		}
	}
	for _, m := range messages {
		tokens := words(m)
		for i, occurs := range table.occur(tokens) {
			all := false
			for at := range tokens {
				all = all || !denied(tokens[:at]) && table.rules[i].at(tokens[at:])
			}
			if occurs != all {
				t.Errorf("%q: %q occurs: %v, want %v", m, table.rules[i].text, occurs, all)
			}
		}
	}
}
