//go:build mattermost

package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

// house is everything at once: the built binary with the real content, the stand-in for Telegram, and a real Mattermost server with real
// people. See .ci/e2e.
type house struct {
	*town
	admin   *mm.Client4
	bot     string // id of the bot account
	karla   *volunteer
	jens    *volunteer
	channel *mm.Channel // of this test alone
}

// volunteer is a user of Mattermost.
type volunteer struct {
	*mm.Client4
	id string
	t  testing.TB
	in string // the channel
}

func setting(t testing.TB, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Fatalf("%s is not set: run these tests by .ci/e2e", name)
	}
	return v
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{town: newTown(t)}
	if err := fullContent(filepath.Join(h.dir, "full")); err != nil {
		t.Fatal(err)
	}
	client := func(token string) (*mm.Client4, string) {
		c := mm.NewAPIv4Client(setting(t, "LOTSE_MATTERMOST_URL"))
		c.SetToken(setting(t, token))
		me, _, err := c.GetMe(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		return c, me.Id
	}
	h.admin, _ = client("MM_TEST_ADMIN_TOKEN")
	_, h.bot = client("LOTSE_MATTERMOST_TOKEN")
	team, _, err := h.admin.GetTeamByName(t.Context(), setting(t, "LOTSE_MATTERMOST_TEAM"), "")
	if err != nil {
		t.Fatal(err)
	}
	h.channel, _, err = h.admin.CreateChannel(t.Context(), &mm.Channel{TeamId: team.Id, Name: "e2e-" + mm.NewId()[:10], DisplayName: "Lotsen", Type: mm.ChannelTypePrivate})
	if err != nil {
		t.Fatal(err)
	}
	karla, karlaID := client("MM_TEST_KARLA_TOKEN")
	jens, jensID := client("MM_TEST_JENS_TOKEN")
	h.karla, h.jens = &volunteer{karla, karlaID, t, h.channel.Id}, &volunteer{jens, jensID, t, h.channel.Id}
	for _, user := range []string{h.bot, karlaID, jensID} {
		if _, _, err := h.admin.AddChannelMember(t.Context(), h.channel.Id, user); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// fullContent is the content that ships, with a desk that is always open and the names of the volunteers.
func fullContent(dir string) error {
	src := os.DirFS("../../content")
	err := fs.WalkDir(src, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "tests"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, path), 0o755)
		case filepath.Ext(path) != ".yaml":
			return nil
		}
		data, err := fs.ReadFile(src, path)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, path), data, 0o644)
		}
		return err
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "lotsen.yaml"), []byte("hours: 24/7\npeople:\n  - {user: karla, name: Karla}\n  - {user: jens, name: Jens}\n"), 0o644)
}

// settings are those of Mattermost, and more.
func (h *house) settings(env ...string) []string {
	h.t.Helper()
	return append([]string{"LOTSE_CONTENT=full", "LOTSE_MATTERMOST_CHANNEL=" + h.channel.Name,
		"LOTSE_MATTERMOST_URL=" + setting(h.t, "LOTSE_MATTERMOST_URL"), "LOTSE_MATTERMOST_TOKEN=" + setting(h.t, "LOTSE_MATTERMOST_TOKEN"),
		"LOTSE_MATTERMOST_TEAM=" + setting(h.t, "LOTSE_MATTERMOST_TEAM")}, env...)
}

func (h *house) open(env ...string) *service {
	h.t.Helper()
	return h.start(h.settings(env...)...)
}

// eventually waits for something at Mattermost, which rings no bell of ours.
func (h *house) eventually(what string, holds func() bool) {
	h.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for over := time.After(patience); !holds(); {
		select {
		case <-tick.C:
		case <-over:
			h.t.Fatalf("never: %s", what)
		}
	}
}

