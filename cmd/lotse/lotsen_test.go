package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

var update = flag.Bool("update", false, "rewrite the conversation in content/LOTSEN.md")

// beforePage is what happens before the conversation on the volunteers' page begins.
const beforePage = "lang: de\nstart: mensch/hinweis\nnow: 2026-11-24T15:00\n\ncitizen> [Ja, bitte verbinden]\n"

// What the volunteers' page shows happens, and the page fits on one sheet.
func TestVolunteersPage(t *testing.T) {
	name := filepath.Join(contentDir, "LOTSEN.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), "```txt\n")
	talk, after, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("there is no conversation on the page")
	}
	l, err := load(contentFlag{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(talk, "\n")
	script, ds := transcript.Parse("LOTSEN.md", []byte(beforePage+talk))
	got, more := script.Play(l.engine, newRehearsal(l))
	if ds = append(ds, more...); len(ds) > 0 {
		t.Fatal(ds)
	}
	got = got[max(0, strings.Index(got, first+"\n")):]
	if *update {
		if err := os.WriteFile(name, []byte(before+"```txt\n"+got+"```"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if d := cmp.Diff(talk, got); d != "" {
		t.Errorf("it goes differently (-page +really; go test ./cmd/lotse -run VolunteersPage -update rewrites it):\n%s", d)
	}
	if n := strings.Count(before+got+after, "\n"); n > 66 {
		t.Errorf("the page has %d lines: too long for one sheet", n)
	}
}

// The words that the page names are those that the desk understands.
func TestVolunteersPageWords(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(contentDir, "LOTSEN.md"))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]desk.Words{
		"übernehmen": {Do: desk.Claim}, "abgeben": {Do: desk.Release}, "an @jens": {Do: desk.Assign, Name: "jens"}, "fertig": {Do: desk.Close},
		"öffnen": {Do: desk.Reopen}, "hilfe": {Do: desk.Help}, "offen": {Do: desk.List}, "+ neue pin": {Do: desk.Push, Query: "neue pin"},
		"notiz …": {Note: true}, "// …": {Note: true},
	} {
		if !strings.Contains(string(data), "`"+word+"`") {
			t.Errorf("the page does not name %q", word)
		}
		if got := desk.ParseWords(word); got != want {
			t.Errorf("%q on the page is %+v for the desk", word, got)
		}
	}
}
