//go:build mattermost

package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

// The whole way once: ticket, claim, answers, notes, edits, deletions, files both ways, end, erasure.
func TestE2ETalk(t *testing.T) {
	h := newHouse(t)
	s := h.open()
	c := h.Citizen(7001, "de")
	h.handover(c)
	c.Write("Wo bekomme ich eine Meldebescheinigung?")
	root := h.root("Meldebescheinigung")
	h.karla.say(root, "übernehmen")
	h.see(c, "Karla")
	answer := h.karla.say(root, "Im **Rathaus**, guten Morgen.")
	h.see(c, "Im Rathaus, guten Morgen.")
	h.eventually("the mark on the answer", h.mark(answer, "heavy_check_mark"))
	internal := h.jens.say(root, "Ich hätte das anders gesagt.")
	h.eventually("the mark on a colleague's post", h.mark(internal, "lock"))
	note := h.karla.say(root, "notiz sie hat wenig Zeit")
	h.eventually("the mark on a note", h.mark(note, "lock"))

	text := "Im **Rathaus**, guten Abend."
	if _, _, err := h.karla.PatchPost(t.Context(), answer.Id, &mm.PostPatch{Message: &text}); err != nil {
		t.Fatal(err)
	}
	h.see(c, "guten Abend")
	c.Reply(h.message(c, "guten Abend"), "Welches Rathaus meinen Sie?")
	h.root("Welches Rathaus")
	if !h.in(root, answer.Id) {
		t.Error("the thread does not say that the citizen answers this post")
	}
	slip := h.karla.say(root, "Das war ein Versehen.")
	h.see(c, "Versehen")
	if _, err := h.karla.DeletePost(t.Context(), slip.Id); err != nil {
		t.Fatal(err)
	}
	h.await(t.Context(), func() bool { return !strings.Contains(strings.Join(h.Said(c.ID), "\n"), "Versehen") })

	c.Write("Danke, um neun Uhr")
	h.root("um neun Uhr")
	c.Edit("Danke, um zehn Uhr")
	h.eventually("the citizen's edit", func() bool { return h.in(root, "um zehn Uhr") })

	letter := bytes.Repeat([]byte("Sehr geehrte Damen und Herren "), 20_000)
	c.SendPhoto(letter, "Dieser Brief kam")
	h.eventually("the citizen's photo", func() bool { return h.file(root, "Dieser Brief kam") != nil })
	if got := h.file(root, "Dieser Brief kam"); !bytes.Equal(got, letter) {
		t.Errorf("the photo has %d bytes; want %d", len(got), len(letter))
	}
	up, _, err := h.karla.UploadFile(t.Context(), []byte("%PDF-1.7 Formular"), h.channel.Id, "Formular.pdf")
	if err != nil {
		t.Fatal(err)
	}
	h.karla.say(root, "", up.FileInfos[0].Id)
	form := func(m telegramtest.Message) bool {
		return m.FromBot && m.File.Name == "Formular.pdf" && string(m.File.Data) == "%PDF-1.7 Formular"
	}
	if !h.await(t.Context(), func() bool { return slices.ContainsFunc(h.Messages(c.ID), form) }) {
		t.Error("the form does not arrive")
	}

	h.karla.say(root, "fertig")
	h.see(c, "beendet")
	all := strings.Join(h.Said(c.ID), "\n")
	for _, bad := range []string{"anders gesagt", "wenig Zeit", "Versehen", "guten Morgen"} {
		if strings.Contains(all, bad) {
			t.Errorf("the citizen sees %q", bad)
		}
	}
	c.Write("/loeschen")
	h.see(c, "löschen")
	h.erase(c)
	h.eventually("the thread is gone", func() bool {
		_, resp, err := h.admin.GetPost(t.Context(), root, "")
		return err != nil && resp != nil && resp.StatusCode == http.StatusNotFound
	})
	s.stop()
	h.private("Meldebescheinigung", "Rathaus", "Formular", "Karla")
}

// message is the id of the bot's message with those words in a chat.
func (h *house) message(c telegramtest.Citizen, words string) int {
	for _, m := range h.Messages(c.ID) {
		if m.FromBot && strings.Contains(m.Text, words) {
			return m.ID
		}
	}
	h.t.Fatalf("citizen %d has no message %q", c.ID, words)
	return 0
}

