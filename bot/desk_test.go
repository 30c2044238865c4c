package bot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

const (
	ownerHint = "Karla hat übernommen. Was Karla hier schreibt, liest jetzt die Bürgerin oder der Bürger."
)

// has fails unless one of the lines holds the text.
func has(t *testing.T, lines []string, text string) {
	t.Helper()
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, text) }) {
		t.Errorf("%q is not in\n  %s", text, strings.Join(lines, "\n  "))
	}
}

func hasNot(t *testing.T, lines []string, text string) {
	t.Helper()
	if slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, text) }) {
		t.Errorf("%q is in\n  %s", text, strings.Join(lines, "\n  "))
	}
}

// A message goes to the thread, the owner's answer to the citizen, and nothing else anywhere.
func TestTalk(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.says("m1", "Ich brauche einen Ausweis")
		note := d.agent(d.jens, root, "Kennt das jemand?")
		d.agent(d.karla, root, "übernehmen")
		d.got()
		post := d.agent(d.karla, root, "Hallo, wie kann ich helfen?")
		d.want("**Karla:** Hallo, wie kann ich helfen?")
		other := d.agent(d.jens, root, "Ich wüsste es auch.")
		own := d.agent(d.karla, root, "notiz ruft nachher an")
		d.want()
		got := d.thread(root)
		if got[0] != ":speech_balloon: Ich brauche einen Ausweis" || !slices.Contains(got, ownerHint) {
			t.Errorf("in the thread: %q", got)
		}
		for id, mark := range map[string]string{post: "heavy_check_mark", note: "lock", other: "lock", own: "lock"} {
			if marks := d.Reactions(id, d.Bot()); !slices.Equal(marks, []string{mark}) {
				t.Errorf("marks %q, want %q", marks, mark)
			}
		}
	})
}

// Consent is asked by the flow, or else by the desk; before it, volunteers know nothing.
func TestConsent(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		d.type_("/start")
		d.type_("Mensch")
		d.tap(d.question(), "Ohne Frage")
		d.says("m1", "Schon mal vorab")
		if n := len(d.roots()); n != 0 {
			t.Fatalf("%d tickets before the citizen agreed", n)
		}
		d.type_("ja, verbinden") // typed instead of tapped
		d.settle()
		roots := d.roots()
		if len(roots) != 1 {
			t.Fatalf("%d tickets, want one", len(roots))
		}
		d.wantThread(roots[0].ID, ":speech_balloon: Schon mal vorab")
	})
}

// Edits, deletions and replies are carried over in both directions.
func TestEditsBothWays(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.says("m1", "Ausweiss")
		text := "Ausweis"
		d.hand(bot.Update{Message: "m1", Edited: &text})
		d.agent(d.karla, root, "übernehmen")
		post := d.agent(d.karla, root, "Montag")
		d.got()
		d.Edit(post, "Dienstag")
		d.settle()
		d.want("(edit r:**Karla:** Montag) **Karla:** Dienstag")
		d.hand(bot.Update{Message: "m2", ReplyTo: "r:(edit r:**Karla:** Montag) **Karla:** Dienstag", Input: flows.Said{Text: "Danke für den Termin"}})
		d.settle()
		has(t, d.thread(root), ":speech_balloon: Ausweis")
		hasNot(t, d.thread(root), "Ausweiss")
		has(t, d.thread(root), "/pl/"+post)
		d.Delete(d.karla, post)
		d.settle()
		d.want("(delete r:(edit r:**Karla:** Montag) **Karla:** Dienstag)")
	})
}