// posts are all posts of the channel in the order in which they were made, without those that are deleted and those that the server makes. One
// question is better than pages: of posts of the same millisecond, the server gives one on two pages and another on none.
func (h *house) posts() []*mm.Post {
	h.t.Helper()
	list, _, err := h.admin.GetPostsSince(h.t.Context(), h.channel.Id, 1, false)
	if err != nil {
		return nil // the server is away
	}
	if len(list.Posts) >= 1000 {
		h.t.Fatal("more posts than the server tells at once")
	}
	var out []*mm.Post
	for _, p := range list.Posts {
		if p.Type == "" && p.DeleteAt == 0 && p.OriginalId == "" {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *mm.Post) int { return cmp.Or(cmp.Compare(a.CreateAt, b.CreateAt), cmp.Compare(a.Id, b.Id)) })
	return out
}

// thread are the posts of the ticket in which a text appears; the root is the first.
func (h *house) thread(text string) []*mm.Post {
	root := ""
	all := h.posts()
	for _, p := range all {
		if p.RootId != "" && strings.Contains(p.Message, text) {
			root = p.RootId
		}
	}
	return slices.DeleteFunc(all, func(p *mm.Post) bool { return root == "" || p.Id != root && p.RootId != root })
}

// root waits for the ticket in which a citizen has said something.
func (h *house) root(text string) string {
	h.t.Helper()
	h.eventually(text+" in a thread", func() bool { return len(h.thread(text)) > 0 })
	return h.thread(text)[0].Id
}

// in reports whether a post of the bot in the thread holds words.
func (h *house) in(root, words string) bool {
	for _, p := range h.posts() {
		if p.RootId == root && p.UserId == h.bot && strings.Contains(p.Message, words) {
			return true
		}
	}
	return false
}

// handover has a citizen ask for a person, as far as the volunteers' channel.
func (h *house) handover(c telegramtest.Citizen) {
	h.t.Helper()
	c.Write("/start mensch")
	h.see(c, "Wie möchten Sie mit einem Menschen sprechen?")
	c.Tap("Hier schreiben")
	h.see(c, "Soll ich Sie verbinden?")
	c.Tap("Ja, bitte verbinden")
	h.see(c, "Ich gebe Ihr Anliegen jetzt an die Freiwilligen weiter.")
}

func (h *house) see(c telegramtest.Citizen, words string) {
	h.t.Helper()
	if !h.sees(h.t.Context(), c.ID, words) {
		h.t.Fatalf("citizen %d never sees %q, but\n%s", c.ID, words, strings.Join(h.Said(c.ID), "\n---\n"))
	}
}

// say posts into a thread.
func (v *volunteer) say(root, text string, files ...string) *mm.Post {
	v.t.Helper()
	p, _, err := v.CreatePost(v.t.Context(), &mm.Post{ChannelId: v.in, RootId: root, Message: text, FileIds: files})
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

// mark reports whether the bot has put a reaction on a post.
func (h *house) mark(post *mm.Post, emoji string) func() bool {
	return func() bool {
		all, _, err := h.admin.GetReactions(h.t.Context(), post.Id)
		return err == nil && slices.ContainsFunc(all, func(r *mm.Reaction) bool { return r.UserId == h.bot && r.EmojiName == emoji })
	}
}

// serve is .ci/mattermost/serve on the server of these tests.
func (h *house) serve(command string) {
	h.t.Helper()
	out, err := exec.Command("../../.ci/mattermost/serve", command, setting(h.t, "MM_TEST_DIR")).CombinedOutput()
	if err != nil {
		h.t.Fatalf("%v\n%s", err, out)
	}
}

// word is a text that nothing else holds, that no guard minds, and that sorts as it was said.
func word(kind string, chat int64, n int) string {
	letters := func(n int) string {
		return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%03d", n))
	}
	return kind + letters(int(chat%1000)) + letters(n)
}

// together does things side by side.
func together(fns ...func()) {
	var wg sync.WaitGroup
	for _, fn := range fns {
		wg.Go(fn)
	}
	wg.Wait()
}
