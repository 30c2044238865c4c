package telegram

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// What is read of an answer in short is what is read of it in full.
func TestReadShort(t *testing.T) {
	for _, c := range []struct {
		answer string
		id     int
		short  bool
	}{
		{`{"ok":true,"result":{"message_id":4711,"from":{"id":1},"chat":{"id":2}}}`, 4711, true},
		{`{"ok":true,"result":{"from":{"message_id":3},"message_id":4711}}`, 4711, false},
		{`{"ok":true, "result":{"message_id":4711,"date":0}}`, 4711, false},
		{`{"result":{"message_id":4711,"date":0},"ok":true}`, 4711, false},
		{`{"ok":true,"result":{"message_id": 4711,"date":0}}`, 4711, false},
		{`{"ok":true,"result":{"message_id":4711}}`, 4711, false},
	} {
		var m messageID
		if got := readShort([]byte(c.answer), &m); got != c.short || got && m.ID != c.id {
			t.Errorf("%s: %v, message %d", c.answer, got, m.ID)
		}
		m = messageID{}
		resp := &http.Response{Body: io.NopCloser(strings.NewReader(c.answer))}
		if err := (&client{}).read(resp, "sendMessage", &m); err != nil || m.ID != c.id {
			t.Errorf("%s: message %d, %v", c.answer, m.ID, err)
		}
	}
	for _, refused := range []string{`{"ok":false,"error_code":400,"description":"Bad Request"}`, `{"ok":true,"result":{"message_id":4711,"da`, ``} {
		if readShort([]byte(refused), nil) {
			t.Errorf("%q counts as success", refused)
		}
	}
}
