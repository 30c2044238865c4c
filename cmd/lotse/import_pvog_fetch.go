package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/digitaler-lotse/lotse/content/pvog"
)

const (
	pvogAgent    = "lotse-import (+https://github.com/digitaler-lotse/lotse)"
	pvogTimeout  = 30 * time.Second
	pvogLimit    = 5 << 20         // bytes of an answer
	pvogTries    = 4               // of a request that fails for a reason that may pass
	pvogBackoff  = 2 * time.Second // before the second try; doubled each time
	pvogPatience = 2 * time.Minute // longest wait that a server may ask for
	pvogFresh    = 20 * time.Hour  // how long an answer counts without asking again
)

// errNotThere is the answer that something does not exist.
var errNotThere = errors.New("nicht vorhanden")

// pvogAsker asks the search service, one request after the other.
type pvogAsker struct {
	base   string
	client *http.Client
	cache  string // folder
	pause  time.Duration
	wait   func(context.Context, time.Duration) error
	now    time.Time

	where       pvog.Municipality
	deviations  *pvog.Deviations
	asked, kept int
}

// pvogAnswer is an answer as it is kept.
type pvogAnswer struct {
	URL          string    `json:"url"` // without the day
	Fetched      time.Time `json:"fetched"`
	Missing      bool      `json:"missing,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Body         []byte    `json:"body"`
}

// get returns the JSON of an address, from the cache if that is of today; [errNotThere] if there is nothing.
func (a *pvogAsker) get(ctx context.Context, path string, query url.Values) ([]byte, error) {
	link := a.base + path + "?" + query.Encode()
	every := maps.Clone(query)
	every.Del("validDate") // or nothing would be found again the next day, and the folder would grow
	name := a.base + path + "?" + every.Encode()
	sum := sha256.Sum256([]byte(name))
	file := filepath.Join(a.cache, hex.EncodeToString(sum[:12])+".json")
	var have pvogAnswer
	if data, err := os.ReadFile(file); err == nil && (json.Unmarshal(data, &have) != nil || have.URL != name) {
		have = pvogAnswer{} // damaged: asked again
	}
	if age := a.now.Sub(have.Fetched); have.URL == "" || age < 0 || age > pvogFresh {
		got, err := a.ask(ctx, link, have)
		if err != nil {
			return nil, err
		}
		got.URL = name
		data, err := json.Marshal(got)
		if err != nil {
			return nil, fmt.Errorf("keep an answer: %w", err)
		}
		if err := a.store(file, data); err != nil {
			return nil, err
		}
		have = got
	} else {
		a.kept++
	}
	if have.Missing {
		return nil, errNotThere
	}
	return have.Body, nil
}

func (a *pvogAsker) store(file string, data []byte) error {
	if err := os.MkdirAll(a.cache, 0o700); err != nil {
		return fmt.Errorf("make the folder for answers: %w", err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// ask sends a request as often as it makes sense.
func (a *pvogAsker) ask(ctx context.Context, link string, have pvogAnswer) (pvogAnswer, error) {
	delay := a.pause
	for try := 1; ; try++ {
		if a.asked > 0 {
			if err := a.wait(ctx, delay); err != nil {
				return have, fmt.Errorf("%s: %w", link, err)
			}
		}
		a.asked++
		got, after, err := a.once(ctx, link, have)
		var passing *passingError
		switch {
		case err == nil, !errors.As(err, &passing), ctx.Err() != nil:
			return got, err
		case try == pvogTries:
			return got, fmt.Errorf("%w (%d Versuche)", err, try)
		case after > pvogPatience:
			return got, fmt.Errorf("%w; der Dienst bittet um %s Geduld, bitte versuchen Sie es später", err, after)
		}
		delay = pvogBackoff << (try - 1)
		delay = max(after, delay+rand.N(delay/2))
	}
}

// passingError is a failure that may pass by itself.
type passingError struct{ err error }

func (e *passingError) Error() string { return e.err.Error() }
func (e *passingError) Unwrap() error { return e.err }

// once sends one request; after is how long the server asks to wait.
func (a *pvogAsker) once(ctx context.Context, link string, have pvogAnswer) (got pvogAnswer, after time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return got, 0, fmt.Errorf("%s: %w", link, err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", pvogAgent)
	if have.ETag != "" {
		req.Header.Set("If-None-Match", have.ETag)
	}
	if have.LastModified != "" {
		req.Header.Set("If-Modified-Since", have.LastModified)
	}
	resp, err := a.client.Do(req)
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // it names the address once more
	}
	if err != nil {
		return got, 0, &passingError{fmt.Errorf("frage %s: %w", link, err)}
	}
	defer func() { _ = resp.Body.Close() }()
	got = pvogAnswer{Fetched: a.now, ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")}
	switch code := resp.StatusCode; {
	case code == http.StatusNotModified && have.URL != "":
		have.Fetched = a.now
		return have, 0, nil
	case code == http.StatusNotFound:
		got.Missing = true
		return got, 0, nil
	case code == http.StatusTooManyRequests || code >= 500:
		return got, retryAfter(resp.Header.Get("Retry-After"), a.now), &passingError{fmt.Errorf("frage %s: %s", link, resp.Status)}
	case code != http.StatusOK:
		return got, 0, fmt.Errorf("frage %s: %s", link, resp.Status)
	}
	got.Body, err = io.ReadAll(io.LimitReader(resp.Body, pvogLimit+1))
	switch {
	case err != nil:
		return got, 0, &passingError{fmt.Errorf("lies %s: %w", link, err)}
	case len(got.Body) > pvogLimit:
		return got, 0, fmt.Errorf("%s: die Antwort ist größer als %d MB", link, pvogLimit>>20)
	case bytes.HasPrefix(bytes.TrimSpace(got.Body), []byte("<")):
		return got, 0, fmt.Errorf("%s: der Dienst antwortet mit einer Internetseite statt mit JSON", link)
	case !json.Valid(got.Body):
		return got, 0, fmt.Errorf("%s: die Antwort ist unvollständig oder kein JSON", link)
	}
	return got, 0, nil
}

// retryAfter reads the header of that name: seconds or a date. 0 if it says nothing.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
