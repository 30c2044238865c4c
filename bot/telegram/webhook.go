package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxUpdate    = 1 << 20 // bytes of one update
)

// serve takes in what Telegram sends until ctx ends. We listen before Telegram is told where.
func (c *Channel) serve(ctx context.Context, in inbox) error {
	serve := c.cfg.Serve
	if serve == nil {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.cfg.Listen)
		if err != nil {
			return fmt.Errorf("telegram: listen for the webhook: %w", err)
		}
		serve = func(ctx context.Context, h http.Handler) error { return serveHTTP(ctx, l, h) }
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		err := serve(ctx, webhook{secret: sha256.Sum256([]byte(c.cfg.WebhookSecret)), inbox: in})
		stop() // without a server there is nothing to wait for
		served <- err
	}()
	err := c.insist(ctx, "setWebhook", func(ctx context.Context) error {
		_, err := c.api.SetWebhook(ctx, &tg.SetWebhookParams{
			URL:            c.cfg.WebhookURL,
			SecretToken:    c.cfg.WebhookSecret,
			AllowedUpdates: allowedUpdates,
		})
		return err
	})
	if err != nil && ctx.Err() == nil {
		stop()
		<-served
		return err
	}
	return <-served
}

// serveHTTP serves until ctx ends, and then lets requests finish for five seconds.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler:           h,
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
	return fmt.Errorf("telegram: serve the webhook: %w", err)
}

// webhook answers 200 only after the host has taken the update in; Telegram repeats whatever gets another answer, and
// sends nothing more of that chat before. To strangers it says nothing.
type webhook struct {
	secret [sha256.Size]byte
	inbox
}

// ServeHTTP implements http.Handler.
func (w webhook) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	rw.WriteHeader(w.receive(rw, r))
}

func (w webhook) receive(rw http.ResponseWriter, r *http.Request) (status int) {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	// Digests have one length, so the time tells not even the secret's.
	if got := sha256.Sum256([]byte(r.Header.Get(secretHeader))); subtle.ConstantTimeCompare(got[:], w.secret[:]) != 1 {
		return http.StatusUnauthorized
	}
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxUpdate))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return http.StatusBadRequest
	}
	one := w.read(body)
	if one.id == 0 {
		return http.StatusBadRequest
	}
	if err := w.takeOne(r.Context(), one); err != nil {
		w.log.Warn("an update could not be stored; Telegram keeps it and delivers it again", "err", err)
		return http.StatusInternalServerError
	}
	return http.StatusOK
}
