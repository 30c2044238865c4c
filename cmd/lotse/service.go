package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// serviceFlags are the settings of the service, for all commands that have to do with it.
type serviceFlags struct {
	contentFlag
	dataFlag
	retentionFlags
	telegramFlags
	mattermostFlags
	Listen   string `env:"LOTSE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address for calls from Telegram and Mattermost."`
	LogLevel string `env:"LOTSE_LOG_LEVEL" default:"info" placeholder:"LEVEL" help:"debug, info, warn or error."`
}

// telegramFlags say how citizens are reached.
type telegramFlags struct {
	TelegramToken             string `env:"LOTSE_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"The bot's token from @BotFather. Better in the environment or a file than in a flag."`
	TelegramTokenFile         string `env:"LOTSE_TELEGRAM_TOKEN_FILE" placeholder:"FILE" help:"File that holds the token."`
	TelegramAPI               string `env:"LOTSE_TELEGRAM_API" name:"telegram-api" placeholder:"URL" help:"Base URL of the Bot API; Telegram's own by default."`
	TelegramWebhookURL        string `env:"LOTSE_TELEGRAM_WEBHOOK_URL" name:"telegram-webhook-url" placeholder:"URL" help:"Public https address to which Telegram sends; without it, Lotse fetches and needs no open port."`
	TelegramWebhookSecret     string `env:"LOTSE_TELEGRAM_WEBHOOK_SECRET" placeholder:"SECRET" help:"Secret by which webhook calls are known, 1 to 256 letters, digits, _ and -."`
	TelegramWebhookSecretFile string `env:"LOTSE_TELEGRAM_WEBHOOK_SECRET_FILE" placeholder:"FILE" help:"File that holds the secret."`
	TelegramRate              string `env:"LOTSE_TELEGRAM_RATE" default:"30" placeholder:"N" help:"Messages a second in all; 0: no limit."`
	TelegramChatRate          string `env:"LOTSE_TELEGRAM_CHAT_RATE" default:"1" placeholder:"N" help:"Messages a second to one chat on average, with short bursts; 0: no limit. An answer to a tap is never held back."`
}

// mattermostFlags say how volunteers are reached. All of them empty: nobody is.
type mattermostFlags struct {
	MattermostURL              string `env:"LOTSE_MATTERMOST_URL" name:"mattermost-url" placeholder:"URL" help:"Address of the Mattermost server on which volunteers answer; without it, nobody is handed over."`
	MattermostToken            string `env:"LOTSE_MATTERMOST_TOKEN" placeholder:"TOKEN" help:"Token of the bot account. Better in the environment or a file than in a flag."`
	MattermostTokenFile        string `env:"LOTSE_MATTERMOST_TOKEN_FILE" placeholder:"FILE" help:"File that holds the token."`
	MattermostTeam             string `env:"LOTSE_MATTERMOST_TEAM" placeholder:"NAME" help:"Team, as in its address."`
	MattermostChannel          string `env:"LOTSE_MATTERMOST_CHANNEL" placeholder:"NAME" help:"Channel of the volunteers, as in its address."`
	PublicURL                  string `env:"LOTSE_PUBLIC_URL" name:"public-url" placeholder:"URL" help:"Address under which Mattermost reaches Lotse, for buttons and the slash command; everything else works without."`
	MattermostCommandToken     string `env:"LOTSE_MATTERMOST_COMMAND_TOKEN" placeholder:"TOKEN" help:"Token that Mattermost shows for the slash command."`
	MattermostCommandTokenFile string `env:"LOTSE_MATTERMOST_COMMAND_TOKEN_FILE" placeholder:"FILE" help:"File that holds it."`
}

// settled are the settings of the service after all of them were looked at.
type settled struct {
	telegram       telegram.Config
	mattermost     *mattermost.Config // nil: no volunteers
	rate, chatRate float64
	retention      store.Retention
	level          slog.Level
}

// settle reports every problem at once.
func (f serviceFlags) settle() (s settled, err error) {
	var problems []error
	wrong := func(err error) { problems = append(problems, err) }
	s.telegram, err = f.telegramFlags.settle()
	wrong(err)
	s.mattermost, err = f.mattermostFlags.settle()
	wrong(err)
	s.rate, err = rate("telegram-rate", f.TelegramRate)
	wrong(err)
	s.chatRate, err = rate("telegram-chat-rate", f.TelegramChatRate)
	wrong(err)
	s.retention, err = f.retention()
	wrong(err)
	wrong(listening(f.Listen))
	wrong(oneOf("log-level", f.LogLevel, "debug", "info", "warn", "error"))
	_ = s.level.UnmarshalText([]byte(f.LogLevel))
	if f.Data == "" {
		wrong(misset("the folder for the data is missing: set LOTSE_DATA", "LOTSE_DATA fehlt.", "Nennen Sie den Ordner für die Daten."))
	}
	return s, errors.Join(problems...)
}

