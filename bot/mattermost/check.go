package mattermost

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
)

const (
	oldest     = 9                // major version that we know to work
	clockLimit = 30 * time.Second // difference that is worth a word
)

// Check tries everything that the desk needs, without writing anything. What depends on something that failed is left out.
func (c *Channel) Check(ctx context.Context) []bot.Finding {
	r := report{}
	me, resp, err := c.api.GetMe(ctx, "")
	if err != nil {
		return append(r, c.noStart(resp, err))
	}
	r.good("Mattermost ist erreichbar und nimmt den Token an (Konto @%s).", me.Username)
	if !me.IsBot {
		r.hint("Das Konto ist kein Bot-Konto.", "Legen Sie in Mattermost unter Integrationen, Bot-Konten ein Bot-Konto an und verwenden Sie dessen Token.")
	}
	r.version(resp)
	r.clock(resp, time.Now())
	r = c.checkChannel(ctx, r, me)
	r = c.checkBell(ctx, r)
	return c.checkCallback(ctx, r)
}

type report []bot.Finding

func (r *report) good(format string, args ...any) {
	*r = append(*r, bot.Finding{Text: fmt.Sprintf(format, args...)})
}

func (r *report) hint(text, do string) {
	*r = append(*r, bot.Finding{Level: bot.Hint, Text: text, Do: do})
}
func (r *report) bad(text, do string) {
	*r = append(*r, bot.Finding{Level: bot.Bad, Text: text, Do: do})
}

func (c *Channel) noStart(resp *mm.Response, err error) bot.Finding {
	err = c.answered(resp, err)
	switch r := refused(err); {
	case errors.Is(err, errUnreadable): // such as the page of a channel
		return bot.Finding{Level: bot.Bad, Text: "Unter der Adresse antwortet etwas anderes als Mattermost.", Do: "Prüfen Sie, ob LOTSE_MATTERMOST_URL die Adresse von Mattermost ist, ohne Team oder Kanal."}
	case r == nil:
		return bot.Finding{Level: bot.Bad, Text: "Mattermost ist nicht erreichbar" + inGerman(err) + ".", Do: "Prüfen Sie LOTSE_MATTERMOST_URL und ob der Server läuft."}
	case r.code == http.StatusUnauthorized:
		return bot.Finding{Level: bot.Bad, Text: "Mattermost nimmt den Token nicht an.", Do: "Erzeugen Sie für das Bot-Konto einen neuen Token und setzen Sie LOTSE_MATTERMOST_TOKEN. Ein deaktiviertes Konto müssen Sie erst wieder aktivieren."}
	default:
		return bot.Finding{Level: bot.Bad, Text: "Mattermost antwortet nicht wie erwartet" + inGerman(r) + ".", Do: "Prüfen Sie, ob LOTSE_MATTERMOST_URL die Adresse von Mattermost ist, ohne Team oder Kanal."}
	}
}

// inGerman is the cause of a finding in brackets: what the server said, or the words of the network.
func inGerman(err error) string {
	switch r := refused(err); {
	case r != nil && r.id != "":
		return fmt.Sprintf(" (Antwort %d, %s)", r.code, r.id)
	case r != nil:
		return fmt.Sprintf(" (Antwort %d)", r.code)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf(" (keine Antwort in %d Sekunden)", int(callTimeout/time.Second))
	case errors.Is(err, errUnreadable):
		return " (die Antwort ist nicht zu lesen)"
	}
	return " (" + bot.Cause(err) + ")"
}

func (r *report) version(resp *mm.Response) {
	version := strings.Join(strings.SplitN(resp.ServerVersion, ".", 4)[:min(3, strings.Count(resp.ServerVersion, ".")+1)], ".")
	major, err := strconv.Atoi(strings.SplitN(version, ".", 2)[0])
	switch {
	case err != nil:
		r.hint("Die Version von Mattermost ist nicht erkennbar.", "Prüfen Sie, ob ein Proxy die Kopfzeile X-Version-Id entfernt.")
	case major < oldest:
		r.hint("Mattermost "+version+" ist älter als das, was wir geprüft haben.", "Bringen Sie Mattermost auf eine unterstützte Version.")
	default:
		r.good("Mattermost hat die Version %s.", version)
	}
}

func (r *report) clock(resp *mm.Response, now time.Time) {
	server, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return
	}
	if off := now.Sub(server).Abs().Round(time.Second); off > clockLimit {
		r.hint("Die Uhr hier und die von Mattermost gehen um "+off.String()+" auseinander.", "Stellen Sie beide Uhren, am besten mit NTP.")
		return
	}
	r.good("Die Uhren stimmen überein.")
}

