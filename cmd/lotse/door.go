package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// door is the one server for calls from outside: Telegram's webhook, and Mattermost's buttons and slash command. The zero door lets
// nobody in.
type door struct {
	webhook   atomic.Pointer[http.Handler] // nil: Telegram is told to come again
	callbacks http.Handler                 // nil: nobody calls from Mattermost
	prefix    string                       // path of the public address
}

// volunteers lets Mattermost in, below the path of the public address, whether the web server in front cuts that path off or not. It is
// called before serve.
func (d *door) volunteers(public string, callbacks http.Handler) {
	if u, err := url.Parse(public); err == nil {
		d.prefix = strings.TrimRight(u.Path, "/")
	}
	d.callbacks = callbacks
}

// telegram lets the webhook's calls in until ctx ends.
func (d *door) telegram(ctx context.Context, webhook http.Handler) error {
	d.webhook.Store(&webhook)
	defer d.webhook.Store(nil)
	<-ctx.Done()
	return nil
}

// ServeHTTP implements http.Handler.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path := strings.TrimPrefix(r.URL.Path, d.prefix); d.callbacks != nil && strings.HasPrefix(path, "/mattermost/") {
		http.StripPrefix(strings.TrimSuffix(r.URL.Path, path), d.callbacks).ServeHTTP(w, r)
		return
	}
	if webhook := d.webhook.Load(); webhook != nil {
		(*webhook).ServeHTTP(w, r)
		return
	}
	w.WriteHeader(http.StatusServiceUnavailable)
}

// open listens, so that a wrong address is known before anything else happens.
func (d *door) open(ctx context.Context, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen for calls from Telegram and Mattermost: %w", err)
	}
	return l, nil
}

// serve serves until ctx ends, and then lets calls finish for five seconds.
func (d *door) serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           d,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // it would log addresses
	}
	closed := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		closed <- srv.Shutdown(grace)
	})
	err := srv.Serve(l)
	if !stop() {
		<-closed
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve calls from Telegram and Mattermost: %w", err)
}
