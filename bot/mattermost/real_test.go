//go:build mattermost

package mattermost_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
)

// TestRealTalk goes the whole way once: ticket, reaction, answer, mention, edit, deletion, files both ways, direct message, erasure.
func TestRealTalk(t *testing.T) {
	w := newRealWorld(t, nil)
	w.receiving()
	w.ready()
	id, root := w.ticket(1)

	_, _, err := w.karla.SaveReaction(t.Context(), &mm.Reaction{UserId: w.karla.id, PostId: string(root), EmojiName: "raised_hand"})
	must(t, err)
	w.await("the claim", is(id, func(e desk.AgentReacted) bool { return e.Emoji == "raised_hand" && e.Agent == desk.AgentID(w.karla.id) }))

	p := w.say(w.karla, root, "Guten Tag, frag auch @jens.")
	w.await("the answer", is(id, func(e desk.AgentPosted) bool {
		return e.Post == desk.PostID(p.Id) && len(e.Mentions) == 1 && e.Mentions[0].Agent == desk.AgentID(w.jens.id)
	}))
	w.send(bot.DeskOutbound{Mark: &desk.Mark{Post: desk.PostID(p.Id), As: desk.MarkDelivered}})
	for _, kind := range []desk.MarkKind{desk.MarkFailed, desk.MarkInternal, desk.MarkSeen} {
		w.send(bot.DeskOutbound{Mark: &desk.Mark{Post: desk.PostID(p.Id), As: kind}})
		w.send(bot.DeskOutbound{Unmark: &desk.Unmark{Post: desk.PostID(p.Id), As: kind}})
	}

	text := "Guten Tag!"
	_, _, err = w.karla.PatchPost(t.Context(), p.Id, &mm.PostPatch{Message: &text})
	must(t, err)
	w.await("the edit", is(id, func(e desk.AgentEdited) bool { return e.Post == desk.PostID(p.Id) && e.Text == text }))

	up, _, err := w.karla.UploadFile(t.Context(), []byte("ein Brief"), w.main, "brief.txt")
	must(t, err)
	w.say(w.karla, root, "", up.FileInfos[0].Id)
	filed := w.await("the file", is(id, func(e desk.AgentPosted) bool { return len(e.Files) == 1 })).Event.(desk.AgentPosted).Files[0]
	body, err := w.ch.Open(t.Context(), filed)
	must(t, err)
	data, _ := io.ReadAll(body)
	body.Close()
	if string(data) != "ein Brief" || filed.Name != "brief.txt" || filed.Size != 9 {
		t.Errorf("the file %+v holds %q", filed, data)
	}

	_, err = w.karla.DeletePost(t.Context(), p.Id)
	must(t, err)
	w.await("the deletion", is(id, func(e desk.AgentDeleted) bool { return e.Post == desk.PostID(p.Id) }))
	w.send(bot.DeskOutbound{Mark: &desk.Mark{Post: desk.PostID(p.Id), As: desk.MarkDelivered}}) // too late, no harm

	direct, _, err := w.karla.CreateDirectChannel(t.Context(), w.karla.id, w.me())
	must(t, err)
	_, _, err = w.karla.CreatePost(t.Context(), &mm.Post{ChannelId: direct.Id, Message: "offen " + w.prefix})
	must(t, err)
	w.await("the direct message", func(e bot.DeskEvent) bool {
		x, ok := e.Event.(desk.AgentPosted)
		return ok && e.Place == bot.Direct && x.Text == "offen "+w.prefix
	})
	w.send(bot.DeskOutbound{Tell: &desk.Tell{Key: desk.Key(w.prefix + "/dm"), Agent: desk.AgentID(w.karla.id), Text: "Nichts offen."}})

	ref := w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{
		Key: desk.Key(id) + "/2", Citizen: true, Text: "Mein Ausweis @all", Files: []desk.File{{Kind: desk.Photo, Handle: "tg"}}, Mention: []desk.AgentID{desk.AgentID(w.karla.id)},
	}})
	w.send(bot.DeskOutbound{Thread: root, Of: ref, Update: &desk.UpdateThread{Of: desk.Key(id) + "/2", Text: "Mein **Ausweis**"}})
	posted, _, err := w.admin.GetPost(t.Context(), string(ref), "")
	must(t, err)
	if posted.Message != `:speech_balloon: Mein \*\*Ausweis\*\*` || len(posted.FileIds) != 1 || posted.GetProp("lotse_key") != string(id)+"/2" {
		t.Errorf("the post is %q with %v and %v", posted.Message, posted.FileIds, posted.GetProps())
	}
	taken := card(desk.Claimed)
	w.send(bot.DeskOutbound{Ticket: id, Thread: root, UpdateRoot: &desk.UpdateRoot{Of: desk.Key(id) + "/1", Card: taken}})

	erase := bot.DeskOutbound{Ticket: id, Thread: root, Erase: &desk.Erase{Root: root}}
	w.send(erase)
	w.send(erase)
	if _, _, err := w.admin.GetPost(t.Context(), string(root), ""); err == nil {
		t.Error("the root post is still there")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.got {
		if x, ok := e.Event.(desk.AgentDeleted); ok && e.Ticket == id && x.Post != desk.PostID(p.Id) {
			t.Errorf("our own deletion came back: %+v", e)
		}
	}
}

