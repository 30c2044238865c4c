package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// Timers of tickets are kept through restarts and fire once.
func TestTicketTimers(t *testing.T) {
	rules := func() desk.Rules { return desk.Rules{AnnounceAfter: time.Hour} }
	runDesk(t, bot.Config{Rules: rules}, func(d *deskRig) {
		root := d.opens()
		d.restart()
		time.Sleep(time.Hour + time.Minute)
		d.settle()
		got := strings.Join(d.thread(root), "\n")
		if n := strings.Count(got, "Dieses Anliegen wartet noch"); n != 1 {
			t.Errorf("announced %d times:\n%s", n, got)
		}
		has(t, d.got(), "Es hat sich noch niemand gemeldet")
	})
}

// While Mattermost is away, citizens are told, and what they write arrives afterwards, once and in order.
func TestOutage(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.Interfere(func(string) mattermosttest.Fault { return mattermosttest.Fault{Kind: mattermosttest.CutBefore} })
		d.HangUp()
		d.got()
		d.says("m1", "eins")
		time.Sleep(10 * time.Minute)
		d.says("m2", "zwei")
		d.restart()
		time.Sleep(50 * time.Minute)
		has(t, d.got(), "Ich erreiche die Freiwilligen gerade nicht")
		d.says("m3", "drei")
		d.Interfere(nil)
		time.Sleep(2 * time.Minute)
		d.settle()
		has(t, d.got(), "Die Freiwilligen sind wieder erreichbar")
		var got []string
		for _, post := range d.thread(root) {
			if strings.HasPrefix(post, ":speech_balloon:") {
				got = append(got, lineOf(post))
			}
		}
		if want := []string{"eins", "zwei", "drei"}; !slices.Equal(got, want) {
			t.Errorf("in the thread %q, want %q", got, want)
		}
		if log := d.log.String(); !strings.Contains(log, "the volunteers cannot be reached") || !strings.Contains(log, "can be reached again") {
			t.Errorf("the operator read\n%s", log)
		}
	})
}

// Who asks for a person while Mattermost is away is told too.
func TestOpenedInTrouble(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		d.Archive()
		time.Sleep(2 * time.Minute)
		d.type_("/start")
		d.type_("Mensch")
		d.tap(d.question(), "Ja")
		d.settle()
		has(t, d.got(), "gerade nicht erreichbar")
		d.Restore()
		time.Sleep(10 * time.Minute)
		d.settle()
		if n := len(d.roots()); n != 1 {
			t.Errorf("%d threads after the channel is back, want one", n)
		}
	})
}

// An account that stays a member and may not post any more: citizens are told within a minute or two, nothing is lost, and it goes on by itself.
func TestMuted(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.Forbid("create_post")
		d.says("m1", "eins")
		time.Sleep(2 * time.Minute)
		d.settle()
		has(t, d.got(), "Ich erreiche die Freiwilligen gerade nicht")
		d.says("m2", "zwei")
		d.Allow("create_post")
		time.Sleep(2 * time.Minute)
		d.settle()
		has(t, d.got(), "Die Freiwilligen sind wieder erreichbar")
		has(t, d.thread(root), "eins")
		has(t, d.thread(root), "zwei")
	})
}

// A channel that refused everything is used again as soon as it is back, not when the pause is over.
func TestBackFromRefusal(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.Archive()
		d.says("m1", "eins")
		time.Sleep(90 * time.Second)
		d.settle()
		hasNot(t, d.thread(root), "eins")
		d.Restore()
		time.Sleep(40 * time.Second)
		d.settle()
		has(t, d.thread(root), "eins")
		has(t, d.got(), "Die Freiwilligen sind wieder erreichbar")
	})
}

// The account was removed from the channel and added again, and nobody has noticed but the send that fell between: it does not wait for the end
// of the pause either.
func TestRefusedInPassing(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.Interfere(func(call string) mattermosttest.Fault {
			if call == "GET /websocket" {
				return mattermosttest.Fault{Kind: mattermosttest.CutBefore}
			}
			return mattermosttest.Fault{}
		})
		d.HangUp()
		time.Sleep(time.Minute)
		d.Remove(d.Bot())
		d.hand(bot.Update{Message: "m1", Input: flows.Said{Text: "eins"}})
		time.Sleep(time.Second)
		d.Add(d.Bot())
		hasNot(t, d.thread(root), "eins")
		time.Sleep(70 * time.Second)
		d.settle()
		has(t, d.thread(root), "eins")
	})
}

