package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// website is a web server with everything that goes wrong on the web.
func website(t *testing.T) *httptest.Server {
	t.Helper()
	page := func(title string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<html><head>\n<TITLE lang=de>\n%s </title>", title)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", http.NotFound)
	mux.HandleFunc("/{$}", page("Stadt"))
	mux.HandleFunc("/gut", func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != linkAgent {
			w.WriteHeader(http.StatusForbidden)
		}
		page("Wohnung anmelden")(w, r)
	})
	mux.HandleFunc("/kein-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		page("Formular")(w, r)
	})
	mux.HandleFunc("/pdf", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			t.Error("a file was fetched, though HEAD had answered")
		}
		w.Header().Set("Content-Type", "application/pdf")
	})
	mux.HandleFunc("/weg", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/kaputt", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/verboten", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/weich", page("Seite nicht gefunden &ndash; Stadt"))
	mux.HandleFunc("/umgezogen", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/halb", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/halb", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/gut", http.StatusPermanentRedirect)
	})
	mux.HandleFunc("/heute", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/gut", http.StatusFound) })
	mux.HandleFunc("/alt", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) })
	mux.HandleFunc("/kreis", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/kreis", http.StatusFound) })
	mux.HandleFunc("/nirgends", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusFound) })
	s := httptest.NewUnstartedServer(mux)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it would complain of clients that refuse its certificate
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func linkFile(links ...string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("steps:\n")
	for i, l := range links {
		fmt.Fprintf(&b, "  s%d: {say: \"Sehen Sie [hier](%s).\"}\n", i+1, l)
	}
	return fstest.MapFS{"flows/x.yaml": &fstest.MapFile{Data: []byte(b.String())}}
}

func linkReport(t *testing.T, c *linkChecker, fsys fstest.MapFS) (string, source.Diagnostics) {
	t.Helper()
	ds, _, err := c.check(context.Background(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := ds.WriteText(&b, nil, "de"); err != nil {
		t.Fatal(err)
	}
	return b.String(), ds
}

// TestLinks follows each kind of link on the loopback.
func TestLinks(t *testing.T) {
	s := website(t)
	for path, want := range map[string]string{
		"/":           "",
		"/gut":        "",
		"/gut#unten":  "",
		"/kein-head":  "",
		"/pdf":        "",
		"/heute":      "",
		"/fehlt":      "flows/x.yaml:2:31: Die Seite URL gibt es nicht (mehr): Antwort 404. [link]\n",
		"/weg":        "flows/x.yaml:2:31: Die Seite URL gibt es nicht (mehr): Antwort 410. [link]\n",
		"/kaputt":     "flows/x.yaml:2:31: Warnung: Der Rechner hinter URL hat gerade einen Fehler: Antwort 502. [link]\n",
		"/verboten":   "flows/x.yaml:2:31: Warnung: URL lässt Programme nicht herein (Antwort 403). Bitte sehen Sie selbst nach. [link]\n",
		"/weich":      "flows/x.yaml:2:31: Warnung: URL zeigt wohl eine Fehlerseite: „Seite nicht gefunden – Stadt“. [link]\n",
		"/umgezogen":  "flows/x.yaml:2:31: Warnung: Die Seite URL ist für immer umgezogen. [link]\n  = Tipp: Neue Adresse: HOST/gut\n",
		"/alt":        "flows/x.yaml:2:31: Warnung: URL führt nur noch auf die Startseite HOST/. [link]\n",
		"/kreis":      "flows/x.yaml:2:31: URL leitet im Kreis weiter. [link]\n",
		"/nirgends":   "flows/x.yaml:2:31: Warnung: URL ist nicht erreichbar. [link]\n  = Tipp: a redirect to nowhere\n",
		"/{wohnort}":  "",
		"/alt/{id}/x": "",
	} {
		c := &linkChecker{transport: s.Client().Transport, now: time.Now()}
		got, _ := linkReport(t, c, linkFile(s.URL+path))
		if want = strings.NewReplacer("URL", s.URL+path, "HOST", s.URL).Replace(want); got != want {
			t.Errorf("%s:\n got %s\nwant %s", path, got, want)
		}
	}
}

func TestLinksCertificates(t *testing.T) {
	s := website(t)
	c := &linkChecker{transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}}, now: time.Now()} // does not know who made the certificate
	if got, ds := linkReport(t, c, linkFile(s.URL+"/gut")); !ds.Failed() || !strings.Contains(got, "Das Zertifikat von "+s.URL+"/gut ist nicht gültig") {
		t.Errorf("unknown authority: %s", got)
	}
	expires := s.Certificate().NotAfter
	c = &linkChecker{transport: s.Client().Transport, now: expires.Add(-time.Hour)}
	if got, ds := linkReport(t, c, linkFile(s.URL+"/gut")); ds.Failed() || !strings.Contains(got, "läuft am "+expires.Format(time.DateOnly)+" ab") {
		t.Errorf("about to expire: %s", got)
	}
	gone := s.URL
	s.Close()
	if got, ds := linkReport(t, c, linkFile(gone)); ds.Failed() || !strings.Contains(got, "ist nicht erreichbar") {
		t.Errorf("nobody there: %s", got)
	}
}