func TestFilesBothWays(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		for i, name := range []string{"eins.jpg", "zwei.jpg"} {
			d.hand(bot.Update{Message: desk.MessageID(name), Album: "album", Caption: []string{"Mein Brief", ""}[i], Input: flows.Sent{Kind: flows.Photo},
				Files: []desk.File{{Kind: desk.Photo, Handle: desk.Handle("H" + name), Name: name, MIME: "image/jpeg", Size: 100}}})
		}
		d.hand(bot.Update{Message: "ort", Input: flows.Located{Lat: 51.5, Lon: 12}})
		d.settle()
		has(t, d.thread(root), "Mein Brief")
		has(t, d.thread(root), "openstreetmap.org/#map=17/51.50000/12.00000")
		if files := d.Files(); len(files) != 2 || files["zwei.jpg"] != "Inhalt von Hzwei.jpg" {
			t.Errorf("files %q", files)
		}
		d.agent(d.karla, root, "übernehmen")
		for _, id := range []string{"m1", "m2", "m3"} { // a letter of three pages rings once
			d.hand(bot.Update{Message: desk.MessageID(id), Album: "another", Input: flows.Sent{Kind: flows.Photo}, Files: []desk.File{{Kind: desk.Photo, Handle: "H", Size: 100}}})
		}
		d.settle()
		if all := strings.Join(d.thread(root), "\n"); strings.Count(all, "@karla") != 1 {
			t.Errorf("in the thread\n%s", all)
		}
		d.got()
		d.Server.Send(d.karla, root, "Das Formular", "formular.pdf", "application/pdf", []byte("PDF"))
		d.settle()
		d.want("**Karla:** Das Formular", "**Karla:** [formular.pdf]")
	})
}

// A file that cannot be fetched does not hold up what is written after it: whoever sent it is told.
func TestUnfetchedFiles(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.got()
		d.hand(bot.Update{Message: "m1", Input: flows.Sent{Kind: flows.Photo}, Files: []desk.File{{Kind: desk.Photo, Handle: lostFile, Size: 100}}})
		d.says("m2", "Haben Sie das Bild?")
		d.answers(func(s delivered) error {
			if s.out.Files == nil {
				return nil
			}
			return &bot.SendError{Kind: bot.Unfetched, Reason: desk.ReasonUnfetched, Cause: errors.New("not to be had")}
		})
		file := d.Server.Send(d.karla, root, "", "formular.pdf", "application/pdf", []byte("PDF"))
		d.agent(d.karla, root, "Füllen Sie das Formular aus.")
		d.got()
		hasNot(t, d.thread(root), "Haben Sie das Bild?")
		time.Sleep(3 * time.Minute)
		d.settle()
		has(t, d.thread(root), "Haben Sie das Bild?")
		has(t, d.thread(root), "Ich konnte die Datei nicht holen")
		if marks := d.Reactions(file, d.Bot()); !slices.Equal(marks, []string{"x"}) {
			t.Errorf("the file is marked %q", marks)
		}
		got := d.got()
		has(t, got, "**Karla:** Füllen Sie das Formular aus.")
		has(t, got, "Eine Nachricht von Ihnen konnte ich nicht weitergeben.")
	})
}

// The citizen looks something up meanwhile, comes back, and leaves when they have said that they mean it.
func TestMenuAndLeaving(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.type_("Menü")
		d.type_("privat") // an answer to the question of the menu
		d.settle()
		hasNot(t, d.thread(root), "privat")
		d.type_("Mensch") // back to the talk
		d.says("m2", "Bin wieder da")
		has(t, d.thread(root), "Bin wieder da")
		d.got()
		d.type_("Abbrechen")
		d.settle()
		ask := d.question()
		d.want("Möchten Sie das Gespräch mit den Freiwilligen wirklich beenden?")
		d.tap(ask, "Nein, weiterreden")
		d.says("m3", "Doch nicht")
		has(t, d.thread(root), "Doch nicht")
		d.type_("/abbrechen")
		d.settle()
		d.tap(d.question(), "Ja, beenden")
		d.settle()
		has(t, d.thread(root), "hat das Gespräch beendet")
		d.got()
		d.type_("für mich allein")
		d.settle()
		hasNot(t, d.thread(root), "für mich allein")
	})
}

// A bare yes or no answers what the desk has just asked, as people who type or dictate answer it; later it is talk, or answers somebody else.
func TestBareYes(t *testing.T) {
	rules := func() desk.Rules { return desk.Rules{ReopenWithin: 24 * time.Hour} }
	runDesk(t, bot.Config{Rules: rules}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.type_("Abbrechen")
		d.settle()
		d.says("m1", "nein") // to leaving
		d.says("m2", "ja und?")
		d.type_("Abbrechen")
		d.settle()
		d.agent(d.karla, root, "Brauchen Sie noch etwas?")
		d.says("m3", "Nein")
		hasNot(t, d.thread(root), ":speech_balloon: nein\n\n@karla")
		has(t, d.thread(root), ":speech_balloon: Nein\n\n@karla")
		d.agent(d.karla, root, "fertig")
		d.got()
		d.type_("Ja!")
		d.settle()
		has(t, d.got(), "Das freut uns")

		d.type_("Mensch")
		d.tap(d.question(), "Ja")
		d.settle()
		d.agent(d.karla, root, "fertig")
		d.got()
		d.type_("Menü")
		d.type_("Ja")
		d.settle()
		hasNot(t, d.got(), "Das freut uns")
	})
}

