package mattermost

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

const (
	callTimeout   = 20 * time.Second // for one call without a file
	uploadTimeout = 2 * time.Minute  // for one file
)

// Channel is the volunteers' channel as the bot account sees it. Its methods may be called side by side.
type Channel struct {
	cfg  Config
	api  *mm.Client4
	log  *slog.Logger
	zone *time.Location
	sign signer

	refused atomic.Bool // a send was, because of the channel or the account

	mu    sync.Mutex
	found *whereabouts
	names map[desk.AgentID]username
}

// whereabouts are ids that do not change while we run: a renamed channel stays the same one.
type whereabouts struct {
	me, team, channel string
}

// New returns a channel. It does not ask the server anything yet, so an error is about the configuration: all its problems, one
// sentence each.
func New(cfg Config) (*Channel, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	cfg.URL = strings.TrimRight(cfg.URL, "/")
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.Transport == nil {
		cfg.Transport = newTransport()
	}
	api := mm.NewAPIv4Client(cfg.URL)
	api.SetToken(cfg.Token)
	api.HTTPClient = &http.Client{
		Transport:     cfg.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c := &Channel{
		cfg:   cfg,
		api:   api,
		log:   cfg.Logger,
		zone:  cmp.Or(cfg.Zone, time.Local),
		sign:  newSigner(cfg.Secret),
		names: map[desk.AgentID]username{},
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.log = c.log.With("channel", "mattermost")
	return c, nil
}

// Name is the name of the channel in the log and for the cursor.
func (*Channel) Name() string { return "mattermost" }

// newTransport keeps as many connections as there are sends at once. Of HTTP/2, whose one connection is kept whatever runs into its time
// limit on it, pings find out that it has fallen silent.
func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second}
	return t
}

// where resolves the names of the configuration, once.
func (c *Channel) where(ctx context.Context) (whereabouts, error) {
	c.mu.Lock()
	found := c.found
	c.mu.Unlock()
	if found != nil {
		return *found, nil
	}
	var w whereabouts
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	me, _, err := c.api.GetMe(ctx, "")
	if err != nil {
		return w, fmt.Errorf("ask who we are: %w", c.cause(err))
	}
	team, _, err := c.api.GetTeamByName(ctx, c.cfg.Team, "")
	if err != nil {
		return w, fmt.Errorf("find the team: %w", c.cause(err))
	}
	ch, err := c.findChannel(ctx, team.Id)
	if err != nil {
		return w, fmt.Errorf("find the channel: %w", c.cause(err))
	}
	w = whereabouts{me: me.Id, team: team.Id, channel: ch.Id}
	c.mu.Lock()
	c.found = &w
	c.mu.Unlock()
	return w, nil
}

func (c *Channel) findChannel(ctx context.Context, team string) (*mm.Channel, error) {
	if idForm.MatchString(c.cfg.Channel) {
		if ch, _, err := c.api.GetChannel(ctx, c.cfg.Channel); err == nil {
			return ch, nil
		}
	}
	ch, _, err := c.api.GetChannelByNameIncludeDeleted(ctx, c.cfg.Channel, team, "")
	return ch, err
}