func (w *realWorld) me() string {
	me, _, err := w.bot.GetMe(w.t.Context(), "")
	must(w.t, err)
	return me.Id
}

// TestRealNothingTwice cuts the connection after the server has done what it was asked for.
func TestRealNothingTwice(t *testing.T) {
	w := newRealWorld(t, nil)
	id, root := w.ticket(1)
	out := bot.DeskOutbound{Ticket: id, Thread: root, Made: time.Now(), Post: &desk.PostThread{Key: desk.Key(id) + "/2", Citizen: true, Text: "einmal"}}
	lossy := w.cfg
	cut := &losing{RoundTripper: http.DefaultTransport}
	lossy.Transport = cut
	ch, err := mattermost.New(lossy)
	must(t, err)
	if _, _, err := ch.Confirm(t.Context(), out); err != nil { // finds the channel
		t.Fatal(err)
	}
	for _, o := range []*bot.DeskOutbound{&out, {Ticket: id + "b", Made: time.Now(), Root: &desk.PostRoot{Key: desk.Key(id) + "b/1", Card: card(desk.Waiting)}}} {
		cut.lose = true
		if _, err := ch.Send(t.Context(), *o); kindOf(t, err) != bot.Temporary {
			t.Fatal(err)
		}
		fresh, err := mattermost.New(w.cfg)
		must(t, err)
		o.Doubt = true
		first, ok, err := fresh.Confirm(t.Context(), *o)
		if err != nil || !ok {
			t.Fatalf("Confirm = %v, %v", ok, err)
		}
		if again, err := fresh.Send(t.Context(), *o); err != nil || again != first {
			t.Errorf("Send = %q, %v; want %q", again, err, first)
		}
	}
	if n := len(w.thread(root)); n != 2 {
		t.Errorf("%d posts in the thread", n)
	}
}

// losing loses the answer to the next post.
type losing struct {
	http.RoundTripper
	lose bool
}

func (l *losing) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := l.RoundTripper.RoundTrip(r)
	if err == nil && l.lose && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/posts") {
		l.lose = false
		resp.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return resp, err
}