// erase taps whatever says yes to the erasure.
func (h *house) erase(c telegramtest.Citizen) {
	h.t.Helper()
	messages := h.Messages(c.ID)
	for _, m := range slices.Backward(messages) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if strings.HasPrefix(b.Text, "Ja") {
					c.Tap(b.Text)
					return
				}
			}
		}
	}
	h.t.Fatalf("nothing to tap: %q", h.Said(c.ID))
}

// file is the content of the first file of a bot's post in a thread; nil if it is not there.
func (h *house) file(root, words string) []byte {
	for _, p := range h.posts() {
		if p.RootId == root && strings.Contains(p.Message, words) && len(p.FileIds) > 0 {
			data, _, err := h.admin.GetFile(h.t.Context(), p.FileIds[0])
			if err == nil {
				return data
			}
		}
	}
	return nil
}

// Two people reach for the same tickets at the same moment, with words and with reactions: each ticket has one owner, the other is told,
// and what the other writes reaches nobody.
func TestE2EClaimRace(t *testing.T) {
	h := newHouse(t)
	s := h.open()
	for i := range 4 {
		c := h.Citizen(int64(7101+i), "de")
		h.handover(c)
		said := word("frage", c.ID, 0)
		c.Write(said)
		root := h.root(said)
		claim := func(v *volunteer) func() {
			if i%2 == 0 {
				return func() { v.say(root, "übernehmen") }
			}
			return func() {
				if _, _, err := v.SaveReaction(t.Context(), &mm.Reaction{UserId: v.id, PostId: root, EmojiName: "raised_hand"}); err != nil {
					t.Error(err)
				}
			}
		}
		together(claim(h.karla), claim(h.jens))
		h.eventually("an owner is shown", func() bool {
			all := strings.Join(h.Said(c.ID), "\n")
			return strings.Contains(all, "Karla") || strings.Contains(all, "Jens")
		})
		posts := map[string]*mm.Post{}
		together(func() { posts["karla"] = h.karla.say(root, "vonkarla") }, func() { posts["jens"] = h.jens.say(root, "vonjens") })
		h.eventually("one is sent and one is not", func() bool {
			k, j := h.mark(posts["karla"], "heavy_check_mark")(), h.mark(posts["jens"], "heavy_check_mark")()
			lk, lj := h.mark(posts["karla"], "lock")(), h.mark(posts["jens"], "lock")()
			return k && lj && !j && !lk || j && lk && !k && !lj
		})
		all := strings.Join(h.Said(c.ID), "\n")
		if strings.Contains(all, "vonkarla") == strings.Contains(all, "vonjens") {
			t.Errorf("citizen %d sees\n%s", c.ID, all)
		}
	}
	s.stop()
}

// Mattermost is away while people write on; Lotse is restarted in the middle. Nothing is lost, nothing comes twice.
func TestE2EServerAway(t *testing.T) {
	h := newHouse(t)
	s := h.open()
	c := h.Citizen(7201, "de")
	h.handover(c)
	c.Write("frageaaa")
	root := h.root("frageaaa")
	h.karla.say(root, "übernehmen")
	h.see(c, "Karla")
	h.serve("stop")
	c.Write("fragebbb")
	h.await(t.Context(), func() bool { return len(h.Pending()) == 0 }) // taken in, and nobody to pass it on to
	s.stop()
	c.Write("frageccc")
	s = h.open()
	c.Write("frageddd")
	h.await(t.Context(), func() bool { return len(h.Pending()) == 0 })
	h.serve("resume")
	h.eventually("the last line is in the thread", func() bool { return h.in(root, "frageddd") })
	h.karla.say(root, "antwortaaa")
	h.see(c, "antwortaaa")
	s.stop()
	h.lines(root, []string{"frageaaa", "fragebbb", "frageccc", "frageddd"})
}

// lines checks that a thread holds each line of a citizen once, in order.
func (h *house) lines(root string, want []string) {
	h.t.Helper()
	var got []string
	for _, p := range h.posts() {
		if p.RootId != root || p.UserId != h.bot {
			continue
		}
		for _, field := range strings.Fields(p.Message) {
			if strings.HasPrefix(field, "frage") {
				got = append(got, field)
			}
		}
	}
	if !slices.Equal(got, want) {
		h.t.Errorf("in the thread %q\nwant %q", got, want)
	}
}

