package mattermost_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// TestSendErrors: each way in which a send fails says what it means for the outbox, and never what people wrote.
func TestSendErrors(t *testing.T) {
	refuse := func(status int, id string) mattermosttest.Fault {
		return mattermosttest.Fault{Kind: mattermosttest.Refuse, Status: status, ID: id, After: 7}
	}
	for _, c := range []struct {
		name  string
		fault mattermosttest.Fault
		want  bot.SendErrorKind
		is    error
		after time.Duration
	}{
		{"network", mattermosttest.Fault{Kind: mattermosttest.CutBefore}, bot.Temporary, nil, 0},
		{"lost answer", mattermosttest.Fault{Kind: mattermosttest.CutAfter}, bot.Temporary, nil, 0},
		{"broken answer", mattermosttest.Fault{Kind: mattermosttest.Truncated}, bot.Temporary, nil, 0},
		{"proxy", mattermosttest.Fault{Kind: mattermosttest.Page, Status: 502}, bot.Temporary, nil, 0},
		{"redirect", mattermosttest.Fault{Kind: mattermosttest.Page, Status: 302}, bot.Temporary, nil, 0},
		{"server", refuse(500, "app.post.save.app_error"), bot.Temporary, nil, 0},
		{"twice at once", refuse(500, "api.post.deduplicate_create_post.pending"), bot.Temporary, nil, 0},
		{"limit", refuse(429, "api.context.rate_limit"), bot.Throttled, nil, 7 * time.Second},
		{"token", refuse(401, "api.context.session_expired.app_error"), bot.Forbidden, mattermost.ErrToken, 0},
		{"removed", refuse(403, "api.context.permissions.app_error"), bot.Forbidden, mattermost.ErrRemoved, 0},
		{"archived", refuse(400, "api.post.create_post.can_not_post_to_deleted.error"), bot.Forbidden, mattermost.ErrArchived, 0},
		{"thread gone", refuse(400, "api.post.create_post.root_id.app_error"), bot.Gone, nil, 0},
		{"refused", refuse(400, "model.post.is_valid.props.app_error"), bot.Refused, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			root := w.ticket("T1")
			w.Fail("POST /posts", c.fault)
			_, err := w.ch.Send(t.Context(), said("T1", "T1/2", "mein Geheimnis", root))
			if kind := kindOf(t, err); kind != c.want || c.is != nil && !errors.Is(err, c.is) {
				t.Fatalf("%v is of kind %d, want %d", err, kind, c.want)
			}
			e, _ := errors.AsType[*bot.SendError](err)
			if e.After != c.after {
				t.Errorf("wait %v, want %v", e.After, c.after)
			}
			for _, secret := range []string{token, "GEHEIM", "Geheimnis", "<h1>"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error shows %q: %v", secret, err)
				}
			}
		})
	}
}

// TestStanding: a 403 for one post is told apart from the loss of the channel, which holds for all.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*world)
		out    func(w *world, root desk.PostID, post string) bot.DeskOutbound
		want   bot.SendErrorKind
		is     error
	}{
		{"no right to react", func(w *world) { w.Forbid("add_reaction") }, marked, bot.Refused, nil},
		{"removed", func(w *world) { w.Open(); w.Remove(w.Bot()) }, marked, bot.Forbidden, mattermost.ErrRemoved},
		{"archived", func(w *world) { w.Archive() }, marked, bot.Forbidden, mattermost.ErrArchived},
		{"edit in an archived one", func(w *world) { w.Archive() }, edited, bot.Forbidden, mattermost.ErrArchived},
		{"no right to edit", func(w *world) { w.Forbid("edit_post") }, edited, bot.Refused, nil},
		{"root gone", func(w *world) { w.Delete(w.karla, w.Posts()[0].ID) }, edited, bot.Gone, nil},
		{"thread gone", func(w *world) { w.Delete(w.karla, w.Posts()[0].ID) }, spoke, bot.Gone, nil},
		{"no right to upload", func(w *world) { w.Forbid("upload_file") }, filed, bot.Refused, nil},
		{"upload when removed", func(w *world) { w.Open(); w.Remove(w.Bot()) }, filed, bot.Forbidden, mattermost.ErrRemoved},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			root := w.ticket("T1")
			out := c.out(w, root, w.Say(w.karla, string(root), "Hallo", nil))
			c.change(w)
			_, err := w.ch.Send(t.Context(), out)
			if kind := kindOf(t, err); kind != c.want || c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%v is of kind %d, want %d", err, kind, c.want)
			}
			w.clean()
		})
	}
}

