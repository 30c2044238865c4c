package mattermost_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// altered is a server whose answer to the question for changes is made up.
type altered struct {
	http.RoundTripper
	body []byte
}

func (a altered) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := a.RoundTripper.RoundTrip(r)
	if err == nil && r.URL.Query().Get("since") != "" {
		resp.Body = io.NopCloser(bytes.NewReader(a.body))
	}
	return resp, err
}

// FuzzInbound: no answer of the server makes the channel panic, hand in a thing without a key, or hand in its own posts.
func FuzzInbound(f *testing.F) {
	post := map[string]any{"id": "aaaaaaaaaaaaaaaaaaaaaaaaaa", "create_at": 1e15, "update_at": 1e15, "user_id": "u", "message": "hallo @karla", "props": map[string]any{"x": 1}}
	reacted := map[string]any{"id": "b", "update_at": 2e15, "has_reactions": true, "root_id": "aaaaaaaaaaaaaaaaaaaaaaaaaa",
		"metadata": map[string]any{"reactions": []any{nil, map[string]any{"user_id": "u", "emoji_name": "eyes", "create_at": 1}}}}
	for _, posts := range []any{map[string]any{"a": post}, map[string]any{"a": post, "b": reacted}, map[string]any{"a": nil}, nil} {
		data, err := json.Marshal(map[string]any{"order": []string{"a", "b"}, "posts": posts})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("null"))
	f.Add([]byte(`{"posts":{"a":{"update_at":9e15,"delete_at":5,"props":{"deleteBy":7}}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		synctest.Test(t, func(t *testing.T) { inbound(t, body) })
	})
}

func inbound(t *testing.T, body []byte) {
	w := newWorld(t, func(c *mattermost.Config) { c.Transport = altered{c.Transport, body} })
	w.Interfere(func(call string) mattermosttest.Fault {
		if call == "GET /websocket" {
			return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
		}
		return mattermosttest.Fault{}
	})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := w.ch.Receive(ctx, 1, func(_ context.Context, e bot.DeskEvent) error {
		if (e.Event == nil) != (e.Key == "") {
			t.Errorf("an event without a key, or a key without an event: %+v", e)
		}
		if e.Event == nil || strings.HasPrefix(e.Key, "mm:trouble") {
			cancel() // the look is over
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