// Every place of a link is reported, a link is followed once, and links are found in all folders and beside them.
func TestLinksPlaces(t *testing.T) {
	s := website(t)
	asked := map[string]int{}
	c := &linkChecker{now: time.Now(), transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked[r.Method+" "+r.URL.Path]++
		return s.Client().Transport.RoundTrip(r)
	})}
	fsys := fstest.MapFS{
		"flows/a.yaml":    {Data: []byte("source: [URL/fehlt, URL/gut]\nsteps:\n  a:\n    say: |\n      Hier URL/fehlt, dort\n      URL/fehlt.\n    choices: [{label: x, url: URL/fehlt}]\n")},
		"messages/a.yaml": {Data: []byte("texts:\n  x: {text: \"**URL/fehlt**\"}\n")},
		"places/a.yaml":   {Data: []byte("# URL/kommentar\nplaces:\n  - website: URL/fehlt\n")},
		"services/a.yaml": {Data: []byte("services: [{online: {url: 'URL/fehlt'}}]\n")},
		"bausteine.yaml":  {Data: []byte("texts: [{text: 'URL/fehlt'}]\n")},
		"tests/a.txt":     {Data: []byte("URL/test")},
	}
	for _, f := range fsys {
		f.Data = bytes.ReplaceAll(f.Data, []byte("URL"), []byte(s.URL))
	}
	_, ds := linkReport(t, c, fsys)
	var at []string
	for _, d := range ds {
		at = append(at, d.At.String())
	}
	want := "bausteine.yaml:1:17 flows/a.yaml:1:10 flows/a.yaml:5:12 flows/a.yaml:6:7 flows/a.yaml:7:31 messages/a.yaml:2:16 places/a.yaml:3:14 services/a.yaml:1:28"
	if got := strings.Join(at, " "); got != want {
		t.Errorf("places\n got %s\nwant %s", got, want)
	}
	if got := fmt.Sprint(asked); got != "map[GET /fehlt:1 GET /gut:1 HEAD /fehlt:1 HEAD /gut:1]" {
		t.Errorf("requests %s", got)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A host gets one request a second, whatever redirects to it; other hosts do not wait for it.
func TestLinksPolite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		asked := map[string][]time.Time{}
		c := &linkChecker{pause: linkPause, now: time.Now(), transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			asked[r.URL.Host] = append(asked[r.URL.Host], time.Now())
			mu.Unlock()
			resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(""))}
			switch r.URL.Host {
			case "a.example":
				resp.StatusCode, resp.Header = http.StatusFound, http.Header{"Location": {"https://b.example/x"}}
			case "slow.example":
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return resp, nil
		})}
		var links []string
		for i := range 5 {
			links = append(links, fmt.Sprintf("https://a.example/%d", i), fmt.Sprintf("https://b.example/%d", i), fmt.Sprintf("https://c.example/%d", i))
		}
		start := time.Now()
		got, ds := linkReport(t, c, linkFile(append(links, "https://slow.example/x")...))
		if ds.Failed() || !strings.Contains(got, "slow.example/x antwortet nicht") {
			t.Errorf("report: %s", got)
		}
		for host, times := range asked {
			for i := 1; i < len(times); i++ {
				if d := times[i].Sub(times[i-1]); d < linkPause {
					t.Errorf("%s was asked again after %v", host, d)
				}
			}
		}
		if n := len(asked["b.example"]); n != 10 {
			t.Errorf("b.example was asked %d times", n)
		}
		if d := asked["c.example"][4].Sub(start); d != 4*time.Second {
			t.Errorf("c.example took %v", d)
		}
		if d := time.Since(start); d > 2*linkLimit+time.Minute {
			t.Errorf("all in all %v", d)
		}
	})
}

func TestLinksStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c := &linkChecker{pause: time.Hour, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		cancel()
		return nil, r.Context().Err()
	})}
	if _, _, err := c.check(ctx, linkFile("https://a.example", "https://a.example/b")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestCheckLinks runs the command: a broken link makes it fail like any other error.
func TestCheckLinks(t *testing.T) {
	s := website(t)
	usual := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = usual })
	http.DefaultTransport = roundTrip(func(r *http.Request) (*http.Response, error) { // all roads lead here
		r.URL.Host = s.Listener.Addr().String()
		return s.Client().Transport.RoundTrip(r)
	})
	dir := t.TempDir()
	base := filepath.Join(dir, "base")
	if err := os.CopyFS(base, os.DirFS("../../flows/testdata/base")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(base, "flows", "erinnern.yaml")); err != nil { // it asks for dates, which this content has not
		t.Fatal(err)
	}
	for _, name := range []string{"host.de.yaml", "desk.de.yaml", "catalogue.de.yaml"} {
		data, err := os.ReadFile("../../content/messages/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(base, "messages", name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(base + "/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		oneLink(t, name)
	}
	check := func() (int, string) {
		var out, wrong bytes.Buffer
		code := run([]string{"check", "--links", "--content", base}, streams{out: &out, err: &wrong})
		return code, out.String() + wrong.String()
	}
	before, out := check()
	if before != 0 || !strings.Contains(out, "Links verfolgt: 1.") || strings.Contains(out, "[link]") {
		t.Errorf("good links: %d\n%s", before, out)
	}
	if err := os.WriteFile(filepath.Join(base, "messages", "x.de.yaml"), []byte("texts:\n  x: \"Hier: https://www.example.org/fehlt\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out := check(); code != exitFailed || !strings.Contains(out, "messages/x.de.yaml:2:13: Die Seite https://www.example.org/fehlt gibt es nicht (mehr): Antwort 404. [link]\n  |\n2 |") {
		t.Errorf("broken link: %d\n%s", code, out)
	}
}

// oneLink makes all links of a file the same, so that the test need not wait for the host to rest, and drops what needs a catalogue.
func oneLink(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(strings.TrimSpace(line), "places:") {
			b.WriteString(regexp.MustCompile(`https://[^\s)\],]+`).ReplaceAllString(line, "https://www.example.org/gut"))
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
