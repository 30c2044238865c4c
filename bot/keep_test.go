package bot_test

import (
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// What citizens read is never shorter than what is kept.
func TestKeep(t *testing.T) {
	r := store.Retention{Sessions: 36 * time.Hour, Tickets: 30 * 24 * time.Hour}
	if got, want := bot.Keep(r), (flows.Keep{Conversations: 2, Talks: 30}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