func (f telegramFlags) settle() (c telegram.Config, err error) {
	var problems [5]error
	c.API, c.WebhookURL = f.TelegramAPI, f.TelegramWebhookURL
	c.Token, problems[0] = secret("telegram-token", f.TelegramToken, f.TelegramTokenFile)
	if c.Token == "" && problems[0] == nil {
		problems[0] = misset("the bot's token is missing: set LOTSE_TELEGRAM_TOKEN to what @BotFather gave you", "LOTSE_TELEGRAM_TOKEN fehlt.", "Den Token gibt Ihnen @BotFather in Telegram.")
	}
	c.WebhookSecret, problems[1] = secret("telegram-webhook-secret", f.TelegramWebhookSecret, f.TelegramWebhookSecretFile)
	if c.WebhookURL != "" && c.WebhookSecret == "" && problems[1] == nil {
		problems[1] = misset("a webhook needs a secret: set LOTSE_TELEGRAM_WEBHOOK_SECRET, for example to the output of openssl rand -hex 32",
			"LOTSE_TELEGRAM_WEBHOOK_SECRET fehlt.", "Nehmen Sie zum Beispiel, was „openssl rand -hex 32“ ausgibt.")
	}
	problems[2] = address("telegram-api", c.API)
	problems[3] = address("telegram-webhook-url", c.WebhookURL)
	problems[4] = f.form(c)
	return c, errors.Join(problems[:]...)
}

// form is what Telegram's side says of the settings, but for those of which something was said already.
func (f telegramFlags) form(c telegram.Config) error {
	c.Texts = new(current).get
	c.Serve = func(context.Context, http.Handler) error { return nil }
	c.Token = cmp.Or(c.Token, "1:unknown")
	if address("telegram-api", c.API) != nil {
		c.API = ""
	}
	if c.WebhookURL != "" && address("telegram-webhook-url", c.WebhookURL) != nil {
		c.WebhookURL = "https://unknown.invalid"
	}
	c.WebhookSecret = cmp.Or(c.WebhookSecret, "unknown")
	_, err := telegram.New(c)
	return err
}

// settle returns nil if no volunteers are to be reached.
func (f mattermostFlags) settle() (*mattermost.Config, error) {
	var problems [5]error
	c := mattermost.Config{URL: f.MattermostURL, Team: f.MattermostTeam, Channel: f.MattermostChannel, PublicURL: f.PublicURL}
	c.Token, problems[0] = secret("mattermost-token", f.MattermostToken, f.MattermostTokenFile)
	c.CommandToken, problems[1] = secret("mattermost-command-token", f.MattermostCommandToken, f.MattermostCommandTokenFile)
	if f == (mattermostFlags{}) {
		return nil, nil
	}
	missing := ""
	for _, need := range []struct{ name, value string }{
		{"LOTSE_MATTERMOST_URL", c.URL}, {"LOTSE_MATTERMOST_TOKEN", c.Token}, {"LOTSE_MATTERMOST_TEAM", c.Team}, {"LOTSE_MATTERMOST_CHANNEL", c.Channel},
	} {
		if need.value == "" {
			missing += ", " + need.name
		}
	}
	if missing != "" && problems[0] == nil {
		problems[2] = misset("the volunteers' channel needs an address, a token, a team and a channel; missing: "+missing[2:],
			"Für den Kanal der Freiwilligen fehlen Einstellungen: "+missing[2:]+".", "Setzen Sie auch diese. Ohne Mattermost lassen Sie alle weg.")
	}
	if c.CommandToken != "" && c.PublicURL == "" {
		problems[3] = misset("the slash command needs an address under which Mattermost reaches Lotse: set LOTSE_PUBLIC_URL",
			"Der Befehl /lotse braucht eine Adresse, unter der Mattermost den Lotsen erreicht.", "Setzen Sie LOTSE_PUBLIC_URL, oder lassen Sie LOTSE_MATTERMOST_COMMAND_TOKEN weg.")
	}
	check := c // what is missing was said already
	check.URL, check.Token = cmp.Or(c.URL, "https://unknown.invalid"), cmp.Or(c.Token, "unknown")
	check.Team, check.Channel = cmp.Or(c.Team, "unknown"), cmp.Or(c.Channel, "unknown")
	check.Secret = make([]byte, 32) // the real one is in the data
	_, problems[4] = mattermost.New(check)
	return &c, errors.Join(problems[:]...)
}

func rate(flag, text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0, misset(fmt.Sprintf("--%s %s is no number of messages a second; write for example 1 or 0.5, or 0 for no limit", flag, text),
			fmt.Sprintf("%s ist keine Zahl von Nachrichten je Sekunde: %s.", envName(flag), text), "Schreiben Sie zum Beispiel 1 oder 0.5; 0 heißt ohne Grenze.")
	}
	return n, nil
}

func duration(flag, text string) (time.Duration, error) {
	d, err := source.ParseDuration(text)
	if err != nil {
		return 0, misset(fmt.Sprintf("--%s %s is no duration; write for example 90d or 12h", flag, text), fmt.Sprintf("%s ist keine Dauer: %s.", envName(flag), text), "Schreiben Sie zum Beispiel 90d oder 12h.")
	}
	return d, nil
}

func listening(text string) error {
	_, port, err := net.SplitHostPort(text)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n == 0 {
		return misset(fmt.Sprintf("--listen %s is no address and port; write for example 127.0.0.1:8080", text), "LOTSE_LISTEN ist keine Adresse mit Port: "+text+".", "Schreiben Sie zum Beispiel 127.0.0.1:8080.")
	}
	return nil
}

func address(flag, text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return misset(fmt.Sprintf("--%s is no web address; it must begin with https://", flag), envName(flag)+" ist keine Webadresse.", "Schreiben Sie sie mit https:// am Anfang.")
	}
	return nil
}
