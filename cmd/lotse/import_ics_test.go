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
