package telegram_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

func TestProfile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		profiles := map[string]telegram.Profile{
			"":   {Commands: []telegram.Command{{"menu", "Menü"}, {"zurueck", "Zurück"}}, Description: "Ich helfe bei Anträgen.", Short: "Hilfe"},
			"en": {Commands: []telegram.Command{{"menu", "Menu"}}},
		}
		w := newWorld(t, func(c *telegram.Config) { c.Profiles = profiles })
		w.Server.Fail("setMyDescription", telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 3000})
		for range 2 {
			stop := w.receiving(t)
			time.Sleep(10 * time.Second)
			if err := stop(); err != nil {
				t.Error(err)
			}
		}
		if diff := cmp.Diff([][2]string{{"menu", "Menü"}, {"zurueck", "Zurück"}}, w.Commands("")); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if diff := cmp.Diff([][2]string{{"menu", "Menu"}}, w.Commands("en")); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if diff := cmp.Diff(map[string]string{"": "Ich helfe bei Anträgen."}, w.Descriptions()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if w.MenuButton() != "commands" {
			t.Errorf("menu button %q", w.MenuButton())
		}
		if n := w.Calls("setMyCommands"); n != 2 {
			t.Errorf("commands set %d times in two starts; want once in each language", n)
		}
		if n := strings.Count(w.logs.String(), "could not be set"); n != 1 {
			t.Errorf("%d warnings; want 1: %s", n, w.logs)
		}
		w.noProblems(t)
	})
}
