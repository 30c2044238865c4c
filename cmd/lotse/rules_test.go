package main

import (
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/content"
)

func townDesk(t *testing.T, text string) *content.Desk {
	t.Helper()
	c, _, ds := content.LoadCatalogue(fstest.MapFS{"lotsen.yaml": {Data: []byte(text)}})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return c.Desk()
}

// What the town has written reaches the desk, by the ids of the channel's members.
func TestRules(t *testing.T) {
	r := &roster{}
	r.meet([]mattermost.Member{{ID: "id-karla", User: "karla", Name: "Karoline"}, {ID: "id-jens", User: "jens", Name: "Jens"}})
	r.use(townDesk(t, `hours: Mo-Fr 10:00-17:00
times: {usual: 20m, remind: 21m, return: 22m, announce: 23m, reopen: 24m, idle: 25m, close: 26m, hold: 27m}
sizes: {from_citizens: 3, to_citizens: 4}
people:
  - {user: karla, name: Karla, quiet: "10:00-12:00"}
  - {user: jens}
  - {user: nobody}
`))
	got := r.rules()
	for i, v := 0, reflect.ValueOf(got); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("the town cannot decide on %s", v.Type().Field(i).Name)
		}
	}
	durations := []time.Duration{got.UsualAnswer, got.RemindAfter, got.ReturnAfter, got.AnnounceAfter, got.ReopenWithin, got.IdleAfter, got.CloseAfter, got.HoldFor}
	for i, d := range durations {
		if d != time.Duration(20+i)*time.Minute {
			t.Errorf("time %d is %s", i, d)
		}
	}
	if got.MaxToAgents != 3<<20 || got.MaxToCitizen != 4<<20 {
		t.Errorf("sizes %d, %d", got.MaxToAgents, got.MaxToCitizen)
	}
	morning := time.Date(2026, 11, 24, 10, 30, 0, 0, time.UTC) // 11:30 in Germany
	if !got.Hours.Open(morning) || got.Hours.Open(morning.Add(-2*time.Hour)) {
		t.Error("the hours are not those of the file")
	}
	if !got.Quiet("id-karla", morning) || got.Quiet("id-jens", morning) || got.Quiet("id-stranger", morning) {
		t.Error("quiet hours are not those of the file")
	}
	if on := got.OnDuty(morning); !slices.Equal(on, []desk.AgentID{"id-jens"}) {
		t.Errorf("on duty: %v", on)
	}
	for id, want := range map[desk.AgentID]string{"id-karla": "Karla", "id-jens": "Jens", "id-stranger": ""} {
		if name := got.Name(id); name != want {
			t.Errorf("%s is called %q, want %q", id, name, want)
		}
	}
	r.meet([]mattermost.Member{{ID: "id-karla", User: "karla"}})
	if on := r.rules().OnDuty(morning.Add(4 * time.Hour)); !slices.Equal(on, []desk.AgentID{"id-karla"}) {
		t.Errorf("on duty after Jens has left: %v", on)
	}
	r.meet([]mattermost.Member{{ID: "id-anna", User: "anna"}, {ID: "id-olga", User: "olga"}})
	if on := r.rules().OnDuty(morning); !slices.Equal(on, []desk.AgentID{"id-anna", "id-olga"}) {
		t.Errorf("nobody of the file is in the channel; on duty: %v", on)
	}
	if on := r.rules().OnDuty(morning.Add(-2 * time.Hour)); len(on) > 0 {
		t.Errorf("on duty while the desk is closed: %v", on)
	}
}