// Somebody deletes the thread: there is a new one, with what had not arrived yet.
func TestThreadDeleted(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.Delete(d.karla, root)
		d.got()
		d.hand(bot.Update{Message: "m1", Input: flows.Said{Text: "noch da?"}}) // before we can know
		d.settle()
		roots := d.roots()
		if len(roots) != 1 || roots[0].ID == root {
			t.Fatalf("threads: %v", roots)
		}
		has(t, d.thread(roots[0].ID), "noch da?")
		has(t, d.thread(roots[0].ID), "Der vorige Faden wurde gelöscht")
		has(t, d.got(), "noch einmal kurz, worum es geht")
		d.agent(d.karla, roots[0].ID, "Ja, hier.")
		has(t, d.got(), "**Karla:** Ja, hier.")
	})
}

// A pressed button is answered to whoever pressed it, and to nobody else.
func TestPress(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		press := func(who string, do desk.Command, key string) string {
			t.Helper()
			e := bot.DeskEvent{Key: key, Place: bot.Thread, Thread: desk.PostID(root), Event: desk.AgentPressed{Agent: desk.AgentID(who), Do: do}}
			reply, err := d.bot.Press(d.t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			d.settle()
			return reply
		}
		if got := press(d.karla, desk.Claim, "p1"); got != "" {
			t.Errorf("the first reads %q", got)
		}
		late := press(d.jens, desk.Claim, "p2")
		if !strings.Contains(late, "war schneller") {
			t.Errorf("the second reads %q", late)
		}
		hasNot(t, d.thread(root), "war schneller")
		if got := press(d.jens, desk.List, "p3"); !strings.Contains(got, "/pl/"+root) {
			t.Errorf("the list is %q", got)
		}
		if got := press(d.jens, desk.List, "p3"); got != "" {
			t.Errorf("the same press again reads %q", got)
		}
	})
}

// What volunteers push is found by the town's content, in the citizen's language.
func TestPushContent(t *testing.T) {
	find := func(query, lang, _ string) desk.Pushed {
		if query != "pass" {
			return desk.Pushed{Near: []string{"Pass"}}
		}
		return desk.Pushed{Found: true, Title: "Reisepass", Text: "**Reisepass** (" + lang + ")"}
	}
	runDesk(t, bot.Config{Find: find}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.got()
		d.agent(d.karla, root, "+ pass")
		d.want("**Karla:** **Reisepass** (de)")
		has(t, d.thread(root), "Geschickt: Reisepass")
		d.agent(d.karla, root, "+ unbekannt")
		d.want()
	})
}

// The digest comes when the rules say, once, and counts what happened since the last one.
func TestDigest(t *testing.T) {
	weekly := func(after time.Time) (time.Time, bool) {
		return after.Truncate(24 * time.Hour).Add(33 * time.Hour), true // 9 o'clock on the next day
	}
	runDesk(t, bot.Config{Rules: func() desk.Rules { return desk.Rules{Digest: weekly} }}, func(d *deskRig) {
		digests := func() (out []string) {
			for _, p := range d.roots() {
				if strings.HasPrefix(p.Message, "**Rückblick") {
					out = append(out, p.Message)
				}
			}
			return out
		}
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		time.Sleep(10 * time.Minute)
		d.agent(d.karla, root, "Hallo")
		d.agent(d.karla, root, "fertig")
		d.type_("Ja, gelöst")
		time.Sleep(34 * time.Hour)
		d.restart()
		d.settle()
		got := digests()
		if len(got) != 1 || !strings.Contains(got[0], "Neue Anliegen: 1") || !strings.Contains(got[0], "im Mittel nach 10 Minuten") || !strings.Contains(got[0], "1 gelöst, 0 nicht gelöst") {
			t.Fatalf("digests %q", got)
		}
		time.Sleep(24 * time.Hour)
		d.settle()
		if got := digests(); len(got) != 2 || !strings.Contains(got[1], "hat niemand nach einem Menschen gefragt") {
			t.Errorf("digests %q", got)
		}
	})
}

// A ticket that cannot be read is put aside; the citizen's next words find the bot again.
func TestUnreadableTicket(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		d.opens()
		err := d.store.Update(func(tx *store.Tx) error {
			id, _ := tx.CurrentTicket(citizen)
			k, _ := tx.Ticket(id)
			k.Data = []byte(`{"v":99}`)
			tx.SaveTicket(k)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		d.says("m1", "ist da wer?")
		has(t, d.got(), "Nummer 1: ist da wer?")
		if !strings.Contains(d.log.String(), "ticket cannot be read") {
			t.Error("the operator was not told")
		}
	})
}