// TestRealDowntime: what happened while we were away is there once, as it is now.
func TestRealDowntime(t *testing.T) {
	w := newRealWorld(t, nil)
	stop := w.receiving()
	w.ready()
	id, root := w.ticket(1)
	old := w.say(w.karla, root, "vorher")
	w.await("the first post", is(id, func(e desk.AgentPosted) bool { return e.Post == desk.PostID(old.Id) }))
	stop()
	edited := w.say(w.karla, root, "alt")
	text := "neu"
	_, _, err := w.karla.PatchPost(t.Context(), edited.Id, &mm.PostPatch{Message: &text})
	must(t, err)
	_, err = w.karla.DeletePost(t.Context(), old.Id)
	must(t, err)
	_, _, err = w.jens.SaveReaction(t.Context(), &mm.Reaction{UserId: w.jens.id, PostId: string(root), EmojiName: "raised_hand"})
	must(t, err)
	w.receiving()
	w.await("the reaction", is(id, func(e desk.AgentReacted) bool { return e.Agent == desk.AgentID(w.jens.id) }))
	var got []string
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.got {
		if e.Ticket == id {
			got = append(got, fmt.Sprintf("%T", e.Event))
		}
	}
	want := []string{"desk.AgentPosted", "desk.AgentPosted", "desk.AgentDeleted", "desk.AgentReacted"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestRealButtons presses a button as the web client does, and types the command's way through our handler.
func TestRealButtons(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	w := newRealWorld(t, func(c *mattermost.Config) {
		c.PublicURL = "http://" + listener.Addr().String()
		c.Secret = []byte("0123456789abcdef0123456789abcdef")
	})
	server := httptest.NewUnstartedServer(w.ch.Handler(func(ctx context.Context, e bot.DeskEvent) (string, error) {
		return "Danke", w.accept(ctx, e)
	}))
	server.Listener = listener
	server.Start()
	defer server.Close()
	id, root := w.ticket(1)
	press := func() {
		t.Helper()
		resp, err := w.karla.DoAPIPost(t.Context(), "/posts/"+string(root)+"/actions/claim", "{}")
		must(t, err)
		resp.Body.Close()
	}
	press()
	pressed := is(id, func(e desk.AgentPressed) bool { return e.Do == desk.Claim && e.Agent == desk.AgentID(w.karla.id) })
	w.await("the press", pressed)
	w.send(bot.DeskOutbound{Ticket: id, Thread: root, UpdateRoot: &desk.UpdateRoot{Of: desk.Key(id) + "/1", Card: card(desk.Waiting)}})
	w.mu.Lock()
	w.got = nil
	w.mu.Unlock()
	press() // the edit has not killed it
	w.await("the second press", pressed)

	for _, f := range w.ch.Check(t.Context()) {
		if f.Level == bot.Bad {
			t.Errorf("%+v", f)
		}
	}
}

// TestRealTrouble archives the channel and takes the bot out of it.
func TestRealTrouble(t *testing.T) {
	w := newRealWorld(t, nil)
	_, root := w.ticket(1)
	attempt := func(key string) error {
		_, err := w.ch.Send(t.Context(), bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: desk.Key(w.prefix + key), Text: "x"}})
		return err
	}
	update := func() error {
		_, err := w.ch.Send(t.Context(), bot.DeskOutbound{Thread: root, UpdateRoot: &desk.UpdateRoot{Card: card(desk.Closed)}})
		return err
	}
	_, err := w.admin.DeleteChannel(t.Context(), w.main)
	must(t, err)
	for _, err := range []error{attempt("/2"), update()} {
		if kindOf(t, err) != bot.Forbidden || !strings.Contains(err.Error(), "archived") {
			t.Errorf("archived: %v", err)
		}
	}
	_, _, err = w.admin.RestoreChannel(t.Context(), w.main)
	must(t, err)
	me := w.me()
	_, err = w.admin.RemoveUserFromChannel(t.Context(), w.main, me)
	must(t, err)
	for _, err := range []error{attempt("/3"), update()} {
		if kindOf(t, err) != bot.Forbidden || !strings.Contains(err.Error(), "may not post") {
			t.Errorf("removed: %v", err)
		}
	}
	_, _, err = w.admin.AddChannelMember(t.Context(), w.main, me)
	must(t, err)
	must(t, attempt("/4"))
}

