package bot_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

const (
	hello = "Nummer 0: unbekannt"
	fault = "Entschuldigung, da ist bei mir etwas schiefgegangen. Schreiben Sie bitte **Menü**, dann machen wir dort weiter."
	lost  = "Entschuldigung, ich weiß leider nicht mehr, wo wir waren. Fangen wir noch einmal an."
)

func TestTapIsAnswered(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		question := r.last().out.Message
		r.want(hello)
		r.tap(question, "Tippen")
		r.want(hello+" -> Tippen", "Nummer 1: getippt")
		if len(r.answered()) != 1 || r.answered()[0] != "cb-Tippen" {
			t.Errorf("callbacks answered: %q", r.answered())
		}
	})
}

func TestEditCarriesReceipt(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.tap(r.last().out.Message, "Tippen")
		for _, d := range r.sends() {
			if a := d.out.Answered; a != nil && a.Receipt != bot.Receipt("r:"+hello) {
				t.Errorf("edit of %q, want the receipt of the question", a.Receipt)
			}
		}
	})
}

func TestUpdateCountsOnce(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		u := bot.Update{Key: "twice", Input: flows.Said{Text: "eins zwei"}}
		r.hand(u)
		r.hand(u)
		r.restart()
		r.hand(u)
		r.want(hello, hello+" -> ", "Nummer 1: eins zwei")
	})
}

func TestPanicIsApologisedFor(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("hier")
		question := r.last().out.Message
		poison := bot.Update{Key: "poison", Input: flows.Said{Text: "Panik"}}
		r.got()
		r.hand(poison)
		r.hand(poison) // counts as seen
		r.want(fault)
		r.tap(question, "Tippen") // the session is as it was
		r.want("Nummer 1: hier -> Tippen", "Nummer 2: getippt")
		if log := r.log.String(); !strings.Contains(log, `"kind":"string"`) || strings.Contains(log, "GEHEIM") {
			t.Errorf("log of the panic:\n%s", log)
		}
	})
}

func TestUnreadableSession(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		bad := []byte(`{"v":99}`)
		err := r.store.Update(func(tx *store.Tx) error {
			tx.SaveSession(citizen, store.Session{Data: bad})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r.type_("/start")
		r.type_("weiter so")
		r.want(lost, hello, hello+" -> ", "Nummer 1: weiter so")
		r.view(func(tx *store.Tx) {
			for a := range tx.Aside() {
				if a.Conversation != citizen || string(a.Data) != string(bad) {
					t.Errorf("put aside %q of %s", a.Data, a.Conversation)
				}
				return
			}
			t.Error("the bytes were not put aside")
		})
	})
}

func TestLanguageOfFirstContact(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.hand(bot.Update{Input: flows.Said{Text: "hilfe"}, Lang: "de-AT"})
		r.view(func(tx *store.Tx) {
			s, _ := tx.Session(citizen)
			if !strings.Contains(string(s.Data), `"proposed":"de"`) {
				t.Errorf("session %s", s.Data)
			}
		})
	})
}

func TestReplyOfTheChannel(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.hand(bot.Update{Conversation: "sim:group", Reply: &bot.Outbound{Message: &flows.Message{Text: "Nur privat."}}})
		r.want("Nur privat.")
	})
}

func TestCursor(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.hand(bot.Update{Key: "a", Cursor: 17})
		r.hand(bot.Update{Key: "b"})
		r.view(func(tx *store.Tx) {
			if c := tx.Cursor("sim"); c != 17 {
				t.Errorf("cursor %d, want 17", c)
			}
		})
	})
}

func TestTimer(t *testing.T) {
	for _, restart := range []bool{false, true} {
		run(t, bot.Config{}, func(r *rig) {
			r.type_("/start")
			r.type_("Warten")
			r.want(hello, hello+" -> Warten", "Warte 1")
			time.Sleep(9 * time.Minute)
			if restart {
				r.restart()
			}
			r.want()
			time.Sleep(time.Minute)
			synctest.Wait()
			r.want("Warte 1 -> ", "Zeit um 1", "Nummer 1: unbekannt")
		})
	}
}

func TestTimerOfAnAnsweredQuestion(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Warten")
		r.type_("Menü")
		r.got()
		r.view(func(tx *store.Tx) {
			if m, ok := tx.NextTimer(); ok {
				t.Errorf("timer %v is still there", m)
			}
		})
		time.Sleep(time.Hour)
		r.want()
	})
}

func TestBooks(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Ende")
		r.type_("so ein unverständlicher Satz, sagt Frau Tjelvarsdottir, 03461 445566")
		r.type_("Ja, sehr")
		r.view(func(tx *store.Tx) {
			var texts, ratings int
			for n := range tx.NotUnderstood() {
				texts++
				if n.Text != "so ein unverständlicher Satz, sagt Frau [Name], [Zahl]" || n.At != "ende/frage" || n.Day != "2000-01-01" {
					t.Errorf("book has %+v", n)
				}
			}
			for x := range tx.Ratings() {
				ratings++
				if x != (store.Rating{Day: "2000-01-01", Flow: "menu", Yes: 1}) {
					t.Errorf("rating %+v", x)
				}
			}
			if texts != 1 || ratings != 1 {
				t.Errorf("%d texts and %d ratings, want one each", texts, ratings)
			}
		})
	})
}

