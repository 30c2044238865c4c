package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Config says how to reach Mattermost. URL, Token, Team and Channel are required.
type Config struct {
	URL     string // of the server, such as "https://chat.example.org"
	Token   string // of the bot account
	Team    string // name in the address of the team
	Channel string // name in the address of the channel, or its id, which survives renaming

	// With a PublicURL, under which Mattermost reaches [Channel.Handler], there are buttons and the slash command.
	PublicURL    string
	Secret       []byte // signs buttons; at least 32 bytes, the same after a restart; required with a PublicURL
	CommandToken string // that Mattermost shows for the slash command; "": no slash command

	// Fetch opens a file of the citizen's. nil: files cannot be passed on.
	Fetch func(context.Context, desk.File) (io.ReadCloser, error)

	Zone   *time.Location // of the times on root posts; nil: where this machine is
	Logger *slog.Logger   // nil: nothing is logged

	Transport http.RoundTripper                                                 // for tests; nil: one of our own
	Dial      func(ctx context.Context, network, addr string) (net.Conn, error) // of the websocket, for tests; nil: the network
}

var (
	idForm   = regexp.MustCompile(`^[a-z0-9]{26}$`)
	nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
)

// minSecret is how long a signing key has to be, in bytes.
const minSecret = 32

// check returns all problems at once, one sentence each. None of them quotes a token or a secret.
func (c Config) check() error {
	var problems []error
	wrong := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("mattermost: "+format, args...))
	}
	if !isWeb(c.URL) {
		wrong("the server's address is no http or https URL")
	}
	if strings.TrimSpace(c.Token) == "" || strings.ContainsAny(c.Token, " \r\n\t") {
		wrong("the token of the bot account is missing or has white space in it")
	}
	if !nameForm.MatchString(c.Team) {
		wrong("the team %q is not written as in its address: lower case letters, digits and hyphens", c.Team)
	}
	if !nameForm.MatchString(c.Channel) {
		wrong("the channel %q is not written as in its address: lower case letters, digits, hyphens and underscores", c.Channel)
	}
	if c.PublicURL != "" {
		if !isWeb(c.PublicURL) {
			wrong("the public address is no http or https URL")
		}
		if len(c.Secret) < minSecret {
			problems = append(problems, errors.New("mattermost: buttons need a secret of 32 bytes"))
		}
	}
	return errors.Join(problems...)
}

func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && u.RawQuery == ""
}
