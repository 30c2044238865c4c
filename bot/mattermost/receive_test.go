package mattermost_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// TestDoorbell: what volunteers do is there without waiting for a timer.
func TestDoorbell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := w.ticket("T1")
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		if w.Listeners() != 1 {
			t.Fatalf("%d websockets are open", w.Listeners())
		}
		w.told()
		start := time.Now()
		steps := []struct {
			do   func()
			want []string
		}{
			{func() { w.React(w.karla, string(root), "raised_hand") }, []string{"T1 karla :raised_hand:"}},
			{func() { w.Say(w.karla, string(root), "Guten Tag, @jens. @jens!", nil) }, []string{"T1 karla: Guten Tag, @jens. @jens! @jens=jens"}},
			{func() { w.Say(w.jens, string(root), "kein @niemand@x.de", nil) }, []string{"T1 jens: kein @niemand@x.de"}},
			{func() { w.Send(w.karla, string(root), "", "brief.pdf", "application/pdf", []byte("12345")) }, []string{"T1 karla:  [document brief.pdf 5]"}},
			{func() { w.Whisper(w.karla, "offen") }, []string{"direct karla: offen"}},
			{func() { w.Say(w.jens, "", "offen", nil) }, []string{"top jens: offen"}},
			{func() { w.System(w.jens, "system_join_channel") }, nil},
			{func() { w.Say(w.karla, string(root), "Hook", map[string]any{"from_webhook": "true"}) }, nil},
			{func() { w.send(said("T1", "T1/9", "Danke", root)) }, nil},
		}
		for _, s := range steps {
			s.do()
			synctest.Wait()
			same(t, w.told(), s.want)
		}
		if d := time.Since(start); d != 0 {
			t.Errorf("it took %v", d)
		}
		w.clean()
	})
}

// TestDeactivated: an account that was deactivated stays a member of the channel, and can be given nothing.
func TestDeactivated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		w.Deactivate(w.jens)
		w.Say(w.karla, root, "an @jens", nil)
		time.Sleep(10 * time.Second)
		same(t, w.told(), []string{"T1 karla: an @jens"})
	})
}

// TestStranger: who is no member of the channel is not heard in direct messages.
func TestStranger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		w.Whisper(w.Stranger("mallory"), "offen")
		w.Whisper(w.karla, "hilfe")
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		same(t, w.told(), []string{"direct karla: hilfe"})
	})
}

// TestDowntime: everything that happened while we were away is taken in once, in order, as it is now.
func TestDowntime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		synctest.Wait()
		old := w.Say(w.karla, root, "vorher", nil)
		gone := w.Say(w.karla, root, "wird gelöscht", nil)
		synctest.Wait()
		same(t, w.told(), []string{"T1 karla: vorher", "T1 karla: wird gelöscht"})
		stop()

		time.Sleep(time.Hour)
		edited := w.Say(w.karla, root, "alt", nil)
		time.Sleep(time.Second)
		never := w.Say(w.karla, root, "sieht niemand", nil)
		w.React(w.jens, old, "thumbsup")
		w.Edit(edited, "neu")
		w.Edit(old, "nachher")
		w.Delete(w.karla, gone)
		w.Delete(w.jens, never)
		w.React(w.jens, root, "raised_hand")
		w.React(w.karla, root, "eyes")
		w.Unreact(w.karla, root, "eyes")
		time.Sleep(time.Hour)

		want := []string{
			"T1 karla: neu", // its edit is covered by it
			"T1 jens :thumbsup:",
			"T1 karla edits: nachher",
			"T1 gone",
			"T1 gone", // of a post that was never seen: the desk knows nothing of it
			"T1 jens :raised_hand:",
		}
		stop = w.receiving()
		synctest.Wait()
		same(t, w.told(), want)
		stop()
		stop = w.receiving() // the overlap is read again
		time.Sleep(10 * time.Minute)
		w.Edit(edited, "noch neuer")
		synctest.Wait()
		same(t, w.told(), []string{"T1 karla edits: noch neuer"})
		stop()
		w.clean()
	})
}

