package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// Everything that is ever logged or written into dead letters is written here, with marked texts, names, places, files and numbers.
func TestLogsHoldNoPersonalData(t *testing.T) {
	const mark, number = "GEHEIM", "4711"
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Mein Name ist " + mark)
		r.type_("Panik")
		r.hand(bot.Update{Input: flows.Sent{Kind: flows.Photo}, Files: []desk.File{{Kind: desk.Photo, Handle: "file-" + mark, Name: mark + ".jpg"}}, Caption: mark, Callback: "cb-" + mark})
		r.hand(bot.Update{Input: flows.Located{Lat: 51.4711, Lon: 12}})
		err := r.store.Update(func(tx *store.Tx) error {
			tx.SaveSession(citizen, store.Session{Data: []byte(mark)})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r.type_("/start")
		for _, kind := range []bot.SendErrorKind{bot.Temporary, bot.Throttled, bot.Refused, bot.Forbidden, bot.Gone} {
			r.answers(func(d delivered) error {
				if d.out.Venue != nil {
					panic(d.out.Venue.Name + mark)
				}
				return fails(kind)
			})
			r.type_(mark)
			r.type_("Karte")
			time.Sleep(time.Hour)
			r.answers(nil)
			time.Sleep(time.Hour)
			r.type_("/start")
		}
		text := r.log.String()
		for _, d := range r.dead() {
			text += d.Why
		}
		if err := r.store.Close(); err != nil {
			t.Fatal(err)
		}
		err = errors.Join(r.try(bot.Update{Input: flows.Said{Text: mark}}), r.stop())
		text += err.Error()
		for _, bad := range []string{mark, number, "Rathaus", "51.4"} {
			if strings.Contains(text, bad) {
				t.Errorf("%q is in the log, a dead letter or an error:\n%s", bad, text)
			}
		}
		for _, line := range []string{"panic in a turn", "session cannot be read", "dead letter now", "the channel refuses everything", "panic in a send", store.ErrClosed.Error()} {
			if !strings.Contains(text, line) {
				t.Errorf("%q is not there: the test does not show what it should", line)
			}
		}
		r.start()
	})
}