// talker is a citizen in the crash test, and what was said on either side.
type talker struct {
	telegramtest.Citizen
	said []string

	root    string
	answers []string
}

// TestE2ECrash kills the running service again and again while twenty people talk with volunteers.
func TestE2ECrash(t *testing.T) {
	const kills = 12
	h := newHouse(t)
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("replay the same choices with -crash.seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	s := h.open()
	all := make([]*talker, 20)
	for i := range all {
		all[i] = &talker{Citizen: h.Citizen(int64(7301+i), "de")}
	}
	for _, p := range all {
		h.handover(p.Citizen)
		p.say()
	}
	ctx, hush := context.WithCancel(t.Context())
	var talks sync.WaitGroup
	for i, p := range all {
		own := rand.New(rand.NewPCG(seed, uint64(i)+2))
		talks.Go(func() {
			for rest(ctx, time.Duration(500+own.IntN(1500))*time.Millisecond) {
				p.say()
			}
		})
	}
	for i, v := range []*volunteer{h.karla, h.jens} {
		talks.Go(func() { h.answer(ctx, v, all[i*10:i*10+10]) })
	}
	var deaths []time.Time
	for range kills {
		rest(ctx, time.Duration(200+chance.IntN(2300))*time.Millisecond)
		s.kill()
		h.messenger.await(t.Context(), h.idle) // calls that outlived their process
		deaths = append(deaths, time.Now())
		s = h.open()
	}
	hush()
	talks.Wait()
	for _, p := range all {
		p.say()
		h.eventually("the last line of everybody", func() bool { return len(h.thread(p.said[len(p.said)-1])) > 0 })
		p.root = h.root(p.said[len(p.said)-1])
	}
	for _, p := range all {
		if len(p.answers) > 0 {
			h.see(p.Citizen, p.answers[len(p.answers)-1])
		}
	}
	s.stop()
	lines, answers, repeats := 0, 0, 0
	for _, p := range all {
		h.lines(p.root, p.said)
		lines, answers = lines+len(p.said), answers+len(p.answers)
		repeats += h.heard(p, deaths)
	}
	if answers < len(all) {
		t.Errorf("only %d answers: the test shows too little", answers)
	}
	h.private("frage", "antwort")
	t.Logf("%d kills, %d lines, %d answers, %d repeated answers", kills, lines, answers, repeats)
}

// rest lets the service work for a while; false if ctx ends first.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (p *talker) say() {
	text := word("frage", p.ID, len(p.said))
	p.said = append(p.said, text)
	p.Write(text)
}

// answer claims the tickets of some people and answers them, one after the other, until ctx ends.
func (h *house) answer(ctx context.Context, v *volunteer, people []*talker) {
	for ctx.Err() == nil {
		for _, p := range people {
			if !rest(ctx, 50*time.Millisecond) { // people think
				return
			}
			if p.root == "" {
				thread := h.thread(p.said[0])
				if len(thread) == 0 {
					continue
				}
				p.root = thread[0].Id
				v.say(p.root, "übernehmen")
			}
			text := word("antwort", p.ID, len(p.answers))
			p.answers = append(p.answers, text)
			v.say(p.root, text)
		}
	}
}

// heard checks what a citizen has read: every answer, in order, and again only where the service was killed in between: it could not know
// then that the answer had arrived. It returns how many came again.
func (h *house) heard(p *talker, deaths []time.Time) (repeats int) {
	h.t.Helper()
	next := 0
	var before time.Time
	for _, m := range h.Messages(p.ID) {
		i := strings.Index(m.Text, "antwort")
		if !m.FromBot || i < 0 {
			continue
		}
		switch text := m.Text[i:]; {
		case next < len(p.answers) && text == p.answers[next]:
			next++
		case next > 0 && text == p.answers[next-1] && between(deaths, before, m.At):
			repeats++
		default:
			h.t.Errorf("citizen %d reads %q after %d of %d answers", p.ID, text, next, len(p.answers))
		}
		before = m.At
	}
	if next != len(p.answers) {
		h.t.Errorf("citizen %d has read %d of %d answers", p.ID, next, len(p.answers))
	}
	return repeats
}
