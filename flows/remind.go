package flows

import (
	"slices"
	"time"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Reminder is something that a person wants to be reminded of: where the conversation goes on then. It holds no words of the person.
type Reminder struct {
	At    time.Time `json:"at"`
	From  Ref       `json:"from"`  // step that made it: what it wants said, is said
	Stack []Frame   `json:"stack"` // where the conversation goes on, as in Session
}

// reminderVar is when the next reminder comes; in the turn that makes one, when that one comes, and in which one comes, when that was due. Unknown without a reminder.
const reminderVar = "erinnerung"

// Hours of the day. Nobody is woken up by a reminder.
const (
	morning    = 8
	evening    = 20
	remindHour = 10 // where only the day is known
)

// awake is the first moment from t on at which people may be reminded, by the clocks of t's zone.
func awake(t time.Time) time.Time {
	year, month, day := t.Date()
	switch {
	case t.Hour() < morning:
		return time.Date(year, month, day, morning, 0, 0, 0, t.Location())
	case t.Hour() >= evening:
		return time.Date(year, month, day+1, morning, 0, 0, 0, t.Location())
	}
	return t
}

// awakeAfter is when a time is over and people may be reminded. Who asks in the evening to be reminded tomorrow means tomorrow, not the
// morning after.
func awakeAfter(now time.Time, in time.Duration) time.Time {
	at := now.Add(in)
	if year, month, day := at.Date(); in%(24*time.Hour) == 0 && at.Hour() >= evening {
		return time.Date(year, month, day, remindHour, 0, 0, 0, at.Location())
	}
	return awake(at)
}

// dayBefore is when people are reminded of something that begins at a time.
func dayBefore(begins time.Time, where *time.Location) time.Time {
	year, month, day := begins.In(where).Date()
	return time.Date(year, month, day-1, remindHour, 0, 0, 0, where)
}

// remind makes the step's reminder. If it is too late for it, or nobody knows when, it says so and reports false.
func (t *turn) remind(step *Step) bool {
	at, ok := t.remindAt(step.Remind)
	if !ok {
		t.note("reminder_late", nil)
		return false
	}
	t.keepReminder(Reminder{At: at, From: step.Ref, Stack: t.remindedStack(step.Remind.Goto)})
	return true
}

// remindAt is when a reminder comes; false if that is over or unknown.
func (t *turn) remindAt(r *RemindSpec) (time.Time, bool) {
	var at time.Time
	switch {
	case r.In > 0:
		at = awakeAfter(t.now, r.In).Truncate(time.Minute)
	case r.On != "":
		text, _ := t.s.Vars[r.On].(string)
		day, err := time.Parse(isoDate, text)
		if err != nil {
			return at, false
		}
		at = dayBefore(day.AddDate(0, 0, 1), t.now.Location())
	case r.Before != "" && t.Catalogue != nil:
		card, ok := t.Catalogue.Card(EventsPrefix+r.Before, t.s.Lang(), t.about())
		if !ok || card.Begins.IsZero() {
			return at, false
		}
		at = dayBefore(card.Begins, t.now.Location())
	}
	return at, at.After(t.now)
}

// remindedStack is where the conversation goes on: at a step, or at the question that the person came from.
func (t *turn) remindedStack(target *Target) []Frame {
	if target != nil && target.Kind == ToStep {
		stack := slices.Clone(t.s.Stack)
		stack[len(stack)-1] = target.frame(*t.top())
		return stack
	}
	if n := len(t.s.Stack); n > 1 {
		return slices.Clone(t.s.Stack[:n-1])
	}
	for _, mark := range slices.Backward(t.s.Back) { // called by nobody, but found by a word
		if mark[len(mark)-1].Flow != t.top().Flow {
			return slices.Clone(mark)
		}
	}
	return []Frame{{Ref: Ref{Flow: menuFlow}}}
}

// keepReminder keeps a reminder, in place of an earlier one of the same matter.
func (t *turn) keepReminder(r Reminder) {
	goal := r.Stack[len(r.Stack)-1]
	keep := slices.DeleteFunc(slices.Clone(t.s.Reminders), func(old Reminder) bool {
		other := old.Stack[len(old.Stack)-1]
		return other.Flow == goal.Flow && other.Service == goal.Service
	})
	keep = append(keep, r)
	slices.SortStableFunc(keep, func(a, b Reminder) int { return a.At.Compare(b.At) })
	t.s.Reminders, t.made = keep, r.At
	t.schedule()
}

// schedule asks the host for the next reminder, or for none.
func (t *turn) schedule() {
	next := Remind{}
	if len(t.s.Reminders) > 0 {
		next.At = t.s.Reminders[0].At
	}
	t.emit(next)
}

// reminded says the first reminder that is due. In a talk with volunteers it is only said. A question about something else stays open, and
// a button leads on; else the conversation goes on where the person wanted to be reminded.
func (t *turn) reminded() {
	if len(t.s.Reminders) == 0 {
		return
	}
	r := t.s.Reminders[0]
	if later := awake(t.now); later.After(t.now) {
		t.emit(Remind{later}) // it comes late, in the night
		return
	}
	if r.At.After(t.now) {
		t.schedule()
		return
	}
	t.s.Reminders, t.made = slices.Clone(t.s.Reminders[1:]), r.At
	t.schedule()
	switch {
	case t.talking():
		t.recall(r, true)
	case t.busy(r):
		t.recall(r, true)
		t.offer([]Offer{{Label: t.textOf("reminder_go"), Resume: r.Stack}, {Label: t.textOf("reminder_not_now"), Do: CmdRepeat}})
		if t.s.Deadline != nil {
			t.emit(Timer{t.s.Serial, *t.s.Deadline}) // the question's deadline runs on under its new number
		}
	default:
		t.leave()
		t.recall(r, false)
		t.resume(r.Stack)
	}
}

// busy reports whether a question is open that the reminder must not take away. The menu and the like ask nothing that could be lost.
func (t *turn) busy(r Reminder) bool {
	at, ok := t.s.At()
	if !ok || t.Set.Step(at) == nil || at == r.Stack[len(r.Stack)-1].Ref {
		return false
	}
	return at.Flow != startFlow && at.Flow != menuFlow && at.Flow != endFlow
}

// recall says what somebody wanted to be reminded of; whole: dates too, if it is about some.
func (t *turn) recall(r Reminder, whole bool) {
	id, step := "reminder", t.Set.Step(r.From)
	switch {
	case step == nil:
	case step.Remind != nil && step.Remind.Say != "":
		id = step.Key("remind")
	case step.Events != "":
		id = "reminder_event"
	}
	t.note(id, func(name string) (string, bool) {
		if name == "thema" {
			return richtext.Escape(t.matter(r, t.s.Lang())), true
		}
		return t.variable(name)
	})
	if !whole || id != "reminder_event" || t.Catalogue == nil {
		return
	}
	if card, ok := t.Catalogue.Card(EventsPrefix+step.Events, t.s.Lang(), t.about()); ok {
		t.card(card)
	}
}

// resume goes on at a place that was kept.
func (t *turn) resume(stack []Frame) {
	t.s.Stack = slices.Clone(stack)
	t.run()
}

// matter names what a reminder is about: the service, or the title of the flow.
func (e *Engine) matter(r Reminder, lang string) string {
	goal := r.Stack[len(r.Stack)-1]
	if goal.Flow == serviceFlow && goal.Service != "" && e.Catalogue != nil {
		if s, ok := e.Catalogue.Service(goal.Service, lang, About{}); ok {
			return s.Name
		}
	}
	if e.Set.flow[goal.Flow] == nil {
		goal.Flow = r.From.Flow
	}
	return e.Set.Texts.get(lang, goal.Flow+".title")
}

// nextReminder is when the reminder comes that was just made, else the next one; false if there is none.
func (t *turn) nextReminder() (string, bool) {
	at := t.made
	if at.IsZero() {
		if len(t.s.Reminders) == 0 {
			return "", false
		}
		at = t.s.Reminders[0].At
	}
	return t.moment(at, t.s.Lang()), true
}

// moment is a day and a time, as in "24.12.2026, 10:00".
func (e *Engine) moment(at time.Time, lang string) string {
	return at.Format(e.Set.Texts.get(lang, "date_layout") + ", 15:04")
}
