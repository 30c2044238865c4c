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

	"github.com/digitaler-lotse/lotse/bot"
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
	wrong := func(english, german, do string) {
		problems = append(problems, &bot.Misset{English: "mattermost: " + english, German: german, Do: do})
	}
	if !isWeb(c.URL) {
		wrong("the server's address is no http or https URL", "LOTSE_MATTERMOST_URL ist keine Webadresse.", "Schreiben Sie sie mit https:// am Anfang und ohne Team oder Kanal.")
	}
	if strings.TrimSpace(c.Token) == "" || strings.ContainsAny(c.Token, " \r\n\t") {
		wrong("the token of the bot account is missing or has white space in it", "LOTSE_MATTERMOST_TOKEN ist leer oder enthält Leerzeichen.", "Kopieren Sie den Token des Bot-Kontos noch einmal.")
	}
	if !nameForm.MatchString(c.Team) {
		wrong(fmt.Sprintf("the team %q is not written as in its address: lower case letters, digits and hyphens", c.Team),
			fmt.Sprintf("Das Team „%s“ ist nicht so geschrieben wie in seiner Adresse.", c.Team), "Tragen Sie in LOTSE_MATTERMOST_TEAM den Namen aus der Adresse ein: Kleinbuchstaben, Ziffern, Bindestriche.")
	}
	if !nameForm.MatchString(c.Channel) {
		wrong(fmt.Sprintf("the channel %q is not written as in its address: lower case letters, digits, hyphens and underscores", c.Channel),
			fmt.Sprintf("Der Kanal „%s“ ist nicht so geschrieben wie in seiner Adresse.", c.Channel), "Tragen Sie in LOTSE_MATTERMOST_CHANNEL den Namen aus der Adresse ein: Kleinbuchstaben, Ziffern, Binde- und Unterstriche.")
	}
	if c.PublicURL != "" {
		if !isWeb(c.PublicURL) {
			wrong("the public address is no http or https URL", "LOTSE_PUBLIC_URL ist keine Webadresse.", "Schreiben Sie sie mit https:// am Anfang.")
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
