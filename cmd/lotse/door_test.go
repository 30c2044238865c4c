package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Each caller reaches its own side, whether the web server in front cuts the path of the public address off or not.
func TestDoor(t *testing.T) {
	says := func(words string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, words+" "+r.URL.Path) })
	}
	ask := func(d *door, path string) string {
		rec := httptest.NewRecorder()
		d.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader("")))
		return http.StatusText(rec.Code) + " " + rec.Body.String()
	}
	d := &door{}
	if got := ask(d, "/mattermost/action"); got != "Service Unavailable " {
		t.Errorf("a closed door says %q", got)
	}
	d.volunteers("https://lotse.example.org/lotse/", says("volunteers"))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	d.webhook.Store(new(http.Handler(says("telegram"))))
	for path, want := range map[string]string{
		"/telegram":                  "OK telegram /telegram",
		"/":                          "OK telegram /",
		"/mattermost/action":         "OK volunteers /mattermost/action",
		"/lotse/mattermost/action":   "OK volunteers /mattermost/action",
		"/elsewhere/mattermost/echo": "OK telegram /elsewhere/mattermost/echo",
	} {
		if got := ask(d, path); got != want {
			t.Errorf("%s: %q; want %q", path, got, want)
		}
	}
	go func() { ended <- d.telegram(ctx, says("telegram")) }()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := ask(d, "/telegram"); got != "Service Unavailable " {
		t.Errorf("after the end: %q", got)
	}
}

// The address is free after the end, and one that is taken is told.
func TestDoorServes(t *testing.T) {
	d := &door{}
	l, err := d.open(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if _, err := d.open(t.Context(), addr); err == nil || !strings.Contains(err.Error(), "listen") {
		t.Errorf("a taken address: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.serve(ctx, l) }()
	resp, err := http.Get("http://" + addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Error(resp.Status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	again, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatalf("the address is not free: %v", err)
	}
	again.Close()
}
