package main

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
	"github.com/digitaler-lotse/lotse/bot/telegram"
)

// TestClockOfTheTown: volunteers read the times of the town on the root post, as in the thread, although servers mostly run on UTC.
func TestClockOfTheTown(t *testing.T) {
	local := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = local })
	const token = "botTOKENbotTOKENbotTOKEN12"
	server := mattermosttest.New(token)
	ch, err := connect(settled{
		telegram:   telegram.Config{Token: botToken},
		mattermost: &mattermost.Config{URL: mattermosttest.URL, Token: token, Team: "lotse", Channel: "lotsen", Transport: server, Dial: server.Dial},
	}, new(current).get, nil, make([]byte, 32), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	card := desk.Card{State: desk.Waiting, Topic: "Umzug", Since: time.Date(2026, 11, 28, 19, 2, 0, 0, time.UTC)}
	if _, err := ch.volunteers.Send(t.Context(), bot.DeskOutbound{Ticket: "T1", Root: &desk.PostRoot{Key: "T1/1", Card: card}}); err != nil {
		t.Fatal(err)
	}
	if got := server.Posts()[0].Message; !strings.Contains(got, "28.11. um 20:02 Uhr") {
		t.Errorf("the root post says %q", got)
	}
}