// TestRestartRepeatsAreCovered: without the host's memory the overlap hands things in again, with the same keys.
func TestRestartRepeatsAreCovered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		synctest.Wait()
		for i := range 5 {
			w.Say(w.karla, root, fmt.Sprint(i), nil)
		}
		synctest.Wait()
		if n := len(w.told()); n != 5 || w.calls() != 6 {
			t.Fatalf("%d events in %d calls", n, w.calls())
		}
		w.HangUp()
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if w.calls() != 6 {
			t.Errorf("within one run something was handed in again: %d calls", w.calls())
		}
		stop()
		stop = w.receiving()
		synctest.Wait()
		stop()
		if w.calls() != 12 || len(w.told()) != 0 {
			t.Errorf("after a restart: %d calls", w.calls())
		}
	})
}

// TestNotTaken: what the host cannot store is handed in again, nothing overtakes it in its thread, and the cursor stays behind.
func TestNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		one, two := string(w.ticket("T1")), string(w.ticket("T2"))
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		before := w.kept()
		w.failing(func(e bot.DeskEvent) error {
			if x, ok := e.Event.(desk.AgentPosted); ok && x.Text == "a" || e.Cursor != 0 {
				return errors.New("disk full")
			}
			return nil
		})
		time.Sleep(time.Minute)
		w.Say(w.karla, one, "a", nil)
		w.Say(w.karla, one, "b", nil)
		w.Say(w.karla, two, "c", nil)
		time.Sleep(time.Minute)
		same(t, w.told(), []string{"T2 karla: c"})
		if w.kept() != before {
			t.Error("the cursor has moved")
		}
		w.failing(nil)
		time.Sleep(time.Minute)
		same(t, w.told(), []string{"T1 karla: a", "T1 karla: b"})
		time.Sleep(2 * time.Minute)
		if w.kept() <= before {
			t.Error("the cursor has not moved")
		}
	})
}

// TestWithoutBell: with the websocket away, a few seconds of delay is all that is lost; when it is back, nothing is missing.
func TestWithoutBell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		w.Fail("GET /websocket", slices.Repeat([]mattermosttest.Fault{{Kind: mattermosttest.CutBefore}}, 6)...)
		stop := w.receiving()
		defer stop()
		time.Sleep(10 * time.Second)
		if w.Listeners() != 0 {
			t.Fatal("the bell works")
		}
		w.Say(w.karla, root, "ohne Klingel", nil)
		w.Whisper(w.jens, "hilfe")
		time.Sleep(6 * time.Second)
		same(t, w.told(), []string{"T1 karla: ohne Klingel", "direct jens: hilfe"})
		time.Sleep(2 * time.Minute)
		if w.Listeners() != 1 {
			t.Fatal("the bell has not come back")
		}
		w.Fail("GET /websocket", slices.Repeat([]mattermosttest.Fault{{Kind: mattermosttest.CutBefore}}, 5)...)
		w.HangUp()
		w.Say(w.karla, root, "gerade getrennt", nil)
		time.Sleep(6 * time.Second)
		same(t, w.told(), []string{"T1 karla: gerade getrennt"})
		time.Sleep(time.Hour)
		if w.Listeners() != 1 {
			t.Errorf("after an hour %d websockets are open", w.Listeners())
		}
	})
}

// TestRungTooEarly: a server with several machines may ring before its answer holds the post.
func TestRungTooEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		before := w.Calls("GET /channels/{}/posts")
		w.System(w.jens, "system_header_change") // rings, and is nothing
		time.Sleep(1500 * time.Millisecond)
		if n := w.Calls("GET /channels/{}/posts") - before; n != 2 {
			t.Errorf("it looked %d times, not twice", n)
		}
		w.Say(w.karla, root, "da", nil)
		synctest.Wait()
		same(t, w.told(), []string{"T1 karla: da"})
	})
}

