package bot_test

import (
	"crypto/x509"
	"errors"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/digitaler-lotse/lotse/bot"
)

// TestCause: what the network says is said in German, wrapped as it comes from an HTTP client.
func TestCause(t *testing.T) {
	for want, err := range map[string]error{
		"die Verbindung wird abgelehnt":      &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
		"diesen Namen gibt es im Netz nicht": &net.DNSError{Err: "no such host", Name: "chat.example"},
		"dem Zertifikat ist nicht zu trauen": x509.UnknownAuthorityError{},
		"es kam rechtzeitig keine Antwort":   os.ErrDeadlineExceeded,
	} {
		if got := bot.Cause(&url.Error{Op: "Get", URL: "https://chat.example", Err: err}); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	if got := bot.Cause(errors.New("something new")); got != "something new" {
		t.Errorf("%q", got)
	}
}
