package mattermosttest

import (
	"errors"
	"net/http"
	"strconv"
)

// Fault is something that goes wrong with one call.
type Fault struct {
	Kind   FaultKind
	Status int    // Refuse and Page
	ID     string // Refuse: of the error
	After  int    // Refuse with 429: seconds
}

// FaultKind is a way in which a call goes wrong.
type FaultKind int

const (
	None      FaultKind = iota
	Refuse              // the server's own error, nothing happens
	Page                // a page of HTML in place of JSON, nothing happens
	CutBefore           // the connection breaks, nothing happens
	CutAfter            // it happens, and the connection breaks before the answer
	Hang                // nothing happens and nothing is answered until the client gives up
	Truncated           // it happens, and the answer breaks off in the middle
)

// Fail lets the next calls go wrong, one fault for each. The call is the method and the path with {} for ids, such as
// "POST /posts" or "GET /channels/{}/posts". They come before what Interfere says.
func (s *Server) Fail(call string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[call] = append(s.faults[call], faults...)
}

func (s *Server) fault(call string) Fault {
	s.mu.Lock()
	s.calls[call]++
	if queue := s.faults[call]; len(queue) > 0 {
		s.faults[call] = queue[1:]
		s.mu.Unlock()
		return queue[0]
	}
	meddler := s.meddler
	s.mu.Unlock()
	if meddler == nil {
		return Fault{}
	}
	return meddler(call)
}

// Interfere lets fn decide how each call goes wrong from now on; nil: all goes well. It may be called side by side.
func (s *Server) Interfere(fn func(call string) Fault) { s.set(func() { s.meddler = fn }) }

// Calls returns how often something was called, faults included.
func (s *Server) Calls(call string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[call]
}

var errCut = errors.New("connection reset by peer")

// refusal is an answer that is an error of the server's.
type refusal struct {
	status int
	id     string
	after  int
}

func (r *refusal) header() http.Header {
	h := http.Header{}
	if r.status == http.StatusTooManyRequests {
		h.Set("X-Ratelimit-Reset", strconv.Itoa(max(r.after, 1)))
	}
	return h
}

func denied() *refusal {
	return &refusal{status: http.StatusForbidden, id: "api.context.permissions.app_error"}
}
func missing(id string) *refusal { return &refusal{status: http.StatusNotFound, id: id} }
func wrong(id string) *refusal   { return &refusal{status: http.StatusBadRequest, id: id} }
