package telegramtest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// RoundTrip implements http.RoundTripper: the server without a network. The host of the URL does not matter.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		defer r.Body.Close()
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err // a request that breaks off never becomes one
		}
	}
	a := s.serve(r.Context(), r, bytes.NewReader(body))
	switch {
	case a.hang:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case r.Context().Err() != nil:
		return nil, r.Context().Err()
	case a.cut && a.body == nil:
		return nil, errCut
	}
	var content io.Reader = bytes.NewReader(a.body)
	if a.cut {
		content = io.MultiReader(content, broken{})
	}
	return &http.Response{
		StatusCode: a.status,
		Status:     strconv.Itoa(a.status) + " " + http.StatusText(a.status),
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     http.Header{"Content-Type": {a.kind}, "Date": {s.date()}},
		Body:       io.NopCloser(content),
		Request:    r,
	}, nil
}

func (s *Server) date() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.skew).UTC().Format(http.TimeFormat)
}

// broken is a connection that was cut.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errCut }

// ServeHTTP implements http.Handler: the server on a network.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // before anything else: only then does net/http notice that the client has gone
	if err != nil {
		return
	}
	a := s.serve(r.Context(), r, bytes.NewReader(body))
	if a.hang {
		<-r.Context().Done()
		return
	}
	if a.cut && a.body == nil {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Date", s.date())
	w.WriteHeader(a.status)
	if _, err := w.Write(a.body); err != nil {
		return
	}
	if a.cut {
		panic(http.ErrAbortHandler)
	}
}

var errCut = errors.New("connection reset by peer")