// A PIN is taken out of the chat before anything is said about it, and is nowhere in what is stored.
func TestSecretIsDeleted(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.config.Engine.Secret = desk.HoldsSecret
		r.restart()
		r.type_("/start")
		r.got()
		r.hand(bot.Update{Input: flows.Said{Text: "meine PIN ist 482913"}, Message: "17"})
		time.Sleep(time.Minute)
		got := r.got()
		if len(got) != 2 || got[0] != "(delete 17)" || strings.Contains(got[1], "482913") {
			t.Errorf("sent %q", got)
		}
		r.view(func(tx *store.Tx) {
			for n := range tx.NotUnderstood() {
				t.Errorf("the book has %+v", n)
			}
			if s, ok := tx.Session(citizen); !ok || strings.Contains(string(s.Data), "482913") {
				t.Errorf("the session is %s", s.Data)
			}
		})
	})
}

func TestShowData(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Haus am Markt")
		r.got()
		r.type_("Zeigen")
		got := r.got()
		if len(got) != 3 {
			t.Fatalf("sent %q", got)
		}
		for _, want := range []string{"Das weiß ich von Ihnen:", "- x: Haus am Markt", "- Zuletzt geschrieben: 01.01.2000", "unterwegs sind: 0", "Nummer dieses Chats"} {
			if !strings.Contains(got[1], want) {
				t.Errorf("no %q in\n%s", want, got[1])
			}
		}
	})
}

// After an erasure, a compacted copy of the file has neither the text nor the number of the chat, wherever they were.
func TestEraseIsComplete(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("GEHEIM")
		r.hand(bot.Update{Input: flows.Sent{Kind: flows.Photo}, Album: "tg:album:4711:77"})
		r.type_("Warten")
		r.answers(func(d delivered) error {
			if strings.Contains(d.String(), "abgelehnt") {
				return &bot.SendError{Kind: bot.Refused, Cause: os.ErrInvalid}
			}
			return &bot.SendError{Kind: bot.Temporary, Cause: os.ErrInvalid}
		})
		r.hand(bot.Update{Reply: &bot.Outbound{Message: &flows.Message{Text: "GEHEIM abgelehnt"}}})
		r.type_("Menü")
		r.type_("GEHEIM wartet")
		r.answers(nil)
		r.type_("Erase")
		time.Sleep(time.Hour)
		got := r.got()
		if last := got[len(got)-1]; last != "Nummer 100: unbekannt" {
			t.Errorf("after the erasure %q was sent last", last)
		}
		r.view(func(tx *store.Tx) {
			s, ok := tx.Session(citizen)
			if !ok || strings.Contains(string(s.Data), "GEHEIM") {
				t.Errorf("session %s", s.Data)
			}
		})
		if err := r.store.Update(func(tx *store.Tx) error { tx.Forget(citizen); return nil }); err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(t.TempDir(), "copy.db")
		if err := r.store.BackupCompact(copied); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(copied)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{"GEHEIM", "4711"} {
			if strings.Contains(string(data), mark) {
				t.Errorf("the copy still holds %q", mark)
			}
		}
	})
}

func TestContentIsSwapped(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.want(hello)
		r.bot.Use(load(t, renamed(t)))
		r.type_("weiter so")
		r.want(hello+" -> ", "Zahl 1: weiter so")
	})
}

// Who corrects words that were not understood is answered; words that were understood are not taken twice.
func TestEditOfWhatWasNotUnderstood(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		edit := func(text string) { r.hand(bot.Update{Message: "m1", Edited: &text}) }
		r.type_("/start")
		r.type_("Sprache")
		r.got()
		edit("Menü")
		r.want()
		r.type_("xyzzy")
		if got := r.got(); !strings.Contains(strings.Join(got, ""), "Welche Sprache?") {
			t.Fatalf("the words were understood: %q", got)
		}
		edit("Menü")
		r.want("Nummer 0: unbekannt")
		edit("Mensch")
		r.want()
	})
}

// Each photo of an album is an update of its own; the sentence that photos cannot be read comes once, and what was written along
// with them is heard.
func TestAlbumIsAnsweredOnce(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.got()
		photo := bot.Update{Input: flows.Sent{Kind: flows.Photo}, Album: "album", Files: []desk.File{{Kind: desk.Photo, Handle: "f"}}}
		r.hand(photo)
		once := r.got()
		if len(once) == 0 {
			t.Fatal("a photo gets no answer: the test shows nothing")
		}
		r.hand(photo)
		r.want()
		photo.Caption = "mit Worten"
		r.hand(photo)
		r.want(once[len(once)-1]+" -> ", "Nummer 1: mit Worten")
		r.hand(bot.Update{Input: flows.Sent{Kind: flows.Sticker}, Caption: "👍"})
		for _, s := range r.got() {
			if strings.Contains(s, "👍") {
				t.Errorf("a sticker was taken for words: %q", s)
			}
		}
	})
}
