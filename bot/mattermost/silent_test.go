package mattermost

import "testing"

// What a connection does that falls silent is tested with Telegram's, which is made in the same way.
func TestSilentConnectionsAreFound(t *testing.T) {
	if h := newTransport().HTTP2; h == nil || h.SendPingTimeout <= 0 || h.PingTimeout <= 0 {
		t.Errorf("%+v", h)
	}
}
