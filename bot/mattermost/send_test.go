package mattermost_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// texts are the messages of the channel, in order.
func (w *world) texts() []string {
	var out []string
	for _, p := range w.Posts() {
		out = append(out, strings.ReplaceAll(p.Message, "\u200b", ""))
	}
	return out
}

func TestRoot(t *testing.T) {
	w := newWorld(t, nil)
	out := rootOf("T1")
	out.Root.Mention = []desk.AgentID{desk.AgentID(w.karla), "unknownunknownunknown12345", desk.AgentID(w.jens)}
	root := w.send(out)
	same(t, w.texts(), []string{`:bell: wartet seit 24.11. um 09:05 Uhr · **Wohnsitz ummelden** · Bürger\*in Blau-Otter 17

**Sprache:** Deutsch
**Ort:** Merseburg
**Weg bisher:** Start → Umzug
**Der Lotse sagte zuletzt:** 
> Womit kann ich **helfen**?

Zum Übernehmen: **übernehmen** schreiben.

@karla @jens`})
	taken := card(desk.Claimed)
	taken.Owner = desk.Agent{ID: desk.AgentID(w.karla), Name: "Karla [x](http://y.de)"}
	taken.Said, taken.Path, taken.Rule, taken.Lang = "", nil, "", "de-XL"
	w.send(bot.DeskOutbound{Ticket: "T1", Thread: desk.PostID(root), Of: root, UpdateRoot: &desk.UpdateRoot{Of: "T1/1", Card: taken}})
	same(t, w.texts(), []string{`:speech_balloon: übernommen von Karla \[x\](http://y.de) am 24.11. um 09:05 Uhr · **Wohnsitz ummelden** · Bürger\*in Blau-Otter 17

**Sprache:** Deutsch, Leichte Sprache
**Ort:** Merseburg`})
	p := w.Posts()[0]
	if p.Props["lotse_ticket"] != "T1" || p.Props["lotse_key"] != "T1/1" || p.Props["from_bot"] != "true" {
		t.Errorf("the edit lost props: %v", p.Props)
	}
	w.clean()
}

// TestThread covers what is written below the root post.
func TestThread(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	answer := desk.PostID(w.Say(w.karla, string(root), "Haben Sie den Brief?", nil))
	karla := []desk.AgentID{desk.AgentID(w.karla)}
	for _, c := range []struct {
		name string
		post desk.PostThread
		want string
	}{
		{"plain", desk.PostThread{Citizen: true, Text: "Guten Tag"}, ":speech_balloon: Guten Tag"},
		{"mention", desk.PostThread{Citizen: true, Text: "Ja.", Mention: karla}, ":speech_balloon: Ja.\n\n@karla"},
		{"reply", desk.PostThread{Citizen: true, Text: "Ja", ReplyTo: answer},
			":speech_balloon: [↪ Antwort auf diesen Beitrag](" + mattermosttest.URL + "/_redirect/pl/" + string(answer) + ")\n\nJa"},
		{"location", desk.PostThread{Citizen: true, Location: &desk.Location{Lat: 51.3547, Lon: 11.98923}},
			":speech_balloon:\n\n:round_pushpin: [Standort 51.35470, 11.98923](https://www.openstreetmap.org/#map=17/51.35470/11.98923)"},
		{"ours", desk.PostThread{Text: "**Karla** hat übernommen.", Mention: karla}, "**Karla** hat übernommen.\n\n@karla"},
		{"harmless", desk.PostThread{Citizen: true, Text: "# @all *fett* [x](http://y.de)\n- eins"}, ":speech_balloon: \\# @all \\*fett\\* \\[x\\](http://y.de)\n\\- eins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.post.Key = desk.Key("T1/" + c.name)
			ref := w.send(bot.DeskOutbound{Ticket: "T1", Thread: root, Post: &c.post})
			last := w.Posts()[len(w.Posts())-1]
			if last.ID != string(ref) || last.RootID != string(root) {
				t.Errorf("the receipt is %q, the post %q below %q", ref, last.ID, last.RootID)
			}
			if got := strings.ReplaceAll(last.Message, "\u200b", ""); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if c.post.Citizen && strings.Contains(last.Message, "@all") {
				t.Error("a citizen can mention everybody")
			}
		})
	}
	w.clean()
}

