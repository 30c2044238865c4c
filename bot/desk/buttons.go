package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
)

// verb is what a citizen's button does. It is part of the button's id, so its form is a promise.
type verb string

const (
	verbAgree      verb = "agree"
	verbDecline    verb = "decline"
	verbSend       verb = "send"
	verbSendMasked verb = "send_masked"
	verbDrop       verb = "drop"
	verbLeave      verb = "leave"
	verbStay       verb = "stay"
	verbMore       verb = "more"
	verbDone       verb = "done"
	verbSolved     verb = "solved"
	verbUnsolved   verb = "unsolved"
	verbReopen     verb = "reopen"
	verbComment    verb = "comment"
)

var verbs = []verb{verbAgree, verbDecline, verbSend, verbSendMasked, verbDrop, verbLeave, verbStay, verbMore, verbDone, verbSolved, verbUnsolved, verbReopen, verbComment}

// label is the id of the button's text.
func (v verb) label() string { return "desk_button_" + string(v) }

// buttonPrefix begins the ids of all buttons of desks.
const buttonPrefix = "desk/"

// button is a parsed id.
type button struct {
	ticket TicketID
	verb   verb
	serial int // of what is held back; 0: of nothing
}

func (b button) id() string {
	id := buttonPrefix + string(b.ticket) + "/" + string(b.verb)
	if b.serial > 0 {
		id += "/" + strconv.Itoa(b.serial)
	}
	return id
}

func parseButton(id string) (button, bool) {
	rest, ok := strings.CutPrefix(id, buttonPrefix)
	parts := strings.Split(rest, "/")
	if !ok || len(parts) < 2 || len(parts) > 3 || !slices.Contains(verbs, verb(parts[1])) {
		return button{}, false
	}
	b := button{ticket: TicketID(parts[0]), verb: verb(parts[1])}
	if len(parts) == 3 {
		n, err := strconv.Atoi(parts[2])
		if err != nil || n <= 0 {
			return button{}, false
		}
		b.serial = n
	}
	return b, true
}

// TicketOf tells which ticket a tapped button belongs to; false: it is no button of a desk.
func TicketOf(buttonID string) (TicketID, bool) {
	b, ok := parseButton(buttonID)
	return b.ticket, ok
}

// Typed finds the button that the citizen means by typing its label, the latest question first. Its number, or what
// the label has before its comma, "Ja", is enough if nothing was said to the citizen after that question, and they have not done anything since: heard is when they last did. Otherwise
// a bare "ja" is talk, or answers somebody else.
func (t Ticket) Typed(text string, texts *flows.Texts, heard time.Time) (buttonID string, ok bool) {
	typed := plain(text)
	if typed == "" {
		return "", false
	}
	for i, q := range slices.Backward(t.Questions) {
		fresh := i == len(t.Questions)-1 && !heard.After(q.At) && t.lastSaid(q.Key)
		if n, err := strconv.Atoi(typed); err == nil && fresh && n >= 1 && n <= len(q.Buttons) {
			return q.Buttons[n-1].ID, true
		}
		for _, b := range q.Buttons {
			label, _ := texts.Get(t.Lang, b.Label.ID, nil)
			first, _, short := strings.Cut(strings.ReplaceAll(label, "،", ","), ",")
			if plain(label) == typed || fresh && short && plain(first) == typed {
				return b.ID, true
			}
		}
	}
	return "", false
}

// lastSaid reports whether the citizen got nothing after the thing of that key.
func (t Ticket) lastSaid(k Key) bool {
	for other, o := range t.Out {
		if (o.Kind == outSend || o.Kind == outSay) && other.number() > k.number() {
			return false
		}
	}
	return true
}

// number grows from key to key of a ticket.
func (k Key) number() int {
	n, _ := strconv.Atoi(string(k[strings.LastIndexByte(string(k), '/')+1:]))
	return n
}

// ask asks the citizen something.
func (s *step) ask(text Text, verbs ...verb) { s.askFor(0, text, verbs...) }

// askFor asks about something that is held back. The same question put again takes the buttons from the earlier one.
func (s *step) askFor(serial int, text Text, verbs ...verb) {
	if s.t.Gone {
		return
	}
	s.dropQuestion(verbs[0], serial, Text{})
	q := Question{Key: s.key(outSay, ""), Text: text, At: s.now}
	for _, v := range verbs {
		q.Buttons = append(q.Buttons, Button{ID: button{s.t.ID, v, serial}.id(), Label: Text{ID: v.label()}})
	}
	s.t.Questions = append(s.t.Questions, q)
	s.emit(AskCitizen{Key: q.Key, Text: text, Buttons: slices.Clone(q.Buttons)})
}

// dropQuestion takes the buttons from the question that has this one. It reports whether there was one.
func (s *step) dropQuestion(v verb, serial int, label Text) bool {
	id := button{s.t.ID, v, serial}.id()
	i := slices.IndexFunc(s.t.Questions, func(q Question) bool {
		return slices.ContainsFunc(q.Buttons, func(b Button) bool { return b.ID == id })
	})
	if i < 0 {
		return false
	}
	s.drop(s.t.Questions[i], label)
	s.t.Questions = slices.Delete(s.t.Questions, i, i+1)
	return true
}

func (s *step) dropQuestions() {
	for _, q := range s.t.Questions {
		s.drop(q, Text{})
	}
	s.t.Questions = nil
}

func (s *step) drop(q Question, label Text) {
	if !s.t.Gone {
		s.emit(AnsweredCitizen{Of: q.Key, Text: q.Text, Label: label})
	}
}
