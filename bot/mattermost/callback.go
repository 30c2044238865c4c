package mattermost

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// maxCallback bounds what is read of one request.
const maxCallback = 256 << 10

// What a volunteer reads who pressed a button or typed a command, visible to them alone.
const (
	replyExpired  = "Dieser Knopf ist zu alt. Schreiben Sie bitte das Wort in den Faden, zum Beispiel „übernehmen“."
	replyStranger = "Das dürfen nur Mitglieder des Lotsen-Kanals."
	replyNobody   = "Diesen Namen gibt es im Lotsen-Kanal nicht."
	replyBusy     = "Das hat gerade nicht geklappt. Bitte versuchen Sie es gleich noch einmal."
	replyWords    = "So geht es: `/lotse offen` zeigt offene Anliegen, `/lotse hilfe` die Hilfe. Im Faden eines Anliegens: `/lotse übernehmen`, `abgeben`, `an @name`, `fertig`, `einfügen: NAME`."
	replyThread   = "Das geht nur im Faden eines Anliegens. Schreiben Sie das Wort bitte dort."
)

// Press takes in one pressed button or typed command like accept does, and returns what the volunteer reads about it, visible to them alone; "" for nothing.
type Press func(context.Context, bot.DeskEvent) (reply string, err error)

// Handler answers Mattermost's requests below the public address: /mattermost/action for buttons, /mattermost/command for the
// slash command, /mattermost/echo for [Channel.Check]. A request from whoever cannot prove to be the server, or on behalf of a
// user who is no member of the channel, reaches press never. Requests without a PublicURL are not found.
func (c *Channel) Handler(press Press) http.Handler {
	mux := http.NewServeMux()
	if c.cfg.PublicURL == "" {
		return mux
	}
	mux.HandleFunc("POST "+pathAction, func(w http.ResponseWriter, r *http.Request) { c.action(w, r, press) })
	mux.HandleFunc("GET "+pathEcho, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, c.sign.echo(r.URL.Query().Get("nonce")))
	})
	if c.cfg.CommandToken != "" {
		mux.HandleFunc("POST "+pathCommand, func(w http.ResponseWriter, r *http.Request) { c.command(w, r, press) })
	}
	return mux
}

func (c *Channel) action(w http.ResponseWriter, r *http.Request, press Press) {
	var req mm.PostActionIntegrationRequest
	if json.NewDecoder(http.MaxBytesReader(w, r.Body, maxCallback)).Decode(&req) != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	say := func(text string) {
		answer(w, mm.PostActionIntegrationResponse{EphemeralText: text, SkipSlackParsing: true})
	}
	button, err := c.sign.verify(req.Context, time.Now())
	if errors.Is(err, errForged) {
		c.log.Warn("a pressed button with a wrong signature was refused")
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	if err != nil {
		say(replyExpired)
		return
	}
	say(c.pressed(r.Context(), req.ChannelId, req.UserId, press, bot.DeskEvent{
		Key:    "mm:press:" + req.TriggerId,
		Place:  bot.Thread,
		Ticket: button.ticket,
		Thread: threadOf(req.PostId),
		Event:  desk.AgentPressed{Agent: desk.AgentID(req.UserId), Do: button.command},
	}))
}

func threadOf(id string) desk.PostID {
	if !idForm.MatchString(id) {
		return ""
	}
	return desk.PostID(id)
}

// pressed hands a press of a member's in.
func (c *Channel) pressed(ctx context.Context, channel, user string, press Press, e bot.DeskEvent) string {
	at, err := c.where(ctx)
	if err != nil {
		return replyBusy
	}
	member := false
	if channel == at.channel || e.Place == bot.Top {
		if member, err = c.member(ctx, at.channel, user); err != nil {
			c.log.Warn("the membership of a user could not be checked", "err", err)
			return replyBusy
		}
	}
	if !member {
		return replyStranger
	}
	if strings.HasSuffix(e.Key, ":") { // a server without trigger ids
		e.Key += rand.Text()
	}
	if err := c.name(ctx, &e); err != nil {
		return replyBusy
	}
	reply, err := press(ctx, e)
	if err != nil {
		return replyBusy
	}
	return reply
}

func (c *Channel) command(w http.ResponseWriter, r *http.Request, press Press) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCallback))
	form, formErr := url.ParseQuery(string(body))
	if err != nil || formErr != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	if !hmac.Equal([]byte(c.sign.mac("token", form.Get("token"))), []byte(c.sign.mac("token", c.cfg.CommandToken))) {
		c.log.Warn("a slash command with a wrong token was refused")
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	answer(w, mm.CommandResponse{ResponseType: mm.CommandResponseTypeEphemeral, Text: c.typed(r.Context(), form, press)})
}

// typed reads a slash command, which knows the same words as a thread. In a thread it concerns the ticket; elsewhere only the list and
// the help have a meaning.
func (c *Channel) typed(ctx context.Context, form url.Values, press Press) string {
	words := desk.ParseWords(form.Get("text"))
	p := desk.AgentPressed{Agent: desk.AgentID(form.Get("user_id")), Do: words.Do, Query: words.Query}
	if strings.TrimSpace(form.Get("text")) == "" {
		p.Do = desk.Help
	}
	if words.Note || p.Do == "" {
		return replyWords
	}
	e := bot.DeskEvent{Key: "mm:press:" + form.Get("trigger_id"), Place: bot.Thread, Thread: threadOf(form.Get("root_id"))}
	if e.Thread == "" {
		if p.Do != desk.List && p.Do != desk.Help {
			return replyThread
		}
		e.Place = bot.Top
	}
	if p.Do == desk.Assign {
		to, err := c.colleague(ctx, words.Name)
		if err != nil {
			return replyBusy
		}
		if to == "" {
			return replyNobody
		}
		p.To = to
	}
	e.Event = p
	return c.pressed(ctx, form.Get("channel_id"), form.Get("user_id"), press, e)
}

// colleague is the member of the channel with that name; "" if there is none.
func (c *Channel) colleague(ctx context.Context, name string) (desk.AgentID, error) {
	at, err := c.where(ctx)
	if err != nil {
		return "", err
	}
	found, err := c.mentioned(ctx, at.channel, "@"+name)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Agent, nil
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // the server has hung up: nobody is left to tell
}