func TestFiles(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	var files []desk.File
	for i := range 12 {
		files = append(files, desk.File{Kind: desk.Photo, Handle: desk.Handle(fmt.Sprint("tg-", i)), Name: fmt.Sprintf("../%d\u202e.jpg", i)})
	}
	files[11].Name = ""
	ref := w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: "T1/2", Citizen: true, Text: "Mein Album", Files: files}})
	if ids := strings.Split(string(ref), ","); len(ids) != 2 {
		t.Errorf("receipt %q, want two posts", ref)
	}
	got := w.Files()
	if got["0.jpg"] != "Inhalt von tg-0" || got["foto.jpg"] != "Inhalt von tg-11" || len(got) != 12 {
		t.Errorf("files %v", got)
	}
	id := w.Send(w.karla, string(root), "", "antwort.txt", "text/plain", []byte("von Karla"))
	for _, p := range w.Posts() {
		if p.ID != id {
			continue
		}
		body, err := w.ch.Open(t.Context(), desk.File{Handle: desk.Handle(p.FileIDs[0])})
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(body)
		body.Close()
		if string(data) != "von Karla" {
			t.Errorf("the file holds %q", data)
		}
	}
	if _, err := w.ch.Open(t.Context(), desk.File{Handle: "../../users/me"}); err == nil {
		t.Error("a handle that is a path was opened")
	}
	w.clean()
}

// TestNothingTwice: whatever is lost on the way, trying again with Doubt leaves each entry on the server once.
func TestNothingTwice(t *testing.T) {
	long := strings.Repeat(strings.Repeat("wort ", 30)+"\n", 300)
	kinds := map[string]func(w *world, root desk.PostID) bot.DeskOutbound{
		"root": func(*world, desk.PostID) bot.DeskOutbound {
			out := rootOf("T9")
			out.Made = time.Now()
			return out
		},
		"post":   func(_ *world, root desk.PostID) bot.DeskOutbound { return said("T1", "T1/2", "Hallo", root) },
		"pieces": func(_ *world, root desk.PostID) bot.DeskOutbound { return said("T1", "T1/2", long, root) },
		"tell": func(w *world, root desk.PostID) bot.DeskOutbound {
			return bot.DeskOutbound{Thread: root, Tell: &desk.Tell{Key: "T1/3", Agent: desk.AgentID(w.karla), Text: "Jens war schneller."}}
		},
		"whisper": func(w *world, _ desk.PostID) bot.DeskOutbound {
			return bot.DeskOutbound{Tell: &desk.Tell{Key: "D/3", Agent: desk.AgentID(w.karla), Text: "Nichts offen."}}
		},
		"notice": func(*world, desk.PostID) bot.DeskOutbound {
			return bot.DeskOutbound{Notice: &bot.DeskNotice{Key: "N/1", Text: "Danke für diese Woche!"}}
		},
	}
	for name, make := range kinds {
		for _, fault := range []mattermosttest.FaultKind{mattermosttest.CutBefore, mattermosttest.CutAfter, mattermosttest.Truncated} {
			for at := range 3 {
				t.Run(fmt.Sprint(name, fault, at), func(t *testing.T) {
					w := newWorld(t, nil)
					root := w.ticket("T1")
					out := make(w, root)
					count := func() int { return len(w.Posts()) + len(w.Whispers(w.karla)) }
					before := count()
					w.Fail("POST /posts", append(slices.Repeat([]mattermosttest.Fault{{}}, at), mattermosttest.Fault{Kind: fault})...)
					_, first := w.ch.Send(t.Context(), out)
					if first != nil && kindOf(t, first) != bot.Temporary {
						t.Fatal(first)
					}
					out.Doubt = true
					ref := w.send(out)
					want := 1
					if name == "pieces" {
						want = 3
					}
					if got := count() - before; got != want || len(strings.Split(string(ref), ",")) != want {
						t.Errorf("%d posts, receipt %q; want %d", got, ref, want)
					}
					if seen, ok, err := w.ch.Confirm(t.Context(), out); !ok || err != nil || seen != ref {
						t.Errorf("Confirm = %q, %v, %v; want %q", seen, ok, err, ref)
					}
					w.clean()
				})
			}
		}
	}
}

func TestConfirmNothing(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	w.Say(w.karla, string(root), "Hallo", map[string]any{"lotse_key": "T1/2"}) // not by us
	if ref, ok, err := w.ch.Confirm(t.Context(), said("T1", "T1/2", "Hallo", root)); ok || err != nil {
		t.Errorf("Confirm = %q, %v, %v", ref, ok, err)
	}
}

