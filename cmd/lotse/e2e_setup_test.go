//go:build mattermost

package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	mm "github.com/mattermost/mattermost/server/public/model"
)

// TestE2ESetUp does what the README says, step by step: bot account, team, private channel, slash command. Then lotse doctor finds
// nothing wrong, and buttons and the command work through the public address.
func TestE2ESetUp(t *testing.T) {
	h := newHouse(t)
	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	account, _, err := h.admin.CreateBot(t.Context(), &mm.Bot{Username: "lotse-" + mm.NewId()[:6], DisplayName: "Lotse"})
	must("make the bot account", err)
	token, _, err := h.admin.CreateUserAccessToken(t.Context(), account.UserId, "Lotse", 0)
	must("make its token", err)
	_, _, err = h.admin.AddTeamMember(t.Context(), h.channel.TeamId, account.UserId)
	must("add it to the team", err)
	_, _, err = h.admin.AddChannelMember(t.Context(), h.channel.Id, account.UserId)
	must("add it to the channel", err)
	_, err = h.admin.RemoveUserFromChannel(t.Context(), h.channel.Id, h.bot)
	must("remove the other account", err)
	h.bot = account.UserId
	address := freePort(t)
	public := "http://" + address + "/lotse"
	command, _, err := h.admin.CreateCommand(t.Context(), &mm.Command{TeamId: h.channel.TeamId, Trigger: "lotse", Method: mm.CommandMethodPost, URL: public + "/mattermost/command"})
	must("make the slash command", err)
	t.Cleanup(func() { _, _ = h.admin.DeleteCommand(context.WithoutCancel(t.Context()), command.Id) })

	file := filepath.Join(h.dir, "mattermost-token")
	must("write the token", os.WriteFile(file, []byte(token.Token+"\n"), 0o600))
	settings := []string{"LOTSE_MATTERMOST_TOKEN=", "LOTSE_MATTERMOST_TOKEN_FILE=" + file, "LOTSE_PUBLIC_URL=" + public, "LOTSE_LISTEN=" + address, "LOTSE_MATTERMOST_COMMAND_TOKEN=" + command.Token}
	before := h.doctor(settings...)
	s := h.open(settings...)
	c := h.Citizen(7401, "de")
	h.handover(c)
	c.Write("frageaaa")
	root := h.root("frageaaa")
	during := h.doctor(settings...)
	for when, said := range map[string]string{"before": before, "during": during} {
		for _, want := range []string{"nimmt den Token an (Konto @" + account.Username, "Kanals „" + h.channel.Name, "alle Rechte", "Websocket) steht", "öffentliche Adresse führt zum Lotsen", "Keine Fehler"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s the start, the doctor does not say %q:\n%s", when, want, said)
			}
		}
		if strings.Contains(said, token.Token) || strings.Contains(said, command.Token) || strings.Contains(said, botToken) {
			t.Error("the doctor shows a secret")
		}
	}
	list, _, err := h.karla.ExecuteCommand(t.Context(), h.channel.Id, "/lotse offen")
	must("ask for open tickets", err)
	if !strings.Contains(list.Text, "Gespräch mit einem Menschen") {
		t.Errorf("open tickets: %q", list.Text)
	}
	_, err = h.karla.DoPostAction(t.Context(), root, h.button(root, "Übernehmen"))
	must("press the button", err)
	h.see(c, "Karla")
	h.karla.say(root, "antwortaaa")
	h.see(c, "antwortaaa")
	if resp, err := http.Get(public + "/mattermost/action"); err != nil || resp.StatusCode == http.StatusOK {
		t.Errorf("a stranger at the door: %v", err)
	}
	s.stop()
	h.private(token.Token, command.Token)
}

// doctor runs lotse doctor, which must find nothing that does not work.
func (h *house) doctor(env ...string) string {
	h.t.Helper()
	cmd := exec.Command(binary(h.t), "doctor")
	cmd.Dir = h.dir
	cmd.Env = h.environ(h.settings(env...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		h.t.Errorf("doctor: %v\n%s", err, out)
	}
	return string(out)
}

// button is the id of a button under a post.
func (h *house) button(post, label string) string {
	h.t.Helper()
	p, _, err := h.karla.GetPost(h.t.Context(), post, "")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, a := range p.Attachments() {
		for _, b := range a.Actions {
			if b.Name == label {
				return b.Id
			}
		}
	}
	h.t.Fatalf("no button %q under %+v", label, p.Attachments())
	return ""
}
