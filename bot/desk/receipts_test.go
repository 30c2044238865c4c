package desk_test

import (
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

// A long answer is several messages at the citizen's. A reply to any of them is a reply to the answer, also after an edit has made
// it shorter.
func TestReplyToOneOfSeveral(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	ticket := desk.Ticket{}
	last := func(e desk.Event) []desk.Action {
		next, actions := desk.Step(ticket, e, desk.Rules{}, now)
		ticket = next
		return actions
	}
	last(desk.Opened{ID: "t", Topic: "Umzug", Lang: "de", Consent: now})
	last(desk.AgentPressed{Agent: "anna", Do: desk.Claim})
	var sent, edited desk.Key
	for _, a := range last(desk.AgentPosted{Agent: "anna", Post: "p1", Text: "Eine lange Antwort."}) {
		if a, ok := a.(desk.SendCitizen); ok {
			sent = a.Key
		}
	}
	last(desk.Delivered{Key: sent, Ref: "101,102+103"})
	reply := func(message desk.MessageID, to desk.Ref) desk.PostID {
		for _, a := range last(desk.CitizenSaid{Message: message, Text: "Danke!", ReplyTo: to}) {
			if a, ok := a.(desk.PostThread); ok {
				return a.ReplyTo
			}
		}
		t.Errorf("%s: not in the thread", message)
		return ""
	}
	for to, want := range map[desk.Ref]desk.PostID{"101": "p1", "102": "p1", "10": "", "103": "", "": ""} {
		if got := reply(desk.MessageID("c"+to), to); got != want {
			t.Errorf("a reply to %q answers %q; want %q", to, got, want)
		}
	}
	for _, a := range last(desk.AgentEdited{Agent: "anna", Post: "p1", Text: "Kurz."}) {
		if a, ok := a.(desk.EditCitizen); ok {
			edited = a.Key
		}
	}
	last(desk.Delivered{Key: edited, Ref: "101"})
	if got := reply("c9", "102"); got != "" {
		t.Errorf("a reply to a message that is gone answers %q", got)
	}
	if ref, _ := ticket.Ref(sent); ref != "101" {
		t.Errorf("the answer is in %q; want 101", ref)
	}
}
