package bot_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

const reminded = "Es ist so weit.\n\nErinnert 1"

// pending reports whether some reminder waits.
func (r *rig) pending() (ok bool) {
	r.view(func(tx *store.Tx) { _, _, ok = tx.NextReminder() })
	return ok
}

// The bubble begins at midnight: what is due at one comes at eight, once, whether or not the program was started again.
func TestReminder(t *testing.T) {
	for _, restart := range []bool{false, true} {
		run(t, bot.Config{}, func(r *rig) {
			r.type_("/start")
			r.type_("Erinnern")
			r.want(hello, hello+" -> Erinnern", "Bis später 1")
			time.Sleep(8*time.Hour - time.Minute)
			if restart {
				r.restart()
			}
			r.want()
			time.Sleep(time.Minute)
			synctest.Wait()
			r.want(reminded, "Nummer 1: unbekannt")
			if r.pending() {
				t.Error("the reminder is still there")
			}
			time.Sleep(48 * time.Hour)
			r.want()
		})
	}
}

// What was due while the program stood still comes when it runs again, but not at night.
func TestReminderAfterAnOutage(t *testing.T) {
	for away, waits := range map[time.Duration]time.Duration{10 * time.Hour: 0, 23 * time.Hour: 9 * time.Hour} {
		run(t, bot.Config{}, func(r *rig) {
			r.type_("/start")
			r.type_("Erinnern")
			r.got()
			if err := r.halt(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(away)
			r.start()
			synctest.Wait()
			if waits > 0 {
				time.Sleep(waits - time.Minute)
				r.want()
				time.Sleep(time.Minute)
				synctest.Wait()
			}
			r.want(reminded, "Nummer 1: unbekannt")
		})
	}
}

func TestReminderOfContentThatIsGone(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Erinnern")
		r.got()
		fsys := files(t)
		menu := strings.NewReplacer("goto: erinnert", "goto: spaeter", "  erinnert:", "  spaeter:").Replace(string(fsys["flows/menu.yaml"].Data))
		fsys["flows/menu.yaml"] = &fstest.MapFile{Data: []byte(menu)}
		r.bot.Use(load(t, fsys))
		time.Sleep(8 * time.Hour)
		synctest.Wait()
		got := strings.Join(r.got(), "\n")
		if !strings.Contains(got, "Der Inhalt wurde gerade erneuert.") || !strings.Contains(got, "Nummer 1") {
			t.Errorf("sent %q", got)
		}
	})
}

// A reminder is shown with all that is stored, and goes with it: on request, and when the session is too old.
func TestReminderIsErased(t *testing.T) {
	for name, erase := range map[string]func(*rig){
		"erased": func(r *rig) { r.type_("Erase") },
		"old": func(r *rig) {
			keep := store.DefaultRetention()
			keep.Sessions = time.Hour
			if _, err := bot.Sweep(r.store, keep, time.Now().Add(2*time.Hour), false); err != nil {
				t.Fatal(err)
			}
		},
	} {
		run(t, bot.Config{}, func(r *rig) {
			r.type_("/start")
			r.type_("Erinnern")
			r.type_("Menü")
			r.got()
			r.type_("Zeigen")
			if got := strings.Join(r.got(), "\n"); !strings.Contains(got, "- Erinnerung: 01.01.2000, 08:00, Zählen") {
				t.Errorf("%s: no reminder in %s", name, got)
			}
			erase(r)
			if r.pending() {
				t.Errorf("%s: the reminder is still there", name)
			}
			r.got()
			time.Sleep(24 * time.Hour)
			r.want()
		})
	}
}

// A reminder at which the program panics is dropped, and holds up nobody.
func TestPanicAtAReminder(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Panik später")
		r.got()
		time.Sleep(10 * time.Hour)
		r.want()
		if r.pending() || !strings.Contains(r.log.String(), "panic in the turn of a reminder") {
			t.Errorf("the log says\n%s", r.log.String())
		}
		r.type_("Erinnern")
		r.got()
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := r.got(); len(got) == 0 || got[0] != reminded {
			t.Errorf("sent %q", got)
		}
	})
}

// A small file waits in the outbox with all that is in it.
func TestFileOfOurs(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		file := flows.File{Name: "treff.ics", Text: "BEGIN:VCALENDAR\r\n"}
		r.answers(func(delivered) error { return &bot.SendError{Kind: bot.Temporary, Cause: errors.New("no line")} })
		r.hand(bot.Update{Reply: &bot.Outbound{File: &file}})
		r.restart()
		r.answers(nil)
		time.Sleep(time.Minute)
		if d := r.last(); d.out.File == nil || *d.out.File != file {
			t.Errorf("sent %+v", d.out)
		}
	})
}
