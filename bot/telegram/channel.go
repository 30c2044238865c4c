package telegram

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
)

// name is the prefix of our conversation ids, which are stored: "tg:4711", with the id of the private chat.
const name = "tg"

// How long one entry may take to be sent, all its pieces together.
const (
	sendTimeout  = 30 * time.Second
	filesTimeout = 5 * time.Minute
)

// Channel is Telegram as one bot sees it. Its methods may be called side by side.
type Channel struct {
	cfg       Config
	api       *tg.Bot
	client    *client
	log       *slog.Logger
	noPreview *models.LinkPreviewOptions
	progress  progress
}

var _ bot.Channel = (*Channel)(nil)

// New returns a channel. It does not ask Telegram anything yet, so an error is about the configuration: all its problems,
// one sentence each.
func New(cfg Config) (*Channel, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	cfg.API = strings.TrimRight(cmp.Or(cfg.API, publicAPI), "/")
	log := cfg.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	cl := newClient(cfg)
	api, err := tg.New(cfg.Token,
		tg.WithSkipGetMe(),
		tg.WithServerURL(cfg.API),
		tg.WithHTTPClient(0, cl),
		tg.WithUpdatesChannelCap(0),
		tg.WithErrorsHandler(func(error) {}), // what it reports is returned as well; its default prints
	)
	if err != nil {
		return nil, errors.New("telegram: the library refuses the configuration")
	}
	return &Channel{
		cfg:       cfg,
		api:       api,
		client:    cl,
		log:       log.With("channel", name),
		noPreview: &models.LinkPreviewOptions{IsDisabled: tg.True()},
	}, nil
}

// Name implements bot.Channel.
func (c *Channel) Name() string { return name }

// Send implements bot.Channel. A message that Telegram takes only in pieces goes on, when it is sent again, with the first
// piece that is missing.
func (c *Channel) Send(ctx context.Context, to bot.ConversationID, out bot.Outbound) (bot.Receipt, error) {
	chat, err := chatID(to)
	if err != nil {
		return "", err
	}
	limit := sendTimeout
	if out.Files != nil {
		limit = filesTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	switch {
	case out.Message != nil:
		return c.sendMessage(ctx, chat, *out.Message)
	case out.Venue != nil:
		return c.sendVenue(ctx, chat, *out.Venue)
	case out.Answered != nil:
		return out.Answered.Receipt, c.markAnswered(ctx, chat, *out.Answered)
	case out.Callback != nil:
		return "", c.answerCallback(ctx, *out.Callback)
	case out.Edit != nil:
		return c.edit(ctx, chat, *out.Edit)
	case out.Delete != nil:
		return "", c.delete(ctx, chat, *out.Delete)
	case out.File != nil:
		return c.sendDocument(ctx, chat, *out.File)
	case out.Files != nil:
		return c.sendFiles(ctx, chat, *out.Files)
	}
	return "", &bot.SendError{Kind: bot.Refused, Cause: errors.New("an entry of no kind that Telegram could show")}
}

func conversation(chat int64) bot.ConversationID {
	return bot.ConversationID(name + ":" + strconv.FormatInt(chat, 10))
}

func chatID(id bot.ConversationID) (int64, error) {
	rest, ok := strings.CutPrefix(string(id), name+":")
	chat, err := strconv.ParseInt(rest, 10, 64)
	if !ok || err != nil {
		return 0, &bot.SendError{Kind: bot.Refused, Cause: errors.New("the conversation is none of Telegram's")}
	}
	return chat, nil
}

// newHTTPClient keeps as many connections as there are sends at once, and does not follow redirections: the Bot API has
// none, and the path holds the token. HTTP/2 puts all calls into one connection and keeps it, whatever runs into its time limit on it:
// one that has fallen silent is found by pings only.
func newHTTPClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second}
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