// TestOurOwn: what we do ourselves is no news, costs no look, and moves the stored cursor only now and then.
func TestOurOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := w.ticket("T1")
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		w.Say(w.karla, string(root), "Hallo", nil)
		synctest.Wait()
		w.told()
		looks := w.Calls("GET /channels/{}/posts")
		w.send(said("T1", "T1/2", "Danke", root))
		w.send(bot.DeskOutbound{Thread: root, Update: &desk.UpdateThread{Of: "T1/2", Text: "Vielen Dank"}})
		synctest.Wait()
		if n := w.Calls("GET /channels/{}/posts") - looks; n != 0 {
			t.Errorf("our own posts made us look %d times", n)
		}
		w.send(bot.DeskOutbound{Thread: root, Delete: &bot.DeskRemoval{Of: "T1/2"}})
		w.send(bot.DeskOutbound{Thread: root, Erase: &desk.Erase{Root: root}}) // Karla's post goes with it
		time.Sleep(2 * time.Minute)
		same(t, w.told(), nil)
		other := string(w.ticket("T2"))
		talk := func() int64 {
			w.Say(w.karla, other, "eins", nil)
			w.Whisper(w.karla, "offen")
			synctest.Wait()
			return w.kept()
		}
		talk()
		before := talk()
		if talk() != before {
			t.Error("the cursor is stored with every post")
		}
	})
}

// TestLateToAppear: a post that becomes visible only after later ones were taken in is not missed.
func TestLateToAppear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		time.Sleep(2 * time.Minute)
		w.Say(w.karla, root, "später geschrieben", nil)
		synctest.Wait()
		w.SayLate(w.karla, root, "früher geschrieben", 20*time.Second)
		synctest.Wait()
		same(t, w.told(), []string{"T1 karla: später geschrieben", "T1 karla: früher geschrieben"})
	})
}

// TestMoreThanAThousand: an answer of the server has room for a thousand changes, in no order. All that was created is found all the
// same, and so are the latest edits and deletions.
func TestMoreThanAThousand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		synctest.Wait()
		stop()
		time.Sleep(time.Hour)
		const n = 2600
		var want []string
		ids := make([]string, n)
		for i := range n {
			ids[i] = w.Say(w.karla, root, fmt.Sprint("Zeile ", i), nil)
			want = append(want, fmt.Sprint("T1 karla: Zeile ", i))
		}
		w.Edit(ids[n-3], "geändert")
		want[n-3] = "T1 karla: geändert"
		stop = w.receiving()
		synctest.Wait()
		same(t, w.told(), want)
		w.Delete(w.karla, ids[5])
		synctest.Wait()
		same(t, w.told(), []string{"T1 gone"})
		stop()
		w.clean()
	})
}

// TestSameMillisecond: where more changed than the server tells at once, none of several posts of one millisecond is lost between two pages.
func TestSameMillisecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		root := string(w.ticket("T1"))
		stop := w.receiving()
		synctest.Wait()
		stop()
		time.Sleep(time.Hour)
		var want []string
		for i := range 700 {
			texts := []string{fmt.Sprint("Zeile ", i, " a"), fmt.Sprint("Zeile ", i, " b"), fmt.Sprint("Zeile ", i, " c")}
			w.SayAtOnce(w.karla, root, texts...)
			for _, text := range texts {
				want = append(want, "T1 karla: "+text)
			}
		}
		stop = w.receiving()
		synctest.Wait()
		got := w.told()
		slices.Sort(got)
		slices.Sort(want)
		same(t, got, want)
		stop()
		w.clean()
	})
}

// TestFirstStart: a new installation does not take in what was written before it.
func TestFirstStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Say(w.karla, "", "von gestern", nil)
		time.Sleep(24 * time.Hour)
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		same(t, w.told(), nil)
		if w.kept() == 0 {
			t.Error("there is no cursor: a crash now would begin again later")
		}
	})
}

// TestClaimBeforeReceipt: the root post says which ticket it is, so a reaction that is faster than our own receipt is not lost.
func TestClaimBeforeReceipt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving()
		defer stop()
		synctest.Wait()
		w.Fail("POST /posts", mattermosttest.Fault{Kind: mattermosttest.CutAfter})
		if _, err := w.ch.Send(t.Context(), rootOf("T7")); err == nil {
			t.Fatal("the answer was not lost")
		}
		w.React(w.karla, w.Posts()[0].ID, "raised_hand")
		synctest.Wait()
		same(t, w.told(), []string{"T7 karla :raised_hand:"})
		forged := w.Say(w.jens, "", "x", map[string]any{"lotse_ticket": "T7"})
		synctest.Wait()
		w.Say(w.jens, forged, "in meinem eigenen Thread", nil)
		synctest.Wait()
		same(t, w.told(), []string{"top jens: x", "thread jens: in meinem eigenen Thread"})
	})
}