// TestRealMuted takes the right to post from the members of the channel: the bot stays one, cannot post, and says so until it has the right again.
func TestRealMuted(t *testing.T) {
	w := newRealWorld(t, nil)
	_, root := w.ticket(1)
	role, _, err := w.admin.GetRoleByName(t.Context(), mm.ChannelUserRoleId)
	must(t, err)
	all := slices.Clone(role.Permissions)
	grant := func(permissions []string) {
		_, _, err := w.admin.PatchRole(context.WithoutCancel(t.Context()), role.Id, &mm.RolePatch{Permissions: &permissions})
		must(t, err)
	}
	t.Cleanup(func() { grant(all) })
	grant(slices.DeleteFunc(slices.Clone(all), func(p string) bool { return p == mm.PermissionCreatePost.Id }))
	trouble := func(want desk.Trouble) func(bot.DeskEvent) bool {
		return func(e bot.DeskEvent) bool { x, ok := e.Event.(desk.ChannelTrouble); return ok && x.Trouble == want }
	}
	before := len(w.thread(root))
	stop := w.receiving()
	w.await("the trouble", trouble(desk.TroubleMuted))
	stop()
	if n := len(w.thread(root)); n != before {
		t.Errorf("asking left %d posts, was %d", n, before)
	}
	grant(all)
	w.receiving()
	w.await("its end", trouble(desk.TroubleOver))
	w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: desk.Key(w.prefix + "/2"), Text: "x"}})
}

// TestRealCrowd: twenty conversations at once, each in order and complete on both sides.
func TestRealCrowd(t *testing.T) {
	const tickets, lines = 20, 10
	w := newRealWorld(t, nil)
	w.receiving()
	w.ready()
	var talking sync.WaitGroup
	roots := map[desk.TicketID]desk.PostID{}
	for n := range tickets {
		id, root := w.ticket(n)
		roots[id] = root
		talking.Go(func() {
			for i := range lines {
				out := bot.DeskOutbound{Ticket: id, Thread: root, Post: &desk.PostThread{Key: desk.Key(fmt.Sprintf("%s/%d", id, i+2)), Citizen: true, Text: fmt.Sprint("Frage ", i)}}
				if _, err := w.ch.Send(t.Context(), out); err != nil {
					t.Errorf("Send: %v", err)
				}
				if _, _, err := w.karla.CreatePost(t.Context(), &mm.Post{ChannelId: w.main, RootId: string(root), Message: fmt.Sprint("Antwort ", i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	talking.Wait()
	for id, root := range roots {
		w.await("the last answer", is(id, func(e desk.AgentPosted) bool { return e.Text == fmt.Sprint("Antwort ", lines-1) }))
		var asked, want, heard, wantHeard []string
		for _, p := range w.thread(root) {
			if text, ok := strings.CutPrefix(p.Message, ":speech_balloon: "); ok {
				asked = append(asked, text)
			}
		}
		w.mu.Lock()
		for _, e := range w.got {
			if x, ok := e.Event.(desk.AgentPosted); ok && e.Ticket == id {
				heard = append(heard, x.Text)
			}
		}
		w.mu.Unlock()
		for i := range lines {
			want, wantHeard = append(want, fmt.Sprint("Frage ", i)), append(wantHeard, fmt.Sprint("Antwort ", i))
		}
		same(t, asked, want)
		same(t, heard, wantHeard)
	}
}

// TestRealLatency measures what we add to the server's own time, and prints it.
func TestRealLatency(t *testing.T) {
	w := newRealWorld(t, nil)
	w.receiving()
	w.ready()
	id, root := w.ticket(1)
	var in, out, direct []time.Duration
	for i := range 50 {
		text := fmt.Sprint("Zeile ", i)
		start := time.Now()
		w.say(w.karla, root, text)
		direct = append(direct, time.Since(start))
		w.await(text, is(id, func(e desk.AgentPosted) bool { return e.Text == text }))
		in = append(in, time.Since(start)-direct[i])
		start = time.Now()
		w.send(bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: desk.Key(fmt.Sprintf("%s/%d", id, i+2)), Citizen: true, Text: text}})
		out = append(out, time.Since(start))
	}
	for name, d := range map[string][]time.Duration{"a person posts": direct, "from there until it is handed in": in, "we post": out} {
		slices.Sort(d)
		t.Logf("%s: median %v, 95%% %v", name, d[len(d)/2], d[len(d)*95/100])
	}
	if in[len(in)/2] > 250*time.Millisecond {
		t.Errorf("the median of handing in is %v", in[len(in)/2])
	}
}