func (c *Channel) checkChannel(ctx context.Context, r report, me *mm.User) report {
	team, resp, err := c.api.GetTeamByName(ctx, c.cfg.Team, "")
	if err != nil {
		r.bad("Das Team „"+c.cfg.Team+"“ ist für das Konto nicht da"+inGerman(c.answered(resp, err))+".",
			"Prüfen Sie LOTSE_MATTERMOST_TEAM (so, wie es in der Adresse steht) und nehmen Sie das Konto in das Team auf.")
		return r
	}
	inTeam, _, teamErr := c.api.GetTeamMember(ctx, team.Id, me.Id, "")
	if teamErr != nil {
		r.bad("Das Konto gehört nicht zum Team „"+c.cfg.Team+"“.", "Nehmen Sie das Bot-Konto in das Team auf.")
		return r
	}
	ch, err := c.findChannel(ctx, team.Id)
	if err != nil {
		r.bad("Der Kanal „"+c.cfg.Channel+"“ ist für das Konto nicht da.",
			"Prüfen Sie LOTSE_MATTERMOST_CHANNEL (so, wie er in der Adresse steht; er kann umbenannt worden sein) und nehmen Sie das Konto in den Kanal auf.")
		return r
	}
	if ch.DeleteAt != 0 {
		r.bad("Der Kanal „"+c.cfg.Channel+"“ ist archiviert.", "Stellen Sie den Kanal wieder her.")
		return r
	}
	member, _, err := c.api.GetChannelMember(ctx, ch.Id, me.Id, "")
	if err != nil {
		r.bad("Das Konto ist kein Mitglied des Kanals „"+c.cfg.Channel+"“.", "Schreiben Sie in den Kanal: /invite @"+me.Username)
		return r
	}
	r.good("Das Konto ist Mitglied des Kanals „%s“.", c.cfg.Channel)
	if ch.Type == mm.ChannelTypeOpen {
		r.hint("Der Kanal ist öffentlich: jeder im Team kann mitlesen, was Bürgerinnen und Bürger schreiben.", "Machen Sie den Kanal privat.")
	}
	return c.checkPermissions(ctx, r, strings.Fields(me.Roles+" "+inTeam.Roles+" "+member.Roles))
}

// needs are the permissions without which something is missing.
var needs = []struct{ permission, what string }{
	{mm.PermissionCreatePost.Id, "Beiträge schreiben"},
	{mm.PermissionAddReaction.Id, "mit Emojis reagieren"},
	{mm.PermissionRemoveReaction.Id, "eigene Reaktionen zurücknehmen"},
	{mm.PermissionEditPost.Id, "eigene Beiträge ändern"},
	{mm.PermissionDeletePost.Id, "eigene Beiträge löschen"},
	{mm.PermissionUploadFile.Id, "Dateien hochladen"},
}

func (c *Channel) checkPermissions(ctx context.Context, r report, roles []string) report {
	slices.Sort(roles)
	found, resp, err := c.api.GetRolesByNames(ctx, slices.Compact(roles))
	if err != nil {
		r.hint("Die Rechte des Kontos konnten nicht gelesen werden"+inGerman(c.answered(resp, err))+".", "Prüfen Sie in der Systemkonsole, ob das Konto schreiben, reagieren, ändern, löschen und Dateien hochladen darf.")
		return r
	}
	has := map[string]bool{}
	for _, role := range found {
		for _, p := range role.Permissions {
			has[p] = true
		}
	}
	var missing []string
	for _, n := range needs {
		if !has[n.permission] {
			missing = append(missing, n.what)
		}
	}
	if len(missing) > 0 {
		r.bad("Dem Konto fehlen Rechte: "+strings.Join(missing, ", ")+".", "Geben Sie dem Konto diese Rechte in der Systemkonsole unter Berechtigungen.")
		return r
	}
	r.good("Das Konto hat alle Rechte, die es braucht.")
	return r
}

func (c *Channel) checkBell(ctx context.Context, r report) report {
	ctx, cancel := context.WithTimeout(ctx, greetWait)
	defer cancel()
	b := newBell()
	heard := make(chan struct{})
	go func() { defer close(heard); c.hear(ctx, b) }()
	select {
	case <-b.rings: // it rings first when the server has greeted
		r.good("Die Verbindung für sofortige Nachrichten (Websocket) steht.")
	case <-heard:
		r.hint("Die Verbindung für sofortige Nachrichten (Websocket) kommt nicht zustande; der Lotse fragt stattdessen alle fünf Sekunden nach.",
			"Lassen Sie im Proxy vor Mattermost Websockets für /api/v4/websocket zu.")
	}
	cancel()
	<-heard
	return r
}

// checkCallback asks ourselves by the public address. That Mattermost reaches it too cannot be seen from here.
func (c *Channel) checkCallback(ctx context.Context, r report) report {
	if c.cfg.PublicURL == "" {
		return r
	}
	nonce := rand.Text()
	err := c.echoed(ctx, nonce)
	switch {
	case err == nil:
		r.good("Die öffentliche Adresse führt zum Lotsen; Knöpfe gehen, wenn auch Mattermost sie erreicht.")
	case errors.Is(err, errStranger):
		r.bad("Unter der öffentlichen Adresse antwortet ein anderes Programm.", "Prüfen Sie LOTSE_PUBLIC_URL und die Weiterleitung im Proxy für "+pathAction+".")
	default:
		r.bad("Die öffentliche Adresse ist nicht erreichbar"+inGerman(err)+".", "Prüfen Sie LOTSE_PUBLIC_URL und ob „lotse run“ läuft. Liegt die Adresse im internen Netz, braucht Mattermost dafür AllowedUntrustedInternalConnections.")
	}
	return r
}

var errStranger = errors.New("somebody else answers")

func (c *Channel) echoed(ctx context.Context, nonce string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.cfg.PublicURL+pathEcho+"?nonce="+url.QueryEscape(nonce), nil)
	if err != nil {
		return errStranger
	}
	resp, err := c.api.HTTPClient.Do(req)
	if err != nil {
		return c.cause(err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	if err != nil || !hmac.Equal(said, []byte(c.sign.echo(nonce))) {
		return errStranger
	}
	return nil
}
