package search

import (
	"os"
	"strings"
	"testing"
)

// testLines are the lines of a file in testdata without blanks and comments.
func testLines(t testing.TB, name string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// services is the small catalogue of the tests.
func services(t testing.TB) []Document {
	t.Helper()
	var docs []Document
	for _, line := range testLines(t, "dienste.txt") {
		f := strings.Split(line, " | ")
		docs = append(docs, Document{ID: f[0], Kind: "service", Title: f[1], Keywords: strings.Split(f[2], ", ")})
	}
	return docs
}

// questions are the queries of the small catalogue and their answers.
func questions(t testing.TB) []evalQuery {
	t.Helper()
	var out []evalQuery
	for _, line := range testLines(t, "fragen.txt") {
		query, ids, _ := strings.Cut(line, " > ")
		out = append(out, evalQuery{ID: query, Query: query, Expected: strings.Split(ids, ", ")})
	}
	return out
}
