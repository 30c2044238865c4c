package telegramtest

// Fault is something that goes wrong with one call.
type Fault struct {
	Kind   FaultKind
	After  int    // RetryAfter: seconds
	Status int    // ServerError and Page; 0 means 502. Refusal; 0 means 400
	Says   string // Refusal: the description
}

// FaultKind is a way in which a call goes wrong.
type FaultKind int

const (
	None        FaultKind = iota
	RetryAfter            // 429 with retry_after, nothing happens
	Refusal               // 4xx with a description, nothing happens
	ServerError           // 5xx in the Bot API's own JSON, nothing happens
	Page                  // a page of HTML in place of JSON, nothing happens
	Hang                  // nothing happens and nothing is answered until the client gives up
	CutBefore             // the connection breaks, nothing happens
	CutAfter              // it happens, and the connection breaks before the answer
	HangAfter             // it happens, and nothing is answered until the client gives up
	Truncated             // it happens, and the answer breaks off in the middle
	Repeat                // getUpdates: updates that were confirmed already come once more, in front of the others
)

// Call is a method that is called.
type Call struct {
	Method string
	Chat   int64 // 0: the method has none
	Params map[string]any
}

// Fail lets the next calls of a method go wrong, one fault for each. They come before those of OnCall.
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

// fault decides about a call. It must not hold the lock: OnCall may look at the server.
func (s *Server) fault(c Call) Fault {
	s.mu.Lock()
	if queue := s.faults[c.Method]; len(queue) > 0 {
		s.faults[c.Method] = queue[1:]
		s.mu.Unlock()
		return queue[0]
	}
	s.mu.Unlock()
	if s.OnCall == nil {
		return Fault{}
	}
	return s.OnCall(c)
}

// happens reports whether the call takes effect before it goes wrong.
func (f Fault) happens() bool {
	switch f.Kind {
	case None, CutAfter, HangAfter, Truncated, Repeat:
		return true
	}
	return false
}
