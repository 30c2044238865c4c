package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// publicAPI is where Telegram itself serves the Bot API.
const publicAPI = "https://api.telegram.org"

// Config says how to reach Telegram. Token and Texts are required.
type Config struct {
	Token string // from @BotFather
	API   string // base URL of the Bot API; "" means Telegram's own

	// With a WebhookURL, Telegram sends updates to us; without one, we fetch them. The URL is https, except with an API of
	// one's own.
	WebhookURL    string
	WebhookSecret string // 1 to 256 of A-Z, a-z, 0-9, _ and -; required with a WebhookURL

	// Serve serves the webhook's handler until ctx ends; required with a WebhookURL.
	Serve func(ctx context.Context, webhook http.Handler) error

	// Texts returns one of the texts below in the language that fits lang (BCP 47) best.
	Texts func(lang, id string) string

	// Fetch opens a file of a volunteer's. nil: no files can be sent. An error that is a *bot.SendError says itself what it means.
	Fetch func(context.Context, desk.File) (io.ReadCloser, error)

	// Profiles are what Telegram shows about the bot, by two-letter language; "" is for everybody else.
	Profiles map[string]Profile

	Client *http.Client // nil: one of our own
	Logger *slog.Logger // nil: nothing is logged
}

// The texts that the channel needs from Config.Texts. They are plain text, but for TextGroup, which is Markdown.
const (
	TextYourAnswer     = "telegram.your_answer"     // begins the line under a question that was answered: "Ihre Antwort:"
	TextLocation       = "telegram.location"        // says that the location may be sent or the place typed
	TextLocationButton = "telegram.location_button" // label of the button that sends the location
	TextGroup          = "telegram.group"           // says in a group that the Lotse talks in private only
)

// Profile is what Telegram shows about the bot in one language.
type Profile struct {
	Commands    []Command // at most 100
	Description string    // shown in an empty chat, at most 512 characters; "" leaves what is set
	Short       string    // shown on the bot's page, at most 120 characters; "" leaves what is set
}

// Command is an entry in the command menu.
type Command struct {
	Name        string // without the slash: 1 to 32 of a-z, 0-9 and _
	Description string // 1 to 256 characters
}

var (
	tokenForm    = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	secretForm   = regexp.MustCompile(`^[A-Za-z0-9_-]+$`) // and at most 256: as {1,256}, it would take 80 kB
	languageForm = regexp.MustCompile(`^([a-z]{2})?$`)
	commandForm  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
)

// check returns all problems at once, one sentence each. None of them quotes a token or a secret.
func (c Config) check() error {
	var problems []error
	wrong := func(english, german, do string) { problems = append(problems, misset(english, german, do)) }
	switch {
	case c.Token == "":
		wrong("the bot token is missing; @BotFather gives you one", "LOTSE_TELEGRAM_TOKEN fehlt.", "Den Token gibt Ihnen @BotFather in Telegram.")
	case !tokenForm.MatchString(c.Token):
		wrong("the bot token does not look like one from @BotFather (digits, a colon, letters)", "LOTSE_TELEGRAM_TOKEN sieht nicht aus wie ein Token von @BotFather.",
			"Kopieren Sie ihn noch einmal ganz: Ziffern, ein Doppelpunkt, Buchstaben.")
	}
	if u, err := url.Parse(c.API); c.API != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		wrong("the API address is no http or https URL", "LOTSE_TELEGRAM_API ist keine Webadresse.", "Schreiben Sie sie mit https:// am Anfang, oder lassen Sie sie weg.")
	}
	if c.Texts == nil {
		problems = append(problems, errors.New("telegram: the texts are missing"))
	}
	if c.WebhookURL != "" {
		problems = append(problems, c.checkWebhook()...)
	}
	for lang, p := range c.Profiles {
		problems = append(problems, p.check(lang)...)
	}
	return errors.Join(problems...)
}

func misset(english, german, do string) error {
	return &bot.Misset{English: "telegram: " + english, German: german, Do: do}
}

func (c Config) checkWebhook() (problems []error) {
	u, err := url.Parse(c.WebhookURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		problems = append(problems, misset("the webhook address is no URL", "LOTSE_TELEGRAM_WEBHOOK_URL ist keine Webadresse.", "Schreiben Sie sie mit https:// am Anfang."))
	case u.Scheme != "https" && cmp.Or(c.API, publicAPI) == publicAPI:
		problems = append(problems, misset("the webhook address must begin with https://", "LOTSE_TELEGRAM_WEBHOOK_URL beginnt nicht mit https://.", "Telegram ruft nur Adressen mit https:// auf."))
	}
	if !secretForm.MatchString(c.WebhookSecret) || len(c.WebhookSecret) > 256 {
		problems = append(problems, misset("a webhook needs a secret of 1 to 256 letters A-Z, a-z, digits, _ and -",
			"LOTSE_TELEGRAM_WEBHOOK_SECRET enthält etwas anderes als Buchstaben ohne Umlaute, Ziffern, _ und -, oder ist zu lang.", "Nehmen Sie zum Beispiel, was „openssl rand -hex 32“ ausgibt."))
	}
	if c.Serve == nil {
		problems = append(problems, errors.New("telegram: a webhook needs a server"))
	}
	return problems
}

func (p Profile) check(lang string) (problems []error) {
	wrong := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("telegram: "+format, args...))
	}
	if !languageForm.MatchString(lang) {
		wrong("%q is no two-letter language, and Telegram takes no other for commands", lang)
	}
	if len(p.Commands) > 100 {
		wrong("%d commands in %q; at most 100 are allowed", len(p.Commands), lang)
	}
	for _, c := range p.Commands {
		if !commandForm.MatchString(c.Name) {
			wrong("the command %q in %q may have 1 to 32 of a-z, 0-9 and _ only", c.Name, lang)
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			wrong("the description of the command %q in %q has %d characters; 1 to 256 are allowed", c.Name, lang, n)
		}
	}
	if n := richtext.UTF16Len(p.Description); n > 512 {
		wrong("the description in %q has %d characters; at most 512 are allowed", lang, n)
	}
	if n := richtext.UTF16Len(p.Short); n > 120 {
		wrong("the short description in %q has %d characters; at most 120 are allowed", lang, n)
	}
	return problems
}
