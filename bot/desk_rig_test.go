package bot_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
	"github.com/digitaler-lotse/lotse/flows"
)

// deskContent is the content of these tests with a way to the volunteers, and the texts that citizens really read there.
func deskContent(t testing.TB) *flows.Engine {
	t.Helper()
	fsys := files(t)
	for from, to := range map[string]string{"testdata/desk/mensch.yaml": "flows/mensch.yaml", "../content/messages/desk.de.yaml": "messages/desk.de.yaml"} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		fsys[to] = &fstest.MapFile{Data: data}
	}
	return load(t, fsys)
}

// volunteers are a Mattermost server with two people, and our client to it.
type volunteers struct {
	*mattermosttest.Server
	config      mattermost.Config
	channel     *mattermost.Channel
	karla, jens string
}

// lostFile is a file of a citizen's that cannot be fetched.
const lostFile = "Hverloren"

const deskToken = "botTOKENbotTOKENbotTOKEN12"

func newVolunteers(t testing.TB, change func(*mattermost.Config)) *volunteers {
	t.Helper()
	v := &volunteers{Server: mattermosttest.New(deskToken)}
	cfg := mattermost.Config{
		URL: mattermosttest.URL, Token: deskToken, Team: "lotse", Channel: "lotsen", Zone: time.UTC, Transport: v.Server, Dial: v.Dial,
		Fetch: func(_ context.Context, f desk.File) (io.ReadCloser, error) {
			if f.Handle == lostFile {
				return nil, errors.New("the file is not to be had")
			}
			return io.NopCloser(strings.NewReader("Inhalt von " + string(f.Handle))), nil
		},
	}
	if change != nil {
		change(&cfg)
	}
	v.config = cfg
	v.channel = v.client(t, nil)
	v.karla, v.jens = v.Person("karla", "Karla"), v.Person("jens", "Jens")
	return v
}

// roots are the root posts of tickets that are there.
func (v *volunteers) roots() []mattermosttest.Post {
	var out []mattermosttest.Post
	for _, p := range v.Posts() {
		if p.RootID == "" && p.DeleteAt == 0 && p.UserID == v.Bot() {
			out = append(out, p)
		}
	}
	return out
}

// thread are the posts below a root, as text.
func (v *volunteers) thread(root string) []string {
	var out []string
	for _, p := range v.Posts() {
		if p.RootID == root && p.DeleteAt == 0 {
			out = append(out, p.Message)
		}
	}
	return out
}

// deskRig is a running bot with both sides.
type deskRig struct {
	*rig
	*volunteers
}

// runDesk calls fn with a running bot and volunteers in a bubble.
func runDesk(t *testing.T, config bot.Config, fn func(*deskRig)) {
	t.Helper()
	engine := deskContent(t)
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, phone: &phone{in: make(chan handed)}, path: filepath.Join(t.TempDir(), "lotse.db"), config: config}
		d := &deskRig{rig: r, volunteers: newVolunteers(t, nil)}
		r.opts.NoSync = true
		r.config.Engine, r.config.Desk = engine, d.channel
		r.start()
		defer func() { // also after a Fatal, or the bubble would wait for ever
			if err := r.halt(); err != nil {
				t.Error(err)
			}
			for _, p := range d.Problems() {
				t.Error("Mattermost:", p)
			}
		}()
		d.settle()
		fn(d)
	})
}

// settle lets what is under way arrive on both sides.
func (d *deskRig) settle() {
	time.Sleep(10 * time.Second)
	synctest.Wait()
}

// says types something, with an id that the message can be named by.
func (d *deskRig) says(id, text string) {
	d.t.Helper()
	d.hand(bot.Update{Message: desk.MessageID(id), Input: flows.Said{Text: text}})
	d.settle()
}

// opens begins a talk and returns its thread.
func (d *deskRig) opens() string {
	d.t.Helper()
	d.type_("/start")
	d.type_("Mensch")
	d.tap(d.question(), "Ja")
	d.settle()
	roots := d.roots()
	if len(roots) == 0 {
		d.t.Fatal("no root post")
	}
	d.got()
	return roots[len(roots)-1].ID
}

// question is the latest message with buttons.
func (d *deskRig) question() *flows.Message {
	d.t.Helper()
	for _, s := range slices.Backward(d.sends()) {
		if m := s.out.Message; m != nil && len(m.Choices) > 0 {
			return m
		}
	}
	d.t.Fatal("nothing was asked")
	return nil
}

// agent says something as a volunteer.
func (d *deskRig) agent(who, root, text string) string {
	id := d.Say(who, root, text, nil)
	d.settle()
	return id
}

func (d *deskRig) wantThread(root string, want ...string) {
	d.t.Helper()
	if got := d.thread(root); strings.Join(got, "\n---\n") != strings.Join(want, "\n---\n") {
		d.t.Errorf("in the thread\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