// Within the time for it, the next wish for a person goes on with the same ticket and the same volunteer.
func TestReopen(t *testing.T) {
	rules := func() desk.Rules { return desk.Rules{ReopenWithin: 24 * time.Hour} }
	runDesk(t, bot.Config{Rules: rules}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.agent(d.karla, root, "fertig")
		got := d.got()
		has(t, got, "Das Gespräch wurde beendet")
		has(t, got, "Hat das Gespräch Ihre Frage gelöst?")
		d.type_("Ja, gelöst")
		d.settle()
		d.type_("Mensch")
		d.tap(d.question(), "Ja")
		d.settle()
		d.says("m2", "Noch etwas")
		has(t, d.thread(root), "Noch etwas")
		if n := len(d.roots()); n != 1 {
			t.Errorf("%d tickets, want the one", n)
		}
		d.got()
		d.agent(d.karla, root, "Gern")
		d.want("**Karla:** Gern")
		d.agent(d.karla, root, "fertig")
		time.Sleep(25 * time.Hour)
		d.type_("Mensch")
		d.tap(d.question(), "Ja")
		d.settle()
		if n := len(d.roots()); n != 2 {
			t.Errorf("%d tickets after the time for the first, want two", n)
		}
	})
}

// A volunteer opens the ticket again: what the citizen writes goes there, wherever they are.
func TestReopenedByVolunteer(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.agent(d.karla, root, "fertig")
		d.agent(d.karla, root, "öffnen")
		d.says("m2", "Ich bin noch da")
		has(t, d.thread(root), "Ich bin noch da")
		d.agent(d.karla, root, "fertig")
		d.got()
		d.type_("weiter im Menü")
		d.settle()
		hasNot(t, d.thread(root), "weiter im Menü")
		has(t, d.got(), "Nummer 1: weiter im Menü")
	})
}

// A citizen who blocks the bot is gone for the volunteer too, and what cannot arrive is marked.
func TestGoneCitizen(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.agent(d.karla, root, "übernehmen")
		d.answers(func(delivered) error { return fails(bot.Gone) })
		post := d.agent(d.karla, root, "Hallo?")
		if marks := d.Reactions(post, d.Bot()); !slices.Equal(marks, []string{"x"}) {
			t.Errorf("marks %q", marks)
		}
		has(t, d.thread(root), "ist nicht mehr erreichbar")
	})
}

// /loeschen takes everything out of both sides.
func TestEraseBothSides(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.says("m1", "Mein Geheimnis")
		d.agent(d.karla, root, "übernehmen")
		d.agent(d.karla, root, "Ihr Geheimnis")
		d.type_("Menü")
		d.type_("Erase")
		d.settle()
		for _, p := range d.Posts() {
			if p.DeleteAt == 0 {
				t.Errorf("left in the channel: %q", p.Message)
			}
		}
		d.view(func(tx *store.Tx) {
			if _, ok := tx.TicketOf(root); ok || len(tx.TicketsOf(citizen)) > 0 || len(tx.OpenTickets())+len(tx.Queue()) > 0 {
				t.Error("the ticket is still there")
			}
		})
	})
}

// What retention drops goes at the volunteers' too.
func TestRetentionErasesThread(t *testing.T) {
	keep := store.DefaultRetention()
	keep.Tickets = 24 * time.Hour
	runDesk(t, bot.Config{Retention: keep}, func(d *deskRig) {
		d.opens()
		d.says("m1", "Vor langer Zeit")
		time.Sleep(31 * time.Hour)
		d.settle()
		if n := len(d.roots()); n != 0 {
			t.Errorf("%d root posts are left", n)
		}
	})
}

