package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFetchCalendar(t *testing.T) {
	answers := map[string]func(http.ResponseWriter){
		"/ok":    func(w http.ResponseWriter) { _, _ = w.Write([]byte("BEGIN:VCALENDAR")) },
		"/gone":  func(w http.ResponseWriter) { w.WriteHeader(http.StatusGone) },
		"/large": func(w http.ResponseWriter) { _, _ = w.Write([]byte(strings.Repeat("x", maxCalendar+1))) },
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answers[r.URL.Path](w) }))
	defer server.Close()
	for path, want := range map[string]string{"/ok": "", "/gone": "410 Gone", "/large": "larger than 5 MB"} {
		data, err := fetch(t.Context(), server.Client(), server.URL+path)
		switch {
		case want == "" && (err != nil || data != "BEGIN:VCALENDAR"):
			t.Errorf("%s: %q, %v", path, data, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

// A calendar on this machine may come without encryption, any other may not.
func TestPlainCalendar(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("BEGIN:VCALENDAR")) }))
	defer server.Close()
	if data, link, err := (importICSCmd{From: server.URL + "/haus.ics"}).read(); data != "BEGIN:VCALENDAR" || link != server.URL+"/haus.ics" || err != nil {
		t.Errorf("%q, %q, %v", data, link, err)
	}
	for _, link := range []string{"http://example.org/a.ics", "http://192.0.2.1/a.ics", "ftp://localhost/a.ics"} {
		if _, _, err := (importICSCmd{From: link}).read(); err == nil || !strings.Contains(err.Error(), "no https link") {
			t.Errorf("%s: %v", link, err)
		}
	}
}
