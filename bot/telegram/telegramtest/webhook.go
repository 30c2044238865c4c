package telegramtest

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"
)

// hook is where updates are sent.
type hook struct {
	url    string
	secret string
	failed int       // deliveries that were not answered with 2xx
	last   time.Time // of the latest of them; zero: none
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (s *Server) setWebhook(p map[string]any) answer {
	u, err := url.Parse(text(p, "url"))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" { // http as a local Bot API server allows it
		return badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	secret := text(p, "secret_token")
	if secret != "" && !secretForm.MatchString(secret) {
		return badRequest("bad webhook: secret token contains unallowed characters")
	}
	if names, ok := p["allowed_updates"].([]any); ok {
		s.queue.allow(names)
	}
	if drop, _ := p["drop_pending_updates"].(bool); drop {
		s.queue.pending = nil
	}
	s.hook = hook{url: u.String(), secret: secret}
	if s.queue.waiting != nil {
		close(s.queue.waiting)
		s.queue.waiting = nil
	}
	return success(true)
}

func (s *Server) deleteWebhook(p map[string]any) answer {
	if drop, _ := p["drop_pending_updates"].(bool); drop {
		s.queue.pending = nil
	}
	s.hook = hook{}
	return success(true)
}

func (s *Server) getWebhookInfo(map[string]any) answer {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue.pending)}
	if !s.hook.last.IsZero() {
		info["last_error_date"], info["last_error_message"] = s.hook.last.Unix(), "Wrong response from the webhook: 502 Bad Gateway"
	}
	return success(info)
}

// Failed returns how many webhook requests were not answered with 2xx since the webhook was set.
func (s *Server) Failed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.failed
}

// Deliver sends pending updates to the webhook until ctx ends: in order within a chat, chats side by side. What is not
// answered with 2xx is sent again after a second, and holds up the updates of its chat.
func (s *Server) Deliver(ctx context.Context) {
	busy := map[int64]bool{}
	idle := make(chan int64)
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		s.mu.Lock()
		wake := s.queue.wake
		var next []update
		for _, u := range s.queue.pending {
			if s.hook.url != "" && !busy[u.chat] {
				busy[u.chat] = true
				next = append(next, u)
			}
		}
		s.mu.Unlock()
		for _, u := range next {
			wg.Go(func() {
				s.deliver(ctx, u)
				select {
				case idle <- u.chat:
				case <-ctx.Done():
				}
			})
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case chat := <-idle:
			delete(busy, chat)
		case <-time.After(time.Second): // a webhook that was set in the meantime
		}
	}
}

// deliver sends one update until it is answered with 2xx.
func (s *Server) deliver(ctx context.Context, u update) {
	for ctx.Err() == nil {
		if s.post2xx(ctx, u) {
			s.mu.Lock()
			s.queue.drop(u.id)
			s.mu.Unlock()
			return
		}
		s.mu.Lock()
		s.hook.failed++
		s.hook.last = time.Now()
		s.mu.Unlock()
		timer := time.NewTimer(time.Second)
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (q *queue) drop(id int64) {
	for i, u := range q.pending {
		if u.id == id {
			q.pending = append(q.pending[:i:i], q.pending[i+1:]...)
			q.confirmed = append(q.confirmed, u)
			return
		}
	}
}

func (s *Server) post2xx(ctx context.Context, u update) bool {
	s.mu.Lock()
	target, secret := s.hook.url, s.hook.secret
	s.mu.Unlock()
	f := s.fault(Call{Method: "webhook", Chat: u.chat})
	if f.Kind == Hang || f.Kind == CutBefore || target == "" {
		return false
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(u.raw))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", jsonKind)
	if secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	transport := s.Webhook
	if transport == nil {
		transport = http.DefaultTransport
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode/100 == 2 && f.Kind != CutAfter && f.Kind != Repeat
}
