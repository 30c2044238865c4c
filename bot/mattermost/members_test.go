package mattermost_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/bot/mattermost/mattermosttest"
)

// Who belongs to the channel is listed, however many they are; the bot, strangers and people who have left are not.
func TestMembers(t *testing.T) {
	w := newWorld(t, nil)
	w.Stranger("rolf")
	gone := w.Person("gone", "Gustav")
	w.Remove(gone)
	nameless := w.Person("aylin", "")
	want := []mattermost.Member{{ID: desk.AgentID(nameless), User: "aylin"}, {ID: desk.AgentID(w.jens), User: "jens", Name: "Jens"}, {ID: desk.AgentID(w.karla), User: "karla", Name: "Karla"}}
	for i := range 250 {
		user := fmt.Sprintf("z%03d", i)
		want = append(want, mattermost.Member{ID: desk.AgentID(w.Person(user, "Zoe")), User: user, Name: "Zoe"})
	}
	got, err := w.ch.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("members -want +got:\n%s", d)
	}
}

func TestMembersUnknown(t *testing.T) {
	w := newWorld(t, nil)
	w.Fail("GET /users", mattermosttest.Fault{Kind: mattermosttest.Refuse, Status: http.StatusForbidden, ID: "api.context.permissions.app_error"})
	if got, err := w.ch.Members(t.Context()); err == nil {
		t.Errorf("the server refuses, and yet there are %v", got)
	}
}
