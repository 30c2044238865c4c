package flows

import "slices"

// eventOffers adds what one can do with a date that is shown: be reminded of it, put it into a calendar.
func (t *turn) eventOffers(step *Step, card Card) {
	t.also = slices.DeleteFunc(t.also, func(o Offer) bool { return o.Remind != nil || o.File != "" })
	known := slices.ContainsFunc(t.s.Reminders, func(r Reminder) bool { return r.From == step.Ref })
	if !known && !card.Begins.IsZero() && dayBefore(card.Begins, t.now.Location()).After(t.now) {
		t.also = append(t.also, Offer{Label: t.textOf("event_remind"), Remind: &step.Ref})
	}
	if card.File != nil {
		t.also = append(t.also, Offer{Label: t.textOf("event_file"), File: EventsPrefix + step.Events})
	}
}

// remindOfEvent makes the reminder of the next date that a step shows: it comes back to the step, which shows what holds by then.
func (t *turn) remindOfEvent(o Offer) {
	at, ok := *o.Remind, false
	if step := t.Set.Step(at); step != nil && step.Events != "" {
		var when RemindSpec
		when.Before = step.Events
		if due, inTime := t.remindAt(&when); inTime {
			t.keepReminder(Reminder{At: due, From: step.Ref, Stack: []Frame{{Ref: step.Ref}}})
			ok = true
		}
	}
	if ok {
		t.note("reminder_set", t.variable)
	} else {
		t.note("reminder_late", nil)
	}
	t.askWithout(o)
}

// sendFile sends the file of a card.
func (t *turn) sendFile(o Offer) {
	if t.Catalogue == nil {
		t.ask()
		return
	}
	if card, ok := t.Catalogue.Card(o.File, t.s.Lang(), t.about()); ok && card.File != nil {
		t.note("event_file_sent", nil)
		t.emit(*card.File)
	}
	t.askWithout(o)
}

// askWithout puts the question at hand again, with the offers that are left.
func (t *turn) askWithout(taken Offer) {
	t.s.Misses = 0
	t.also = slices.DeleteFunc(slices.Clone(t.s.Offers), func(o Offer) bool { return o.Label == taken.Label || o.Visit != "" })
	t.brief = true
	t.ask()
}
