package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"

	tg "github.com/go-telegram/bot"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxUpdate    = 1 << 20 // bytes of one update
)

// serve takes in what Telegram sends until ctx ends.
func (c *Channel) serve(ctx context.Context, in inbox) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		err := c.cfg.Serve(ctx, webhook{secret: sha256.Sum256([]byte(c.cfg.WebhookSecret)), inbox: in})
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