func TestShowTalks(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		d.opens()
		d.type_("Menü")
		d.got()
		d.type_("Zeigen")
		has(t, d.got(), "Gespräch als: Bürger")
	})
}

func TestOpenTicketsAreListed(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.Whisper(d.jens, "was gibt es?")
		d.Say(d.karla, "", "offen", nil)
		d.Say(d.karla, "", "Guten Morgen allerseits", nil)
		time.Sleep(2 * time.Minute)
		d.settle()
		for who, id := range map[string]string{"jens": d.jens, "karla": d.karla} {
			var got []string
			for _, p := range d.Whispers(id) {
				if p.UserID == d.Bot() {
					got = append(got, p.Message)
				}
			}
			if len(got) != 1 || !strings.Contains(got[0], "/pl/"+root) || !strings.Contains(got[0], "wartet seit") {
				t.Errorf("%s got %q", who, got)
			}
		}
	})
}

// A word that was written beside the thread, as happens on a phone, does not seem to have worked.
func TestWordOutsideThread(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		root := d.opens()
		d.Say(d.karla, "", "übernehmen", nil)
		d.Whisper(d.jens, "übernehmen")
		time.Sleep(2 * time.Minute)
		d.settle()
		for who, id := range map[string]string{"jens": d.jens, "karla": d.karla} {
			var got []string
			for _, p := range d.Whispers(id) {
				if p.UserID == d.Bot() {
					got = append(got, p.Message)
				}
			}
			if len(got) != 1 || !strings.Contains(got[0], "wirkt nur im Faden") || !strings.Contains(got[0], "/pl/"+root) || !strings.Contains(got[0], "wartet seit") {
				t.Errorf("%s got %q", who, got)
			}
		}
	})
}

// enter begins a talk with somebody else than the usual citizen.
func (d *deskRig) enter(id bot.ConversationID) {
	d.t.Helper()
	for _, text := range []string{"/start", "Mensch"} {
		d.hand(bot.Update{Conversation: id, Input: flows.Said{Text: text}})
	}
	d.hand(bot.Update{Conversation: id, Input: flows.Tapped{ID: d.question().Choices[0].ID}})
	d.settle()
}

// Who waits learns their place, and again when it changes: somebody is taken, or erases everything.
func TestQueue(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		first := d.opens()
		d.enter("sim:1")
		d.enter("sim:2")
		has(t, d.got(), "Ihr Platz in der Reihe: 3.")
		d.agent(d.karla, first, "übernehmen")
		has(t, d.got(), "Ihr Platz in der Reihe: 2.")
		d.hand(bot.Update{Conversation: "sim:1", Input: flows.Said{Text: "Menü"}})
		d.hand(bot.Update{Conversation: "sim:1", Input: flows.Said{Text: "Erase"}})
		d.settle()
		got := d.got()
		has(t, got, "Ich lösche jetzt alles über Sie.")
		has(t, got, "Ihr Platz in der Reihe: 1.")
	})
}

// In a long queue, those near the front learn each new place, those behind every tenth; nobody is promised a better one than theirs.
func TestLongQueue(t *testing.T) {
	runDesk(t, bot.Config{}, func(d *deskRig) {
		d.opens()
		for i := range 21 { // places 2 to 22
			d.enter(bot.ConversationID(fmt.Sprint("sim:", i)))
		}
		told := func(taken int) (places []string) {
			d.got()
			d.agent(d.karla, d.roots()[taken].ID, "übernehmen")
			for _, s := range d.got() {
				const words = "Ihr Platz in der Reihe: "
				if at := strings.LastIndex(s, words); at >= 0 && !strings.Contains(s, "kümmert sich") { // an edit quotes what it replaces before
					place, _, _ := strings.Cut(s[at+len(words):], ".")
					places = append(places, place)
				}
			}
			slices.Sort(places)
			return places
		}
		near := []string{"1", "10", "2", "3", "4", "5", "6", "7", "8", "9"}
		for i, more := range [][]string{{"19"}, {"19"}, {"19"}} { // who was 20, 21, 22
			want := slices.Sorted(slices.Values(append(slices.Clone(near), more...)))
			if got := told(i); !slices.Equal(got, want) {
				t.Errorf("claim %d: told %v, want %v", i, got, want)
			}
		}
	})
}
