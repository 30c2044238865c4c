package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

const (
	maxHops     = 10
	maxPage     = 64 << 10            // bytes in which a title is looked for
	certificate = 14 * 24 * time.Hour // that a certificate should be good for at least
)

// landing is what came back for a link in the end.
type landing struct {
	status  int
	url     *url.URL  // after all redirects
	moved   bool      // there were redirects, and all of them are for good
	kind    string    // Content-Type
	title   string    // of a page that was fetched
	expires time.Time // certificate; zero without
}

var errCircle = errors.New("too many redirects")

// follow asks for a link by HEAD, and by GET where HEAD does not answer well or the answer is a page, whose title may tell of an error.
func (c *linkChecker) follow(ctx context.Context, link string) source.Diagnostics {
	a, err := c.ask(ctx, http.MethodHead, link)
	if err != nil && badCertificate(err) == nil || err == nil && (a.status >= 400 || strings.Contains(a.kind, "html")) {
		a, err = c.ask(ctx, http.MethodGet, link)
	}
	if err != nil {
		return unreached(link, err)
	}
	return c.judge(link, a)
}

// ask sends a request and follows redirects.
func (c *linkChecker) ask(ctx context.Context, method, link string) (landing, error) {
	at, err := url.Parse(link)
	if err != nil {
		return landing{}, err
	}
	a := landing{moved: true}
	for range maxHops {
		next, err := c.hop(ctx, method, at, &a)
		if err != nil || next == nil {
			a.url, a.moved = at, a.moved && at.String() != link
			return a, err
		}
		at = next
	}
	return a, errCircle
}

// hop sends one request; next is where it redirects to, nil if it does not.
func (c *linkChecker) hop(ctx context.Context, method string, at *url.URL, a *landing) (next *url.URL, err error) {
	if err := c.wait(ctx, at.Host); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, linkLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", linkAgent)
	req.Header.Set("Accept-Language", "de")
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a.status, a.kind = resp.StatusCode, resp.Header.Get("Content-Type")
	if resp.TLS != nil && len(resp.TLS.PeerCertificates) > 0 {
		a.expires = resp.TLS.PeerCertificates[0].NotAfter
	}
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		a.moved = a.moved && (resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect)
		to, err := at.Parse(resp.Header.Get("Location"))
		if err != nil || resp.Header.Get("Location") == "" || to.Host == "" {
			return nil, errors.New("a redirect to nowhere")
		}
		to.Fragment = at.Fragment
		return to, nil
	}
	if method == http.MethodGet && strings.Contains(a.kind, "html") {
		page, err := io.ReadAll(io.LimitReader(resp.Body, maxPage))
		if err != nil {
			return nil, err
		}
		if m := titleRE.FindSubmatch(page); m != nil {
			a.title = strings.Join(strings.Fields(html.UnescapeString(string(m[1]))), " ")
		}
	}
	return nil, nil
}

var (
	titleRE = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	// What servers that answer 200 all the same write over their error pages.
	errorTitleRE = regexp.MustCompile(`(?i)\b(?:404|410|500|503)\b|not found|nicht gefunden|existiert nicht|nicht (?:mehr )?(?:verfügbar|vorhanden)|fehlerseite|^fehler\b|^error\b|zugriff verweigert|wartungsarbeiten`)
)

// badCertificate tells why a certificate was refused; nil if the trouble is another.
func badCertificate(err error) error {
	for _, target := range []any{new(x509.CertificateInvalidError), new(x509.HostnameError), new(x509.UnknownAuthorityError), new(*tls.CertificateVerificationError)} {
		if errors.As(err, target) {
			return err
		}
	}
	return nil
}

// unreached reports a link at whose end nobody answered.
func unreached(link string, err error) (ds source.Diagnostics) {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case badCertificate(err) != nil:
		d := ds.Error("link", source.Span{}, source.T("Das Zertifikat von %s ist nicht gültig: Browser warnen vor der Seite.", "The certificate of %s is not valid: browsers warn of the page.", link))
		d.Hint = source.Text{DE: err.Error(), EN: err.Error()}
	case errors.Is(err, errCircle):
		ds.Error("link", source.Span{}, source.T("%s leitet im Kreis weiter.", "%s redirects in a circle.", link))
	case errors.As(err, &dns) && dns.IsNotFound:
		ds.Error("link", source.Span{}, source.T("Den Rechner hinter %s gibt es nicht.", "There is no host behind %s.", link))
	case errors.As(err, &timeout) && timeout.Timeout():
		ds.Warn("link", source.Span{}, source.T("%s antwortet nicht.", "%s does not answer.", link))
	default:
		d := ds.Warn("link", source.Span{}, source.T("%s ist nicht erreichbar.", "%s cannot be reached.", link))
		d.Hint = source.Text{DE: err.Error(), EN: err.Error()}
	}
	return ds
}

// judge reports what is wrong with an answer.
func (c *linkChecker) judge(link string, a landing) (ds source.Diagnostics) {
	switch {
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		ds.Error("link", source.Span{}, source.T("Die Seite %s gibt es nicht (mehr): Antwort %d.", "There is no page %s (any more): answer %d.", link, a.status))
	case a.status >= 500:
		ds.Warn("link", source.Span{}, source.T("Der Rechner hinter %s hat gerade einen Fehler: Antwort %d.", "The host behind %s has a fault just now: answer %d.", link, a.status))
	case a.status >= 400:
		ds.Warn("link", source.Span{}, source.T("%s lässt Programme nicht herein (Antwort %d). Bitte sehen Sie selbst nach.", "%s does not let programs in (answer %d). Please look for yourself.", link, a.status))
	case errorTitleRE.MatchString(a.title):
		ds.Warn("link", source.Span{}, source.T("%s zeigt wohl eine Fehlerseite: „%s“.", "%s seems to show an error page: %q.", link, a.title))
	case home(a.url) && !home(parsed(link)):
		ds.Warn("link", source.Span{}, source.T("%s führt nur noch auf die Startseite %s.", "%s only leads to the home page %s now.", link, a.url))
	case a.moved:
		d := ds.Warn("link", source.Span{}, source.T("Die Seite %s ist für immer umgezogen.", "The page %s has moved for good.", link))
		d.Hint = source.T("Neue Adresse: %s", "New address: %s", a.url)
	}
	if !a.expires.IsZero() && a.expires.Before(c.now.Add(certificate)) {
		ds.Warn("link", source.Span{}, source.T("Das Zertifikat von %s läuft am %s ab.", "The certificate of %s expires on %s.", link, a.expires.Format(time.DateOnly)))
	}
	return ds
}

func parsed(link string) *url.URL {
	u, err := url.Parse(link)
	if err != nil {
		return &url.URL{}
	}
	return u
}

func home(u *url.URL) bool { return (u.Path == "" || u.Path == "/") && u.RawQuery == "" }