// TestPendingID: within seconds the server itself drops a repeat, also without Doubt.
func TestPendingID(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	out := said("T1", "T1/2", "Hallo", root)
	if a, b := w.send(out), w.send(out); a != b || len(w.Posts()) != 2 {
		t.Errorf("%q and %q, %d posts", a, b, len(w.Posts()))
	}
}

func TestUpdateAndDelete(t *testing.T) {
	long := strings.Repeat("wort ", 6000)
	for _, known := range []bool{true, false} {
		w := newWorld(t, nil)
		root := w.ticket("T1")
		ref := w.send(said("T1", "T1/2", "kurz", root))
		if !known {
			ref = ""
		}
		update := func(text string) {
			t.Helper()
			w.send(bot.DeskOutbound{Thread: root, Of: ref, Update: &desk.UpdateThread{Of: "T1/2", Text: text}})
		}
		update("anders *")
		same(t, w.texts()[1:], []string{`:speech_balloon: anders \*`})
		update(long)
		if n := len(w.Posts()); n != 3 {
			t.Fatalf("%d posts after a long edit", n)
		}
		if !known { // the receipt does not know of the second
			update("wieder kurz")
			same(t, w.texts()[1:], []string{":speech_balloon: wieder kurz"})
		}
		w.send(bot.DeskOutbound{Thread: root, Of: ref, Delete: &bot.DeskRemoval{Of: "T1/2"}})
		if !known && len(w.Posts()) != 1 {
			t.Errorf("left: %q", w.texts())
		}
		// What is gone needs no change.
		for range 2 {
			update("zu spät")
			w.send(bot.DeskOutbound{Thread: root, Of: ref, Delete: &bot.DeskRemoval{Of: "T1/2"}})
		}
		w.clean()
	}
}

func TestMarks(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	post := w.Say(w.karla, string(root), "Hallo", nil)
	mark, unmark := desk.Mark{Post: desk.PostID(post), As: desk.MarkDelivered}, desk.Unmark{Post: desk.PostID(post), As: desk.MarkDelivered}
	w.send(bot.DeskOutbound{Mark: &mark})
	w.send(bot.DeskOutbound{Mark: &mark})
	same(t, w.Reactions(post, w.Bot()), []string{"heavy_check_mark"})
	w.send(bot.DeskOutbound{Unmark: &unmark})
	w.send(bot.DeskOutbound{Unmark: &unmark})
	same(t, w.Reactions(post, w.Bot()), nil)
	w.Delete(w.karla, post)
	w.send(bot.DeskOutbound{Mark: &mark})
	w.clean()
}

// TestErase leaves nothing of a ticket, and all of the others.
func TestErase(t *testing.T) {
	w := newWorld(t, nil)
	other := w.ticket("T2")
	w.send(said("T2", "T2/2", "bleibt", other))
	root := w.ticket("T1")
	w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: "T1/2", Files: []desk.File{{Handle: "a", Name: "a.jpg"}}}})
	answer := desk.PostID(w.Say(w.karla, string(root), "Antwort", nil)) // not ours to delete, but it goes with the thread
	out := bot.DeskOutbound{Ticket: "T1", Thread: root, Erase: &desk.Erase{Root: root, Posts: []desk.PostID{"gonegonegonegonegonegone12", answer}}}
	w.send(out)
	w.send(out) // again, after a crash
	if len(w.Posts()) != 2 || len(w.Files()) != 0 {
		t.Errorf("left: %q, files %v", w.texts(), w.Files())
	}
	// The receipt of the root post is still on its way.
	lost := rootOf("T3")
	w.Say(w.karla, "", "mein eigener", map[string]any{"lotse_key": "T3/1"})
	w.Fail("POST /posts", mattermosttest.Fault{Kind: mattermosttest.CutAfter})
	if _, err := w.ch.Send(t.Context(), lost); err == nil {
		t.Fatal("the answer was not lost")
	}
	w.send(bot.DeskOutbound{Ticket: "T3", Made: time.Now(), Erase: &desk.Erase{Keys: []desk.Key{"T3/1"}}})
	if len(w.Posts()) != 3 {
		t.Errorf("left: %q", w.texts())
	}
	w.clean()
}
