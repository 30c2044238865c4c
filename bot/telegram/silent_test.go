package telegram

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// A connection on which nothing arrives any more, as when a router has forgotten it, is given up for a new one.
func TestSilentConnection(t *testing.T) {
	cert := certificate(t)
	synctest.Test(t, func(t *testing.T) {
		l := &pipes{conns: make(chan net.Conn), over: make(chan struct{})}
		var protocols http.Protocols
		protocols.SetHTTP2(true)
		srv := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), Protocols: &protocols, TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}}}
		go func() { _ = srv.ServeTLS(l, "", "") }()
		defer srv.Close()

		client := newHTTPClient()
		tr := client.Transport.(*http.Transport)
		defer tr.CloseIdleConnections()
		tr.Proxy = nil
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
		var latest *pipe
		dials := 0
		tr.DialContext = func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			l.conns <- there
			dials++
			latest = &pipe{Conn: here, closed: make(chan struct{})}
			return latest, nil
		}
		ask := func() (string, error) {
			ctx, cancel := context.WithTimeout(t.Context(), callTimeout)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://bot.example", nil)
			if err != nil {
				return "", err
			}
			resp, err := client.Do(req)
			if err != nil {
				return "", err
			}
			return resp.Proto, resp.Body.Close()
		}
		if proto, err := ask(); proto != "HTTP/2.0" || err != nil {
			t.Fatalf("%s %v", proto, err)
		}
		latest.silent.Store(true)
		_, err := ask()
		for range 2 {
			if err != nil {
				_, err = ask()
			}
		}
		if err != nil || dials != 2 {
			t.Errorf("%v after %d connections", err, dials)
		}
	})
}

// certificate is the one that httptest makes for its servers.
func certificate(t *testing.T) tls.Certificate {
	t.Helper()
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	return s.TLS.Certificates[0]
}

// pipe is a connection that may fall silent: what is written goes nowhere, and nothing is read.
type pipe struct {
	net.Conn
	silent atomic.Bool
	once   sync.Once
	closed chan struct{}
}

func (p *pipe) Write(b []byte) (int, error) {
	if p.silent.Load() {
		return len(b), nil
	}
	return p.Conn.Write(b)
}

func (p *pipe) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	if p.silent.Load() {
		<-p.closed
		return 0, io.EOF
	}
	return n, err
}

func (p *pipe) Close() error {
	p.once.Do(func() { close(p.closed) })
	return p.Conn.Close()
}

// pipes is a listener of such connections.
type pipes struct {
	conns chan net.Conn
	over  chan struct{}
	once  sync.Once
}

func (l *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.over:
		return nil, errors.New("closed")
	}
}

func (l *pipes) Close() error {
	l.once.Do(func() { close(l.over) })
	return nil
}

func (l *pipes) Addr() net.Addr { return &net.UnixAddr{} }
