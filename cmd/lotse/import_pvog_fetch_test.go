package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content/pvog"
)

// TestPVOGRequests goes through what a server can answer.
func TestPVOGRequests(t *testing.T) {
	type answer struct {
		status int
		header map[string]string
		body   string
	}
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	ok, sleepy := answer{body: `{"a": 1}`}, answer{status: 500}
	for _, c := range []struct {
		name    string
		answers []answer
		want    string // the body, or a part of the error
		waits   string // that the server asked for, or at least
	}{
		{"normal", []answer{ok}, `{"a": 1}`, ""},
		{"too many requests", []answer{{status: 429, header: map[string]string{"Retry-After": "7"}}, ok}, `{"a": 1}`, "7s"},
		{"a date to come back", []answer{{status: 503, header: map[string]string{"Retry-After": now.Add(time.Minute).Format(http.TimeFormat)}}, ok}, `{"a": 1}`, "1m0s"},
		{"come back tomorrow", []answer{{status: 429, header: map[string]string{"Retry-After": "86400"}}}, "der Dienst bittet um 24h0m0s Geduld", ""},
		{"broken for a moment", []answer{sleepy, sleepy, ok}, `{"a": 1}`, "2s 4s"},
		{"broken", []answer{sleepy, sleepy, sleepy, sleepy}, "500 Internal Server Error (4 Versuche)", "2s 4s 8s"},
		{"not there", []answer{{status: 404}}, "nicht vorhanden", ""},
		{"refused", []answer{{status: 403}}, "403 Forbidden", ""},
		{"a web page", []answer{{body: " <!doctype html><html></html>"}}, "Internetseite statt mit JSON", ""},
		{"cut off by the service", []answer{{body: `{"a": [1, 2`}}, "unvollständig oder kein JSON", ""},
		{"cut off on the way", []answer{{header: map[string]string{"Content-Length": "100"}, body: `{"a"`}, ok}, `{"a": 1}`, "2s"},
		{"nothing", []answer{{body: ""}}, "unvollständig oder kein JSON", ""},
		{"huge", []answer{{body: strings.Repeat("[", pvogLimit+1)}}, "größer als 5 MB", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				a := c.answers[min(n, len(c.answers)-1)]
				n++
				for k, v := range a.header {
					w.Header().Set(k, v)
				}
				if a.status != 0 {
					w.WriteHeader(a.status)
				}
				_, _ = w.Write([]byte(a.body))
			}))
			defer server.Close()
			var waits []time.Duration
			a := &pvogAsker{base: server.URL, client: server.Client(), cache: t.TempDir(), now: now, deviations: &pvog.Deviations{},
				wait: func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }}
			data, err := a.get(t.Context(), "/x", nil)
			got := string(data)
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) || err == nil && got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			var least []string
			for _, d := range waits {
				least = append(least, d.Truncate(2*time.Second).String())
			}
			for i, w := range strings.Fields(c.waits) {
				want, _ := time.ParseDuration(w)
				if i >= len(waits) || waits[i] < want || waits[i] > want*3/2 {
					t.Errorf("waits %v, want at least %s", least, c.waits)
				}
			}
			if n != len(c.answers) {
				t.Errorf("%d requests, want %d", n, len(c.answers))
			}
		})
	}
}

// Within a day nothing is asked twice; later only whether it has changed.
func TestPVOGCache(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path+" "+r.Header.Get("If-None-Match")+" "+r.Header.Get("If-Modified-Since"))
		w.Header().Set("ETag", `"e1"`)
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")
		switch {
		case r.URL.Path == "/gone":
			w.WriteHeader(http.StatusNotFound)
		case r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			_, _ = w.Write([]byte(strconv.Quote(r.URL.Path)))
		}
	}))
	defer server.Close()
	cache := t.TempDir()
	var waited []time.Duration
	get := func(now time.Time, paths ...string) string {
		a := &pvogAsker{base: server.URL, client: server.Client(), cache: cache, now: now, pause: time.Second, deviations: &pvog.Deviations{},
			wait: func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }}
		var out []string
		for _, path := range paths {
			data, err := a.get(t.Context(), path, url.Values{"validDate": {now.Format(time.DateOnly)}})
			out = append(out, fmt.Sprint(string(data), " ", err))
		}
		return fmt.Sprint(out, a.asked, a.kept)
	}
	day := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		now  time.Time
		want string
	}{
		{day, `["/a" <nil>  nicht vorhanden] 2 0`},
		{day.Add(time.Hour), `["/a" <nil>  nicht vorhanden] 0 2`},
		{day.Add(24 * time.Hour), `["/a" <nil>  nicht vorhanden] 2 0`},
		{day.Add(25 * time.Hour), `["/a" <nil>  nicht vorhanden] 0 2`},
	} {
		if got := get(c.now, "/a", "/gone"); got != c.want {
			t.Errorf("%d: %s, want %s", i, got, c.want)
		}
	}
	if want := []string{"/a  ", "/gone  ", `/a "e1" Mon, 23 Nov 2026 10:00:00 GMT`, `/gone "e1" Mon, 23 Nov 2026 10:00:00 GMT`}; !slices.Equal(asked, want) {
		t.Errorf("asked %q", asked)
	}
	if want := []time.Duration{time.Second, time.Second}; !slices.Equal(waited, want) {
		t.Errorf("waits %v: there is a pause between any two requests", waited)
	}
	files, err := filepath.Glob(filepath.Join(cache, "*.json"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, f := range files { // damaged: asked again
		if err := os.WriteFile(f, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := get(day.Add(25*time.Hour), "/a"); got != `["/a" <nil>] 1 0` {
		t.Error(got)
	}
}
