package mattermost

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// buttonLife is how long a button works. Every edit of the root post renews it.
const buttonLife = 14 * 24 * time.Hour

// The paths below the public address.
const (
	pathAction  = "/mattermost/action"
	pathCommand = "/mattermost/command"
	pathEcho    = "/mattermost/echo"
)

// labels are the commands that can be buttons. A command's name is the button's id, which must consist of letters and digits: the
// server answers 404 to presses of others.
var labels = map[desk.Command]struct{ label, style string }{
	desk.Claim:   {"Übernehmen", "primary"},
	desk.Release: {"Abgeben", "default"},
	desk.Close:   {"Fertig", "success"},
	desk.Reopen:  {"Wieder öffnen", "default"},
	desk.Help:    {"Hilfe", "default"},
	desk.List:    {"Offene Anliegen", "default"},
}

// buttons are those of a root post; nil if there are none. The server keeps their context to itself, so nobody but it and we know
// the signature.
func (c *Channel) buttons(ticket desk.TicketID, actions []desk.Command) *mm.MessageAttachment {
	if c.cfg.PublicURL == "" {
		return nil
	}
	expires := time.Now().Add(buttonLife)
	var out []*mm.PostAction
	for _, a := range actions {
		look, ok := labels[a]
		if !ok {
			continue
		}
		out = append(out, &mm.PostAction{
			Id:    string(a),
			Type:  mm.PostActionTypeButton,
			Name:  look.label,
			Style: look.style,
			Integration: &mm.PostActionIntegration{
				URL:     c.cfg.PublicURL + pathAction,
				Context: c.sign.context(claim{ticket, a, expires.Unix()}),
			},
		})
	}
	if len(out) == 0 {
		return nil
	}
	return &mm.MessageAttachment{Fallback: "Knöpfe zu diesem Anliegen", Actions: out}
}

// signer proves that something comes from us.
type signer struct{ key []byte }

func newSigner(secret []byte) signer {
	if len(secret) == 0 {
		return signer{}
	}
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("mattermost buttons 1")) // a key of its own for each use of the secret
	return signer{h.Sum(nil)}
}

// claim is what a button says when it is pressed.
type claim struct {
	ticket  desk.TicketID
	command desk.Command
	expires int64 // Unix seconds
}

func (s signer) mac(parts ...string) string {
	h := hmac.New(sha256.New, s.key)
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func (s signer) context(b claim) map[string]any {
	expires := strconv.FormatInt(b.expires, 10)
	return map[string]any{
		"ticket": string(b.ticket), "command": string(b.command), "expires": expires,
		"mac": s.mac("button", string(b.ticket), string(b.command), expires),
	}
}

var (
	errForged  = errors.New("the signature of a button is wrong")
	errExpired = errors.New("the button has expired")
)

// verify reads the context of a pressed button.
func (s signer) verify(context map[string]any, now time.Time) (claim, error) {
	read := func(name string) string { v, _ := context[name].(string); return v }
	ticket, command, expires := read("ticket"), read("command"), read("expires")
	want := s.mac("button", ticket, command, expires)
	if len(s.key) == 0 || !hmac.Equal([]byte(want), []byte(read("mac"))) {
		return claim{}, errForged
	}
	until, err := strconv.ParseInt(expires, 10, 64)
	if err != nil {
		return claim{}, errForged
	}
	b := claim{desk.TicketID(ticket), desk.Command(command), until}
	if now.Unix() > until {
		return b, errExpired
	}
	return b, nil
}

// echo answers a nonce so that only we can.
func (s signer) echo(nonce string) string { return s.mac("echo", strings.TrimSpace(nonce)) }
