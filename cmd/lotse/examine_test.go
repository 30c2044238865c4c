package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
)

// Every check of our own that can fail does so with a sentence that says what to do.
func TestFindings(t *testing.T) {
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	small := t.TempDir()
	if err := counter(small); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name  string
		found []bot.Finding
		level bot.Level
		text  string
	}{
		{"content", checkContent(contentFlag{small}, today), bot.Good, "in Ordnung"},
		{"content that is due", checkContent(contentFlag{}, today.AddDate(30, 0, 0)), bot.Hint, "lotse freshness"},
		{"no content", checkContent(contentFlag{filepath.Join(small, "nowhere")}, today), bot.Bad, "LOTSE_CONTENT"},
		{"folder", checkFolder(small), bot.Good, "MB sind frei"},
		{"no folder yet", checkFolder(filepath.Join(small, "nowhere")), bot.Hint, "--data"},
		{"folder that is a file", checkFolder(filepath.Join(small, "flows", "menu.yaml")), bot.Bad, "kann nicht geschrieben werden: not a directory"},
		{"room", checkSpace(diskLow), bot.Good, "500 MB"},
		{"little room", checkSpace(diskLow - 1), bot.Hint, "bald"},
		{"no room", checkSpace(diskEmpty - 1), bot.Bad, "49 MB"},
		{"data", checkOutbox(outbox{}, nil), bot.Good, "nichts ist liegen geblieben"},
		{"dead letters", checkOutbox(outbox{Dead: make([]letter, 2)}, nil), bot.Hint, "werden konnten: 2"},
		{"waiting", checkOutbox(outbox{Later: 3}, nil), bot.Hint, "nächsten Versuch warten: 3"},
		{"locked", checkOutbox(outbox{}, fmt.Errorf("open: %w", store.ErrLocked)), bot.Bad, "anderes Programm"},
		{"damaged", checkOutbox(outbox{}, errors.New("x")), bot.Bad, "Sicherung"},
	} {
		worst := bot.Finding{}
		for _, f := range tc.found {
			if f.Level >= worst.Level {
				worst = f
			}
		}
		if worst.Level != tc.level || !strings.Contains(worst.Text+worst.Do, tc.text) || (worst.Do == "") != (tc.level == bot.Good) {
			t.Errorf("%s: %+v; want something about %q", tc.name, tc.found, tc.text)
		}
	}
	if left, err := filepath.Glob(filepath.Join(small, ".doctor-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A service that does not understand the question, as one of an older version, is a finding too.
func TestDoctorAsksInVain(t *testing.T) {
	dir := t.TempDir()
	l, err := listen(dataFlag{dir}.socket())
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.NotFoundHandler(), ReadHeaderTimeout: time.Second}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	var out bytes.Buffer
	err = doctorCmd{serviceFlags{dataFlag: dataFlag{dir}}}.Run(streams{out: &out, err: &out})
	if f, ok := errors.AsType[failure](err); !ok || f.code != exitFailed {
		t.Errorf("%v; want exit %d", err, exitFailed)
	}
	if !strings.Contains(out.String(), "✗ Fehler:  Der Lotse läuft, lässt sich aber nicht fragen") {
		t.Errorf("the doctor says\n%s", &out)
	}
	if err := srv.Close(); err != nil {
		t.Error(err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
}
