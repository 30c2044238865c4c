package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// With the digest the channel is told what else there is to know then.
func TestDigestNote(t *testing.T) {
	weekly := func() desk.Rules {
		return desk.Rules{Digest: func(after time.Time) (time.Time, bool) { return after.AddDate(0, 0, 7), true }}
	}
	for _, c := range []struct {
		name string
		note bot.Note
		want []string // at the end of each week's post
	}{
		{"figures alone", nil, []string{"Danke, dass Sie bereitstehen!", "Danke, dass Sie bereitstehen!"}},
		{"nothing to add", func(time.Time) string { return "" }, []string{"bereitstehen!", "bereitstehen!"}},
		{"a note", func(now time.Time) string { return "**Bitte prüfen:** Stand " + now.Format("2.1.") }, []string{"Stand 8.1.", "Stand 15.1."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			runDesk(t, bot.Config{Rules: weekly, Note: c.note, Zone: time.UTC}, func(d *deskRig) {
				for i, want := range c.want {
					time.Sleep(7 * 24 * time.Hour)
					d.settle()
					posts := d.roots()
					if len(posts) != i+1 {
						t.Fatalf("%d posts after week %d", len(posts), i+1)
					}
					got := posts[i].Message
					if !strings.Contains(got, "Rückblick") || !strings.HasSuffix(got, want) {
						t.Errorf("week %d: %q, want ... %q", i+1, got, want)
					}
				}
			})
		})
	}
}
