package telegram

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
)

const (
	clockLimit = 30 * time.Second // difference that is worth a word
	manyWait   = 100              // updates at Telegram that are worth a word: one answer's worth
	recent     = time.Hour        // an error of the webhook that is older is over
)

// Check tries what the channel needs, without changing anything. Running says that a service receives at this moment: then what waits at
// Telegram, or a webhook that is not ours, is worse than before the start. Secrets are in no finding.
func (c *Channel) Check(ctx context.Context, running bool) []bot.Finding {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r := &report{}
	if !c.checkToken(ctx, r) {
		return r.findings
	}
	var hook webhookInfo
	if err := c.client.call(ctx, "getWebhookInfo", struct{}{}, &hook); err != nil {
		r.bad("Telegram sagt nicht, wie Nachrichten zugestellt werden: "+bot.Cause(logged(err))+".", "Versuchen Sie es später noch einmal.")
		return r.findings
	}
	c.checkWay(r, hook, running)
	checkTrouble(r, hook, running, time.Now())
	return r.findings
}

// webhookInfo is what https://core.telegram.org/bots/api#webhookinfo tells.
type webhookInfo struct {
	URL       string `json:"url"`
	Pending   int    `json:"pending_update_count"`
	ErrorDate int64  `json:"last_error_date"`
	Error     string `json:"last_error_message"`
}

type report struct{ findings []bot.Finding }

func (r *report) good(format string, args ...any) {
	r.findings = append(r.findings, bot.Finding{Text: fmt.Sprintf(format, args...)})
}

func (r *report) hint(text, do string) {
	r.findings = append(r.findings, bot.Finding{Level: bot.Hint, Text: text, Do: do})
}

func (r *report) bad(text, do string) {
	r.findings = append(r.findings, bot.Finding{Level: bot.Bad, Text: text, Do: do})
}

// checkToken reports whether Telegram lets us in; its answer also tells its time.
func (c *Channel) checkToken(ctx context.Context, r *report) bool {
	var me struct {
		Username string `json:"username"`
	}
	date, err := c.dated(ctx, "getMe", &me)
	switch {
	case err == nil:
		r.good("Telegram ist erreichbar und nimmt den Token an (Bot @%s).", me.Username)
		checkClock(r, date, time.Now())
		return true
	case final(err):
		r.bad("Telegram nimmt den Token nicht an.", "Vergleichen Sie LOTSE_TELEGRAM_TOKEN mit dem Token von @BotFather. Wurde er dort neu erzeugt, gilt der alte nicht mehr.")
	default:
		r.bad("Telegram ist nicht erreichbar: "+logged(err).Error()+".", "Prüfen Sie die Internetverbindung, und ob die Firewall ausgehende HTTPS-Verbindungen zu api.telegram.org zulässt.")
	}
	return false
}

// dated is call, and says when the answer was made; zero if it does not tell.
func (c *Channel) dated(ctx context.Context, method string, result any) (time.Time, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.client.base+method, http.NoBody)
	if err != nil {
		return time.Time{}, c.client.scrub(err)
	}
	resp, err := c.client.do(req)
	if err != nil {
		return time.Time{}, err
	}
	date, _ := http.ParseTime(resp.Header.Get("Date"))
	return date, c.client.read(resp, method, result)
}

func checkClock(r *report, theirs, now time.Time) {
	if theirs.IsZero() {
		return
	}
	if off := now.Sub(theirs).Abs().Round(time.Second); off > clockLimit {
		r.hint("Die Uhr hier und die von Telegram gehen um "+off.String()+" auseinander.", "Stellen Sie die Uhr dieses Rechners, am besten mit NTP.")
	}
}

// checkWay compares how Telegram delivers with how we want it.
func (c *Channel) checkWay(r *report, hook webhookInfo, running bool) {
	say := r.hint
	after := "Der Lotse stellt das beim nächsten Start um."
	if running {
		say, after = r.bad, "Starten Sie den Lotsen neu. Kommt es wieder, benutzt ein zweites Programm denselben Token: beenden Sie es, oder erzeugen Sie bei @BotFather einen neuen."
	}
	switch {
	case hook.URL == c.cfg.WebhookURL && hook.URL == "":
		r.good("Der Lotse holt Nachrichten selbst bei Telegram ab.")
	case hook.URL == c.cfg.WebhookURL:
		r.good("Telegram schickt Nachrichten an die eingestellte Adresse.")
	case c.cfg.WebhookURL == "":
		say("Telegram schickt Nachrichten an eine Adresse bei "+host(hook.URL)+", statt dass der Lotse sie abholt.", after)
	case hook.URL == "":
		say("Telegram kennt die Adresse aus LOTSE_TELEGRAM_WEBHOOK_URL nicht und schickt nichts.", after)
	default:
		say("Telegram schickt Nachrichten an eine andere Adresse, bei "+host(hook.URL)+".", after)
	}
}

// host is the part of a webhook's address that is no secret.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "einem unbekannten Rechner"
	}
	return u.Host
}

// checkTrouble says what waits, and what Telegram has last met with when it delivered.
func checkTrouble(r *report, hook webhookInfo, running bool, now time.Time) {
	switch {
	case hook.Pending >= manyWait && running:
		r.hint(fmt.Sprintf("Bei Telegram warten %d Nachrichten.", hook.Pending), "Sehen Sie im Protokoll nach, ob der Lotse sie nicht annehmen kann. Telegram hebt sie 24 Stunden auf.")
	case hook.Pending > 0:
		r.good("Bei Telegram warten Nachrichten: %d.", hook.Pending)
	}
	at := time.Unix(hook.ErrorDate, 0)
	if hook.URL != "" && hook.ErrorDate > 0 && now.Sub(at) < recent {
		r.hint("Telegram konnte zuletzt nicht zustellen: "+hook.Error+".", "Prüfen Sie, ob die Adresse von außen erreichbar ist, ein gültiges Zertifikat hat und der Webserver an den Lotsen weiterleitet.")
	}
}