func marked(_ *world, _ desk.PostID, post string) bot.DeskOutbound {
	return bot.DeskOutbound{Mark: &desk.Mark{Post: desk.PostID(post), As: desk.MarkSeen}}
}

func edited(_ *world, root desk.PostID, _ string) bot.DeskOutbound {
	return bot.DeskOutbound{Ticket: "T1", Thread: root, UpdateRoot: &desk.UpdateRoot{Of: "T1/1", Card: card(desk.Closed)}}
}

func spoke(_ *world, root desk.PostID, _ string) bot.DeskOutbound {
	return said("T1", "T1/2", "Hallo", root)
}

func filed(_ *world, root desk.PostID, _ string) bot.DeskOutbound {
	return bot.DeskOutbound{Thread: root, Post: &desk.PostThread{Key: "T1/2", Files: []desk.File{{Handle: "h"}}}}
}

func TestFileErrors(t *testing.T) {
	fetch := func(body io.Reader, err error) func(context.Context, desk.File) (io.ReadCloser, error) {
		return func(context.Context, desk.File) (io.ReadCloser, error) { return io.NopCloser(body), err }
	}
	for _, c := range []struct {
		name  string
		fetch func(context.Context, desk.File) (io.ReadCloser, error)
		want  bot.SendErrorKind
		is    error
	}{
		{"too big for the server", fetch(strings.NewReader(strings.Repeat("x", 2<<20)), nil), bot.Refused, mattermost.ErrTooBig},
		{"not there now", fetch(nil, errors.New("down")), bot.Unfetched, nil},
		{"the other side lets nobody in", fetch(nil, &bot.SendError{Kind: bot.Forbidden, Cause: errors.New("token")}), bot.Unfetched, nil},
		{"never there", fetch(nil, &bot.SendError{Kind: bot.Refused, Cause: errors.New("expired")}), bot.Refused, nil},
		{"breaks off", fetch(io.MultiReader(strings.NewReader("x"), broken{}), nil), bot.Unfetched, nil},
		{"not possible", nil, bot.Refused, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, func(cfg *mattermost.Config) { cfg.Fetch = c.fetch })
			root := w.ticket("T1")
			_, err := w.ch.Send(t.Context(), filed(w, root, ""))
			if kind := kindOf(t, err); kind != c.want || c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%v is of kind %d, want %d", err, kind, c.want)
			}
			if len(w.Posts()) != 1 {
				t.Error("something was posted all the same")
			}
		})
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("cut") }

func TestConfig(t *testing.T) {
	good := mattermost.Config{URL: "https://chat.example", Token: token, Team: "lotse", Channel: "lotsen"}
	if _, err := mattermost.New(good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		change func(*mattermost.Config)
		want   string
	}{
		{func(c *mattermost.Config) { c.URL = "chat.example" }, "address"},
		{func(c *mattermost.Config) { c.URL = "https://user:pw@chat.example" }, "address"},
		{func(c *mattermost.Config) { c.Token = "geheim geheim" }, "white space"},
		{func(c *mattermost.Config) { c.Team = "Unser Team" }, "team"},
		{func(c *mattermost.Config) { c.Channel = "~lotsen" }, "channel"},
		{func(c *mattermost.Config) { c.PublicURL = "https://x.de"; c.Secret = []byte("kurz") }, "32 bytes"},
		{func(c *mattermost.Config) { c.PublicURL = "x.de"; c.Secret = make([]byte, 32) }, "public address"},
	} {
		bad := good
		c.change(&bad)
		_, err := mattermost.New(bad)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("New = %v, want something about %q", err, c.want)
		}
	}
}

// TestHang: a server that never answers is left after a while.
func TestHang(t *testing.T) {
	w := newWorld(t, nil)
	root := w.ticket("T1")
	w.Fail("POST /posts", mattermosttest.Fault{Kind: mattermosttest.Hang})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := w.ch.Send(ctx, said("T1", "T1/2", "x", root)); kindOf(t, err) != bot.Temporary || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Send = %v", err)
	}
}

// Receiving goes on after any of its questions was never answered.
func TestHangWhileReceiving(t *testing.T) {
	for _, call := range []string{"GET /users/{}", "GET /teams/name/{}", "GET /channels/{}/posts"} {
		t.Run(call, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.cursor = time.Now().UnixMilli()
				w.Fail(call, mattermosttest.Fault{Kind: mattermosttest.Hang})
				defer w.receiving()()
				w.Say(w.karla, "", "hallo", nil)
				time.Sleep(5 * time.Minute)
				synctest.Wait()
				if got := w.told(); len(got) != 1 || !strings.Contains(got[0], "hallo") {
					t.Errorf("told %q", got)
				}
			})
		})
	}
}
